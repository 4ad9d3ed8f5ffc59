// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "layout/paged_document.h"
#include "pdf/fonts.h"
#include "pdf/images.h"
#include "pdf/standard.h"
#include "pdf/structure.h"

namespace mdconv::pdf {

struct PageContent {
  std::string stream;
  /// The structure node of each piece of marked content, by its marked-content id.
  std::vector<layout::StructId> nodes;
  /// Where figures stand, in PDF coordinates.
  std::vector<std::pair<layout::StructId, layout::Rect>> bounds;
};

/// The content stream of a page. Pages may be written on several threads at once.
PageContent write_content(const layout::Page& page, const FontSet& fonts, const ImageSet& images,
                          const StructureTree& structure, const Standard& standard);

}  // namespace mdconv::pdf
