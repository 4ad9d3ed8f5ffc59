// SPDX-License-Identifier: MIT
#include "text/shaper.h"

#include <hb-ot.h>
#include <hb.h>
#include <unicode/ubidi.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "support/language.h"
#include "support/unicode.h"
#include "support/utf8.h"
#include "text/code_grid.h"
#include "text/piece_shapes.h"
#include "text/writing_unit.h"

// From characters to glyphs. A paragraph is cut wherever style, face, script or direction changes, and each piece is
// shaped by HarfBuzz (piece_shapes.cpp).
//
// Two things are particular to mixed CJK text. A mark that Latin and Han share (“ — …) takes its face and form from
// what the classes decided, not from the code point: wide ones are script Han in the text's language, narrow ones
// ask for proportional forms. And the blank half of a full-width mark comes from the font's own `halt` feature, so
// that centred marks (Traditional Chinese) lose a quarter on either side and others lose their blank half.

namespace mdconv::text {

namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

struct Piece {
  std::size_t begin = 0;  // characters
  std::size_t end = 0;
  std::uint32_t run = 0;
  fonts::FaceIndex face = fonts::kNoFace;
  hb_script_t script = HB_SCRIPT_COMMON;
  bool cjk = false;
  bool narrow_form = false;
  /// In small capitals.
  bool small = false;
  std::uint8_t level = 0;
  /// Of a tab: how many columns it fills.
  std::uint32_t tab = 0;
};

bool is_right_to_left(char32_t c) {
  if (c < 0x590 || (c > 0x2E80 && c < 0xFB1D)) return false;
  return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF) ||
         (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF) || c == 0x200F || c == 0x202B ||
         c == 0x202E || c == 0x2067;
}

// Marks that are wide or narrow by context; as narrow ones they ask the font for proportional forms.
bool is_ambiguous(char32_t c) {
  if (c != U'·' && (c < 0x2014 || c > 0x2026)) return false;
  return c == U'“' || c == U'”' || c == U'‘' || c == U'’' || c == U'—' || c == U'…' || c == U'·';
}

}  // namespace

struct Shaper::Impl {
  explicit Impl(fonts::FontLibrary& library) : fonts(library), buffer(hb_buffer_create()), shapes(library) {}
  ~Impl() { hb_buffer_destroy(buffer); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  struct Blank {
    float before = 0;
    float after = 0;
  };

  fonts::FontLibrary& fonts;
  hb_buffer_t* buffer;
  PieceShapes shapes;
  std::map<std::tuple<fonts::FaceIndex, Region, char32_t>, Blank> blanks;  // in ems
  std::map<std::string, hb_language_t, std::less<>> languages;
  std::map<fonts::FaceIndex, bool> small_capitals;

  void set_levels(const std::vector<Character>& characters, std::vector<std::uint8_t>& levels) const;
  std::vector<Piece> cut(const StyledText& text, const std::vector<Character>& characters,
                         std::vector<MissingGlyph>& missing);
  fonts::FaceIndex face_of(const TextStyle& style, std::span<const Character> unit, fonts::TextKind kind,
                           std::vector<MissingGlyph>& missing) const;
  hb_language_t language_of(std::string_view tag);
  bool has_small_capitals(fonts::FaceIndex face);
  const PieceShape& shape_of(const StyledText& text, const Piece& piece, const std::vector<Character>& characters,
                             std::uint32_t end, hb_language_t language, double& scale);
  void shape_piece(const StyledText& text, const Piece& piece, ShapedText& result);
  void set_tab(const Piece& piece, double size, Cluster cluster, ShapedText& result) const;
  void set_classes(const Piece& piece, const TextStyle& style, std::uint32_t end, hb_language_t language,
                   std::size_t first_cluster, ShapedText& result);
  Blank blank_of(fonts::FaceIndex face, Region region, char32_t character, CharacterClass cls, hb_language_t language);
  void join_dashes(std::size_t first_cluster, ShapedText& result);
  static void set_fixed_width(Cluster& cluster, const TextStyle& style, std::vector<ShapedGlyph>& glyphs);
  Blank measure_blank(fonts::FaceIndex face, Region region, char32_t character, CharacterClass cls,
                      hb_language_t language);
};

Shaper::Shaper(fonts::FontLibrary& fonts) : impl_(std::make_unique<Impl>(fonts)) {}
Shaper::~Shaper() = default;

// Leaves `levels` empty when everything runs from left to right, which is nearly always.
void Shaper::Impl::set_levels(const std::vector<Character>& characters, std::vector<std::uint8_t>& levels) const {
  const bool any =
      std::any_of(characters.begin(), characters.end(), [](const Character& c) { return is_right_to_left(c.code); });
  if (!any) return;
  std::u16string utf16;
  std::vector<std::size_t> character_of;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const char32_t c = characters[i].code;
    // A forced break is no bidi paragraph of its own here: U+2028 keeps one paragraph.
    if (c == U'\n') {
      utf16.push_back(u'\u2028');
    } else if (c < 0x10000) {
      utf16.push_back(static_cast<char16_t>(c));
    } else {
      utf16.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
      utf16.push_back(static_cast<char16_t>(0xDC00 | (c & 0x3FF)));
      character_of.push_back(i);
    }
    character_of.push_back(i);
  }
  UErrorCode status = U_ZERO_ERROR;
  UBiDi* bidi = ubidi_openSized(static_cast<std::int32_t>(utf16.size()), 0, &status);
  ubidi_setPara(bidi, utf16.data(), static_cast<std::int32_t>(utf16.size()), UBIDI_DEFAULT_LTR, nullptr, &status);
  const UBiDiLevel* found = ubidi_getLevels(bidi, &status);
  if (U_SUCCESS(status) && found) {
    levels.resize(characters.size());
    for (std::size_t i = 0; i < utf16.size(); ++i) levels[character_of[i]] = found[i];
  }
  ubidi_close(bidi);
}

