// SPDX-License-Identifier: MIT
#include "markdown/notes.h"

#include <gtest/gtest.h>

#include "support/parsed.h"

namespace mdconv {
namespace {

using test::Parsed;
using Strings = std::vector<std::string>;

TEST(Notes, AreNumberedByTheirFirstMarkAndCountTheirMarks) {
  Parsed post("甲[^b]乙[^a]丙[^B]\n\n[^a]: 一[^c]\n\n[^b]: 二\n\n[^c]: 三[^b]\n");
  post.resolve();
  ASSERT_EQ(post.document.notes.size(), 3u);
  EXPECT_EQ(post.document.notes[0].label, "b");
  EXPECT_EQ(post.document.notes[0].references, 3u);
  EXPECT_EQ(post.document.notes[1].label, "a");
  EXPECT_EQ(post.document.notes[2].label, "c");
  EXPECT_EQ(post.document.notes[2].number, 3u);
  EXPECT_NE(post.tree().find("NoteRef \"B\" note 0 ordinal 2"), std::string::npos) << post.tree();
  EXPECT_NE(post.tree().find("NoteRef \"b\" note 0 ordinal 3"), std::string::npos) << post.tree();
  EXPECT_TRUE(post.diagnostics.all.empty());
}

TEST(Notes, BodiesHoldAnyBlocks) {
  Parsed post("文[^a]\n\n[^a]:\n    - 甲\n    - 乙\n\n    ```c\n    [^x]: int x;\n    ```\n\n\t尾\n懒行\n\n  外\n");
  EXPECT_EQ(
      post.tree(),
      "Paragraph\n  Text \"文\"\n  NoteRef \"a\" note none ordinal 0\nParagraph\n  Text \"外\"\n"
      "Note 0 \"a\" references 0\n  List tight\n    Item\n      Plain\n        Text \"甲\"\n    Item\n      Plain\n"
      "        Text \"乙\"\n  CodeBlock \"c\" \"[^x]: int x;\\n\"\n  Paragraph\n    Text \"尾\"\n    SoftBreak\n"
      "    Text \"懒行\"\n");
}

TEST(Notes, PlacesInBodiesAreThoseOfTheFile) {
  Parsed post("文[^a]\n\n[^a]: 一\n\n    见[链](/x)\n");
  post.resolve();
  EXPECT_EQ(post.reports(), Strings{"link-unresolved 5:7"});
}

TEST(Notes, CodeAndEscapesHoldNoMarks) {
  Parsed post("`[^a]` \\[^a] &#91;^a] [^a]\n\n```\n[^b]: x\n```\n\n    [^c]: y\n\n<!--\n[^d]: z\n-->\n\n[^a]: 甲\n");
  ASSERT_EQ(post.document.notes.size(), 1u);
  std::size_t marks = 0;
  const std::string tree = post.tree();
  for (std::size_t i = tree.find("NoteRef"); i != std::string::npos; i = tree.find("NoteRef", i + 1)) ++marks;
  EXPECT_EQ(marks, 1u) << tree;
}

TEST(Notes, UndefinedStayTextUnusedAndDuplicateAreReported) {
  Parsed post("文[^x] [^a b] [^]\n\n[^u]: 无\n\n[^d]: 一\n\n[^d]: 二\n\n再[^d]\n");
  post.resolve();
  EXPECT_EQ(post.reports(), (Strings{"note-undefined 1:3", "note-duplicate 7:1", "note-unused 3:1"}));
  ASSERT_EQ(post.document.notes.size(), 1u);
  EXPECT_NE(post.tree().find("文[^x] [^a b] [^]"), std::string::npos) << post.tree();
  EXPECT_NE(post.tree().find("一"), std::string::npos);
}

TEST(Notes, CirclesAreReportedAndKept) {
  Parsed post("文[^a]\n\n[^a]: 自[^a][^b]\n\n[^b]: 回[^a]\n");
  post.resolve();
  EXPECT_EQ(post.count(Code::NoteCycle), 2u);
  EXPECT_EQ(post.document.notes.size(), 2u);
  EXPECT_EQ(post.document.notes[0].references, 3u);
}

TEST(Notes, DefinitionsStandInListsAndQuotes) {
  Parsed post("- 文[^a][^b][^c]\n\n  [^a]: 列表里\n\n> 引\n>\n> [^b]: 引文里\n\n[^c]: [^d]: 里面\n\n尾[^d]\n");
  post.resolve();
  EXPECT_EQ(post.document.notes.size(), 4u) << post.tree();
}

TEST(Notes, MarksInALinkFollowIt) {
  Parsed post("[链[^a]](/x)\n\n[^a]: 甲\n");
  EXPECT_EQ(post.tree(),
            "Paragraph\n  Link \"/x\"\n    Text \"链\"\n  NoteRef \"a\" note none ordinal 0\n"
            "Note 0 \"a\" references 0\n  Paragraph\n    Text \"甲\"\n");
}

TEST(Notes, UseTheLinkDefinitionsOfTheDocument) {
  Parsed post("文[^a]\n\n[^a]: 见 [站点]\n\n[站点]: https://example.org \"题\"\n");
  EXPECT_NE(post.tree().find("Link \"https://example.org\" title \"题\""), std::string::npos) << post.tree();
}

TEST(Notes, AHundredThousandAreQuick) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "文[^" + std::to_string(i) + "]\n\n[^" + std::to_string(i) + "]: 注\n\n";
  Parsed post(text);
  post.resolve();
  EXPECT_EQ(post.document.notes.size(), 100000u);
  EXPECT_EQ(post.document.notes.back().number, 100000u);
}

}  // namespace
}  // namespace mdconv
