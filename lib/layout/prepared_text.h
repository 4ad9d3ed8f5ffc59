// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "layout/inline_content.h"
#include "text/line_breaker.h"
#include "text/line_items.h"

namespace mdconv::layout {

struct PreparedRuby;

/// A paragraph that is shaped and measured: what lines are chosen from.
struct PreparedText {
  text::ShapedText shaped;
  /// One for each cluster.
  std::vector<text::LineItem> items;
  std::vector<double> image_heights;
  /// In the order of the text.
  std::vector<PreparedRuby> rubies;
  std::vector<text::MissingGlyph> missing;
};

/// A reading, shaped, and its base: clusters [begin, end).
struct PreparedRuby {
  const InlineRuby* source = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
  PreparedText reading;
  double width = 0;  // of the reading
  /// How far it hangs over what stands before and after the base's glyphs.
  double over_left = 0;
  double over_right = 0;
  /// Whether the base is too long for one line.
  bool breakable = false;
};

/// Shapes the content and tells of characters that no font has.
text::ShapedText shape(Context& context, const InlineContent& content);

/// Shapes the content, gives its images their sizes and tells of characters that no font has.
PreparedText prepare(Context& context, const InlineContent& content, double measure, double max_image_height);
/// The same, but tells nothing of its text; of readings' it does.
PreparedText prepare_quietly(Context& context, const InlineContent& content, double measure, double max_image_height);
void report_missing(Context& context, const InlineContent& content, const std::vector<text::MissingGlyph>& characters);

/// Shares are of `container`.
double to_points(const doc::Length& length, double container, double font_size);

/// What a frame around text takes on one side: its border and the padding within.
double frame_room(const style::ComputedStyle& style, style::Side side);

/// The same of a picture, or nothing where it has no borders.
double picture_room(const style::ComputedStyle& style, style::Side side);

/// Left and right edge, or where something stands between them.
struct Extent {
  double left = 0;
  double right = 0;
};

/// A line whose clusters have their places.
struct PlacedLine {
  text::LineRange range;
  /// Where the glyphs of each of its clusters begin.
  std::vector<double> origins;

  double origin(std::size_t cluster) const { return origins[cluster - range.begin]; }
  /// What a cluster fills of the line: without the gap behind it and without what its place at an edge has trimmed.
  Extent extent(const PreparedText& text, std::size_t cluster) const;
};

}  // namespace mdconv::layout
