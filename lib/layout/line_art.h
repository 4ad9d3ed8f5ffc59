// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>

#include "layout/line_layout.h"

namespace mdconv::layout {

/// Makes the vertical lines of drawings in code (U+2500 and on) meet between lines, which stand further apart than
/// faces draw them: what is missing to the line's edges is filled with rectangles.
class LineArt {
 public:
  LineArt(Context& context, const InlineContent& content, const PreparedText& prepared, const ParagraphShape& shape)
      : context_(context), content_(content), prepared_(prepared), shape_(shape) {}

  void join(const IndentedLine& line, FlowBox& box);

 private:
  /// A stroke from top to bottom of the em box, as a face draws it; lengths in ems.
  struct Stroke {
    double left = 0, right = 0, top = 0, bottom = 0;
  };
  const std::optional<Stroke>& stroke_of(fonts::FaceIndex face, char32_t character);

  Context& context_;
  const InlineContent& content_;
  const PreparedText& prepared_;
  const ParagraphShape& shape_;
  std::map<std::pair<fonts::FaceIndex, char32_t>, std::optional<Stroke>> strokes_;
};

}  // namespace mdconv::layout
