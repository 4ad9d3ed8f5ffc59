// SPDX-License-Identifier: MIT
#include "fonts/face.h"

#include <hb-ot.h>
#include <hb.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "fonts/cff.h"

namespace mdconv::fonts {
namespace {

/// How far the middle of a Han character is above the baseline, in thousandths of an em.
constexpr double kHanCentre = 380;

constexpr hb_tag_t kGlyf = HB_TAG('g', 'l', 'y', 'f');
constexpr hb_tag_t kLoca = HB_TAG('l', 'o', 'c', 'a');
constexpr hb_tag_t kCff = HB_TAG('C', 'F', 'F', ' ');
constexpr hb_tag_t kCff2 = HB_TAG('C', 'F', 'F', '2');
constexpr hb_tag_t kHhea = HB_TAG('h', 'h', 'e', 'a');
constexpr hb_tag_t kCmap = HB_TAG('c', 'm', 'a', 'p');
constexpr hb_tag_t kHead = HB_TAG('h', 'e', 'a', 'd');
constexpr hb_tag_t kPost = HB_TAG('p', 'o', 's', 't');
constexpr hb_tag_t kOs2 = HB_TAG('O', 'S', '/', '2');

/// A table's bytes, for as long as this lives. Reading outside the table yields 0.
class Table {
 public:
  Table(hb_face_t* face, hb_tag_t tag) : blob_(hb_face_reference_table(face, tag)) {
    unsigned length = 0;
    const char* data = hb_blob_get_data(blob_, &length);
    bytes_ = {data, length};
  }
  ~Table() { hb_blob_destroy(blob_); }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  std::string_view bytes() const { return bytes_; }
  bool empty() const { return bytes_.empty(); }
  std::uint16_t u16(std::size_t at) const {
    if (bytes_.size() < at + 2) return 0;
    return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes_[at]) << 8 |
                                      static_cast<unsigned char>(bytes_[at + 1]));
  }
  std::int16_t i16(std::size_t at) const { return static_cast<std::int16_t>(u16(at)); }
  std::uint32_t u32(std::size_t at) const { return std::uint32_t{u16(at)} << 16 | u16(at + 2); }

 private:
  hb_blob_t* blob_;
  std::string_view bytes_;
};

struct OutlineKind {
  Outlines outlines;
  std::string_view name;
};

OutlineKind find_outlines(hb_face_t* face) {
  if (hb_ot_color_has_png(face) != 0) return {Outlines::ColorPictures, "pictures"};
  if (!Table(face, kGlyf).empty() && !Table(face, kLoca).empty()) return {Outlines::TrueType, "TrueType"};
  if (!Table(face, kCff2).empty()) return {Outlines::Unsupported, "CFF2"};
  const Table cff(face, kCff);
  if (cff.empty()) return {Outlines::Unsupported, "no table of outlines"};
  const std::optional<CffTop> top = read_cff_top(cff.bytes());
  if (!top) return {Outlines::Unsupported, "a broken CFF table"};
  return top->cid_keyed ? OutlineKind{Outlines::CffCid, "CFF with CIDs"} : OutlineKind{Outlines::CffNamed, "CFF"};
}

/// Where a variable font's axes stand for an instance; empty for other fonts.
std::vector<FaceAxis> find_axes(hb_face_t* face, const FaceInstance& instance) {
  unsigned count = hb_ot_var_get_axis_count(face);
  std::vector<hb_ot_var_axis_info_t> infos(count);
  hb_ot_var_get_axis_infos(face, 0, &count, infos.data());
  bool has_italic = false;
  for (const hb_ot_var_axis_info_t& info : infos) has_italic = has_italic || info.tag == HB_OT_TAG_VAR_AXIS_ITALIC;
  std::vector<FaceAxis> axes;
  for (const hb_ot_var_axis_info_t& info : infos) {
    float value = info.default_value;
    if (info.tag == HB_OT_TAG_VAR_AXIS_WEIGHT) value = static_cast<float>(instance.weight);
    if (info.tag == HB_OT_TAG_VAR_AXIS_ITALIC) value = instance.italic ? 1 : 0;
    // Degrees counter-clockwise: forward is negative.
    if (info.tag == HB_OT_TAG_VAR_AXIS_SLANT && instance.italic && !has_italic) value = info.min_value;
    axes.push_back({info.tag, std::clamp(value, info.min_value, info.max_value)});
  }
  return axes;
}

