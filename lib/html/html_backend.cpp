// SPDX-License-Identifier: MIT
#include "html/html_backend.h"
namespace mdconv::html {
namespace {
class Stub final : public Backend {
 public:
  const BackendInfo& info() const noexcept override {
    static const BackendInfo kInfo{"html", "", "", {".html"}, {}};
    return kInfo;
  }
  Result<void> write(const doc::Document&, const BackendContext&, ByteSink&) const override { return {}; }
};
}  // namespace
const Backend& backend() noexcept {
  static const Stub kBackend;
  return kBackend;
}
}  // namespace mdconv::html
