// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "fonts/face.h"

namespace mdconv::fonts {

/// A piece of a glyph's outline in ems, y upwards.
struct OutlinePiece {
  enum class Kind : std::uint8_t { Move, Line, Curve, Close } kind = Kind::Move;
  struct Point {
    double x = 0, y = 0;
  };
  /// Move and Line use the first; of a Curve the last is its end.
  std::array<Point, 3> points = {};
};

struct Outline {
  std::vector<OutlinePiece> pieces;
  /// The ink's box, in ems.
  double left = 0, bottom = 0, right = 0, top = 0;
};

/// A glyph as a shape: for what is drawn and is no text.
Outline outline_of(const FontFace& face, GlyphId glyph);

}  // namespace mdconv::fonts