// A face for a unit: one with all of it, else with its base, else any.
fonts::FaceIndex Shaper::Impl::face_of(const TextStyle& style, std::span<const Character> unit, fonts::TextKind kind,
                                       std::vector<MissingGlyph>& missing) const {
  fonts::FontStack& stack = *style.fonts;
  if (unit.size() == 1 && kind != fonts::TextKind::Emoji) {
    const char32_t code = unit.front().code;
    fonts::FaceIndex face = fonts::kNoFace;
    if (style.column > 0 && kind == fonts::TextKind::Western && code >= 0x80) face = stack.narrow_face_for(code);
    if (face == fonts::kNoFace) face = kind == fonts::TextKind::Cjk ? stack.cjk_face_for(code) : stack.face_for(code);
    if (face != fonts::kNoFace) return face;
  } else {
    std::u32string text;
    for (const Character& c : unit) text += c.code;
    fonts::FaceIndex face = stack.face_for_cluster(text, kind);
    if (face != fonts::kNoFace) return face;
    if (unit.size() > 1) face = stack.face_for_cluster(text.substr(0, 1), kind);
    for (const Character& c : unit.subspan(1))
      if (face != fonts::kNoFace && !has_no_ink(c.code) && fonts.face(face).glyph(c.code) == 0)
        missing.push_back({c.code, c.offset});
    if (face != fonts::kNoFace) return face;
  }
  if (has_no_ink(unit.front().code)) return stack.primary();
  missing.push_back({unit.front().code, unit.front().offset});
  const fonts::FaceIndex face = stack.face_for(kSubstitute);
  return face != fonts::kNoFace ? face : stack.primary();
}

