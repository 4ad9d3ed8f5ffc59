// SPDX-License-Identifier: MIT
#include "pdf/pdf_backend.h"

#include <algorithm>
#include <array>
#include <optional>

#include "document/walk.h"
#include "layout/layout.h"
#include "pdf/images.h"
#include "pdf/object/podofo.h"
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
  std::optional<bool> cover;
  std::optional<bool> title_page;
  std::optional<bool> toc;
  int toc_depth = 2;
  std::string standard = "ua-1";
  bool attach_source = false;
};

constexpr std::array kOptions = {
    OptionRow<Options>{"paper", "SIZE", "size of the pages, over the style's: A5, 16开, \"148mm 210mm\", A4 landscape",
                       &Options::paper},
    OptionRow<Options>{"note-pages", "", "endnotes say on which pages their marks stand", &Options::note_pages},
    OptionRow<Options>{"cover", "", "begin with the picture that the metadata name; of books, unless said otherwise",
                       &Options::cover},
    OptionRow<Options>{"title-page", "", "give the title a page of its own; of books, unless said otherwise",
                       &Options::title_page},
    OptionRow<Options>{"toc", "", "put a table of contents before the text; of books, unless said otherwise",
                       &Options::toc},
    OptionRow<Options>{"toc-depth", "N", "how many levels it has, below parts", &Options::toc_depth},
    OptionRow<Options>{"pdf-standard", "LIST",
                       "the standards to follow: 1.7, ua-1 and one of a-2a b u, a-3a b u, a-4 e", &Options::standard},
    OptionRow<Options>{"attach-source", "", "the document's texts are attached to the PDF", &Options::attach_source},
};

Result<void> check_paper(const std::string& paper) {
  if (paper.empty() || style::parse_paper(paper, style::ComputedStyle().font_size, {1, 2})) return {};
  Error error{Code::BadOption, {}, "--paper takes a size such as A5, 16开 or \"148mm 210mm\", not \"" + paper + "\""};
  if (const std::string closest = style::closest_paper(paper); !closest.empty())
    error.hints.push_back("did you mean " + closest + "?");
  return error;
}

Result<void> check_depth(int depth) {
  if (depth >= 1 && depth <= 6) return {};
  return Error{Code::BadOption, {}, "--toc-depth takes a number from 1 to 6, not \"" + std::to_string(depth) + "\""};
}

bool has_contents(const doc::Blocks& blocks) {
  return std::any_of(blocks.begin(), blocks.end(), [](const doc::Block& block) {
    const auto* division = std::get_if<doc::Division>(&block.node);
    bool found = division != nullptr && division->kind == doc::DivisionKind::Contents;
    doc::for_each_child_blocks(block, [&](const doc::Blocks& inner) { found = found || has_contents(inner); });
    return found;
  });
}

// Books have what books have. A text that has a table of contents of its own needs no other.
layout::FrontMatter front_matter(const doc::Document& document, const Options& options) {
  const bool book = !document.chapters.empty();
  layout::FrontMatter front;
  front.cover = options.cover.value_or(book);
  front.title_page = options.title_page.value_or(book && document.metadata.show_title);
  front.contents =
      options.toc.value_or(document.metadata.toc.value_or(book) && (book || !has_contents(document.blocks)));
  front.contents_depth = options.toc_depth;
  return front;
}

class PdfBackend final : public Backend {
 public:
  const BackendInfo& info() const noexcept override {
    static const BackendInfo kInfo{
        "pdf", "PDF, typeset and tagged", "application/pdf", {".pdf"}, describe_options<Options>(kOptions)};
    return kInfo;
  }

  void prepare() const override { open_podofo(); }

  Result<void> write(const doc::Document& document, const BackendContext& context, ByteSink& sink) const override {
    MDCONV_TRY_ASSIGN(const Options options, parse_options<Options>(kOptions, context.options));
    MDCONV_TRY(check_paper(options.paper));
    MDCONV_TRY(check_depth(options.toc_depth));
    MDCONV_TRY_ASSIGN(const Standard standard, parse_standard(options.standard, options.attach_source));
    // What is wrong with a sheet was told when it was added.
    const style::StyleSheet style = style::StyleSheet::of_checked(context.sources, context.styles, options.paper);
    ImageStore images(document);
    const auto check_image = [&](const doc::Resource& resource) -> Result<void> {
      const Result<PreparedImage>& image = images.find(resource);
      if (image) return {};
      return image.error();
    };
    const layout::LayoutContext layout_context{style,
                                               context.fonts,
                                               context.diagnostics,
                                               check_image,
                                               context.hyphenation,
                                               options.note_pages,
                                               front_matter(document, options),
                                               context.threads,
                                               &context.sources,
                                               context.highlighter};
    MDCONV_TRY_ASSIGN(const layout::PagedDocument pages, layout::lay_out(document, layout_context));

    // Beyond this point every glyph has its place.
    if (const OpenModule<Podofo>& podofo = open_podofo(); podofo.functions == nullptr)
      return Error{Code::LibraryMissing,
                   {},
                   "no PDF can be written without PoDoFo: " + podofo.problem,
                   {"the Debian package libpodofo0.9.8 brings it"}};
    const PdfSettings settings{
        context.timestamp, &context.diagnostics,
        context.threads,   &images,
        standard,          options.attach_source ? source_texts(document, context.sources) : std::vector<Attachment>()};
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
