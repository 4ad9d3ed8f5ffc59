// SPDX-License-Identifier: MIT
#include "xhtml/xhtml_writer.h"

#include <gtest/gtest.h>

#include "specimen.h"
#include "support/terms.h"
#include "xhtml/names.h"

namespace mdconv {
namespace {

using namespace specimen;

xhtml::WriterOptions epub() {
  xhtml::WriterOptions options;
  options.flavor = xhtml::Flavor::Epub;
  return options;
}

std::string blocks(const doc::Document& document, xhtml::WriterOptions options) {
  std::string out;
  xml::Writer xml(out);
  xhtml::Writer(document, xml, std::move(options)).blocks(document.blocks);
  return out;
}

std::string blocks(doc::Block block, xhtml::WriterOptions options = {}) {
  doc::Document document;
  document.metadata.language = "zh-Hans";
  document.blocks.push_back(std::move(block));
  return blocks(document, std::move(options));
}

std::string endnotes(const doc::Document& document, xhtml::WriterOptions options) {
  std::string out;
  xml::Writer xml(out);
  xhtml::Writer(document, xml, std::move(options)).endnotes();
  return out;
}

TEST(Xhtml, MarksAndNotesAreLinkedBothWays) {
  doc::Document document;
  document.metadata.language = "zh-Hans";
  document.blocks.push_back(paragraph({text("电信"), mark(0, 1), text("，a"), mark(0, 2)}));
  document.notes.push_back(note(1, 2, {paragraph("注")}));
  EXPECT_EQ(blocks(document, epub()),
            "<p>电<span class=\"nobreak\">信<sup class=\"noteref\"><a id=\"noteref-1\" href=\"#note-1\" "
            "epub:type=\"noteref\" role=\"doc-noteref\">1</a></sup></span>，"
            "<span class=\"nobreak\">a<sup class=\"noteref\"><a id=\"noteref-1-2\" href=\"#note-1\" "
            "epub:type=\"noteref\" role=\"doc-noteref\">1</a></sup></span></p>");
  const std::string notes = endnotes(document, epub());
  EXPECT_NE(notes.find("<h2>注释</h2>"), std::string::npos);
  EXPECT_NE(notes.find("<li id=\"note-1\"><p>注 <a class=\"backlink\" role=\"doc-backlink\" href=\"#noteref-1\""),
            std::string::npos)
      << notes;
  EXPECT_NE(notes.find("href=\"#noteref-1-2\" aria-label=\"返回正文 b\">\u21A9\uFE0E<sup>b</sup></a></p></li>"),
            std::string::npos)
      << notes;
}

TEST(Xhtml, OnlyEpubHasEpubTypes) {
  const doc::Document document = everything();
  const std::string html = blocks(document, {}) + endnotes(document, {});
  EXPECT_EQ(html.find("epub:"), std::string::npos);
  EXPECT_EQ(html.find("xml:"), std::string::npos);
  EXPECT_NE(html.find("role=\"doc-endnotes\""), std::string::npos);
}

TEST(Xhtml, PlacesInOtherFilesComeFromTheCaller) {
  doc::Document document;
  document.blocks.push_back(paragraph({link("#a b", {text("x")}), mark(0, 1)}));
  document.notes.push_back(note(1, 1, {paragraph("n")}));
  xhtml::WriterOptions options = epub();
  options.place = [](std::string_view id) { return "other.xhtml#" + std::string(id); };
  const std::string out = blocks(document, options);
  EXPECT_NE(out.find("href=\"other.xhtml#a_x20_b\""), std::string::npos) << out;
  EXPECT_NE(out.find("href=\"other.xhtml#note-1\""), std::string::npos) << out;
}

TEST(Xhtml, MarksComeOutOfLinks) {
  doc::Document document;
  document.blocks.push_back(paragraph({link("https://a.b/", {text("x"), mark(0, 1), text("y")})}));
  document.notes.push_back(note(1, 1, {paragraph("n")}));
  EXPECT_EQ(blocks(document, {}),
            "<p><a href=\"https://a.b/\">xy</a><sup class=\"noteref\"><a id=\"noteref-1\" href=\"#note-1\" "
            "role=\"doc-noteref\">1</a></sup></p>");
}

TEST(Xhtml, LinksInsideLinksAreText) {
  EXPECT_EQ(blocks(paragraph({link("https://a.b/", {text("x"), link("https://c.d/", {text("y")})})})),
            "<p><a href=\"https://a.b/\">xy</a></p>");
}

TEST(Xhtml, UrlsAsTextMayBreakAtTheirJoints) {
  EXPECT_EQ(
      blocks(paragraph({link("https://a.b/c?d=1", {text("https://a.b/c?d=1")}), text("https://e.f/")})),
      "<p><a href=\"https://a.b/c?d=1\">https://<wbr />a<wbr />.b/<wbr />c<wbr />?d<wbr />=1</a>https://e.f/</p>");
}

TEST(Xhtml, ShortNumbersStandUprightInVerticalLines) {
  xhtml::WriterOptions vertical;
  vertical.vertical = true;
  const auto inner = [&](const char* words) {
    const std::string block = blocks(paragraph(words), vertical);
    return block.substr(3, block.size() - 7);
  };
  EXPECT_EQ(inner("5月12日、AとB"),
            "<span class=\"upright\">5</span>月<span class=\"upright\">12</span>日、"
            "<span class=\"upright\">A</span>と<span class=\"upright\">B</span>");
  EXPECT_EQ(inner("何!?と 42 年"), "何<span class=\"upright\">!?</span>と <span class=\"upright\">42</span> 年");
  for (const char* sideways : {"2024年", "約3.5倍", "no 5 of 6", "何!", "ABC", "50%"})
    EXPECT_EQ(inner(sideways), sideways);
  EXPECT_EQ(blocks(paragraph("5月")), "<p>5月</p>") << "not in horizontal lines";
  EXPECT_EQ(blocks(paragraph({inl(doc::Code{"5"})}), vertical), "<p><code>5</code></p>");
}

TEST(Xhtml, EmphasisOfWesternWordsIsMarkedInEastAsianText) {
  const auto emphasis = [](const char* words, const char* language) {
    doc::Document document;
    document.metadata.language = language;
    document.blocks.push_back(paragraph({inl(doc::Emphasis{{text(words)}})}));
    return blocks(document, {});
  };
  EXPECT_EQ(emphasis("Major Tom", "zh-Hant"), "<p><em class=\"western\">Major Tom</em></p>");
  EXPECT_EQ(emphasis("I/O 模型", "ja"), "<p><em>I/O 模型</em></p>");
  EXPECT_EQ(emphasis("Major Tom", "en"), "<p><em>Major Tom</em></p>");
}

TEST(Xhtml, LinksThatLeadNowhereAreText) {
  doc::Link nowhere{"/about", "", {text("x")}, ""};
  EXPECT_EQ(blocks(paragraph({inl(nowhere)})), "<p>x</p>");
  xhtml::WriterOptions literal;
  literal.literal = true;
  EXPECT_EQ(blocks(paragraph({inl(nowhere)}), literal), "<p><a href=\"/about\">x</a></p>");
  nowhere.target = " java\tScript:alert(1)";
  EXPECT_EQ(blocks(paragraph({inl(nowhere)}), literal), "<p>x</p>");
}

TEST(Xhtml, MissingImagesShowWhatTheyWouldBe) {
  EXPECT_EQ(blocks(paragraph({text("a"), image("/images/b.jpeg?x#y", "", doc::kNone)})),
            "<p>a<span class=\"missing-image\">b.jpeg</span></p>");
  EXPECT_EQ(blocks(paragraph({text("a"), image("/images/b.jpeg", "一只猫", doc::kNone)})),
            "<p>a<span class=\"missing-image\">一只猫</span></p>");
  EXPECT_EQ(blocks(paragraph({text("a"), image("b.png", "", 7)})), "<p>a<span class=\"missing-image\">b.png</span></p>")
      << "an index that leads nowhere";
}

TEST(Xhtml, ImageSizesKeepTheShape) {
  doc::Document document;
  document.resources.push_back(pixel("a.png"));
  document.resources[0].width = 300;
  document.resources[0].height = 200;
  xhtml::WriterOptions options;
  options.image = [](const doc::Inline&, const doc::Image&) { return "a.png"; };
  const auto size = [&](std::vector<std::pair<std::string, std::string>> pairs) {
    doc::Attributes attributes;
    attributes.pairs = std::move(pairs);
    document.blocks = {paragraph({inl(doc::Image{"a.png", "", "", 0}, attributes)})};
    const std::string out = blocks(document, options);
    const std::size_t begin = out.find("alt=\"\"") + 6;
    return out.substr(begin, out.find(" /", begin) - begin);
  };
  EXPECT_EQ(size({}), " width=\"300\" height=\"200\"");
  EXPECT_EQ(size({{"width", "150px"}}), " width=\"150\" height=\"100\"");
  EXPECT_EQ(size({{"height", "20"}}), " width=\"30\" height=\"20\"");
  EXPECT_EQ(size({{"width", "50%"}}), " style=\"width: 50%\"");
  EXPECT_EQ(size({{"width", "1in"}}), " width=\"96\" height=\"64\"");
  EXPECT_EQ(size({{"width", "3cm"}}), " width=\"113\" height=\"76\"");
  EXPECT_EQ(size({{"height", "1.5em"}}), " style=\"height: 1.5em\"");
  EXPECT_EQ(size({{"width", "12.5%"}, {"height", "2em"}}), " style=\"width: 12.5%; height: 2em\"");
  EXPECT_EQ(size({{"width", "1;color:red"}}), " width=\"300\" height=\"200\"");
}

TEST(Xhtml, AParagraphOfOneImageHasAClass) {
  EXPECT_EQ(blocks(paragraph({image("a.png", "", doc::kNone)})),
            "<p class=\"image\"><span class=\"missing-image\">a.png</span></p>");
}

TEST(Xhtml, AnImageWithLinesBelowItIsAParagraphOfItsOwn) {
  const doc::Inline missing = image("a.png", "", doc::kNone);
  EXPECT_EQ(blocks(blk(doc::Plain{{missing, inl(doc::LineBreak{}), text("图注")}})),
            "<p class=\"image\"><span class=\"missing-image\">a.png</span><br />\n图注</p>");
  EXPECT_EQ(blocks(blk(doc::Plain{{missing, text("文")}})), "<span class=\"missing-image\">a.png</span>文");
}

TEST(Xhtml, ParenthesisedListsCountFromTheirStart) {
  doc::List list;
  list.start = 3;
  list.delimiter = doc::ListDelimiter::Parenthesis;
  list.items = {item({plain("x")})};
  EXPECT_EQ(blocks(blk(list)), "<ol class=\"paren\" start=\"3\" style=\"counter-reset: item 2\">\n<li>x</li>\n</ol>");
  list.start = 0;
  EXPECT_EQ(blocks(blk(list)), "<ol class=\"paren\" start=\"0\" style=\"counter-reset: item -1\">\n<li>x</li>\n</ol>");
  list.delimiter = doc::ListDelimiter::Period;
  list.start = 1;
  EXPECT_EQ(blocks(blk(list)), "<ol>\n<li>x</li>\n</ol>");
}

TEST(Xhtml, TightItemsHaveNoParagraphs) {
  doc::List list;
  list.items = {item({plain("a")}), item({paragraph("b"), paragraph("c")})};
  EXPECT_EQ(blocks(blk(list)), "<ul>\n<li>a</li>\n<li><p>b</p>\n<p>c</p></li>\n</ul>");
}

TEST(Xhtml, LongNamesOfCodeHaveSeams) {
  const auto code = [](std::string text) { return blocks(paragraph({inl(doc::Code{std::move(text)})}), epub()); };
  EXPECT_EQ(code("a_long_parameter"), "<p><code>a_long_<wbr />parameter</code></p>");
  EXPECT_EQ(code("std::vector<std::string>"), "<p><code>std::<wbr />vector&lt;std::<wbr />string&gt;</code></p>");
  EXPECT_EQ(code("x --register-global"), "<p><code>x --register-<wbr />global</code></p>");
  EXPECT_EQ(code("WebBrowserChrome"), "<p><code>Web<wbr />Browser<wbr />Chrome</code></p>");
  EXPECT_EQ(code("short_name a_b_c_d"), "<p><code>short_name a_b_c_d</code></p>");
  EXPECT_EQ(code("变量名_很长的变量名"), "<p><code>变量名_很长的变量名</code></p>");
}

TEST(Xhtml, TasksHaveBoxes) {
  doc::List list;
  list.items = {item({plain("a")}), item({plain("b")})};
  list.items[0].checked = true;
  list.items[1].checked = false;
  list.items.push_back(item({plain("no task")}));
  const auto task = [](std::string_view box, std::string_view text) {
    return "<li class=\"task\"><span class=\"task-box\">" + std::string(box) + " </span>" + std::string(text) +
           "</li>\n";
  };
  const std::string begin = "<ul class=\"task-list\">\n", end = "<li>no task</li>\n</ul>";
  EXPECT_EQ(blocks(blk(list), epub()), begin + task("☑", "a") + task("☐", "b") + end);
  EXPECT_EQ(blocks(blk(list)), begin + task("<input type=\"checkbox\" disabled=\"\" checked=\"\" />", "a") +
                                   task("<input type=\"checkbox\" disabled=\"\" />", "b") + end);
}

TEST(Xhtml, LongNumbersHaveRoom) {
  doc::List list;
  list.items = {item({plain("x")}), item({plain("y")})};
  list.delimiter = doc::ListDelimiter::Period;
  list.start = 998;
  EXPECT_EQ(blocks(blk(list)), "<ol start=\"998\">\n<li>x</li>\n<li>y</li>\n</ol>");
  list.start = 999;
  EXPECT_EQ(blocks(blk(list)), "<ol start=\"999\" style=\"padding-left: 3.4em\">\n<li>x</li>\n<li>y</li>\n</ol>");
}

TEST(Xhtml, OnlyAttributesThatAreKnownGoThrough) {
  doc::Attributes attributes;
  attributes.id = "x";
  attributes.classes = {"a", "b"};
  attributes.pairs = {{"lang", "en"},          {"dir", "rtl"},         {"title", "t"},
                      {"onclick", "alert(1)"}, {"style", "color:red"}, {"align", "center"}};
  EXPECT_EQ(blocks(blk(doc::Paragraph{}, attributes), epub()),
            "<p id=\"x\" class=\"a b align-center\" lang=\"en\" xml:lang=\"en\" dir=\"rtl\" title=\"t\"></p>");
  attributes.pairs = {{"lang", "\" x"}, {"dir", "up"}};
  EXPECT_EQ(blocks(blk(doc::Paragraph{}, attributes)), "<p id=\"x\" class=\"a b\"></p>");
}

TEST(Xhtml, CaptionsAndSummariesStandWhereHtmlAllowsThem) {
  using Kind = doc::DivisionKind;
  EXPECT_EQ(blocks(division(Kind::Figure, {division(Kind::Caption, {plain("c")}), paragraph("p"),
                                           division(Kind::Caption, {plain("d")})})),
            "<figure>\n<figcaption>c</figcaption>\n<p>p</p>\n<div class=\"caption\">\nd\n</div>\n</figure>");
  EXPECT_EQ(blocks(division(Kind::Details, {paragraph("p"), division(Kind::Summary, {paragraph("s")})})),
            "<details>\n<summary>s</summary>\n<p>p</p>\n</details>");
  EXPECT_EQ(blocks(division(Kind::Details, {})), "<details>\n<summary>详情</summary>\n</details>");
  EXPECT_EQ(blocks(division(Kind::Summary, {plain("s")})), "<div class=\"summary\">\ns\n</div>");
}

doc::Attributes with_id(std::string id) {
  doc::Attributes attributes;
  attributes.id = std::move(id);
  return attributes;
}

TEST(Xhtml, PlacesStayWhereTheirElementsCannotStand) {
  using Kind = doc::DivisionKind;
  doc::List list;
  list.items = {item({plain("b")})};
  list.items[0].attributes = with_id("item");
  doc::Table table;
  table.columns = {doc::Alignment::Default};
  table.body = {row({"c"})};
  table.body[0].cells[0].attributes = with_id("cell");
  EXPECT_EQ(blocks(division(Kind::Details,
                            {division(Kind::Summary,
                                      {blk(doc::CodeBlock{{}, {}, "a\n"}, with_id("code")), blk(list, with_id("list")),
                                       blk(table, with_id("table")), blk(doc::Rule{}, with_id("rule")),
                                       blk(doc::Division{Kind::Generic, {plain("d")}}, with_id("division"))})})),
            "<details>\n<summary><span id=\"code\"></span><code>a\n</code> <span id=\"list\"></span>"
            "<span id=\"item\"></span>b <span id=\"table\"></span><span id=\"cell\"></span>c "
            "<span id=\"rule\"></span> <span id=\"division\"></span>d</summary>\n</details>");
  EXPECT_EQ(blocks(blk(doc::Table{}, with_id("x"))), "<div id=\"x\"></div>");
  EXPECT_EQ(blocks(blk(doc::DefinitionList{}, with_id("x"))), "<div id=\"x\"></div>");
  EXPECT_EQ(blocks(blk(doc::Table{})), "");
}

TEST(Xhtml, ACaptionThatIsNotSaidTwiceKeepsItsPlace) {
  doc::Block caption = division(doc::DivisionKind::Caption, {plain("words")});
  caption.attributes = with_id("x");
  const doc::Block picture = paragraph({image("gone.png", "words", doc::kNone)});
  const std::string out = blocks(division(doc::DivisionKind::Figure, {picture, caption}));
  EXPECT_EQ(out.find("figcaption"), std::string::npos) << out;
  EXPECT_NE(out.find("<span id=\"x\"></span></figure>"), std::string::npos) << out;
}

TEST(Xhtml, PageBreaksAreRolesOfWhatHasNoOther) {
  doc::Attributes page = with_id("p7");
  page.pairs = {{"role", "doc-pagebreak"}, {"title", "7"}};
  const std::string role = " id=\"p7\" epub:type=\"pagebreak\" role=\"doc-pagebreak\" aria-label=\"7\"";
  EXPECT_EQ(blocks(blk(doc::Rule{}, page), epub()), "<hr" + role + " />");
  EXPECT_EQ(blocks(blk(doc::Division{}, page), epub()), "<div" + role + ">\n</div>");
  EXPECT_EQ(blocks(blk(doc::Paragraph{}, page), epub()), "<p id=\"p7\"></p>");
  doc::List list;
  list.items = {item({})};
  list.items[0].attributes = page;
  EXPECT_EQ(blocks(blk(list), epub()), "<ul>\n<li id=\"p7\"></li>\n</ul>");
  EXPECT_NE(
      blocks(division(doc::DivisionKind::Details, {division(doc::DivisionKind::Summary, {blk(doc::Division{}, page)})}),
             epub())
          .find("<summary><span" + role + "></span></summary>"),
      std::string::npos);
}

TEST(Xhtml, CodeKeepsItsLines) {
  EXPECT_EQ(blocks(blk(doc::CodeBlock{"c++", "c++ x", "\n a<b\n"})),
            "<pre><code class=\"language-c++\">\n a&lt;b\n</code></pre>");
}

TEST(Xhtml, NcnamesAreValidAndDifferent) {
  EXPECT_EQ(xhtml::ncname("前言"), "前言");
  EXPECT_EQ(xhtml::ncname("a-1.b_c"), "a-1.b_c");
  EXPECT_EQ(xhtml::ncname("1st"), "_x31_st");
  EXPECT_EQ(xhtml::ncname("_x31_st"), "_x5f_x31_st");
  EXPECT_EQ(xhtml::ncname("-a"), "_x2d_a");
  EXPECT_EQ(xhtml::ncname("a:b c"), "a_x3a_b_x20_c");
  EXPECT_EQ(xhtml::ncname("（𠮷）"), "_xff08__x20bb7__xff09_");
}

TEST(Xhtml, UrlsHoldOnlyWhatUrlsMay) {
  EXPECT_EQ(xhtml::encode_url("/a b/\"c\"?d=[1]&e#f"), "/a%20b/%22c%22?d=%5B1%5D&e#f");
  EXPECT_EQ(xhtml::encode_url("/%E4%B8%AD/中"), "/%E4%B8%AD/%E4%B8%AD");
  EXPECT_EQ(xhtml::encode_url("http://中国.cn/中"), "http://中国.cn/%E4%B8%AD");
  EXPECT_EQ(xhtml::encode_url("http://[::1]:80/[x]"), "http://[::1]:80/%5Bx%5D");
}

TEST(Terms, FollowTheLanguage) {
  EXPECT_EQ(notes_heading("zh-Hans"), "注释");
  EXPECT_EQ(notes_heading("zh"), "注释");
  EXPECT_EQ(notes_heading("zh-TW"), "註釋");
  EXPECT_EQ(notes_heading("ZH-hant-HK"), "註釋");
  EXPECT_EQ(notes_heading("zh-Hans-HK"), "注释");
  EXPECT_EQ(notes_heading("ja-JP"), "注");
  EXPECT_EQ(notes_heading("ko"), "주석");
  EXPECT_EQ(notes_heading("fr"), "Notes");
  EXPECT_EQ(contents_heading("zh-Hant"), "目錄");
}

}  // namespace
}  // namespace mdconv
