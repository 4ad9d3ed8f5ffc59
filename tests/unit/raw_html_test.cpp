// SPDX-License-Identifier: MIT
#include "markdown/html_reader.h"

#include <gtest/gtest.h>

#include "support/parsed.h"

namespace mdconv {
namespace {

using test::Parsed;
using Strings = std::vector<std::string>;

TEST(RawHtml, ADivisionWithImageBreaksAndText) {
  Parsed post(
      "<div class=\"mobile-only\">\n<img style=\"align-self: center;\" src=\"/images/码.jpg\" />\n<br/>\n"
      "微信 公众号\n<br/>\n<br/>\n</div>\n");
  EXPECT_EQ(post.tree(),
            "Division .mobile-only\n  Plain\n    Image \"/images/码.jpg\" alt \"\"\n    LineBreak\n"
            "    Text \"微信 公众号\"\n    LineBreak\n    LineBreak\n");
  EXPECT_NE(post.dump().find("Image \"/images/码.jpg\" alt \"\"  @2:1"), std::string::npos) << post.dump();
  EXPECT_TRUE(post.diagnostics.all.empty());
}

TEST(RawHtml, MarkdownStandsBetweenTags) {
  Parsed post("<details id=\"d\">\n<summary>题</summary>\n\n**正文**\n\n</details>\n\n外\n");
  EXPECT_EQ(post.tree(),
            "Details #d\n  Summary\n    Plain\n      Text \"题\"\n  Paragraph\n    Strong\n      Text \"正文\"\n"
            "Paragraph\n  Text \"外\"\n");
}

TEST(RawHtml, PhrasesInsideMarkdown) {
  Parsed post(
      "水H<sub>2</sub>O，<kbd class=\"k\">Ctrl</kbd>，<a name=\"p\"></a><a href=\"/x?a=1&amp;b\" "
      "title=\"t\">*链*</a>\n");
  EXPECT_EQ(post.tree(),
            "Paragraph\n  Text \"水H\"\n  Subscript\n    Text \"2\"\n  Text \"O，\"\n  Keyboard .k\n    Text \"Ctrl\"\n"
            "  Text \"，\"\n  Span #p\n  Link \"/x?a=1&b\" title \"t\"\n    Emphasis\n      Text \"链\"\n");
}

TEST(RawHtml, AlignmentAndSizeAreKeptOtherStyleIsNot) {
  Parsed post(
      "<p style=\"text-align: center; color: red\"><img src=a.png width=30 style=\"height:2em\" alt=\"图\"></p>\n");
  EXPECT_EQ(post.tree(), "Paragraph align=\"center\"\n  Image \"a.png\" alt \"图\" width=\"30\" height=\"2em\"\n");
}

TEST(RawHtml, ListsQuotesHeadingsAndCode) {
  Parsed post(
      "<ol start=\"3\"><li>甲<li>乙</ol>\n<blockquote>引</blockquote>\n<h2 id=x>题 &amp; 目</h2>\n"
      "<pre><code class=\"language-c\">int  a;\n&lt;b&gt;</code></pre>\n");
  EXPECT_EQ(post.tree(),
            "List 3. tight\n  Item\n    Plain\n      Text \"甲\"\n  Item\n    Plain\n      Text \"乙\"\n"
            "Quote\n  Plain\n    Text \"引\"\nHeading 2 #x\n  Text \"题 & 目\"\n"
            "CodeBlock \"c\" \"int  a;\\n<b>\\n\"\n");
}

TEST(RawHtml, ScriptsFormsAndHandlersAreLeftOutAndReported) {
  Parsed post(
      "<script>alert(1)</script>\n\n文<script>x()</script>后<b onclick=\"y()\">粗</b><input>\n\n<!-- 注 -->\n\n<iframe "
      "src=x>f</iframe>\n");
  EXPECT_EQ(post.tree(), "Paragraph\n  Text \"文后\"\n  Strong\n    Text \"粗\"\n");
  EXPECT_EQ(post.reports(), (Strings{"html-dropped 1:1", "html-dropped 3:3", "html-dropped 3:25", "html-dropped 3:48",
                                     "html-dropped 7:1"}));
}

TEST(RawHtml, AScriptThatNeverEndsTakesOnlyItsParagraph) {
  Parsed post("甲<script>乙\n\n丙\n");
  EXPECT_EQ(post.tree(), "Paragraph\n  Text \"甲\"\nParagraph\n  Text \"丙\"\n");
}

TEST(RawHtml, PhrasesThatBlocksEndAreNoFault) {
  EXPECT_EQ(Parsed("<a href=\"https://x.org\"><div>y</div></a>\n\n<span>one\n\ntwo</span>\n").reports(), Strings{});
  EXPECT_EQ(Parsed("<b>one\n\ntwo\n").reports(), Strings{"html-unbalanced 1:1"});
}

TEST(RawHtml, UnbalancedTagsEndInATree) {
  Parsed misnested("<b><i>文</b></i> <p>甲<p>乙</div>\n");
  EXPECT_NE(misnested.dump().find("乙"), std::string::npos);
  EXPECT_EQ(misnested.reports(), (Strings{"html-unbalanced 1:13", "html-unbalanced 1:28"}));

  Parsed unclosed("> <div>内\n\n外\n");
  EXPECT_EQ(unclosed.tree(), "Quote\n  Division\n    Plain\n      Text \"内\"\nParagraph\n  Text \"外\"\n");
  EXPECT_EQ(unclosed.reports(), Strings{"html-unbalanced 1:3"});

  // The end tag stands in the Markdown paragraph that it ends.
  Parsed inside("<div>\n\n甲</div>乙\n");
  EXPECT_EQ(inside.tree(), "Division\n  Paragraph\n    Text \"甲\"\nParagraph\n  Text \"乙\"\n");
}

TEST(RawHtml, LinksDoNotNest) {
  Parsed post("<a href=\"/x\">见 https://example.org 处</a>\n");
  EXPECT_EQ(post.tree(),
            "Paragraph\n  Link \"/x\"\n    Text \"见 \"\n    Text \"https://example.org\"\n    Text \" 处\"\n");
}

TEST(RawHtml, UnknownElementsAreTheirContent) {
  EXPECT_EQ(Parsed("<td>甲</td><td>乙</td>\n\n<x-y>丙</x-y>\n").tree(),
            "Plain\n  Text \"甲 乙\"\nParagraph\n  Text \"丙\"\n");
}

/// The cells of a table row by row: how many columns and rows they fill, "-" where another cell reaches.
Strings grid(const Parsed& parsed) {
  Strings rows;
  for (const doc::Block& block : parsed.document.blocks) {
    const auto* table = std::get_if<doc::Table>(&block.node);
    if (table == nullptr) continue;
    for (const auto* section : {&table->head, &table->body}) {
      for (const doc::TableRow& row : *section) {
        EXPECT_EQ(row.cells.size(), table->columns.size());
        std::string& text = rows.emplace_back(section == &table->head ? "head" : "");
        for (const doc::TableCell& cell : row.cells) {
          text += cell.covered ? " -" : ' ' + std::to_string(cell.column_span) + 'x' + std::to_string(cell.row_span);
        }
      }
    }
  }
  return rows;
}

TEST(RawHtmlTables, MissingEndTagsAreImplied) {
  EXPECT_EQ(Parsed("<table><tr><td>甲<td>乙<tr><td>丙</table>\n").tree(),
            "Table default default\n  Row\n    Cell\n      Plain\n        Text \"甲\"\n    Cell\n      Plain\n"
            "        Text \"乙\"\n  Row\n    Cell\n      Plain\n        Text \"丙\"\n    Cell\n");
}

TEST(RawHtmlTables, EveryRowFillsTheGrid) {
  EXPECT_EQ(grid(Parsed("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>\n")),
            (Strings{" 1x2 2x1 -", " - 1x1 1x1"}));
  // Columns in which no cell begins are none.
  EXPECT_EQ(grid(Parsed("<table><tr><td colspan=100>a<tr><td>b<td colspan=7>c</table>\n")),
            (Strings{" 2x1 -", " 1x1 1x1"}));
  // Cells don't overlap, and don't reach out of their section.
  EXPECT_EQ(grid(Parsed("<table><tr><td>a<td rowspan=0>b<tr><td colspan=2>c<tbody><tr><td rowspan=9>d<td>e</table>\n")),
            (Strings{" 1x1 1x2", " 1x1 -", " 1x1 1x1"}));
  EXPECT_EQ(grid(Parsed("<table><tr><td rowspan=3>a<td>b<tr></tr><tr><td>c</table>\n")),
            (Strings{" 1x3 1x1", " - 1x1", " - 1x1"}));
}

TEST(RawHtmlTables, HeaderRowsAtTheStartAreTheHead) {
  EXPECT_EQ(grid(Parsed("<table><tr><th>a<th>b<tr><th>c<td>d</table>\n")), (Strings{"head 1x1 1x1", " 1x1 1x1"}));
  // A cell that reaches into the body keeps its row there.
  EXPECT_EQ(grid(Parsed("<table><tr><th rowspan=2>a<th>b<tr><td>d</table>\n")), (Strings{" 1x2 1x1", " - 1x1"}));
  EXPECT_EQ(grid(Parsed("<table><tfoot><tr><td colspan=2>f<tbody><tr><td>a<td>b<thead><tr><td>h</table>\n")),
            (Strings{"head 1x1 1x1", " 1x1 1x1", " 2x1 -"}));
}

TEST(RawHtmlTables, AlignmentOfAWholeColumnIsTheColumns) {
  const Parsed table("<table><tr align=right><td>a<td align=left>b<tr><td style=\"text-align:right\">c<td>d</table>\n");
  EXPECT_EQ(table.tree().substr(0, 21), "Table right default\n ") << table.tree();
  EXPECT_NE(table.tree().find("Cell align=\"left\""), std::string::npos) << table.tree();
}

TEST(RawHtmlTables, MarkdownAndTablesStandInCells) {
  EXPECT_EQ(
      Parsed("<table><tr><td>\n\n*甲*\n\n<table><tr><td>乙</td></tr></table>\n\n</td></tr></table>\n\n外\n").tree(),
      "Table default\n  Row\n    Cell\n      Paragraph\n        Emphasis\n          Text \"甲\"\n"
      "      Table default\n        Row\n          Cell\n            Plain\n              Text \"乙\"\n"
      "Paragraph\n  Text \"外\"\n");
}

TEST(RawHtmlTables, TextOutsideOfCellsStandsBefore) {
  EXPECT_EQ(Parsed("<table>甲<tr>乙<td>丙</td>丁</table>\n").tree(),
            "Plain\n  Text \"甲\"\nPlain\n  Text \"乙\"\nPlain\n  Text \"丁\"\n"
            "Table default\n  Row\n    Cell\n      Plain\n        Text \"丙\"\n");
}

TEST(RawHtmlTables, ACaptionMakesAFigure) {
  EXPECT_EQ(Parsed("<table id=t><caption>题<tr><td>甲</table>\n").tree(),
            "Figure\n  Caption\n    Plain\n      Text \"题\"\n  Table default #t\n    Row\n      Cell\n        Plain\n"
            "          Text \"甲\"\n");
}

TEST(RawHtmlTables, TagsInACellCloseNothingAroundTheTable) {
  Parsed post("<div><table><tr><td>甲</div>乙</td></tr></table>丙</div>\n");
  EXPECT_EQ(post.tree(),
            "Division\n  Table default\n    Row\n      Cell\n        Plain\n          Text \"甲\"\n"
            "          Text \"乙\"\n"
            "  Plain\n    Text \"丙\"\n");
  EXPECT_EQ(post.reports(), Strings{"html-unbalanced 1:23"});
}

TEST(RawHtmlTables, TheLimitCountsWhatSpansFill) {
  markdown::ParseOptions options;
  options.limits.table_cells = 20;
  // Without its spans the table is small enough.
  EXPECT_EQ(grid(Parsed("<table><tr><td rowspan=3 colspan=9>a<td>b<tr><td>c<tr><td>d</table>\n", options)),
            (Strings{" 1x1 1x1", " 1x1 1x1", " 1x1 1x1"}));
  std::string rows = "<table><tr><td>a<td>b<td>c";
  for (int i = 0; i < 9; ++i) rows += "<tr><td>x";
  Parsed large(rows + "</table>\n\n<table><tr><td>y</table>\n", options);
  EXPECT_EQ(large.reports(), Strings{"limit-exceeded 1:1"});
  for (const char* text : {"\"a\"", "\"c\"", "\"x\"", "\"y\""})
    EXPECT_NE(large.tree().find(text), std::string::npos) << text;
}

TEST(RawHtml, DefinitionsMayLackTheirEndTags) {
  EXPECT_EQ(Parsed("<dl>散<dt>甲<dd>乙<div><dt>丙</dt></div></dl>后\n").tree(),
            "DefinitionList\n  Definition\n    Plain\n      Text \"散\"\n  Term\n    Plain\n      Text \"甲\"\n"
            "  Definition\n    Plain\n      Text \"乙\"\n    Division\n  Term\n    Plain\n      Text \"丙\"\n"
            "Plain\n  Text \"后\"\n");
  EXPECT_EQ(Parsed("<dt>甲</dt><dd>乙</dd>\n").tree(), "Plain\n  Text \"甲\"\nPlain\n  Text \"乙\"\n");
}

TEST(RawHtml, WhatStandsInAListStandsInAnItem) {
  EXPECT_EQ(Parsed("<ul>\n\n- 甲\n\n</ul>\n").tree(),
            "List tight\n  Item\n    List tight\n      Item\n        Plain\n          Text \"甲\"\n");
  EXPECT_EQ(Parsed("<ul><hr></ul>\n").tree(), "List tight\n  Item\n    Rule\n");
}

TEST(RawHtml, ACheckboxAtTheStartOfAnItemMakesATask) {
  EXPECT_EQ(Parsed("<ul><li><input type=checkbox checked> 甲<li>乙</ul>\n").tree(),
            "List tight\n  Item [x]\n    Plain\n      Text \"甲\"\n  Item\n    Plain\n      Text \"乙\"\n");
}

TEST(RawHtml, RubyIsBasesAndReadings) {
  const std::string pair =
      "Paragraph\n  Ruby\n    Text \"漢\"\n    RubyText\n      Text \"かん\"\n    Text \"字\"\n    RubyText\n"
      "      Text \"じ\"\n";
  EXPECT_EQ(Parsed("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rp>(<rt>じ</ruby>\n").tree(), pair);
  EXPECT_EQ(Parsed("<ruby><rb>漢<rb>字<rt>かん<rt>じ</ruby>\n").tree(), pair);
  EXPECT_EQ(Parsed("<ruby>空</ruby><ruby><rt>读</ruby>外<rt>文</rt>\n").tree(),
            "Paragraph\n  Text \"空\"\n  Span\n    Text \"读\"\n  Text \"外文\"\n");
}

TEST(RawHtml, MediaAndFramesAreNamed) {
  Parsed post("<video><source src=\"/v/a.mp4\"><source src=b>旧</video><iframe src=\"https://x.org/\">内</iframe>\n");
  EXPECT_EQ(post.tree(), "Paragraph\n  Link \"/v/a.mp4\"\n    Text \"a.mp4\"\n  Text \"旧\"\n");
  ASSERT_EQ(post.diagnostics.all.size(), 2U);
  EXPECT_EQ(post.diagnostics.all.back().message, "<iframe> is left out: https://x.org/");
}

TEST(RawHtml, ManyTagsWithoutAPartnerAreSummedUp) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "<div>\n";
  Parsed post(text);
  std::size_t unbalanced = 0;
  for (const Diagnostic& each : post.diagnostics.all) unbalanced += each.code == Code::HtmlUnbalanced ? 1 : 0;
  EXPECT_EQ(unbalanced, 11U);
  EXPECT_EQ(post.diagnostics.all.back().message, "990 more tags have no partner");
}

TEST(RawHtml, UnfinishedSectionsLoseNothing) {
  EXPECT_EQ(Parsed("<![CDATA[甲<乙\n").tree(), "Plain\n  Text \"甲<乙\"\n");
}

TEST(RawHtml, BrokenMarkupIsText) {
  EXPECT_EQ(Parsed("<div>\n1 < 2 && <b\n").tree(), "Division\n  Plain\n    Text \"1 < 2 && <b\"\n");
}

}  // namespace
}  // namespace mdconv
