// SPDX-License-Identifier: MIT
#include "markdown/front_matter.h"

#include <gtest/gtest.h>

#include "support/parsed.h"

namespace mdconv {
namespace {

using test::Parsed;
using Strings = std::vector<std::string>;

TEST(FrontMatter, TakesTheKeysOfTheUsualGenerators) {
  Parsed post("---\ntitle: 题: 副\n---\n正文");
  ASSERT_TRUE(post.error);

  Parsed jekyll(
      "---\nlayout: post\ntitle: \"题\"\nauthors:\n  - name: 甲\n  - 乙\ndate: 2009-10-04 23:10:00 +0800\n"
      "categories: [甲, 乙]\ntags: a b  a\nkeywords: x y, z\nsummary: 述\nlang: zh_CN\nother: {a: [b]}\n...\n正文\n");
  const doc::Metadata& metadata = jekyll.document.metadata;
  EXPECT_EQ(metadata.title, "题");
  EXPECT_TRUE(metadata.show_title);
  EXPECT_EQ(metadata.authors, (Strings{"甲", "乙"}));
  EXPECT_EQ(metadata.date, "2009-10-04T23:10:00+08:00");
  EXPECT_EQ(metadata.subjects, (Strings{"a", "b", "甲", "乙", "x y", "z"}));
  EXPECT_EQ(metadata.description, "述");
  EXPECT_EQ(metadata.language, "zh_CN");
  EXPECT_TRUE(jekyll.diagnostics.all.empty());
}

TEST(FrontMatter, ScalarsStayText) {
  Parsed post("---\ntitle: 1.10\nauthor: no\ndate: 2024-01-01\nlang: no\n---\nx");
  EXPECT_EQ(post.document.metadata.title, "1.10");
  EXPECT_EQ(post.document.metadata.authors, Strings{"no"});
  EXPECT_EQ(post.document.metadata.language, "no");
}

TEST(FrontMatter, BrokenYamlIsAnErrorWithItsPlace) {
  Parsed post("---\ntitle: 甲: 乙\n---\n正文\n");
  ASSERT_TRUE(post.error);
  EXPECT_EQ(post.error->code, Code::BadFrontMatter);
  const Position place = post.sources.position(post.error->span.file, post.error->span.begin);
  EXPECT_EQ(place.line, 2u);
  EXPECT_EQ(place.column, 10u);  // the second colon, behind one wide character
}

TEST(FrontMatter, AThematicBreakIsNone) {
  Parsed post("---\n\n一段文字。\n\n---\n");
  EXPECT_EQ(post.tree(), "Rule\nParagraph\n  Text \"一段文字。\"\nRule\n");
  EXPECT_FALSE(Parsed("---\n正文\n").error);
  EXPECT_EQ(Parsed("---\ntitle: 没有结束\n\n正文\n").error->code, Code::BadFrontMatter);
  EXPECT_EQ(Parsed("---\n---\n文").tree(), "Paragraph\n  Text \"文\"\n");
}

TEST(FrontMatter, UnusableValuesAreReportedAndLeftOut) {
  Parsed post("---\ntitle: [a]\ndate: 2024-02-30\ntags: {a: b}\ndescription: ~\n---\n文");
  EXPECT_EQ(post.reports(), (Strings{"front-matter-value 2:8", "front-matter-value 4:7", "front-matter-value 3:7"}));
  EXPECT_EQ(post.document.metadata.date, "");
}

TEST(FrontMatter, AliasesDoNotGrow) {
  std::string text = "---\na0: &a0 [lol, lol, lol]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + "," + before + "]\n";
  }
  Parsed bomb(text + "name: &n 甲\nauthor: *n\ntitle: *a39\n---\n文");
  ASSERT_FALSE(bomb.error);
  EXPECT_EQ(bomb.document.metadata.authors, Strings{"甲"});
  EXPECT_EQ(bomb.document.metadata.title, "");
}

TEST(FrontMatter, DepthIsBounded) {
  Parsed post("---\na: " + std::string(10000, '[') + "\n---\n文");
  ASSERT_TRUE(post.error);
  EXPECT_EQ(post.error->code, Code::BadFrontMatter);
}

}  // namespace
}  // namespace mdconv
