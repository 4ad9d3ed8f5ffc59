// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "layout/paged_document.h"
#include "pdf/content.h"
#include "pdf/fonts.h"
#include "pdf/images.h"
#include "pdf/object/file.h"
#include "pdf/structure.h"

namespace mdconv::pdf {

/// Writes the pages under the numbers from `first_page`, and the tree over them: its root. `contents` are the pages',
/// their streams compressed.
Ref write_pages(const layout::PagedDocument& document, std::vector<PageContent> contents, Ref first_page,
                const FontSet& fonts, const ImageSet& images, StructureTree& structure, File& file);

}  // namespace mdconv::pdf
