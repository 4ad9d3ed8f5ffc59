// SPDX-License-Identifier: MIT
#include "epub/epub_backend.h"
namespace mdconv::epub {
namespace {
class Stub final : public Backend {
 public:
  const BackendInfo& info() const noexcept override {
    static const BackendInfo kInfo{"epub", "", "", {".epub"}, {}};
    return kInfo;
  }
  Result<void> write(const doc::Document&, const BackendContext&, ByteSink&) const override { return {}; }
};
}  // namespace
const Backend& backend() noexcept {
  static const Stub kBackend;
  return kBackend;
}
}  // namespace mdconv::epub
