// SPDX-License-Identifier: MIT
#pragma once

#include "document/code_lines.h"
#include "layout/line_layout.h"

namespace mdconv::layout {

/// Where a code block stands, and what its lines are given.
struct CodeBlockShape {
  ParagraphShape paragraph;
  /// The `code` within the `pre`.
  const style::StyledElement* element = nullptr;
  doc::CodeLines lines = {};
  /// From where to where the tint of marked lines goes.
  double left = 0;
  double right = 0;
};

/// Sets code into line boxes. A line that is longer than the measure goes on in the next box, behind a mark and as far
/// in as its own indent; nothing that is drawn besides the code is text.
Flow lay_out_code(Context& context, const InlineContent& content, const CodeBlockShape& shape);

}  // namespace mdconv::layout
