// SPDX-License-Identifier: MIT
#pragma once

#include "layout/flow.h"
#include "layout/inline_content.h"
#include "layout/prepared_text.h"

namespace mdconv::layout {

/// Where a paragraph stands.
struct ParagraphShape {
  double x = 0;
  double width = 0;
  double first_indent = 0;
  style::TextAlign align = style::TextAlign::Start;
  /// The paragraph's own font size: where the baseline lies depends on it alone.
  double size = 10.5;
  /// Lines are multiples of it when an image makes them higher.
  double pitch = 18;
  /// How high an image may be.
  double max_image_height = 500;
  /// Whether lines are to be of about one length, and to end between phrases.
  bool balance = false;
  int orphans = 2;
  int widows = 2;

  friend bool operator==(const ParagraphShape&, const ParagraphShape&) = default;
};

/// A paragraph that is shaped, and where its lines end.
struct ChosenLines {
  PreparedText prepared;
  std::vector<text::LineRange> lines;
};

/// The expensive part of lay_out_lines. It depends on the text, the style and the shape alone, and tells of nothing
/// unless the content has rubies.
ChosenLines choose_lines(Context& context, const InlineContent& content, const ParagraphShape& shape);

/// Sets lines that have been chosen.
Flow build_lines(Context& context, const InlineContent& content, const ParagraphShape& shape,
                 const ChosenLines& chosen);

/// Sets a paragraph into line boxes, one FlowBox each. Empty content gives no box.
Flow lay_out_lines(Context& context, const InlineContent& content, const ParagraphShape& shape);

/// A line whose breaks are known.
struct IndentedLine {
  text::LineRange range;
  double indent = 0;
};

/// The boxes of such lines. Where pages may begin is left to the caller.
Flow build_lines(Context& context, const InlineContent& content, const PreparedText& prepared,
                 const ParagraphShape& shape, const std::vector<IndentedLine>& lines);

/// The width of content set on one line.
double content_width(Context& context, const InlineContent& content);

/// How wide text is to stand well: at least, when it may be broken anywhere, and at most.
struct WidthNeeds {
  double least = 0;
  double tightest = 0;
  double most = 0;
};

/// Of content in type of this size; pictures, which can be made smaller, need `limit` at most.
WidthNeeds content_needs(Context& context, const InlineContent& content, double size, double limit);

}  // namespace mdconv::layout
