// SPDX-License-Identifier: MIT
#pragma once

#include "layout/block_layout.h"
#include "layout/flow.h"
#include "layout/paged_document.h"

namespace mdconv::layout {

struct PageGeometry {
  double width = 0;
  double height = 0;
  /// The type area on the page.
  Rect area;
};

/// Cuts the column into pages and appends them to `result`, with destinations and bookmarks.
void paginate(Flow flow, const PageGeometry& geometry, PagedDocument& result);

}  // namespace mdconv::layout
