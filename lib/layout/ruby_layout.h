// SPDX-License-Identifier: MIT
#pragma once

#include "layout/prepared_text.h"

// Ruby: readings above (or below) their bases, after JLREQ 3.3 and CLREQ 3.3.

namespace mdconv::layout {

/// Shapes the readings and makes room for them: bases that are narrower than their reading are spaced, as far as the
/// reading may not hang over what stands beside it. The base of one reading becomes unbreakable.
void prepare_rubies(Context& context, const InlineContent& content, double measure, PreparedText& text);

/// Takes back the breaks that hyphenation has added within bases.
void keep_bases_whole(PreparedText& text);

/// A reading on its line.
struct PlacedReading {
  const PreparedRuby* ruby = nullptr;
  /// Where the glyphs of each of its clusters begin.
  PlacedLine line;
  Extent extent;
  /// Of the reading, from that of the line, downwards.
  double baseline = 0;
  /// How far it reaches beyond the base's em box.
  double reach = 0;
  bool under = false;
  /// The base's last cluster in the line.
  std::size_t last = 0;
};

/// The readings of the bases that begin on the line, in the order of the text.
std::vector<PlacedReading> place_rubies(const InlineContent& content, const PreparedText& text, const PlacedLine& line);

}  // namespace mdconv::layout
