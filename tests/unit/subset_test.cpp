// SPDX-License-Identifier: MIT
#include "fonts/subset.h"

#include <ft2build.h>
#include <gtest/gtest.h>
#include FT_FREETYPE_H

#include <algorithm>

#include "fonts/cff.h"
#include "paged_builder.h"

namespace mdconv::fonts {
namespace {

using testing::kItalic;
using testing::kMono;
using testing::kSerif;
using testing::kSerifIndex;
using testing::load_face;

#define NEED(face) \
  if ((face) == nullptr) GTEST_SKIP() << "the font is not installed"

std::vector<GlyphId> glyphs_of(const FontFace& face, std::u32string_view text) {
  std::vector<GlyphId> glyphs;
  for (const char32_t character : text) glyphs.push_back(face.glyph(character));
  std::sort(glyphs.begin(), glyphs.end());
  glyphs.erase(std::unique(glyphs.begin(), glyphs.end()), glyphs.end());
  return glyphs;
}

unsigned number_at(std::string_view bytes, std::size_t at, int width) {
  unsigned value = 0;
  for (int i = 0; i < width; ++i) value = value << 8 | static_cast<unsigned char>(bytes.at(at + std::size_t(i)));
  return value;
}

std::string_view find_table(std::string_view font, std::string_view tag) {
  for (unsigned i = 0; i < number_at(font, 4, 2); ++i) {
    const std::size_t row = 12 + std::size_t{16} * i;
    if (font.substr(row, 4) == tag) return font.substr(number_at(font, row + 8, 4), number_at(font, row + 12, 4));
  }
  return {};
}

TEST(Subset, CffGivesABareTableWithCidsThatAreGlyphIds) {
  for (const auto& face : {load_face(kSerif, kSerifIndex), load_face(kItalic)}) {
    NEED(face);
    const auto glyphs = glyphs_of(*face, U"xyz");
    const auto font = subset(*face, glyphs);
    ASSERT_TRUE(font);
    EXPECT_EQ(font->codes, (std::vector<std::uint16_t>{1, 2, 3}));
    const auto top = read_cff_top(font->program);
    ASSERT_TRUE(top);
    EXPECT_TRUE(top->cid_keyed);
    // A viewer looks the code up in the charset.
    EXPECT_EQ(read_cff_charset(font->program, *top, 4), (std::vector<std::uint16_t>{0, 1, 2, 3}));
    EXPECT_LT(font->program.size(), 1500u);
  }
}

class FreeType {
 public:
  FreeType() { EXPECT_EQ(FT_Init_FreeType(&library_), 0); }
  ~FreeType() { FT_Done_FreeType(library_); }
  FreeType(const FreeType&) = delete;
  FreeType& operator=(const FreeType&) = delete;

  FT_Face open(std::string_view bytes, unsigned index) {
    FT_Face face = nullptr;
    EXPECT_EQ(FT_New_Memory_Face(library_, reinterpret_cast<const FT_Byte*>(bytes.data()),
                                 static_cast<FT_Long>(bytes.size()), static_cast<FT_Long>(index), &face),
              0);
    return face;
  }

 private:
  FT_Library library_ = nullptr;
};

/// A glyph's outline and width, as FreeType reads them.
std::vector<long> drawing_of(FT_Face face, FT_UInt glyph) {
  if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) != 0) return {-1};
  const FT_Outline& outline = face->glyph->outline;
  std::vector<long> drawing = {face->glyph->linearHoriAdvance, outline.n_contours};
  for (int i = 0; i < outline.n_contours; ++i) drawing.push_back(outline.contours[i]);
  for (int i = 0; i < outline.n_points; ++i)
    drawing.insert(drawing.end(), {outline.points[i].x, outline.points[i].y, outline.tags[i]});
  return drawing;
}

TEST(Subset, OutlinesAndWidthsAreThoseOfTheSource) {
  FreeType freetype;
  for (const auto& face : {load_face(kSerif, kSerifIndex), load_face(kItalic)}) {
    NEED(face);
    // From all parts of the font: those of one Font DICT stand together.
    std::vector<GlyphId> glyphs;
    for (GlyphId glyph = 1; glyph < face->glyph_count(); glyph += 1 + face->glyph_count() / 2000)
      glyphs.push_back(glyph);
    const auto font = subset(*face, glyphs);
    ASSERT_TRUE(font);
    EXPECT_TRUE(read_cff_top(font->program)->cid_keyed);
    const FT_Face source = freetype.open(face->file().data.view(), face->file().index);
    const FT_Face copy = freetype.open(font->program, 0);
    ASSERT_TRUE(source != nullptr && copy != nullptr);
    for (std::size_t i = 0; i < glyphs.size(); ++i)
      ASSERT_EQ(drawing_of(copy, font->codes[i]), drawing_of(source, glyphs[i])) << glyphs[i];
  }
}

TEST(Subset, TrueTypeGivesNewGlyphIdsAndAFile) {
  const auto face = load_face(kMono);
  NEED(face);
  // The accented letter is a composite: it brings its parts along.
  const auto glyphs = glyphs_of(*face, U"aé→");
  const auto font = subset(*face, glyphs);
  ASSERT_TRUE(font);
  EXPECT_EQ(number_at(font->program, 0, 4), 0x00010000u);
  for (const char* tag : {"glyf", "loca", "head", "hhea", "hmtx", "maxp"})
    EXPECT_FALSE(find_table(font->program, tag).empty()) << tag;
  for (const char* tag : {"GSUB", "GPOS", "name", "fpgm"}) EXPECT_TRUE(find_table(font->program, tag).empty()) << tag;
  const unsigned count = number_at(find_table(font->program, "maxp"), 4, 2);
  EXPECT_GT(count, glyphs.size() + 1);
  for (const std::uint16_t code : font->codes) {
    EXPECT_GT(code, 0);
    EXPECT_LT(code, count);
  }
}

TEST(Subset, IsTheSameEveryTime) {
  const auto face = load_face(kMono);
  NEED(face);
  const auto glyphs = glyphs_of(*face, U"The quick brown fox");
  EXPECT_EQ(subset(*face, glyphs)->program, subset(*face, glyphs)->program);
}

TEST(Subset, AcceptsGlyphsThatAreNotThere) {
  const auto face = load_face(kMono);
  NEED(face);
  const std::vector<GlyphId> glyphs = {0, 5, 60000};
  const auto font = subset(*face, glyphs);
  EXPECT_TRUE(!font || font->codes.size() == 3);
}

}  // namespace
}  // namespace mdconv::fonts
