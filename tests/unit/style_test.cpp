// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>

#include "mdconv/convert.h"
#include "style/cascade.h"
#include "style/style_sheet.h"

namespace mdconv::style {
namespace {

struct Sheet {
  explicit Sheet(std::string css, std::string second = {}) {
    std::vector<FileId> files = {sources.add("a.css", std::move(css))};
    if (!second.empty()) files.push_back(sources.add("b.css", std::move(second)));
    sheet = std::make_unique<StyleSheet>(StyleSheet::parse(sources, files, diagnostics));
  }
  Cascade cascade(std::string_view language = "zh-Hans") const { return Cascade(*sheet, language); }

  SourceMap sources;
  DiagnosticList diagnostics;
  std::unique_ptr<StyleSheet> sheet;
};

TEST(Cascade, LaterAndMoreSpecificRulesWin) {
  const Sheet sheet("p { color: red } .note { color: green } p { color: blue }");
  Cascade cascade = sheet.cascade();
  EXPECT_EQ(cascade.child(cascade.body(), {.name = "p"}).style().color, (Color{0, 0, 1}));
  EXPECT_FLOAT_EQ(cascade.child(cascade.body(), {.name = "p", .classes = {"note"}}).style().color.green, 0.502F);
}

TEST(Cascade, ImportantBeatsSpecificity) {
  const Sheet sheet("p { color: red !important } p.a { color: blue }");
  Cascade cascade = sheet.cascade();
  EXPECT_EQ(cascade.child(cascade.body(), {.name = "p", .classes = {"a"}}).style().color, (Color{1, 0, 0}));
}

TEST(Cascade, UserSheetCascadesOverTheFirst) {
  const Sheet sheet("h1 { font-size: 20pt; color: red }", "h1 { font-size: 30pt }");
  Cascade cascade = sheet.cascade();
  const ComputedStyle& style = cascade.child(cascade.body(), {.name = "h1"}).style();
  EXPECT_DOUBLE_EQ(style.font_size, 30);
  EXPECT_EQ(style.color, (Color{1, 0, 0}));
}

TEST(Cascade, EmsReferToTheElementsOwnSizeWhateverTheOrder) {
  const Sheet sheet("body { font-size: 10pt } h1 { text-indent: 2em; font-size: 2em }");
  Cascade cascade = sheet.cascade();
  const ComputedStyle& style = cascade.child(cascade.body(), {.name = "h1"}).style();
  EXPECT_DOUBLE_EQ(style.font_size, 20);
  EXPECT_DOUBLE_EQ(style.text_indent, 40);
}

TEST(Cascade, ChildAndDescendantCombinators) {
  const Sheet sheet("ul > p { text-indent: 1pt } li p { color: red }");
  Cascade cascade = sheet.cascade();
  const StyledElement& list = cascade.child(cascade.body(), {.name = "ul"});
  const StyledElement& item = cascade.child(list, {.name = "li"});
  const StyledElement& paragraph = cascade.child(item, {.name = "p"});
  EXPECT_DOUBLE_EQ(paragraph.style().text_indent, 0);
  EXPECT_EQ(paragraph.style().color, (Color{1, 0, 0}));
  EXPECT_DOUBLE_EQ(cascade.child(list, {.name = "p"}).style().text_indent, 1);
}

TEST(Cascade, LanguageSelectorsSeeInheritedLanguages) {
  const Sheet sheet("em:lang(zh) { font-style: normal } em { font-style: italic }");
  Cascade cascade = sheet.cascade("zh-Hant-TW");
  EXPECT_FALSE(cascade.child(cascade.body(), {.name = "em"}).style().italic);
  const StyledElement& english = cascade.child(cascade.body(), {.name = "p", .language = "en"});
  EXPECT_TRUE(cascade.child(english, {.name = "em"}).style().italic);
}

TEST(Cascade, MarginsDoNotInheritButColorsDo) {
  const Sheet sheet("blockquote { margin: 1pt 2pt 3pt; color: #00f }");
  Cascade cascade = sheet.cascade();
  const StyledElement& quote = cascade.child(cascade.body(), {.name = "blockquote"});
  EXPECT_EQ(quote.style().margin, (std::array<double, 4>{1, 2, 3, 2}));
  const ComputedStyle& inner = cascade.child(quote, {.name = "p"}).style();
  EXPECT_EQ(inner.margin, (std::array<double, 4>{}));
  EXPECT_EQ(inner.color, (Color{0, 0, 1}));
}

TEST(Css, MediaRulesApplyToPrintOnly) {
  const Sheet sheet("@media screen { p { color: red } } @media print { p { text-indent: 5pt } }");
  Cascade cascade = sheet.cascade();
  const ComputedStyle& style = cascade.child(cascade.body(), {.name = "p"}).style();
  EXPECT_EQ(style.color, (Color{0, 0, 0}));
  EXPECT_DOUBLE_EQ(style.text_indent, 5);
}

TEST(Css, AnErrorCostsOnlyItsDeclaration) {
  const Sheet sheet("p { nonsense; text-indent: 3pt } h1 { color: red }");
  Cascade cascade = sheet.cascade();
  EXPECT_DOUBLE_EQ(cascade.child(cascade.body(), {.name = "p"}).style().text_indent, 3);
  ASSERT_EQ(sheet.diagnostics.all.size(), 1U);
  EXPECT_EQ(sheet.diagnostics.all[0].code, Code::StyleSyntax);
  EXPECT_EQ(sheet.sources.position(sheet.diagnostics.all[0].span.file, sheet.diagnostics.all[0].span.begin).column, 5U);
}

TEST(Css, UnknownPropertiesAndValuesAreToldOnce) {
  const Sheet sheet("p { frobnicate: 1; font-size: blue } h1 { frobnicate: 2 }");
  ASSERT_EQ(sheet.diagnostics.all.size(), 2U);
  EXPECT_EQ(sheet.diagnostics.all[0].code, Code::StyleUnknown);
  EXPECT_EQ(sheet.diagnostics.all[1].code, Code::StyleUnknown);
}

TEST(Css, CommentsAndStringsHideBraces) {
  const Sheet sheet("/* p { */ p { font-family: \"a } b\", serif; text-indent: 1pt }");
  Cascade cascade = sheet.cascade();
  const ComputedStyle& style = cascade.child(cascade.body(), {.name = "p"}).style();
  EXPECT_EQ(style.font_families, (std::vector<std::string>{"a } b", "serif"}));
  EXPECT_DOUBLE_EQ(style.text_indent, 1);
}

TEST(Css, TheBuiltInSheetIsUnderstoodWhole) {
  const Sheet sheet{std::string(default_style())};
  for (const Diagnostic& d : sheet.diagnostics.all) ADD_FAILURE() << d.message;
}

ComputedStyle styled(const std::string& declarations) {
  const Sheet sheet("u { " + declarations + " }");
  Cascade cascade = sheet.cascade();
  return cascade.child(cascade.body(), {.name = "u"}).style();
}

TEST(Css, LinesAlongText) {
  const ComputedStyle wavy = styled("text-decoration: underline wavy red 1px; text-decoration-inset: auto");
  EXPECT_TRUE(wavy.underline);
  EXPECT_EQ(wavy.decoration_style, LineStyle::Wavy);
  EXPECT_EQ(wavy.decoration_color, (Color{1, 0, 0}));
  EXPECT_EQ(wavy.decoration_thickness, 0.75);
  EXPECT_DOUBLE_EQ(wavy.decoration_inset, wavy.font_size / 16);
  // The shorthand starts anew; an unknown word costs the whole declaration.
  const ComputedStyle plain = styled("text-decoration-style: wavy; text-decoration: line-through");
  EXPECT_TRUE(plain.line_through);
  EXPECT_EQ(plain.decoration_style, LineStyle::Solid);
  EXPECT_FALSE(styled("text-decoration: underline squiggly").underline);
}

TEST(Css, EmphasisMarks) {
  EXPECT_EQ(styled("text-emphasis: filled sesame").emphasis_mark, "﹅");
  EXPECT_EQ(styled("text-emphasis: open dot").emphasis_mark, "◦");
  EXPECT_EQ(styled("text-emphasis: filled red").emphasis_mark, "●");
  EXPECT_EQ(styled("text-emphasis-style: \"※ \"").emphasis_mark, "※");
  EXPECT_EQ(styled("text-emphasis: dot; text-emphasis: none").emphasis_mark, "");
  EXPECT_EQ(styled("text-emphasis: star").emphasis_mark, "");
  EXPECT_TRUE(styled("text-emphasis-position: under right").emphasis_under);
  EXPECT_FALSE(styled("text-emphasis-position: left").emphasis_under);
}

TEST(Css, TheParentsFamiliesAreInherited) {
  const Sheet sheet("p { font-family: A } em { font-family: B } em.c { font-family: inherit }");
  Cascade cascade = sheet.cascade();
  const StyledElement& p = cascade.child(cascade.body(), {.name = "p"});
  EXPECT_EQ(cascade.child(p, {.name = "em", .classes = {"c"}}).style().font_families, std::vector<std::string>{"A"});
}

TEST(Page, SizeMarginsAndBoxes) {
  const Sheet sheet(
      "@page { size: A4 landscape; margin: 10mm 20mm; @bottom-center { content: \"- \" counter(page); "
      "font-size: 8pt } }");
  const PageStyle page = sheet.cascade().page({});
  EXPECT_NEAR(page.width, 841.89, 0.01);
  EXPECT_NEAR(page.height, 595.28, 0.01);
  EXPECT_NEAR(page.margin[Left], 56.69, 0.01);
  ASSERT_EQ(page.boxes.size(), 1U);
  EXPECT_EQ(page.boxes[0].place, MarginBoxPlace::BottomCenter);
  EXPECT_DOUBLE_EQ(page.boxes[0].style.font_size, 8);
  ASSERT_EQ(page.boxes[0].content.size(), 2U);
  EXPECT_EQ(page.boxes[0].content[1].kind, ContentPart::Kind::PageNumber);
}

std::string text_of(const PageStyle& page) {
  std::string all;
  for (const MarginBox& box : page.boxes)
    for (const ContentPart& part : box.content) all += part.text + ";";
  return all;
}

TEST(Page, NamesGoOverFirstAndBlankAndTheseOverSides) {
  const Sheet sheet(
      "@page :left { margin-left: 3pt; @top-left { content: \"left\" } }"
      "@page chapter { @top-left { content: \"chapter\" } }"
      "@page :first, :blank { margin-left: 2pt; @top-left { content: none } }"
      "@page { margin: 1pt; @top-left { content: \"any\" } }"
      "@page chapter:first { @top-left { content: \"opening\" } }");
  const Cascade cascade = sheet.cascade();
  EXPECT_EQ(text_of(cascade.page({})), "any;");
  const PageStyle left = cascade.page({.side = PageSide::Left});
  EXPECT_EQ(text_of(left), "left;");
  EXPECT_EQ(left.margin, (std::array<double, 4>{1, 1, 1, 3}));
  const PageStyle first_left = cascade.page({.first = true, .side = PageSide::Left});
  EXPECT_EQ(text_of(first_left), "");
  EXPECT_EQ(first_left.margin[Left], 2);
  EXPECT_EQ(text_of(cascade.page({.blank = true, .side = PageSide::Left})), "");
  EXPECT_EQ(text_of(cascade.page({.name = "chapter", .side = PageSide::Left})), "chapter;");
  EXPECT_EQ(text_of(cascade.page({.name = "Chapter"})), "any;");
  EXPECT_EQ(text_of(cascade.page({.name = "chapter", .first = true})), "opening;");
}

TEST(Page, WhatMarginBoxesSay) {
  const Sheet sheet(
      "@page { @top-left { content: counter(page, lower-roman) \" of \" counter(pages) string(title, first-except) }"
      "@top-right { content: \"kept\"; content: counter(chapter); content: content() } }");
  const PageStyle page = sheet.cascade().page({});
  ASSERT_EQ(page.boxes.size(), 2U);
  ASSERT_EQ(page.boxes[0].content.size(), 4U);
  EXPECT_EQ(page.boxes[0].content[0].style, CounterStyle::LowerRoman);
  EXPECT_EQ(page.boxes[0].content[2].kind, ContentPart::Kind::PageCount);
  EXPECT_EQ(page.boxes[0].content[3].which, StringWhich::FirstExcept);
  ASSERT_EQ(page.boxes[1].content.size(), 1U);
  EXPECT_EQ(page.boxes[1].content[0].text, "kept");
}

TEST(Page, SelectorsThatAreNotKnownAreTold) {
  const Sheet sheet("@page :nth(2) { margin: 0 } @page a b { margin: 0 } @page x:first:left { margin: 0 }");
  ASSERT_EQ(sheet.diagnostics.all.size(), 2U);
  EXPECT_EQ(sheet.diagnostics.all[0].code, Code::StyleUnknown);
}

TEST(Css, WhatElementsSayOfTheirPages) {
  const ComputedStyle style = styled("page: front; counter-reset: item page 7; break-before: recto");
  EXPECT_EQ(style.page, "front");
  EXPECT_EQ(style.page_number, 7);
  EXPECT_EQ(style.break_before, Break::Right);
  EXPECT_EQ(styled("counter-reset: page").page_number, 1);
  EXPECT_EQ(styled("counter-reset: item").page_number, std::nullopt);
  const ComputedStyle strings = styled("string-set: a \"x, \" content(), b content(text)");
  ASSERT_EQ(strings.string_set.size(), 2U);
  EXPECT_EQ(strings.string_set[0].content.size(), 2U);
  EXPECT_EQ(strings.string_set[1].name, "b");
  EXPECT_TRUE(styled("string-set: a content(); string-set: none").string_set.empty());
  EXPECT_EQ(styled("string-set: a content(); string-set: a counter(page)").string_set.size(), 1U);
}

TEST(Css, BlockStep) {
  const BlockStep step = styled("block-step: 18pt start margin-box nearest").block_step;
  EXPECT_EQ(step.size, 18);
  EXPECT_EQ(step.align, BlockStep::Align::Start);
  EXPECT_EQ(step.round, BlockStep::Round::Nearest);
  EXPECT_EQ(styled("block-step-round: down; block-step: 9pt").block_step.round, BlockStep::Round::Up);
  EXPECT_EQ(styled("block-step: 9pt padding-box").block_step.size, 0);
  EXPECT_EQ(styled("block-step-size: 9pt; block-step-size: none").block_step.size, 0);
}

}  // namespace
}  // namespace mdconv::style
