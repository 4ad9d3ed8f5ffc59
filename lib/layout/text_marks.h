// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "layout/ruby_layout.h"

// What stands beside the characters of a line: backgrounds, lines along text, emphasis marks. All of it is drawn and
// none of it is text.

namespace mdconv::layout {

/// How far something reaches beyond a line's em box, up or down.
struct Reach {
  Extent extent;
  double depth = 0;
};

struct LineMarks {
  /// In the order of painting, with y from the line's baseline.
  std::vector<Item> items;
  std::vector<Reach> above;
  std::vector<Reach> below;
};

/// Marks stand outside of the line's readings, which are taken into account.
LineMarks mark_line(Context& context, const InlineContent& content, const PreparedText& text, const PlacedLine& line,
                    const std::vector<PlacedReading>& readings);

/// How much further apart two lines of a size and a pitch must stand so that what is below the first does not meet
/// what is above the second.
double missing_room(const std::vector<Reach>& below, const std::vector<Reach>& above, double size, double pitch);

}  // namespace mdconv::layout
