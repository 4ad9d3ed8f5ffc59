// SPDX-License-Identifier: MIT
#include "pdf/pdf_backend.h"
namespace mdconv::pdf {
namespace {
class Stub final : public Backend {
 public:
  const BackendInfo& info() const noexcept override {
    static const BackendInfo kInfo{"pdf", "", "", {".pdf"}, {}};
    return kInfo;
  }
  Result<void> write(const doc::Document&, const BackendContext&, ByteSink&) const override { return {}; }
};
}  // namespace
const Backend& backend() noexcept {
  static const Stub kBackend;
  return kBackend;
}
}  // namespace mdconv::pdf
