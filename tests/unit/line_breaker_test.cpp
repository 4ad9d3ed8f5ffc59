// SPDX-License-Identifier: MIT
#include "text/line_breaker.h"

#include <gtest/gtest.h>

#include "text/character_class.h"

namespace mdconv::text {
namespace {

// A Han character of 10 pt that may be broken after and gives a little.
LineItem han() {
  LineItem item;
  item.width = 10;
  item.stretch_kind = Stretch::Han;
  item.stretch = 0.6;
  item.stretch_most = 2.4;
  item.weight = 1;
  item.penalty = 0;
  return item;
}

// A comma: may not start a line, trims and shrinks to half.
LineItem comma() {
  LineItem item;
  item.width = 10;
  item.end_trim = 5;
  item.shrink_kind = Shrink::Comma;
  item.shrink = 5;
  item.penalty = 0;
  return item;
}

std::vector<LineItem> line_of(std::size_t count) {
  std::vector<LineItem> items(count, han());
  items.back().penalty = kForceBreak;
  return items;
}

TEST(LineBreaker, FillsLinesOfEqualCharacters) {
  const auto lines = break_lines(line_of(30), {.measure = 100});
  ASSERT_EQ(lines.size(), 3U);
  for (const LineRange& line : lines) EXPECT_EQ(line.end - line.begin, 10U);
  EXPECT_TRUE(lines.back().ends_paragraph);
  EXPECT_FALSE(lines.front().ends_paragraph);
}

TEST(LineBreaker, FirstIndentShortensTheFirstLine) {
  const auto lines = break_lines(line_of(28), {.measure = 100, .first_indent = 20});
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].end - lines[0].begin, 8U);
}

TEST(LineBreaker, ATrimmedMarkStillFits) {
  // Ten Han and a comma are 105 wide with the comma trimmed, and the comma cannot start the next line.
  std::vector<LineItem> items = line_of(20);
  items[9].penalty = kNeverBreak;
  items.insert(items.begin() + 10, comma());
  const auto lines = break_lines(items, {.measure = 105});
  EXPECT_EQ(lines[0].end, 11U);
  EXPECT_DOUBLE_EQ(natural_width(items, lines[0]), 105);
}

TEST(LineBreaker, NoLastLineOfOneCharacter) {
  // Eleven characters on lines of ten would leave one alone.
  const auto lines = break_lines(line_of(11), {.measure = 100});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_GE(lines[1].end - lines[1].begin, 2U);
}

TEST(LineBreaker, NoLastLineOfOneCharacterAlsoWhereTwoLinesBecomeLoose) {
  // Two full lines and one character, or two that are as loose as they may be without a hole.
  std::vector<LineItem> items = line_of(14);
  items[5].width = 9.2;
  items[6].width = 10.8;
  items[11].width = 8.4;
  items[12].width = 21.6;
  for (const std::size_t i : {0, 1, 2, 3, 4, 7, 8, 9, 10}) items[i].penalty = kNeverBreak;
  const auto lines = break_lines(items, {.measure = 70});
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].end, 6U);
  EXPECT_EQ(lines[1].end, 12U);
  EXPECT_FALSE(lines[1].has_holes);
  EXPECT_FALSE(lines[2].is_lonely);
}

// The least number of lines with holes that any breaks of the items give, where each line but the last holds what fits.
std::size_t fewest_holes(const std::vector<LineItem>& items, double measure) {
  constexpr std::size_t kNone = 1000;
  std::vector<std::size_t> best(items.size() + 1, kNone);
  best[0] = 0;
  for (std::size_t end = 1; end <= items.size(); ++end) {
    if (items[end - 1].penalty == kNeverBreak) continue;
    for (std::size_t begin = 0; begin < end; ++begin) {
      if (best[begin] == kNone) continue;
      const LineRange line{begin, end};
      const double slack = measure - natural_width(items, line);
      double most = 0, shrink = 0;
      for (std::size_t i = begin; i + 1 < end; ++i) {
        most += items[i].stretch_most;
        shrink += items[i].shrink;
      }
      if (-slack > shrink) continue;
      const bool hole = end < items.size() && slack > most + 1e-6;
      best[end] = std::min(best[end], best[begin] + (hole ? 1 : 0));
    }
  }
  return best.back();
}

