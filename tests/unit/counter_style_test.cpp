// SPDX-License-Identifier: MIT
#include "support/counter_style.h"

#include <gtest/gtest.h>

namespace mdconv {
namespace {

TEST(CounterStyle, Letters) {
  EXPECT_EQ(counted(1, "lower-alpha"), "a");
  EXPECT_EQ(counted(26, "lower-alpha"), "z");
  EXPECT_EQ(counted(27, "upper-latin"), "AA");
  EXPECT_EQ(counted(703, "lower-alpha"), "aaa");
  EXPECT_EQ(counted(24, "lower-greek"), "ω");
}

TEST(CounterStyle, ChineseNumbers) {
  EXPECT_EQ(counted(10, "cjk-ideographic"), "十");
  EXPECT_EQ(counted(15, "simp-chinese-informal"), "十五");
  EXPECT_EQ(counted(110, "simp-chinese-informal"), "一百一十");
  EXPECT_EQ(counted(305, "trad-chinese-informal"), "三百零五");
  EXPECT_EQ(counted(1001, "simp-chinese-informal"), "一千零一");
  EXPECT_EQ(counted(15, "simp-chinese-formal"), "壹拾伍");
  EXPECT_EQ(counted(105, "japanese-informal"), "百五");
  EXPECT_EQ(counted(2024, "cjk-decimal"), "二〇二四");
}

TEST(CounterStyle, WhatHasNoSignIsInDigits) {
  EXPECT_EQ(counted(0, "lower-alpha"), "0");
  EXPECT_EQ(counted(4000, "upper-roman"), "4000");
  EXPECT_EQ(counted(10000, "cjk-ideographic"), "10000");
  EXPECT_EQ(counted(11, "cjk-heavenly-stem"), "11");
  EXPECT_EQ(counted(51, "circled-decimal"), "51");
  EXPECT_EQ(counted(UINT64_MAX, "lower-roman"), "18446744073709551615");
}

TEST(CounterStyle, Others) {
  EXPECT_EQ(counted(3999, "upper-roman"), "MMMCMXCIX");
  EXPECT_EQ(counted(7, "decimal-leading-zero"), "07");
  EXPECT_EQ(counted(21, "circled-decimal"), "㉑");
  EXPECT_EQ(counted(50, "circled-decimal"), "㊿");
  EXPECT_TRUE(counts("hiragana"));
  EXPECT_FALSE(counts("disc"));
  EXPECT_EQ(counter_suffix("katakana"), "、");
  EXPECT_EQ(list_numbering("lower-latin"), "LowerAlpha");
}

}  // namespace
}  // namespace mdconv
