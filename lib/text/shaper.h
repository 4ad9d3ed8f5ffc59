// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fonts/library.h"
#include "style/computed_style.h"
#include "text/character_class.h"

namespace mdconv::text {

/// How a stretch of text is set. Lengths in points.
struct TextStyle {
  fonts::FontStack* fonts = nullptr;
  double size = 0;
  std::string language;
  /// Baseline shift, upwards.
  double rise = 0;
  /// Code: keeps its spaces and marks as they are; inline it counts as Western at its edges.
  bool code = false;
  /// On a grid: how wide its columns are, of which wide characters fill two. 0: no grid.
  double column = 0;
  /// Columns from one stop of tabs to the next.
  std::uint32_t tab_size = 4;
  /// A note's mark: never at a line's start, no space around it.
  bool note_mark = false;
  /// Space between Han and Latin letters, and between Han and digits; how much, in ems.
  bool autospace_alpha = true;
  bool autospace_numeric = true;
  double autospace_width = 0.25;
  /// More between two characters, and between words.
  double letter_spacing = 0;
  double word_spacing = 0;
  style::TextTransform transform = style::TextTransform::None;
  bool small_caps = false;
  /// Lines end only where the text says so, unless it is longer than a line.
  bool no_wrap = false;
  /// Whether words may be broken at their syllables.
  bool hyphenate = false;
  style::SpacingTrim spacing_trim = style::SpacingTrim::TrimBoth;
  bool tight_marks = false;
  style::Hanging hanging = style::Hanging::None;
  /// Never Auto.
  style::LineBreak line_break = style::LineBreak::Normal;
  /// Of `language`.
  Region region = Region::Hans;
};

/// A stretch of one style: bytes [begin, end) of the paragraph.
struct StyledRun {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  const TextStyle* style = nullptr;
};

/// The parts of a paragraph's text lie side by side without gaps.
struct StyledText {
  std::string utf8;
  std::vector<StyledRun> runs;
};

/// Offsets in points, y upwards.
struct ShapedGlyph {
  fonts::GlyphId id = 0;
  float x = 0;
  float y = 0;
};

/// The smallest piece that lines are made of: characters that are shaped together and never parted.
struct Cluster {
  std::uint32_t text_begin = 0;
  std::uint32_t text_length = 0;
  std::uint32_t glyph_begin = 0;
  std::uint32_t glyph_count = 0;
  std::uint32_t run = 0;
  fonts::FaceIndex face = fonts::kNoFace;
  double advance = 0;
  /// The blank parts of a full-width mark, which spacing may take away.
  float blank_before = 0;
  float blank_after = 0;
  /// What the advance is moved by for the sake of the next glyph; nothing of it holds at a line's end.
  float kerning = 0;
  /// Size of the glyphs as a share of the style's: a grid makes them smaller, and so do small capitals.
  float scale = 1;
  CharacterClass cls = CharacterClass::Sign;
  /// Class of the last character, where it differs from the first's: `cls` is the first's.
  CharacterClass last_cls = CharacterClass::Sign;
  std::uint8_t bidi_level = 0;
};

struct ShapedText {
  std::vector<Character> characters;
  std::vector<Cluster> clusters;  // in logical order
  std::vector<ShapedGlyph> glyphs;
  /// Whether any cluster has an odd bidi level.
  bool has_right_to_left = false;
};

/// A character that no installed font has.
struct MissingGlyph {
  char32_t character = 0;
  std::uint32_t offset = 0;
};

/// A face's hyphen, and how wide it is.
struct Hyphen {
  fonts::GlyphId glyph = 0;
  double advance = 0;  // ems
};

/// Turns styled text into clusters of glyphs: bidi levels, script runs, a face for each character, HarfBuzz.
/// Holds buffers and caches: one for each thread.
class Shaper {
 public:
  explicit Shaper(fonts::FontLibrary& fonts);
  ~Shaper();

  /// Objects (U+FFFC) become clusters without glyphs and advance. What no font has is drawn as kSubstitute
  /// and appended to `missing`.
  ShapedText shape(const StyledText& text, std::vector<MissingGlyph>& missing);

  Hyphen hyphen(fonts::FaceIndex face) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mdconv::text
