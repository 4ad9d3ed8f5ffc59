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

TEST(SourceMap, CountsTheSameFarIntoALongLine) {
  std::string line;
  for (int i = 0; i < 3000; ++i) line += "a中😀";
  SourceMap sources;
  const FileId file = sources.add("a", "x\n" + line + "\n" + line + "\nshort\n");
  const auto length = static_cast<std::uint32_t>(line.size());
  for (const std::uint32_t count : {1u, 511u, 512u, 513u, 1500u, 3000u}) {
    for (const std::uint32_t start : {2u, 2 + length + 1}) {
      const Position position = sources.position(file, start + 8 * count);
      EXPECT_EQ(position.line, start == 2 ? 2u : 3u);
      EXPECT_EQ(position.column, 5 * count + 1);
      EXPECT_EQ(position.byte, 8 * count + 1);
      EXPECT_EQ(position.utf16, 4 * count + 1);
    }
  }
  EXPECT_EQ(sources.position(file, 2 + 2 * (length + 1) + 3).column, 4u);
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
