// SPDX-License-Identifier: MIT
#include "pdf/writer.h"

#include <optional>

#include "pdf/fonts.h"
#include "pdf/images.h"
#include "pdf/metadata.h"
#include "pdf/object/file.h"
#include "pdf/outline.h"
#include "pdf/pages.h"
#include "pdf/structure.h"

namespace mdconv::pdf {

Result<std::string> write_pdf(const layout::PagedDocument& pages, const doc::Document& document,
                              const PdfSettings& settings) {
  if (pages.pages.empty()) return Error{Code::Internal, {}, "the PDF has no pages"};
  File file;
  // Pages are referred to from everywhere, so their numbers come first.
  const Ref first_page = file.reserve(pages.pages.size());
  StructureTree structure(pages.structure, first_page, pages.pages.size());

  // What pages show.
  MDCONV_TRY_ASSIGN(const FontSet fonts, FontSet::embed(pages, file));
  const ImageSet images = ImageSet::embed(pages, document, settings.diagnostics, file);

  // The pages; from here on the structure tree knows all content.
  const Ref page_tree = write_pages(pages, first_page, fonts, images, structure, file);

  // What stands beside them.
  Dictionary catalog{{"Type", Name{"Catalog"}},
                     {"Pages", page_tree},
                     {"Metadata", write_xmp(document.metadata, settings, structure.tagged(), file)},
                     {"ViewerPreferences", Dictionary{{"DisplayDocTitle", true}}}};
  if (!document.metadata.language.empty()) catalog.set("Lang", Text{document.metadata.language});
  if (structure.tagged()) {
    catalog.set("MarkInfo", Dictionary{{"Marked", true}});
    catalog.set("StructTreeRoot", structure.write(file));
  }
  if (const std::optional<Ref> outline = write_outline(pages, first_page, file)) catalog.set("Outlines", *outline);
  if (const Dictionary labels = page_labels(pages); !labels.empty()) catalog.set("PageLabels", labels);
  const Ref info = write_info(document.metadata, settings, file);
  return file.finish(file.add(catalog), info);
}

}  // namespace mdconv::pdf
