// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "mdconv/host.h"
#include "mdconv/result.h"

struct hb_face_t;
struct hb_font_t;

namespace mdconv::fonts {

using GlyphId = std::uint32_t;

/// How a face stores outlines, which decides how a PDF embeds it.
enum class Outlines : std::uint8_t {
  TrueType,
  CffNamed,     // name-keyed CFF
  CffCid,       // CID-keyed CFF: has a ROS operator
  Unsupported,  // CFF2, bitmaps only
};

/// In font units, y up, from hhea, OS/2, post and head.
struct FaceMetrics {
  double units_per_em = 1000;
  double ascent = 0;
  double descent = 0;  // negative
  double cap_height = 0;
  double x_height = 0;
  double italic_angle = 0;
  double underline_position = 0;
  double underline_thickness = 0;
  double x_min = 0, y_min = 0, x_max = 0, y_max = 0;
  bool fixed_pitch = false;
  int weight = 400;
};

/// One face of a font file. Immutable, for any number of threads.
class FontFace {
 public:
  /// Fails with Code::FontUnusable if the bytes are no font, or hold no face of that index.
  static Result<std::shared_ptr<const FontFace>> create(FontFile file);
  ~FontFace();
  FontFace(const FontFace&) = delete;
  FontFace& operator=(const FontFace&) = delete;

  const FontFile& file() const noexcept { return file_; }
  const FaceMetrics& metrics() const noexcept { return metrics_; }
  Outlines outlines() const noexcept { return outlines_; }
  const std::string& family() const noexcept { return family_; }
  const std::string& postscript_name() const noexcept { return postscript_name_; }
  unsigned glyph_count() const noexcept { return glyph_count_; }

  /// 0 when the face has no glyph for the character.
  GlyphId glyph(char32_t character) const noexcept;
  /// Horizontal advance in font units.
  double advance(GlyphId glyph) const noexcept;

  /// HarfBuzz's views, immutable; the font is scaled to font units.
  hb_face_t* hb_face() const noexcept { return hb_face_; }
  hb_font_t* hb_font() const noexcept { return hb_font_; }

 private:
  FontFace() = default;

  FontFile file_;
  FaceMetrics metrics_;
  Outlines outlines_ = Outlines::Unsupported;
  std::string family_;
  std::string postscript_name_;
  unsigned glyph_count_ = 0;
  hb_face_t* hb_face_ = nullptr;
  hb_font_t* hb_font_ = nullptr;
};

}  // namespace mdconv::fonts
