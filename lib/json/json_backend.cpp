// SPDX-License-Identifier: MIT
#include "json/json_backend.h"

#include "json/tree_writer.h"

namespace mdconv::json {

namespace {

class JsonBackend final : public Backend {
 public:
  JsonBackend() : info_{"json", "the document's tree as JSON, for other programs", "application/json", {".json"}, {}} {}

  const BackendInfo& info() const noexcept override { return info_; }

  Result<void> write(const doc::Document& document, const BackendContext& context, ByteSink& sink) const override {
    return sink.write(tree_as_json(document, context.sources));
  }

 private:
  BackendInfo info_;
};

}  // namespace

const Backend& backend() noexcept {
  static const JsonBackend kBackend;
  return kBackend;
}

}  // namespace mdconv::json
