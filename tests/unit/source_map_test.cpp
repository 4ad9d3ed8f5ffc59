// SPDX-License-Identifier: MIT
#include "mdconv/source.h"

#include <gtest/gtest.h>

namespace mdconv {
namespace {

TEST(SourceMap, CountsDisplayColumnsBytesAndUtf16) {
  SourceMap sources;
  const FileId file = sources.add("a.md", "首行\r\n见[链](/x)\n");
  const Position bracket = sources.position(file, 11);
  EXPECT_EQ(bracket.line, 2u);
  EXPECT_EQ(bracket.column, 3u);
  EXPECT_EQ(bracket.byte, 4u);
  EXPECT_EQ(bracket.utf16, 2u);
  EXPECT_EQ(sources.line(file, 1), "首行");
}

TEST(SourceMap, PlacesPastTheEndAreTheEnd) {
  SourceMap sources;
  const FileId file = sources.add("a.md", "ab");
  EXPECT_EQ(sources.position(file, 99).column, 3u);
}

TEST(SourceMap, TextsKeepTheirAddress) {
  SourceMap sources;
  const FileId first = sources.add("a", "short");
  const char* address = sources.text(first).data();
  for (int i = 0; i < 100; ++i) sources.add("b", "x");
  EXPECT_EQ(sources.text(first).data(), address);
}

}  // namespace
}  // namespace mdconv
