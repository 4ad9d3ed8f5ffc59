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

TEST(RawHtml, UnbalancedTagsEndInATree) {
  Parsed misnested("<b><i>文</b></i> <p>甲<p>乙</div>\n");
  EXPECT_NE(misnested.dump().find("乙"), std::string::npos);
  EXPECT_EQ(misnested.reports(), Strings{"html-unbalanced 1:28"});

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
  Parsed post("<table><tr><td>甲</td><td>乙</td></tr></table>\n\n<x-y>丙</x-y>\n");
  const std::string tree = post.tree();
  for (const char* text : {"甲", "乙", "丙"}) EXPECT_NE(tree.find(text), std::string::npos) << text;
}

TEST(RawHtml, BrokenMarkupIsText) {
  EXPECT_EQ(Parsed("<div>\n1 < 2 && <b\n").tree(), "Division\n  Plain\n    Text \"1 < 2 && <b\"\n");
}

}  // namespace
}  // namespace mdconv
