// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "text/line_items.h"

namespace mdconv::text {

/// Items [begin, end) make a line.
struct LineRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  /// The last of the paragraph, or before a forced break: not justified.
  bool ends_paragraph = false;
  /// What the mark at its end loses so that the line fits: its blank half, or all of it when it hangs outside.
  double end_loss = 0;
  /// Whether its places have to open up beyond what each may take: more than a quarter em between Han.
  bool has_holes = false;
  /// Whether it is the paragraph's last, after others, and has a single character.
  bool is_lonely = false;
  /// How far its spaces are moved, in shares of what is comfortable: negative when shrunk. Nothing for lines that
  /// are not justified.
  double ratio = 0;
};

struct LineShape {
  double measure = 0;       // points
  double first_indent = 0;  // of the first line, may be negative
  /// Ragged lines only stretch on their right side: breaks are then chosen for even right edges.
  bool justified = true;
};

/// The breaks that make the paragraph best as a whole.
std::vector<LineRange> break_lines(const std::vector<LineItem>& items, const LineShape& shape);

/// The natural width of a line's items, with trimmed edges and without trailing spaces.
double natural_width(const std::vector<LineItem>& items, const LineRange& line);

/// For each item of the line the x of its glyphs' origin, from the line's left edge. Shrinks and stretches as
/// Shrink and Stretch order; a line that is not to be justified is only shrunk, when it is too long.
std::vector<double> place_items(const std::vector<LineItem>& items, const LineRange& line, double width,
                                bool justified);

}  // namespace mdconv::text
