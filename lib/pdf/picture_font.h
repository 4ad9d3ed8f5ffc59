// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "fonts/face.h"
#include "pdf/object/file.h"
#include "pdf/to_unicode.h"

namespace mdconv::pdf {

/// As many as a byte has codes, less one for a letter that is not shown.
inline constexpr std::size_t kPicturesInFont = 255;

/// A face of colour emoji as a Type 3 font: each glyph is a picture.
class PictureFont {
 public:
  explicit PictureFont(const fonts::FontFace& face) : face_(face) {}

  /// The glyph of the next code. `width` in thousandths of the font size.
  void add(fonts::GlyphId glyph, double width, std::string_view text, File& file);
  /// Nothing may be added afterwards.
  Ref write(File& file);

 private:
  const fonts::FontFace& face_;
  Dictionary procedures_;
  Dictionary images_;
  Array names_{0};
  Array widths_;
  std::vector<CodeText> texts_;
  std::uint16_t count_ = 0;
  double right_ = 0, bottom_ = 0, top_ = 0;
};

}  // namespace mdconv::pdf