std::vector<Piece> Shaper::Impl::cut(const StyledText& text, const std::vector<Character>& characters,
                                     std::vector<MissingGlyph>& missing) {
  std::vector<std::uint8_t> levels;
  set_levels(characters, levels);
  hb_unicode_funcs_t* unicode = hb_unicode_funcs_get_default();

  std::vector<Piece> pieces;
  std::uint32_t run = 0;
  std::uint32_t column = 0;
  std::size_t run_end = 0;       // the character behind the run
  std::size_t marks_follow = 0;  // the character that goes on with the marks of the one before
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const Character& c = characters[i];
    while (run + 1 < text.runs.size() && c.offset >= text.runs[run].end) ++run;
    const TextStyle& style = *text.runs[run].style;
    const std::uint32_t tab = c.code == U'\t' ? style.tab_size - column % style.tab_size : 0;
    const bool two_columns = is_cjk(c.cls) || c.cls == CharacterClass::Hangul;
    column = c.cls == CharacterClass::Newline ? 0 : column + (tab > 0 ? tab : two_columns ? 2 : 1);

    // The common case first: an ideograph after others, in the same face.
    if (c.code >= 0x4E00 && c.code <= 0x9FFF && c.cls == CharacterClass::Ideograph && i > 0 && levels.empty()) {
      Piece& last = pieces.back();
      const bool alone = i + 1 == characters.size() || begins_a_unit(characters[i + 1].code);
      const bool goes_on = alone && last.end == i && last.run == run && last.script == HB_SCRIPT_HAN;
      if (goes_on && style.fonts->cjk_face_for(c.code) == last.face) {
        last.end = i + 1;
        continue;
      }
    }

    Piece piece;
    piece.begin = i;
    piece.end = i + 1;
    piece.run = run;
    piece.level = levels.empty() ? 0 : levels[i];
    piece.cjk = is_cjk(c.cls);
    piece.narrow_form = !piece.cjk && is_ambiguous(c.code);
    if (c.cls == CharacterClass::Newline || c.cls == CharacterClass::Object) {
      pieces.push_back(piece);
      continue;
    }
    if (tab > 0) {
      piece.tab = tab;
      piece.face = style.fonts->primary();
      pieces.push_back(piece);
      continue;
    }
    const bool follows_text = i > 0 && !pieces.empty() && pieces.back().end == i && pieces.back().run == run &&
                              pieces.back().face != fonts::kNoFace && pieces.back().tab == 0;
    while (run_end < characters.size() && characters[run_end].offset < text.runs[run].end) ++run_end;
    // A unit ends where its run does.
    const WritingUnit unit = first_unit(std::span(characters).subspan(i, std::max(run_end, i + 1) - i));
    // HarfBuzz looks for the letter of each mark: what is no letter's any more is a piece of its own.
    const bool goes_on = marks_follow == i && i > 0;
    if (unit.length == kLongestUnit) marks_follow = i + unit.length;
    i += unit.length - 1;
    piece.end = i + 1;
    piece.face = face_of(style, std::span(characters).subspan(piece.begin, unit.length), unit.kind, missing);
    // A space takes the face of the text before it, so that words are not cut at each space; but emoji's are too wide.
    if (c.cls == CharacterClass::Space && follows_text && unit.length == 1) {
      const fonts::FontFace& before = fonts.face(pieces.back().face);
      if (before.outlines() != fonts::Outlines::ColorPictures && before.glyph(U' ') != 0)
        piece.face = pieces.back().face;
    }
    piece.small = style.small_caps && !piece.cjk && (has_small_capitals(piece.face) || unicode::is_lower(c.code));
    piece.script = piece.cjk ? HB_SCRIPT_HAN : hb_unicode_script(unicode, c.code);
    const bool neutral = piece.script == HB_SCRIPT_COMMON || piece.script == HB_SCRIPT_INHERITED;

    if (follows_text && !goes_on) {
      Piece& last = pieces.back();
      const bool last_neutral = last.script == HB_SCRIPT_COMMON;
      const bool same_script = last.script == piece.script || neutral || last_neutral;
      if (last.run == run && last.face == piece.face && last.level == piece.level && last.cjk == piece.cjk &&
          last.narrow_form == piece.narrow_form && last.small == piece.small && same_script) {
        if (last_neutral && !neutral) last.script = piece.script;
        last.end = piece.end;
        continue;
      }
    }
    if (neutral) piece.script = HB_SCRIPT_COMMON;
    pieces.push_back(piece);
  }
  return pieces;
}

