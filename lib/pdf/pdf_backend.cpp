// SPDX-License-Identifier: MIT
#include "pdf/pdf_backend.h"

#include <array>

#include "layout/layout.h"
#include "pdf/images.h"
#include "pdf/writer.h"
#include "style/computed_style.h"
#include "style/sizes.h"
#include "style/style_sheet.h"
#include "support/option_rows.h"

namespace mdconv::pdf {
namespace {

struct Options {
  std::string paper;
  bool note_pages = false;
};

constexpr std::array kOptions = {
    OptionRow<Options>{"paper", "SIZE", "size of the pages, over the style's: A5, 16开, \"148mm 210mm\", A4 landscape",
                       &Options::paper},
    OptionRow<Options>{"note-pages", "", "endnotes say on which pages their marks stand", &Options::note_pages},
};

Result<void> check_paper(const std::string& paper) {
  if (paper.empty() || style::parse_paper(paper, style::ComputedStyle().font_size, {1, 2})) return {};
  Error error{Code::BadOption, {}, "--paper takes a size such as A5, 16开 or \"148mm 210mm\", not \"" + paper + "\""};
  if (const std::string closest = style::closest_paper(paper); !closest.empty())
    error.hints.push_back("did you mean " + closest + "?");
  return error;
}

class PdfBackend final : public Backend {
 public:
  const BackendInfo& info() const noexcept override {
    static const BackendInfo kInfo{
        "pdf", "PDF 1.7, typeset and tagged", "application/pdf", {".pdf"}, describe_options<Options>(kOptions)};
    return kInfo;
  }

  Result<void> write(const doc::Document& document, const BackendContext& context, ByteSink& sink) const override {
    MDCONV_TRY_ASSIGN(const Options options, parse_options<Options>(kOptions, context.options));
    MDCONV_TRY(check_paper(options.paper));
    // What is wrong with a sheet was told when it was added.
    DiagnosticList told;
    const style::StyleSheet style = style::StyleSheet::parse(context.sources, context.styles, told, options.paper);
    ImageStore images(document);
    const auto check_image = [&](const doc::Resource& resource) -> Result<void> {
      const Result<PreparedImage>& image = images.find(resource);
      if (image) return {};
      return image.error();
    };
    const layout::LayoutContext layout_context{style,       context.fonts,       context.diagnostics,
                                               check_image, context.hyphenation, options.note_pages};
    MDCONV_TRY_ASSIGN(const layout::PagedDocument pages, layout::lay_out(document, layout_context));

    // Beyond this point every glyph has its place.
    const PdfSettings settings{context.timestamp, &context.diagnostics, context.threads, &images};
    MDCONV_TRY_ASSIGN(const std::string file, write_pdf(pages, document, settings));
    return sink.write(file);
  }
};

}  // namespace

const Backend& backend() noexcept {
  static const PdfBackend kBackend;
  return kBackend;
}

}  // namespace mdconv::pdf
