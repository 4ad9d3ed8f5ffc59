// SPDX-License-Identifier: MIT
#include "pdf/pdf_backend.h"

#include "layout/layout.h"
#include "pdf/writer.h"
#include "style/style_sheet.h"

namespace mdconv::pdf {

namespace {

class PdfBackend final : public Backend {
 public:
  PdfBackend() : info_{"pdf", "tagged PDF, typeset", "application/pdf", {".pdf"}, {}} {}

  const BackendInfo& info() const noexcept override { return info_; }

  Result<void> write(const doc::Document& document, const BackendContext& context, ByteSink& sink) const override {
    const style::StyleSheet style = style::StyleSheet::parse(context.sources, context.styles, context.diagnostics);
    MDCONV_TRY_ASSIGN(const layout::PagedDocument pages,
                      layout::lay_out(document, {style, context.fonts, context.diagnostics}));
    MDCONV_TRY_ASSIGN(const std::string file, write_pdf(pages, document, {context.timestamp, &context.diagnostics}));
    return sink.write(file);
  }

 private:
  BackendInfo info_;
};

}  // namespace

const Backend& backend() noexcept {
  static const PdfBackend kBackend;
  return kBackend;
}

}  // namespace mdconv::pdf
