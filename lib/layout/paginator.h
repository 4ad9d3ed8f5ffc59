// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layout/block_layout.h"
#include "layout/flow.h"
#include "layout/page_design.h"
#include "layout/paged_document.h"

namespace mdconv::layout {

/// What stands between a page's text and the notes at its foot.
struct FootStyle {
  double space_above = 0;
  double space_below = 0;
  /// The rule, from the type area's left edge; its height may be 0.
  Rect rule;
  Color color;

  double height() const { return space_above + rule.height + space_below; }
};

/// Cuts the column into pages and appends them to `result`, with destinations and bookmarks. `names` are those of the
/// boxes' pages.
std::vector<PageFacts> paginate(Column column, const std::vector<std::string>& names, PageDesigns& designs,
                                const FootStyle& foot, PagedDocument& result);

}  // namespace mdconv::layout
