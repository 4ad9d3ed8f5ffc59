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
  /// Of its lines.
  double pitch = 0;
};

/// What stands between a page's text and the notes at its foot.
struct FootStyle {
  double space_above = 0;
  double space_below = 0;
  /// The rule, from the type area's left edge; its height may be 0.
  Rect rule;
  Color color;

  double height() const { return space_above + rule.height + space_below; }
};

/// Cuts the column into pages and appends them to `result`, with destinations and bookmarks.
void paginate(Column column, const PageGeometry& geometry, const FootStyle& foot, PagedDocument& result);

}  // namespace mdconv::layout
