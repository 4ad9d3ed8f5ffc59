// SPDX-License-Identifier: MIT
#include "text/piece_shapes.h"

#include <gtest/gtest.h>

#include <random>

#include "mdconv/mdconv.h"
#include "support/utf8.h"

namespace mdconv::text {
namespace {

// What one call of HarfBuzz makes of the whole text.
PieceShape shape_whole(const fonts::FontFace& face, const ShapeSettings& settings, const std::string& text) {
  hb_buffer_t* const buffer = hb_buffer_create();
  hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
  hb_buffer_set_not_found_glyph(buffer, face.glyph(kSubstitute));
  hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
  hb_buffer_set_script(buffer, settings.script);
  hb_buffer_set_language(buffer, settings.language);
  hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
  const hb_feature_t no_kerning = {HB_TAG('k', 'e', 'r', 'n'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
  hb_shape(face.hb_font(), buffer, &no_kerning, settings.cjk ? 1 : 0);
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, nullptr);
  PieceShape shape;
  for (unsigned i = 0; i < count; ++i) {
    if (i == 0 || infos[i].cluster != infos[i - 1].cluster) shape.clusters.push_back({infos[i].cluster, i, 0, 0, 0});
    PieceShape::Cluster& cluster = shape.clusters.back();
    shape.glyphs.push_back({infos[i].codepoint, cluster.advance + positions[i].x_offset, positions[i].y_offset});
    cluster.advance += positions[i].x_advance;
    ++cluster.glyph_count;
  }
  hb_buffer_destroy(buffer);
  return shape;
}

void expect_same(const PieceShape& found, const PieceShape& expected, const std::string& text) {
  ASSERT_EQ(found.glyphs.size(), expected.glyphs.size()) << text;
  ASSERT_EQ(found.clusters.size(), expected.clusters.size()) << text;
  for (std::size_t i = 0; i < found.glyphs.size(); ++i) {
    EXPECT_EQ(found.glyphs[i].id, expected.glyphs[i].id) << text << " glyph " << i;
    EXPECT_EQ(found.glyphs[i].x, expected.glyphs[i].x) << text << " glyph " << i;
    EXPECT_EQ(found.glyphs[i].y, expected.glyphs[i].y) << text << " glyph " << i;
  }
  for (std::size_t i = 0; i < found.clusters.size(); ++i) {
    EXPECT_EQ(found.clusters[i].offset, expected.clusters[i].offset) << text << " cluster " << i;
    EXPECT_EQ(found.clusters[i].glyph_begin, expected.clusters[i].glyph_begin) << text << " cluster " << i;
    EXPECT_EQ(found.clusters[i].glyph_count, expected.clusters[i].glyph_count) << text << " cluster " << i;
    EXPECT_EQ(found.clusters[i].advance, expected.clusters[i].advance) << text << " cluster " << i;
  }
}

class PieceShapesTest : public testing::Test {
 protected:
  SystemFonts provider_;
  DiagnosticList diagnostics_;
  fonts::FontLibrary fonts_{provider_, diagnostics_};
};

// Random texts of all that Han text is made of, with what needs its neighbours in between.
TEST_F(PieceShapesTest, ComposedPiecesEqualThoseThatAreShapedWhole) {
  struct Case {
    const char* family;
    const char* language;
  };
  for (const Case& c : {Case{"serif", "zh-Hans"}, Case{"serif", "zh-Hant"}, Case{"serif", "zh-HK"}, Case{"serif", "ja"},
                        Case{"serif", "ko"}, Case{"sans-serif", "zh-Hans"}, Case{"sans-serif", "ja"},
                        Case{"monospace", "zh-Hans"}, Case{"kai", "zh-Hans"}, Case{"kai", "zh-Hant"}}) {
    SCOPED_TRACE(std::string(c.family) + " " + c.language);
    fonts::FontStack& stack = fonts_.stack({.families = {c.family}, .language = c.language});
    const fonts::FaceIndex face = stack.cjk_face_for(U'一');
    if (face == fonts::kNoFace) GTEST_SKIP() << "no CJK face is installed";
    const ShapeSettings settings{
        .face = face, .script = HB_SCRIPT_HAN, .language = hb_language_from_string(c.language, -1), .cjk = true};
    PieceShapes shapes(fonts_);
    const std::u32string joined[] = {U"——", U"……", U"か\u3099", U"セ\u309A", U"葛\U000E0100", U"⿰木寸", U"ヴ"};
    std::mt19937 random(2022);
    const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    for (int round = 0; round < 400; ++round) {
      std::u32string text;
      for (unsigned i = 0; i < 24; ++i) {
        switch (below(16)) {
          case 0: text += static_cast<char32_t>(0x3001 + below(0x1F)); break;
          case 1: text += static_cast<char32_t>(0x3041 + below(0xB0)); break;
          case 2: text += static_cast<char32_t>(0xFF01 + below(0x5E)); break;
          case 3: text += joined[below(std::size(joined))]; break;
          case 4: text += static_cast<char32_t>(0x3400 + below(0x19B6)); break;
          case 5: text += U"“”‘’·"[below(5)]; break;
          default: text += static_cast<char32_t>(0x4E00 + below(0x5200)); break;
        }
      }
      // Most pieces of real text hold nothing that needs its neighbours.
      if (round % 2 == 0) std::erase_if(text, [](char32_t ch) { return ch < 0x3001 || ch == 0x3099 || ch > 0xFFFF; });
      std::string utf8;
      for (const char32_t ch : text) utf8::append(utf8, ch);
      const auto size = static_cast<std::uint32_t>(utf8.size());
      expect_same(shapes.shape(settings, utf8, 0, size, false), shape_whole(fonts_.face(face), settings, utf8), utf8);
    }
  }
}

TEST_F(PieceShapesTest, RememberedWordsEqualThoseThatAreShapedAnew) {
  const fonts::FaceIndex face = fonts_.stack({.families = {"serif"}, .language = "en"}).face_for(U'a');
  if (face == fonts::kNoFace) GTEST_SKIP() << "no face is installed";
  const ShapeSettings settings{.face = face, .script = HB_SCRIPT_LATIN, .language = hb_language_from_string("en", -1)};
  PieceShapes shapes(fonts_);
  for (int round = 0; round < 2; ++round)
    for (const std::string word : {"AVATAR", "office", "e\u0301tude ", "To", "T", ""})
      expect_same(shapes.shape(settings, word, 0, static_cast<std::uint32_t>(word.size()), false),
                  shape_whole(fonts_.face(face), settings, word), word);
  // Another language is other settings.
  ShapeSettings german = settings;
  german.language = hb_language_from_string("de", -1);
  EXPECT_EQ(shapes.shape(german, "office", 0, 6, false).clusters.back().offset,
            shapes.shape(settings, "office", 0, 6, false).clusters.back().offset);
}

}  // namespace
}  // namespace mdconv::text
