// SPDX-License-Identifier: MIT
#include "pdf/object/import.h"

#include "pdf/object/podofo.h"

namespace mdconv::pdf {

namespace {

class IntoFile final : public ImportTarget {
 public:
  explicit IntoFile(File& file) : file_(file) {}

  Ref reserve() override { return file_.reserve(); }
  void write(Ref ref, std::string_view object) override { file_.write_serialised(ref, object); }
  void write_stream(Ref ref, std::string_view entries, std::string_view bytes) override {
    file_.write_serialised_stream(ref, entries, bytes);
  }

 private:
  File& file_;
};

}  // namespace

Result<Ref> import_page(std::string_view pdf, double width, double height, bool hide_private_use, File& file) {
  const Podofo* const podofo = open_podofo().functions;
  IntoFile target(file);
  Ref form;
  if (podofo != nullptr && podofo->import_page(pdf, width, height, hide_private_use, target, form)) return form;
  return Error{Code::Internal, {}, "the drawing's PDF cannot be read"};
}

}  // namespace mdconv::pdf