Shaper::Impl::Blank Shaper::Impl::measure_blank(fonts::FaceIndex index, Region region, char32_t character,
                                                CharacterClass cls, hb_language_t language) {
  const fonts::FontFace& face = fonts.face(index);
  const double em = face.metrics().units_per_em;
  const auto code = static_cast<hb_codepoint_t>(character);

  const auto shape_one = [&](const hb_feature_t* feature) {
    hb_buffer_reset(buffer);
    hb_buffer_add_codepoints(buffer, &code, 1, 0, 1);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_language(buffer, language);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_shape(face.hb_font(), buffer, feature, feature ? 1 : 0);
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, nullptr);
    struct One {
      hb_codepoint_t glyph;
      double advance, offset;
    };
    return count == 1 ? One{infos[0].codepoint, positions[0].x_advance / em, positions[0].x_offset / em} : One{0, 0, 0};
  };

  const auto full = shape_one(nullptr);
  if (full.advance < 0.9) return {};  // a proportional mark has no blank half
  const hb_feature_t halt = {HB_TAG('h', 'a', 'l', 't'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
  const auto half = shape_one(&halt);
  if (half.advance > 0 && half.advance < full.advance - 0.01) {
    const double before = -(half.offset - full.offset);
    return {static_cast<float>(before), static_cast<float>(full.advance - half.advance - before)};
  }
  // No `halt`: the ink tells which half is blank.
  hb_glyph_extents_t extents;
  if (!hb_font_get_glyph_extents(face.hb_font(), full.glyph, &extents)) return {};
  const double left = extents.x_bearing / em;
  const double right = full.advance - left - extents.width / em;
  if (cls == CharacterClass::Opening && left > 0.4) return {0.5F, 0};
  const bool pause = cls == CharacterClass::Comma || cls == CharacterClass::Stop;
  const bool centred = pause && left > 0.25 && right > 0.25;
  if (centred && region == Region::Hant) return {0.25F, 0.25F};
  if (cls != CharacterClass::Opening && right > 0.4) return {0, 0.5F};
  if (centred) return {0.25F, 0.25F};
  return {};
}

Shaper::Impl::Blank Shaper::Impl::blank_of(fonts::FaceIndex face, Region region, char32_t character, CharacterClass cls,
                                           hb_language_t language) {
  const auto key = std::tuple(face, region, character);
  const auto found = blanks.find(key);
  if (found != blanks.end()) return found->second;
  return blanks[key] = measure_blank(face, region, character, cls, language);
}

// A tab is a space as wide as the columns that it fills, so that its text stays a tab.
void Shaper::Impl::set_tab(const Piece& piece, double size, Cluster cluster, ShapedText& result) const {
  const fonts::FontFace& face = fonts.face(piece.face);
  const fonts::GlyphId space = face.glyph(U' ');
  cluster.text_begin = result.characters[piece.begin].offset;
  cluster.text_length = 1;
  cluster.glyph_begin = static_cast<std::uint32_t>(result.glyphs.size());
  cluster.glyph_count = 1;
  cluster.cls = cluster.last_cls = CharacterClass::Space;
  cluster.advance = piece.tab * size * hb_font_get_glyph_h_advance(face.hb_font(), space) / face.metrics().units_per_em;
  result.glyphs.push_back({space, 0, 0});
  result.clusters.push_back(cluster);
}

// Each language that HarfBuzz meets makes the next slower to find and has shapes of its own. Glyphs depend on language,
// script and region; a document with more of them than there is need for is shaped without.
hb_language_t Shaper::Impl::language_of(std::string_view tag) {
  const auto found = languages.find(tag);
  if (found != languages.end()) return found->second;
  constexpr std::size_t kMost = 200;
  constexpr std::string_view kAny = "und";
  std::size_t end = tag.find('-');
  // A subtag of one character begins an extension.
  while (end != std::string_view::npos && end + 2 < tag.size() && tag[end + 2] != '-') end = tag.find('-', end + 1);
  const std::string_view plain = tag.substr(0, end);
  if (plain.size() < tag.size()) return languages[std::string(tag)] = language_of(plain);
  if (languages.size() >= kMost && tag != kAny) return languages[std::string(tag)] = language_of(kAny);
  return languages[std::string(tag)] = hb_language_from_string(tag.data(), static_cast<int>(tag.size()));
}

bool Shaper::Impl::has_small_capitals(fonts::FaceIndex index) {
  const auto [entry, is_new] = small_capitals.try_emplace(index, false);
  if (!is_new) return entry->second;
  hb_face_t* const face = hb_font_get_face(fonts.face(index).hb_font());
  std::array<hb_tag_t, 32> tags;
  unsigned count = tags.size();
  for (unsigned begin = 0; count == tags.size() && !entry->second; begin += count) {
    hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GSUB, begin, &count, tags.data());
    entry->second = std::find(tags.begin(), tags.begin() + count, HB_TAG('s', 'm', 'c', 'p')) != tags.begin() + count;
  }
  return entry->second;
}

// `scale` becomes smaller where large capitals stand for small ones.
const PieceShape& Shaper::Impl::shape_of(const StyledText& text, const Piece& piece,
                                         const std::vector<Character>& characters, std::uint32_t end,
                                         hb_language_t language, double& scale) {
  constexpr double kSmallCapital = 0.8;
  const TextStyle& style = *text.runs[piece.run].style;
  const bool by_face = piece.small && has_small_capitals(piece.face);
  const ShapeSettings settings{.face = piece.face,
                               .script = piece.script,
                               .language = language,
                               .cjk = piece.cjk,
                               .narrow_form = piece.narrow_form,
                               .code = style.code || style.letter_spacing != 0,
                               .small_caps = by_face};
  const bool rtl = piece.level % 2 == 1;
  const bool smaller = piece.small && !by_face;
  if (style.transform == style::TextTransform::None && !smaller)
    return shapes.shape(settings, text.utf8, characters[piece.begin].offset, end, rtl);
  std::vector<Character> shown(characters.begin() + static_cast<std::ptrdiff_t>(piece.begin),
                               characters.begin() + static_cast<std::ptrdiff_t>(piece.end));
  if (smaller) {
    scale = kSmallCapital;
    for (Character& each : shown) each.code = unicode::to_upper(each.code);
  }
  return shapes.shape(settings, shown, rtl);
}

