// SPDX-License-Identifier: MIT
#include "pdf/writer.h"

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "pdf/content.h"
#include "pdf/fonts.h"
#include "pdf/images.h"
#include "pdf/metadata.h"
#include "pdf/object/file.h"
#include "pdf/outline.h"
#include "pdf/pages.h"
#include "pdf/structure.h"
#include "support/language.h"
#include "support/parallel.h"

namespace mdconv::pdf {

namespace {

// The streams of fonts and pages, compressed. False if there is not enough memory.
bool make_streams(const layout::PagedDocument& pages, const ImageSet& images, const StructureTree& structure,
                  const Standard& standard, unsigned threads, FontSet& fonts, std::vector<PageContent>& contents) {
  contents.resize(pages.pages.size());
  std::atomic<bool> failed{false};
  parallel_for(fonts.size() + contents.size(), threads, [&] {
    return [&, deflater = std::make_unique<Deflater>()](std::size_t piece) {
      if (piece < fonts.size()) {
        if (!fonts.compress(static_cast<std::uint32_t>(piece), *deflater)) failed = true;
        return;
      }
      PageContent& content = contents[piece - fonts.size()];
      const layout::Page& page = pages.pages[piece - fonts.size()];
      content = write_content(page, fonts, images, structure, standard);
      content.stream += draw_marks(pages.marks, page);
      std::string compressed;
      if (!deflater->append(content.stream, compressed)) failed = true;
      content.stream = std::move(compressed);
    };
  });
  return !failed;
}

}  // namespace

Result<std::string> write_pdf(const layout::PagedDocument& pages, const doc::Document& document,
                              const PdfSettings& settings) {
  if (pages.pages.empty()) return Error{Code::Internal, {}, "the PDF has no pages"};
  Standard standard = settings.standard;
  standard.universal_access = standard.universal_access && !pages.structure.empty();
  MDCONV_TRY(check_page_sizes(pages, standard));
  if (settings.diagnostics != nullptr) report_private_use(pages, standard, *settings.diagnostics);
  File file(standard.is_pdf2() ? "2.0" : "1.7");
  // Pages are referred to from everywhere, so their numbers come first.
  const Ref first_page = file.reserve(pages.pages.size());
  StructureTree structure(pages, first_page);

  // What pages show.
  MDCONV_TRY_ASSIGN(FontSet fonts, FontSet::subset(pages, settings.threads));
  ImageStore fresh(document);
  ImageStore& store = settings.images != nullptr ? *settings.images : fresh;
  const ImageSet images = ImageSet::embed(pages, document, store, standard, settings.diagnostics, file);
  std::vector<PageContent> contents;
  if (!make_streams(pages, images, structure, standard, settings.threads, fonts, contents))
    return Error{Code::Internal, {}, "there is not enough memory for the PDF"};
  fonts.write(pages, file);

  // The pages; from here on the structure tree knows all content.
  const Ref page_tree = write_pages(pages, std::move(contents), first_page, fonts, images, structure, file);

  // What stands beside them.
  Dictionary catalog{{"Type", Name{"Catalog"}},
                     {"Pages", page_tree},
                     {"Metadata", write_xmp(document.metadata, settings, standard, file)},
                     {"ViewerPreferences", Dictionary{{"DisplayDocTitle", true}}}};
  // "Undetermined" where the document says something that is no language.
  const std::string& language = document.metadata.language;
  catalog.set("Lang", Text{language::is_tag(language) ? language : "und"});
  if (structure.tagged()) {
    catalog.set("MarkInfo", Dictionary{{"Marked", true}});
    catalog.set("StructTreeRoot", structure.write(file));
  }
  if (const std::optional<Ref> outline = write_outline(pages, first_page, file)) {
    catalog.set("Outlines", *outline);
    // A book is opened with it in view.
    if (!document.chapters.empty()) catalog.set("PageMode", Name{"UseOutlines"});
  }
  if (pages.facing) catalog.set("PageLayout", Name{"TwoPageRight"});
  if (const Dictionary labels = page_labels(pages); !labels.empty()) catalog.set("PageLabels", labels);
  if (standard.is_archival()) catalog.set("OutputIntents", Array{output_intent(file)});
  write_attachments(settings.attachments, settings.timestamp, catalog, file);
  // PDF 2.0 leaves the metadata to XMP.
  std::optional<Ref> info;
  if (!standard.is_pdf2()) info = write_info(document.metadata, settings, file);
  return file.finish(file.add(catalog), info);
}

}  // namespace mdconv::pdf