std::string name(hb_face_t* face, hb_ot_name_id_t id) {
  char text[128];
  unsigned size = sizeof text;
  hb_ot_name_get_utf8(face, id, hb_language_from_string("en", 2), &size, text);
  return {text, size};
}

/// Names go into PDF names and into file formats: only printable ASCII without delimiters.
std::string clean_postscript_name(const std::string& from, const std::string& family) {
  std::string clean;
  for (const char c : from.empty() ? family : from)
    if (c > ' ' && c < 0x7F && std::string_view("[](){}<>/%#").find(c) == std::string_view::npos) clean += c;
  return clean.empty() ? "Font" : clean;
}

double metric(hb_font_t* font, hb_ot_metrics_tag_t tag, double fallback) {
  hb_position_t position = 0;
  return hb_ot_metrics_get_position(font, tag, &position) != 0 ? position : fallback;
}

/// How high a flat letter stands, for fonts whose OS/2 table is too old to say.
double letter_height(hb_font_t* font, hb_codepoint_t letter, double fallback) {
  hb_codepoint_t glyph = 0;
  hb_glyph_extents_t extents = {};
  if (hb_font_get_nominal_glyph(font, letter, &glyph) != 0 && hb_font_get_glyph_extents(font, glyph, &extents) != 0 &&
      extents.y_bearing > 0)
    return extents.y_bearing;
  return fallback;
}

FaceMetrics read_metrics(hb_face_t* face, hb_font_t* font) {
  const Table head(face, kHead);
  const Table post(face, kPost);
  const Table os2(face, kOs2);
  FaceMetrics metrics;
  metrics.units_per_em = hb_face_get_upem(face);
  metrics.x_min = head.i16(36);
  metrics.y_min = head.i16(38);
  metrics.x_max = head.i16(40);
  metrics.y_max = head.i16(42);
  metrics.ascent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, metrics.y_max);
  metrics.descent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, metrics.y_min);
  if (metrics.descent > 0) metrics.descent = -metrics.descent;
  metrics.cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT, 0);
  if (metrics.cap_height <= 0) metrics.cap_height = letter_height(font, 'H', metrics.ascent * 0.75);
  metrics.x_height = metric(font, HB_OT_METRICS_TAG_X_HEIGHT, 0);
  if (metrics.x_height <= 0) metrics.x_height = letter_height(font, 'x', metrics.cap_height * 0.7);
  metrics.italic_angle = static_cast<std::int32_t>(post.u32(4)) / 65536.0;
  metrics.underline_position = post.i16(8);
  metrics.underline_thickness = post.i16(10);
  if (metrics.underline_thickness <= 0) {
    metrics.underline_position = -metrics.units_per_em * 0.1;
    metrics.underline_thickness = metrics.units_per_em * 0.05;
  }
  metrics.fixed_pitch = post.u32(12) != 0;
  if (const int weight = os2.u16(4); weight >= 1 && weight <= 1000) metrics.weight = weight;
  return metrics;
}

}  // namespace