void Shaper::Impl::shape_piece(const StyledText& text, const Piece& piece, ShapedText& result) {
  const std::vector<Character>& characters = result.characters;
  const TextStyle& style = *text.runs[piece.run].style;
  const std::uint32_t begin = characters[piece.begin].offset;
  const std::uint32_t end =
      piece.end < characters.size() ? characters[piece.end].offset : static_cast<std::uint32_t>(text.utf8.size());

  Cluster cluster;
  cluster.run = piece.run;
  cluster.face = piece.face;
  cluster.bidi_level = piece.level;
  if (piece.face == fonts::kNoFace) {  // a newline or an object
    cluster.text_begin = begin;
    cluster.text_length = end - begin;
    cluster.glyph_begin = static_cast<std::uint32_t>(result.glyphs.size());
    cluster.cls = cluster.last_cls = characters[piece.begin].cls;
    result.clusters.push_back(cluster);
    return;
  }
  if (piece.tab > 0) return set_tab(piece, style.size, cluster, result);

  const bool cjk_language = language::is_chinese_or_japanese(style.language) || language::is(style.language, "ko");
  const std::string_view tag = piece.cjk ? (cjk_language ? std::string_view(style.language) : "zh-Hans")
                                         : (cjk_language ? "en" : std::string_view(style.language));
  const hb_language_t language = language_of(tag);

  const bool rtl = piece.level % 2 == 1;
  double share = 1;
  const PieceShape& shape = shape_of(text, piece, characters, end, language, share);
  const double scale = share * style.size / fonts.face(piece.face).metrics().units_per_em;
  cluster.scale = static_cast<float>(share);

  // Glyphs come in visual order; clusters are kept in logical order.
  const std::size_t first_new = result.clusters.size();
  const auto first_glyph = static_cast<std::uint32_t>(result.glyphs.size());
  for (const PieceShape::Glyph& glyph : shape.glyphs)
    result.glyphs.push_back({glyph.id, static_cast<float>(glyph.x * scale), static_cast<float>(glyph.y * scale)});
  for (const PieceShape::Cluster& from : shape.clusters) {
    cluster.text_begin = begin + from.offset;
    cluster.glyph_begin = first_glyph + from.glyph_begin;
    cluster.glyph_count = from.glyph_count;
    cluster.advance = from.advance * scale;
    cluster.kerning = static_cast<float>(from.kerning * scale);
    result.clusters.push_back(cluster);
  }
  const auto clusters = result.clusters.begin() + static_cast<std::ptrdiff_t>(first_new);
  if (rtl) std::reverse(clusters, result.clusters.end());
  if (clusters == result.clusters.end()) return;

  // Default-ignorable characters have no cluster of their own: the text before them takes them in.
  clusters->text_begin = begin;
  set_classes(piece, style, end, language, first_new, result);
  if (piece.cjk && !style.code) join_dashes(first_new, result);
}

// The text, the classes and the blanks of a piece's clusters, which end before the byte `end`.
void Shaper::Impl::set_classes(const Piece& piece, const TextStyle& style, std::uint32_t end, hb_language_t language,
                               std::size_t first_cluster, ShapedText& result) {
  const std::vector<Character>& characters = result.characters;
  std::size_t character = piece.begin;
  for (auto it = result.clusters.begin() + static_cast<std::ptrdiff_t>(first_cluster); it != result.clusters.end();
       ++it) {
    const std::uint32_t cluster_end = it + 1 != result.clusters.end() ? (it + 1)->text_begin : end;
    it->text_length = cluster_end - it->text_begin;
    while (character < piece.end && characters[character].offset < it->text_begin) ++character;
    it->cls = characters[character].cls;
    std::size_t last = character;
    while (last + 1 < piece.end && characters[last + 1].offset < cluster_end) ++last;
    it->last_cls = characters[last].cls;
    if (style.code) continue;
    if (it->cls == CharacterClass::MiddleDot || it->cls == CharacterClass::Connector) {
      set_fixed_width(*it, style, result.glyphs);
    } else if (is_wide_mark(it->cls) && style.spacing_trim != style::SpacingTrim::SpaceAll) {
      const char32_t code = characters[character].code;
      Blank blank = blank_of(piece.face, style.region, code, it->cls, language);
      // ！ and ？ in the middle of their em box, as in Japanese and Traditional Chinese, keep it.
      if ((code == U'！' || code == U'？') && blank.before > 0) blank = {};
      it->blank_before = static_cast<float>(blank.before * style.size);
      it->blank_after = static_cast<float>(blank.after * style.size);
    }
  }
}

