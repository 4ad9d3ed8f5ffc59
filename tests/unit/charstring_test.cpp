// SPDX-License-Identifier: MIT
#include "fonts/charstring.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace mdconv::fonts {
namespace {

// Operators.
constexpr int kHStem = 1, kRLineTo = 5, kCallSubr = 10, kReturn = 11, kEscape = 12, kEndChar = 14, kHStemHM = 18,
              kHintMask = 19, kRMoveTo = 21, kHMoveTo = 22, kCallGSubr = 29;

/// A number of one byte.
constexpr int n(int value) { return value + 139; }
/// The number that calls a subroutine where there are few of them.
constexpr int subroutine(int index) { return n(index - 107); }

std::string bytes(std::initializer_list<int> values) {
  std::string result;
  for (const int value : values) result += static_cast<char>(value);
  return result;
}

struct Subroutines {
  explicit Subroutines(std::initializer_list<std::string> elements) {
    table = bytes({0, static_cast<int>(elements.size())});
    if (elements.size() == 0) return;
    table += bytes({2, 0, 1});
    std::size_t end = 1;
    for (const std::string& element : elements) {
      end += element.size();
      table += bytes({static_cast<int>(end >> 8), static_cast<int>(end & 0xFF)});
    }
    for (const std::string& element : elements) table += element;
  }
  CffIndex index() const {
    std::size_t end = 0;
    return CffIndex::read(table, 0, end).value();
  }
  std::string table;
};

/// "refused" if it is.
std::string flatten(std::initializer_list<int> charstring, const Subroutines& local = Subroutines({}),
                    const Subroutines& global = Subroutines({})) {
  const CffIndex global_index = global.index(), local_index = local.index();
  CharstringFlattener flattener(global_index);
  std::string out = "before";
  if (!flattener.append(bytes(charstring), local_index, out)) return "refused";
  EXPECT_EQ(out.substr(0, 6), "before");
  return out.substr(6);
}

TEST(Charstring, IsCopiedWhereNothingIsToBeDone) {
  // Numbers of all sizes.
  const auto drawing = {n(5), 247, 1, kRMoveTo, 28, 1, 2, 255, 1, 2, 3, 4, 254, 7, n(1), kRLineTo, kEndChar};
  EXPECT_EQ(flatten(drawing), bytes(drawing));
  EXPECT_EQ(flatten({n(1), kHMoveTo, n(1), n(2), n(3), n(4), n(5), n(6), n(7), kEscape, 34, kEndChar}),
            bytes({n(1), kHMoveTo, n(1), n(2), n(3), n(4), n(5), n(6), n(7), kEscape, 34, kEndChar}));
}

TEST(Charstring, SubroutinesAreWrittenOutInPlace) {
  // The local one draws with a number that stands before the call, and calls the global one.
  const Subroutines local({bytes({kReturn}), bytes({n(2), kRLineTo, subroutine(0), kCallGSubr, kReturn})});
  const Subroutines global({bytes({n(3), n(4), kRLineTo, kEndChar})});
  EXPECT_EQ(flatten({n(0), kHMoveTo, n(1), subroutine(1), kCallSubr}, local, global),
            bytes({n(0), kHMoveTo, n(1), n(2), kRLineTo, n(3), n(4), kRLineTo, kEndChar}));
}

TEST(Charstring, HintsGoAndTheWidthStays) {
  const auto drawn = bytes({n(50), n(1), kHMoveTo, kEndChar});
  EXPECT_EQ(flatten({n(50), n(1), n(2), kHStem, n(1), kHMoveTo, kEndChar}), drawn);
  EXPECT_EQ(flatten({n(50), n(1), kHMoveTo, kEndChar}), drawn);
  EXPECT_EQ(flatten({n(1), n(2), kHStem, n(1), kHMoveTo, kEndChar}), bytes({n(1), kHMoveTo, kEndChar}));
  EXPECT_EQ(flatten({n(50), n(1), n(2), kHStem, kEndChar}), bytes({n(50), kEndChar}));
  // Nine stems, of which the last has no operator of its own, need a mask of two bytes, whatever is in them.
  EXPECT_EQ(
      flatten({n(50), n(1), n(1), n(1), n(1),     n(1), n(1), n(1),      n(1),     n(1),     n(1), n(1),     n(1),
               n(1),  n(1), n(1), n(1), kHStemHM, n(3), n(4), kHintMask, kEndChar, kEndChar, n(1), kHMoveTo, kEndChar}),
      drawn);
}

TEST(Charstring, MasksGoFromBetweenTheOperators) {
  EXPECT_EQ(
      flatten({n(1), n(2), kHStemHM, kHintMask, 0x80,      n(1), kHMoveTo, n(1), n(2),     n(3),      n(4), n(5),
               n(6), n(7), kEscape,  34,        kHintMask, 0x40, n(1),     n(2), kRLineTo, kHintMask, 0x80, kEndChar}),
      bytes({n(1), kHMoveTo, n(1), n(2), n(3), n(4), n(5), n(6), n(7), kEscape, 34, n(1), n(2), kRLineTo, kEndChar}));
}

TEST(Charstring, WhatOnlyOldFontsDoIsRefused) {
  EXPECT_EQ(flatten({n(1), n(2), kEscape, 12, kHMoveTo, kEndChar}), "refused");  // a division
  EXPECT_EQ(flatten({n(0), n(0), n(65), n(96), kEndChar}), "refused");           // an accented letter
  EXPECT_EQ(flatten({n(50), n(0), n(0), n(65), n(96), kEndChar}), "refused");    // with a width
}

TEST(Charstring, BrokenOnesAreRefused) {
  EXPECT_EQ(flatten({}), "refused");
  EXPECT_EQ(flatten({n(1), kHMoveTo}), "refused");                                       // no end
  EXPECT_EQ(flatten({28, 1}), "refused");                                                // half a number
  EXPECT_EQ(flatten({n(1), n(2), kRLineTo, kEndChar}), "refused");                       // a line from nowhere
  EXPECT_EQ(flatten({n(1), n(2), kHStem, n(1), n(2), kHStemHM, kHintMask}), "refused");  // no mask
  EXPECT_EQ(flatten({kReturn}), "refused");
  EXPECT_EQ(flatten({kCallSubr}), "refused");
  EXPECT_EQ(flatten({subroutine(0), kCallSubr, kEndChar}), "refused");  // there is none
  EXPECT_EQ(flatten({kEscape}), "refused");
}

TEST(Charstring, SubroutinesThatNeverEndAreRefused) {
  EXPECT_EQ(flatten({subroutine(0), kCallSubr}, Subroutines({bytes({subroutine(0), kCallSubr})})), "refused");
  // Each calls the next one a hundred times, which would be 10^16 operators.
  std::vector<std::string> levels;
  for (int level = 1; level <= 8; ++level) {
    std::string& calls = levels.emplace_back();
    for (int i = 0; i < 100; ++i) calls += bytes({subroutine(level), kCallSubr});
  }
  const Subroutines local({levels[0], levels[1], levels[2], levels[3], levels[4], levels[5], levels[6], levels[7],
                           bytes({n(1), n(1), kHStem, kReturn})});
  EXPECT_EQ(flatten({subroutine(0), kCallSubr, kEndChar}, local), "refused");
}

}  // namespace
}  // namespace mdconv::fonts