Result<std::shared_ptr<const FontFace>> FontFace::create(FontFile file, const FaceInstance& instance) {
  const auto unusable = [&](const std::string& why) {
    return Error{Code::FontUnusable, {}, "font " + (file.path.empty() ? "in memory" : file.path) + " " + why};
  };
  std::shared_ptr<FontFace> face(new FontFace);
  hb_blob_t* blob = hb_blob_create_or_fail(file.data.view().data(), static_cast<unsigned>(file.data.size()),
                                           HB_MEMORY_MODE_READONLY, nullptr, nullptr);
  if (blob == nullptr) return unusable("cannot be opened");
  const unsigned faces = hb_face_count(blob);
  if (file.index < faces) face->hb_face_ = hb_face_create(blob, file.index);
  hb_blob_destroy(blob);
  if (faces == 0) return unusable("is no OpenType font");
  if (file.index >= faces) return unusable("has no face " + std::to_string(file.index));

  // HarfBuzz answers broken fonts with an empty face instead of an error.
  hb_face_t* const hb_face = face->hb_face_;
  face->glyph_count_ = hb_face_get_glyph_count(hb_face);
  if (face->glyph_count_ == 0) return unusable("has no glyphs");
  if (Table(hb_face, kCmap).empty()) return unusable("has no character map");

  hb_font_t* const font = hb_font_create(hb_face);
  face->hb_font_ = font;
  const int units = static_cast<int>(hb_face_get_upem(hb_face));
  hb_font_set_scale(font, units, units);
  const OutlineKind kind = find_outlines(hb_face);
  face->outlines_ = kind.outlines;
  face->outline_kind_ = kind.name;
  face->axes_ = find_axes(hb_face, instance);
  if (!face->axes_.empty()) {
    std::vector<hb_variation_t> variations;
    for (const FaceAxis& axis : face->axes_) variations.push_back({axis.tag, axis.value});
    hb_font_set_variations(font, variations.data(), static_cast<unsigned>(variations.size()));
  }
  face->metrics_ = read_metrics(hb_face, font);
  for (const FaceAxis& axis : face->axes_)
    if (axis.tag == HB_OT_TAG_VAR_AXIS_WEIGHT) face->metrics_.weight = static_cast<int>(axis.value);
  // Pictures are drawn larger than letters; one em wide they fit among Han characters.
  if (const double widest = Table(hb_face, kHhea).u16(10); kind.outlines == Outlines::ColorPictures && widest > 0)
    face->metrics_.units_per_em = widest;
  face->family_ = name(hb_face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY);
  if (face->family_.empty()) face->family_ = name(hb_face, HB_OT_NAME_ID_FONT_FAMILY);
  face->postscript_name_ = clean_postscript_name(name(hb_face, HB_OT_NAME_ID_POSTSCRIPT_NAME), face->family_);
  hb_face_make_immutable(hb_face);
  hb_font_make_immutable(font);
  face->file_ = std::move(file);
  return std::shared_ptr<const FontFace>(std::move(face));
}

FontFace::~FontFace() {
  hb_font_destroy(hb_font_);
  hb_face_destroy(hb_face_);
}

GlyphId FontFace::glyph(char32_t character) const noexcept {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(hb_font_, character, &glyph) != 0 ? glyph : 0;
}

bool FontFace::has_variant(char32_t character, char32_t selector) const noexcept {
  hb_codepoint_t glyph = 0;
  return hb_font_get_variation_glyph(hb_font_, character, selector, &glyph) != 0;
}

std::string FontFace::picture(GlyphId glyph) const {
  hb_blob_t* const blob = hb_ot_color_glyph_reference_png(hb_font_, glyph);
  unsigned length = 0;
  const char* const data = hb_blob_get_data(blob, &length);
  std::string bytes(data, length);
  hb_blob_destroy(blob);
  return bytes;
}

PictureBox FontFace::picture_box(GlyphId glyph) const noexcept {
  hb_glyph_extents_t extents = {};
  if (hb_font_get_glyph_extents(hb_font_, glyph, &extents) == 0) return {};
  const double scale = 1000 / metrics_.units_per_em;
  const double height = -extents.height * scale;
  return {extents.x_bearing * scale, kHanCentre - height / 2, extents.width * scale, height};
}

char32_t compose(char32_t base, char32_t mark) noexcept {
  hb_codepoint_t composed = 0;
  return hb_unicode_compose(hb_unicode_funcs_get_default(), base, mark, &composed) != 0 ? composed : 0;
}

double FontFace::advance(GlyphId glyph) const noexcept { return hb_font_get_glyph_h_advance(hb_font_, glyph); }

double FontFace::pitch() const noexcept {
  const double wide = advance(glyph(U'M'));
  return glyph(U'i') != 0 && advance(glyph(U'i')) == wide ? wide : 0;
}

}  // namespace mdconv::fonts
