// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "layout/paged_document.h"
#include "pdf/fonts.h"
#include "pdf/images.h"
#include "pdf/structure.h"

namespace mdconv::pdf {

/// The content stream of a page; what it shows is taken up into the structure tree.
std::string write_content(const layout::PagedDocument& document, std::uint32_t page, const FontSet& fonts,
                          const ImageSet& images, StructureTree& structure);

}  // namespace mdconv::pdf