TEST(LineBreaker, NoHoleThatAnotherBreakAvoids) {
  std::uint32_t state = 1;
  const auto random = [&](std::uint32_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 16) % below;
  };
  std::size_t without = 0;
  for (int paragraph = 0; paragraph < 400; ++paragraph) {
    std::vector<LineItem> items;
    while (items.size() < 80) {
      const std::uint32_t kind = random(20);
      if (kind < 14) {
        items.push_back(han());
      } else if (kind < 18) {
        if (!items.empty()) items.back().penalty = kNeverBreak;
        items.push_back(comma());
      } else {
        LineItem word;  // up to half a line, not to be broken
        word.width = 10 + random(40);
        word.penalty = 0;
        items.push_back(word);
      }
    }
    items.back().penalty = kForceBreak;
    if (fewest_holes(items, 100) > 0) continue;
    ++without;
    for (const LineRange& line : break_lines(items, {.measure = 100}))
      EXPECT_FALSE(line.has_holes) << "paragraph " << paragraph;
  }
  EXPECT_GT(without, 50U);
}

TEST(LineBreaker, AnUnbreakablePieceWiderThanTheLineEndsInALine) {
  std::vector<LineItem> items = line_of(30);
  for (std::size_t i = 5; i < 25; ++i) items[i].penalty = kNeverBreak;
  const auto lines = break_lines(items, {.measure = 100});
  std::size_t covered = 0;
  for (const LineRange& line : lines) {
    EXPECT_EQ(line.begin, covered);
    covered = line.end;
  }
  EXPECT_EQ(covered, items.size());
}

TEST(Placement, JustifiedLinesAreFlush) {
  std::vector<LineItem> items = line_of(12);
  const LineRange line{0, 9, false};
  const auto xs = place_items(items, line, 100, true);
  EXPECT_DOUBLE_EQ(xs.front(), 0);
  EXPECT_NEAR(xs.back() + 10, 100, 1e-9);
}

TEST(Placement, ShrinksTheCommaBeforeTheHanWesternGap) {
  std::vector<LineItem> items = line_of(8);
  items[1].gap = 2.5;
  items[1].shrink_kind = Shrink::HanWestern;
  items[1].shrink = 1.25;
  items[4] = comma();
  items[4].penalty = 0;
  // 82.5 wide; one point less: the order of Shrink takes it from the comma, which comes before Han-Western.
  const auto xs = place_items(items, {.begin = 0, .end = 8, .ends_paragraph = true}, 81.5, true);
  EXPECT_NEAR(xs[2], 22.5, 1e-9);
  EXPECT_NEAR(xs[5] - xs[4], 9, 1e-9);
}

TEST(Placement, OpeningMarkAtLineStartLosesItsBlank) {
  std::vector<LineItem> items = line_of(5);
  items[0].start_trim = 5;
  items[0].shrink = items[0].shrink_front = 5;
  items[0].shrink_kind = Shrink::Bracket;
  const auto xs = place_items(items, {0, 5, true}, 100, false);
  EXPECT_DOUBLE_EQ(xs[0], -5);
  EXPECT_DOUBLE_EQ(xs[1], 5);
}

CharacterClass class_of(std::string_view text, char32_t wanted, std::string_view language = "zh-Hans") {
  for (const Character& c : classify(text, language))
    if (c.code == wanted) return c.cls;
  return CharacterClass::Newline;
}

TEST(Classes, QuotesAreWideInHanAndNarrowInWestern) {
  EXPECT_EQ(class_of("他说“好”。", U'“'), CharacterClass::Opening);
  EXPECT_EQ(class_of("他说“好”。", U'”'), CharacterClass::Closing);
  EXPECT_EQ(class_of("the “good” one", U'“'), CharacterClass::Sign);
  EXPECT_EQ(class_of("关注“FreeSWITCH”的人", U'”'), CharacterClass::Closing);
  EXPECT_EQ(class_of("the “good” one", U'“', "en"), CharacterClass::Sign);
}

TEST(Classes, AnApostropheIsNoQuote) { EXPECT_EQ(class_of("我说don’t吧", U'’'), CharacterClass::Sign); }

TEST(Classes, DashesAndEllipsesByTheirNeighbours) {
  EXPECT_EQ(class_of("不同——前者", U'—'), CharacterClass::Dash);
  EXPECT_EQ(class_of("word—word", U'—'), CharacterClass::Sign);
  EXPECT_EQ(class_of("等等……", U'…'), CharacterClass::Ellipsis);
  EXPECT_EQ(class_of("杜·金", U'·'), CharacterClass::MiddleDot);
  EXPECT_EQ(class_of("a·b", U'·'), CharacterClass::Sign);
}

}  // namespace
}  // namespace mdconv::text
