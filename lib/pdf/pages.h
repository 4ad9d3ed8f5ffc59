// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layout/paged_document.h"
#include "pdf/content.h"
#include "pdf/fonts.h"
#include "pdf/images.h"
#include "pdf/object/file.h"
#include "pdf/structure.h"

namespace mdconv::pdf {

/// How far a sheet goes beyond the page.
double slug_of(const layout::PrintMarks& marks);

/// What is printed beyond a page's edges, as content of its stream.
std::string draw_marks(const layout::PrintMarks& marks, const layout::Page& page);

/// Writes the pages under the numbers from `first_page`, and the tree over them: its root. `contents` are the pages',
/// their streams compressed.
Ref write_pages(const layout::PagedDocument& document, std::vector<PageContent> contents, Ref first_page,
                const FontSet& fonts, const ImageSet& images, StructureTree& structure, File& file);

}  // namespace mdconv::pdf