// Middle dots and short connectors of the mainland take half an em, which is never adjusted (GB/T 15834); elsewhere a
// middle dot takes one, with a blank quarter on either side. Faces made for Western text draw them narrower.
void Shaper::Impl::set_fixed_width(Cluster& cluster, const TextStyle& style, std::vector<ShapedGlyph>& glyphs) {
  const bool dot = cluster.cls == CharacterClass::MiddleDot;
  double width = std::max(cluster.advance, 0.5 * style.size);
  if (dot) width = style.region == Region::Hans ? 0.5 * style.size : style.size;
  const auto shift = static_cast<float>((width - cluster.advance) / 2);
  for (std::uint32_t g = 0; g < cluster.glyph_count; ++g) glyphs[cluster.glyph_begin + g].x += shift;
  cluster.advance = width;
  // What lies behind a narrow face's ink is nothing at a line's end.
  if (style.region == Region::Hans) cluster.kerning = std::max(shift, 0.0F);
  if (dot && style.region != Region::Hans && style.spacing_trim != style::SpacingTrim::SpaceAll)
    cluster.blank_before = cluster.blank_after = static_cast<float>(style.size / 4);
}

// The two halves of —— meet. Faces whose dash is shorter than its em box would leave a gap between them.
void Shaper::Impl::join_dashes(std::size_t first_cluster, ShapedText& result) {
  auto& clusters = result.clusters;
  for (std::size_t i = first_cluster; i + 1 < clusters.size(); ++i) {
    const Cluster& a = clusters[i];
    const Cluster& b = clusters[i + 1];
    if (a.cls != CharacterClass::Dash || b.cls != CharacterClass::Dash) continue;
    if (i + 2 < clusters.size() && clusters[i + 2].cls == CharacterClass::Dash) {
      // A rule of many dashes keeps its rhythm.
      while (i + 1 < clusters.size() && clusters[i + 1].cls == CharacterClass::Dash) ++i;
      continue;
    }
    if (a.glyph_count != 1 || b.glyph_count != 1 || a.advance != b.advance) continue;
    const fonts::FontFace& face = fonts.face(a.face);
    hb_glyph_extents_t extents;
    ShapedGlyph& left = result.glyphs[a.glyph_begin];
    ShapedGlyph& right = result.glyphs[b.glyph_begin];
    if (!hb_font_get_glyph_extents(face.hb_font(), left.id, &extents)) continue;
    const double scale = a.advance / face.advance(left.id);
    const double before = extents.x_bearing * scale;
    const double after = a.advance - before - extents.width * scale;
    left.x += static_cast<float>(std::max(after, 0.0));
    right.x -= static_cast<float>(std::max(before, 0.0));
    ++i;
  }
}

Hyphen Shaper::hyphen(fonts::FaceIndex index) const {
  const fonts::FontFace& face = impl_->fonts.face(index);
  Hyphen hyphen{face.glyph(U'-')};
  hyphen.advance =
      static_cast<double>(hb_font_get_glyph_h_advance(face.hb_font(), hyphen.glyph)) / face.metrics().units_per_em;
  return hyphen;
}

ShapedText Shaper::shape(const StyledText& text, std::vector<MissingGlyph>& missing) {
  ShapedText result;
  std::vector<LanguageStretch> languages;
  for (const StyledRun& run : text.runs) {
    const TextStyle& style = *run.style;
    if (languages.empty() || languages.back().region != style.region || languages.back().transform != style.transform)
      languages.push_back({run.end, style.region, style.transform});
    languages.back().end = run.end;
  }
  result.characters = classify(text.utf8, languages);
  result.clusters.reserve(result.characters.size());
  result.glyphs.reserve(result.characters.size());
  for (const Piece& piece : impl_->cut(text, result.characters, missing)) {
    impl_->shape_piece(text, piece, result);
    result.has_right_to_left = result.has_right_to_left || piece.level > 0;
  }
  snap_to_grid(text, impl_->fonts, result);
  return result;
}

}  // namespace mdconv::text
