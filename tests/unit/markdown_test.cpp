// SPDX-License-Identifier: MIT
#include "markdown/markdown.h"

#include <gtest/gtest.h>

#include "document/walk.h"
#include "support/parsed.h"

namespace mdconv {
namespace {

using test::Parsed;

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

int depth_of(const doc::Inlines& inlines) {
  int deepest = 0;
  for (const doc::Inline& node : inlines)
    if (const doc::Inlines* children = doc::children_of(node)) deepest = std::max(deepest, depth_of(*children));
  return deepest + 1;
}

int depth_of(doc::Blocks& blocks) {
  int deepest = 0;
  for (doc::Block& block : blocks) {
    if (const doc::Inlines* inlines = doc::inlines_of(block)) deepest = std::max(deepest, depth_of(*inlines));
    doc::for_each_child_blocks(block, [&](doc::Blocks& inner) { deepest = std::max(deepest, depth_of(inner)); });
  }
  return deepest + 1;
}

TEST(Markdown, ReadsAPostOfTheUsualKind) {
  Parsed post(
      "---\ntitle: \"一本书\"\ntags:\n  - \"甲\"\n---\n\n正文`代码`和<https://example.org>。\n\n1) "
      "第一类\n\n说明，\n下一行。\n\n2) "
      "第二类\n\n> 作者\\\\\n> 五月\n");
  EXPECT_EQ(post.tree(),
            "title: \"一本书\"\n"
            "subject: \"甲\"\n"
            "show title\n"
            "Paragraph\n"
            "  Text \"正文\"\n"
            "  Code \"代码\"\n"
            "  Text \"和\"\n"
            "  Link \"https://example.org\"\n"
            "    Text \"https://example.org\"\n"
            "  Text \"。\"\n"
            "List 1) tight\n"
            "  Item\n"
            "    Plain\n"
            "      Text \"第一类\"\n"
            "Paragraph\n"
            "  Text \"说明，\"\n"
            "  SoftBreak\n"
            "  Text \"下一行。\"\n"
            "List 2) tight\n"
            "  Item\n"
            "    Plain\n"
            "      Text \"第二类\"\n"
            "Quote\n"
            "  Paragraph\n"
            "    Text \"作者\"\n"
            "    LineBreak\n"
            "    Text \"五月\"\n");
  EXPECT_TRUE(post.diagnostics.all.empty());
}

TEST(Markdown, LinksAndImagesBeginAtTheirBracket) {
  Parsed post(
      "![](/a.png)\n\n见[推荐语](/x.html)、[**粗**](/y \"题\")![图](b.png)[![c](c.png)](/z)[r][ref]<a@b.org>\n\n[ref]: "
      "/r\n");
  std::vector<std::string> places;
  doc::for_each_inline(post.document.blocks, [&](doc::Inline& node) {
    if (!std::holds_alternative<doc::Link>(node.node) && !std::holds_alternative<doc::Image>(node.node)) return;
    const std::string& text = post.sources.text(node.span.file);
    places.push_back(text.substr(node.span.begin, node.span.end - node.span.begin));
  });
  const std::vector<std::string> expected = {"![](/a.png)",  "[推荐语](/x.html)", "[**粗**](/y \"题\")",
                                             "![图](b.png)", "[![c](c.png)](/z)", "![c](c.png)",
                                             "[r][ref]",     "<a@b.org>"};
  EXPECT_EQ(places, expected);
}

TEST(Markdown, LooseItemsHoldParagraphsAndTaskItemsTheirBox) {
  Parsed post("- [x] 甲\n- [ ] 乙\n\n5. 一\n\n6. 二\n");
  EXPECT_EQ(post.tree(),
            "List tight\n  Item [x]\n    Plain\n      Text \"甲\"\n  Item [ ]\n    Plain\n      Text \"乙\"\n"
            "List 5. loose\n  Item\n    Paragraph\n      Text \"一\"\n  Item\n    Paragraph\n      Text \"二\"\n");
}

TEST(Markdown, TableRowsAreAsWideAsTheTable) {
  Parsed post("| 甲 | 乙 |\n|:--|--:|\n| 1 |\n");
  const auto& table = std::get<doc::Table>(post.document.blocks.at(0).node);
  ASSERT_EQ(table.columns.size(), 2u);
  EXPECT_EQ(table.columns[0], doc::Alignment::Left);
  EXPECT_EQ(table.columns[1], doc::Alignment::Right);
  ASSERT_EQ(table.head.size(), 1u);
  ASSERT_EQ(table.body.size(), 1u);
  EXPECT_EQ(table.body[0].cells.size(), 2u);
}

TEST(Markdown, AnEnormousTableIsAnErrorNotAnEndlessOne) {
  Parsed post(repeat("|a", 2000) + "|\n" + repeat("|---", 2000) + "|\n" + repeat("|a|\n", 2000));
  ASSERT_TRUE(post.error);
  EXPECT_EQ(post.error->code, Code::LimitExceeded);
}

TEST(Markdown, EntitiesAndEscapesAreCharacters) {
  Parsed post("&hellip;&copy;&#20013;&fake; \\*非\\* a&amp;b\n");
  EXPECT_EQ(post.tree(), "Paragraph\n  Text \"…©中&fake; *非* a&b\"\n");
}

TEST(Markdown, CodeBlocksKeepTheirTextAndName) {
  Parsed post("```Rust,ignore x\nfn  a() {}\n\n```\n\n    缩进\n");
  const auto& fenced = std::get<doc::CodeBlock>(post.document.blocks.at(0).node);
  EXPECT_EQ(fenced.language, "rust");
  EXPECT_EQ(fenced.info, "Rust,ignore x");
  EXPECT_EQ(fenced.utf8, "fn  a() {}\n\n");
  EXPECT_EQ(std::get<doc::CodeBlock>(post.document.blocks.at(1).node).utf8, "缩进\n");
}

TEST(Markdown, ThematicBreaksHaveTheirLine) {
  Parsed post("题\n---\n\n文\n\n***\n\n> ---\n");
  EXPECT_NE(post.dump().find("Rule  @6:1-6:4"), std::string::npos) << post.dump();
  EXPECT_NE(post.dump().find("Rule  @8:3-8:6"), std::string::npos) << post.dump();
}

TEST(Markdown, TwoBackslashesBreakALineOnlyAtItsEnd) {
  Parsed post("甲\\\\\n乙 \\\\ 丙\n`丁\\\\`\n戊\\\\\n");
  EXPECT_EQ(post.tree(),
            "Paragraph\n  Text \"甲\"\n  LineBreak\n  Text \"乙 \\\\ 丙\"\n  SoftBreak\n"
            "  Code \"丁\\\\\\\\\"\n  SoftBreak\n  Text \"戊\\\\\"\n");
}

TEST(Markdown, DeepNestingIsFlattenedOnceReportedAndLosesNoText) {
  for (const std::string& text :
       {repeat("> ", 20000) + "文末", repeat("- ", 3000) + "文末",
        repeat("*a **a ", 500) + "文末" + repeat(" a** a*", 500), repeat("<div>\n", 10000) + "\n文末\n",
        repeat("<b>", 10000) + "文末", repeat("<ul><li>", 5000) + "文末" + repeat("</li></ul>", 5000)}) {
    Parsed post(text);
    ASSERT_FALSE(post.error);
    EXPECT_LE(depth_of(post.document.blocks), doc::kMaxNesting + 2);
    EXPECT_EQ(post.count(Code::NestingTooDeep), 1u) << text.substr(0, 20);
    for (const Diagnostic& diagnostic : post.diagnostics.all) {
      EXPECT_TRUE(diagnostic.span.has_place()) << diagnostic.message;
    }
    EXPECT_NE(post.dump().find("文末"), std::string::npos) << text.substr(0, 20);
  }
}

TEST(Markdown, RefusesWhatIsNoText) {
  EXPECT_EQ(Parsed("a\xFF").error->code, Code::InputNotUtf8);
  EXPECT_EQ(Parsed("a\xFF").error->span.begin, 1u);
  EXPECT_EQ(Parsed("").error->code, Code::InputEmpty);
  EXPECT_EQ(Parsed("\xEF\xBB\xBF \r\n").error->code, Code::InputEmpty);
}

TEST(Markdown, ByteOrderMarkAndOtherLineEndsAreFine) {
  Parsed post("\xEF\xBB\xBF---\r\ntitle: 题\r\n---\r\n# 一\r\n\r\n二\r三\r\n");
  EXPECT_EQ(
      post.tree(),
      "title: \"题\"\nshow title\nHeading 1\n  Text \"一\"\nParagraph\n  Text \"二\"\n  SoftBreak\n  Text \"三\"\n");
}

}  // namespace
}  // namespace mdconv
