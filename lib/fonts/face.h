// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/host.h"
#include "mdconv/result.h"

struct hb_face_t;
struct hb_font_t;

namespace mdconv::fonts {

using GlyphId = std::uint32_t;

/// How a face stores outlines, which decides how a PDF embeds it.
enum class Outlines : std::uint8_t {
  TrueType,
  CffNamed,       // name-keyed CFF
  CffCid,         // CID-keyed CFF: has a ROS operator
  ColorPictures,  // PNG pictures for one size: colour emoji
  Unsupported,    // CFF2, other bitmaps, colour layers alone
};

/// Where a picture stands, in thousandths of the em from the glyph's origin, y upwards: as high as a Han character.
struct PictureBox {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

/// An axis of a variable font, and where a face stands on it.
struct FaceAxis {
  std::uint32_t tag = 0;
  float value = 0;
};

/// What of a variable font is wanted.
struct FaceInstance {
  int weight = 400;
  bool italic = false;
};

/// The character that a base and its mark make together; 0 if there is none.
char32_t compose(char32_t base, char32_t mark) noexcept;

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
  /// The axes of a variable font are set to the instance, as far as they go.
  static Result<std::shared_ptr<const FontFace>> create(FontFile file, const FaceInstance& instance = {});
  ~FontFace();
  FontFace(const FontFace&) = delete;
  FontFace& operator=(const FontFace&) = delete;

  const FontFile& file() const noexcept { return file_; }
  const FaceMetrics& metrics() const noexcept { return metrics_; }
  Outlines outlines() const noexcept { return outlines_; }
  /// For messages: "TrueType", "CFF2", "no table of outlines", …
  std::string_view outline_kind() const noexcept { return outline_kind_; }
  bool is_variable() const noexcept { return !axes_.empty(); }
  /// The axes of a variable font and where this face stands on them.
  const std::vector<FaceAxis>& axes() const noexcept { return axes_; }
  const std::string& family() const noexcept { return family_; }
  const std::string& postscript_name() const noexcept { return postscript_name_; }
  unsigned glyph_count() const noexcept { return glyph_count_; }

  /// 0 when the face has no glyph for the character.
  GlyphId glyph(char32_t character) const noexcept;
  /// Whether the face knows the character with the variation selector.
  bool has_variant(char32_t character, char32_t selector) const noexcept;
  /// The PNG file that draws a glyph of a face with pictures; empty if it has none.
  std::string picture(GlyphId glyph) const;
  PictureBox picture_box(GlyphId glyph) const noexcept;
  /// Horizontal advance in font units.
  double advance(GlyphId glyph) const noexcept;

  /// How wide all Latin letters are, in font units; 0 in a face whose letters differ.
  double pitch() const noexcept;

  /// HarfBuzz's views, immutable; the font is scaled to font units.
  hb_face_t* hb_face() const noexcept { return hb_face_; }
  hb_font_t* hb_font() const noexcept { return hb_font_; }

 private:
  FontFace() = default;

  FontFile file_;
  FaceMetrics metrics_;
  Outlines outlines_ = Outlines::Unsupported;
  std::string_view outline_kind_;
  std::vector<FaceAxis> axes_;
  std::string family_;
  std::string postscript_name_;
  unsigned glyph_count_ = 0;
  hb_face_t* hb_face_ = nullptr;
  hb_font_t* hb_font_ = nullptr;
};

}  // namespace mdconv::fonts
