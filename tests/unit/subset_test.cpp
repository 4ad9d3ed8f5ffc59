// SPDX-License-Identifier: MIT
#include "fonts/subset.h"

#include <gtest/gtest.h>

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

TEST(Subset, CidKeyedGivesABareTableWithTheSourceCids) {
  const auto face = load_face(kSerif, kSerifIndex);
  NEED(face);
  const auto glyphs = glyphs_of(*face, U"中文A。");
  const auto font = subset(*face, glyphs);
  ASSERT_TRUE(font);
  const auto top = read_cff_top(font->program);
  ASSERT_TRUE(top);
  EXPECT_TRUE(top->cid_keyed);
  // A viewer looks the code up in the charset: there it must name the glyph at the same place in order.
  const auto charset = read_cff_charset(font->program, *top, static_cast<unsigned>(glyphs.size() + 1));
  ASSERT_EQ(charset.size(), glyphs.size() + 1);
  EXPECT_TRUE(std::equal(font->codes.begin(), font->codes.end(), charset.begin() + 1));
  EXPECT_LT(font->program.size(), 3000u);
}

TEST(Subset, NameKeyedGivesNewGlyphIds) {
  const auto face = load_face(kItalic);
  NEED(face);
  const auto font = subset(*face, glyphs_of(*face, U"xyz"));
  ASSERT_TRUE(font);
  EXPECT_FALSE(read_cff_top(font->program)->cid_keyed);
  EXPECT_EQ(font->codes, (std::vector<std::uint16_t>{1, 2, 3}));
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
