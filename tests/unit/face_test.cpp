// SPDX-License-Identifier: MIT
#include "fonts/face.h"

#include <gtest/gtest.h>

#include "fonts/cff.h"
#include "paged_builder.h"

namespace mdconv::fonts {
namespace {

using testing::kItalic;
using testing::kMono;
using testing::kSerif;
using testing::kSerifIndex;
using testing::load_face;
using testing::read_file;

#define NEED(face) \
  if ((face) == nullptr) GTEST_SKIP() << "the font is not installed"

TEST(Face, ReadsACidKeyedCollection) {
  const auto face = load_face(kSerif, kSerifIndex);
  NEED(face);
  EXPECT_EQ(face->outlines(), Outlines::CffCid);
  EXPECT_EQ(face->family(), "Noto Serif CJK SC");
  EXPECT_EQ(face->postscript_name(), "NotoSerifCJKsc-Regular");
  EXPECT_EQ(face->metrics().units_per_em, 1000);
  EXPECT_EQ(face->glyph_count(), 65535u);
  EXPECT_EQ(face->advance(face->glyph(U'中')), 1000);
  EXPECT_EQ(face->glyph(0x10FFFF), 0u);
  EXPECT_FALSE(face->metrics().fixed_pitch);
  EXPECT_EQ(face->metrics().weight, 400);
}

TEST(Face, ReadsTrueType) {
  const auto face = load_face(kMono);
  NEED(face);
  EXPECT_EQ(face->outlines(), Outlines::TrueType);
  EXPECT_EQ(face->metrics().units_per_em, 2048);
  EXPECT_EQ(face->advance(face->glyph('i')), face->advance(face->glyph('W')));
  EXPECT_TRUE(face->metrics().fixed_pitch);
  EXPECT_GT(face->metrics().cap_height, face->metrics().x_height);
  EXPECT_LT(face->metrics().descent, 0);
}

TEST(Face, ReadsNameKeyedCff) {
  const auto face = load_face(kItalic);
  NEED(face);
  EXPECT_EQ(face->outlines(), Outlines::CffNamed);
  EXPECT_EQ(face->metrics().italic_angle, -12);
}

TEST(Face, RefusesWhatIsNoFont) {
  for (const std::string& bytes : {std::string(), std::string("not a font"), std::string(1000, '\0')}) {
    const auto face = FontFace::create({Blob::from(bytes), 0, "x.ttf"});
    ASSERT_FALSE(face);
    EXPECT_EQ(face.error().code, Code::FontUnusable);
    EXPECT_NE(face.error().message.find("x.ttf"), std::string::npos);
  }
}

TEST(Face, RefusesAnIndexThatIsNotThere) {
  const std::string bytes = read_file(kMono);
  if (bytes.empty()) GTEST_SKIP() << "the font is not installed";
  EXPECT_FALSE(FontFace::create({Blob::from(bytes), 1, "x.ttf"}));
}

TEST(Face, SurvivesTruncatedFonts) {
  for (const char* path : {kMono, kItalic}) {
    const std::string bytes = read_file(path);
    for (std::size_t size = 0; size < bytes.size(); size += bytes.size() / 97 + 1) {
      const auto face = FontFace::create({Blob::from(bytes.substr(0, size)), 0, path});
      EXPECT_TRUE(!face || (*face)->glyph_count() > 0);
    }
  }
}

/// A table with an empty name index, a Top DICT of these bytes, and what follows.
std::string cff_table(const std::string& dict, const std::string& rest) {
  std::string table("\x01\x00\x04\x01", 4);
  table += std::string("\x00\x00", 2);
  table += std::string("\x00\x01\x01\x01", 4);
  table += static_cast<char>(dict.size() + 1);
  return table + dict + rest;
}

TEST(Cff, FindsTheRosOperator) {
  // Three operands of each size, then 12 30.
  const auto cid = read_cff_top(cff_table(std::string("\x8B\x1C\x01\x00\xF7\x10\x0C\x1E", 8), ""));
  ASSERT_TRUE(cid);
  EXPECT_TRUE(cid->cid_keyed);
  // A real number (30) holds the bytes of the operator and must not be taken for it.
  const auto named = read_cff_top(cff_table(std::string("\x1E\x0C\x1E\xFF\x05", 5), ""));
  ASSERT_TRUE(named);
  EXPECT_FALSE(named->cid_keyed);
  EXPECT_FALSE(read_cff_top("\x01"));
  EXPECT_FALSE(read_cff_top(cff_table("\x0C", "")));
}

TEST(Cff, ReadsCharsetsOfAllFormats) {
  // 28 is a two-byte operand, 15 the charset operator; the charset follows the dictionary.
  const auto table = [](const std::string& charset) {
    std::string dict("\x1C\x00\x00\x0F", 4);
    dict[2] = static_cast<char>(cff_table(dict, "").size());
    return cff_table(dict, charset);
  };
  const auto read = [&](const std::string& charset, unsigned glyphs) {
    const std::string bytes = table(charset);
    return read_cff_charset(bytes, *read_cff_top(bytes), glyphs);
  };
  using Ids = std::vector<std::uint16_t>;
  EXPECT_EQ(read(std::string("\x00\x00\x05\x01\x00", 5), 3), (Ids{0, 5, 256}));
  EXPECT_EQ(read(std::string("\x01\x00\x05\x02\x00\x20\x00", 7), 5), (Ids{0, 5, 6, 7, 32}));
  EXPECT_EQ(read(std::string("\x02\x00\x05\x00\x01", 5), 3), (Ids{0, 5, 6}));
  // A range may reach beyond the glyphs, the table may not end before them.
  EXPECT_EQ(read(std::string("\x02\x00\x05\xFF\xFF", 5), 3), (Ids{0, 5, 6}));
  EXPECT_TRUE(read(std::string("\x00\x00\x05", 3), 3).empty());
  EXPECT_TRUE(read("\x07", 3).empty());
}

}  // namespace
}  // namespace mdconv::fonts
