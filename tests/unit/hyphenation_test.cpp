// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "mdconv/filesystem.h"
#include "text/hyphenation_patterns.h"

namespace mdconv::text {
namespace {

using Points = std::vector<std::size_t>;

TEST(HyphenationPatterns, TheHighestDigitDecidesAndOddOnesBreak) {
  // Liang's own example: the patterns of "hyphenation".
  const HyphenationPatterns patterns("UTF-8\nhy3ph\nhe2n\nhena4\nhen5at\n1na\nn2at\n1tio\n2io\no2n\n");
  EXPECT_EQ(patterns.points(U"hyphenation"), (Points{2, 6}));
}

TEST(HyphenationPatterns, DotsStandForTheWordsEdges) {
  const HyphenationPatterns patterns("UTF-8\nab1c\n.ab2cd\n");
  EXPECT_EQ(patterns.points(U"abcde"), Points{});
  EXPECT_EQ(patterns.points(U"xxabcde"), (Points{4}));
}

TEST(HyphenationPatterns, KeepsTheMinimaOfTheDictionary) {
  const HyphenationPatterns patterns("UTF-8\nLEFTHYPHENMIN 3\nRIGHTHYPHENMIN 4\na1a\n");
  EXPECT_EQ(patterns.points(U"aaaaaaaa"), (Points{3, 4}));
}

TEST(HyphenationPatterns, ReadsOtherCharacterSetsAndSkipsWhatChangesSpelling) {
  const HyphenationPatterns latin1(
      "ISO8859-1\n\xE4"
      "1b\n");
  EXPECT_EQ(latin1.points(U"xxäbbb"), (Points{3}));
  const HyphenationPatterns spelling("UTF-8\nc1k/k=k,1,2\n");
  EXPECT_EQ(spelling.points(U"backen"), Points{});
}

TEST(HyphenationPatterns, NoDictionaryMatchesNothing) {
  EXPECT_EQ(HyphenationPatterns("").points(U"hyphenation"), Points{});
  EXPECT_EQ(HyphenationPatterns("\xFF\xFE\x00garbage").points(U"hyphenation"), Points{});
}

TEST(SystemHyphenation, FindsTheDictionaryOfALanguage) {
  SystemHyphenation system;
  const Blob english = system.hyphenation_patterns("en");
  if (english.empty()) GTEST_SKIP() << "hyphen-en-us is not installed";
  EXPECT_EQ(HyphenationPatterns(english.view()).points(U"implementation"), (Points{2, 5, 8, 10}));
  EXPECT_EQ(system.files_read(), std::vector<std::string>{"/usr/share/hyphen/hyph_en_US.dic"});
  EXPECT_FALSE(system.hyphenation_patterns("en-Latn-AU").empty());
}

TEST(SystemHyphenation, ALanguageNamesNoOtherFolder) {
  EXPECT_TRUE(SystemHyphenation().hyphenation_patterns("../../etc/x").empty());
  EXPECT_TRUE(SystemHyphenation("/nowhere").hyphenation_patterns("en").empty());
}

}  // namespace
}  // namespace mdconv::text
