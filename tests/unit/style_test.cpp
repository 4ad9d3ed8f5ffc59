// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "mdconv/convert.h"
#include "style/cascade.h"
#include "style/sizes.h"
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
  EXPECT_FLOAT_EQ(cascade.child(cascade.body(), {.name = "p", .classes = {"note"}}).style().color.green, 128 / 255.0F);
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

// "1:5 style-unknown the message", a line each.
std::string told(const std::string& css) {
  const Sheet sheet(css);
  std::string lines;
  for (const Diagnostic& d : sheet.diagnostics.all) {
    const auto place = sheet.sources.position(d.span.file, d.span.begin);
    lines += std::to_string(place.line) + ":" + std::to_string(place.column) + " " +
             std::string(code_info(d.code).name) + " " + d.message;
    for (const std::string& hint : d.hints) lines += "; " + hint;
    lines += "\n";
  }
  return lines;
}

TEST(Css, WhatIsMisspeltIsAWarningAtItsPlace) {
  EXPECT_EQ(told("p,\nh1 { colour: red }"),
            "2:6 style-unknown no property is called \"colour\"; did you mean \"color\"?\n");
  EXPECT_EQ(told("p { colour: red } h1 { colour: red }").find("1:24 style-unknown"), told("p { colour: red }").size());
  EXPECT_EQ(told("p { frobnicate: 1 }"), "1:5 style-unknown no property is called \"frobnicate\"\n");
  EXPECT_EQ(told("p { font-size: blue }"), "1:5 style-unknown the value of \"font-size: blue\" cannot be read\n");
  EXPECT_EQ(told("p { margin: 12xp }"), "1:5 style-unknown the value of \"margin: 12xp\" cannot be read\n");
  EXPECT_EQ(told("p { -mdconv-autospace-with: 1em }"),
            "1:5 style-unknown no property is called \"-mdconv-autospace-with\"; did you mean "
            "\"-mdconv-autospace-width\"?\n");
  EXPECT_EQ(told("@pgae { margin: 0 }"), "1:1 style-unknown no rule is called \"@pgae\"; did you mean \"@page\"?\n");
  EXPECT_EQ(told("p:lagn(zh), p..x { margin: 0 }"),
            "1:1 style-unknown the selector \"p:lagn(zh)\" cannot be read\n"
            "1:13 style-unknown the selector \"p..x\" cannot be read\n");
  EXPECT_EQ(told("li:nth-child(x), li:nth-child(2n 3), p + { margin: 0 }"),
            "1:1 style-unknown the selector \"li:nth-child(x)\" cannot be read\n"
            "1:18 style-unknown the selector \"li:nth-child(2n 3)\" cannot be read\n"
            "1:38 style-unknown the selector \"p +\" cannot be read\n");
  EXPECT_EQ(told("@page { size: A55; margin: x; paddin: 0 }"),
            "1:9 style-unknown the value of \"size: A55\" cannot be read\n"
            "1:20 style-unknown the value of \"margin: x\" cannot be read\n"
            "1:31 style-unknown no property is called \"paddin\"; did you mean \"padding\"?\n");
}

TEST(Css, WhatBrowsersAloneKnowIsANote) {
  EXPECT_EQ(told("p { float: left } h1 { float: right }"), "1:5 style-unsupported \"float\" has no effect in pages\n");
  EXPECT_EQ(told("p { width: calc(100% - 1em); margin: 1vw; color: oklch(40% 0.2 120) }"),
            "1:5 style-unsupported \"width: calc(100% - 1em)\" has no effect in pages\n"
            "1:30 style-unsupported \"margin: 1vw\" has no effect in pages\n"
            "1:43 style-unsupported \"color: oklch(40% 0.2 120)\" has no effect in pages\n");
  EXPECT_EQ(told("a[href], p ~ p, li:first-of-type, p + p + p, :nth-child(1 of p) { margin: 0 }"),
            "1:1 style-unsupported the selector \"a[href]\" has no effect in pages\n"
            "1:10 style-unsupported the selector \"p ~ p\" has no effect in pages\n"
            "1:17 style-unsupported the selector \"li:first-of-type\" has no effect in pages\n"
            "1:35 style-unsupported the selector \"p + p + p\" has no effect in pages\n"
            "1:46 style-unsupported the selector \":nth-child(1 of p)\" has no effect in pages\n");
  EXPECT_EQ(told("@keyframes x { from { top: 0 } }"), "1:1 style-unsupported \"@keyframes\" has no effect in pages\n");
  EXPECT_EQ(told("p { margin: 0; a:hover { color: red } color: blue }"),
            "1:16 style-unsupported rules within rules have no effect in pages\n");
  // Of these nobody expects anything on paper.
  EXPECT_EQ(told("a:hover { color: red } p { --mine: 1; -webkit-hyphens: auto; border-radius: 1px }"), "");
}

TEST(Css, WordsThatEveryPropertyTakes) {
  const Sheet sheet(
      "p { margin: 3pt; color: red } em { margin: inherit; color: initial; text-indent: unset } "
      "p { text-indent: 2pt }");
  Cascade cascade = sheet.cascade();
  const StyledElement& p = cascade.child(cascade.body(), {.name = "p"});
  const ComputedStyle& em = cascade.child(p, {.name = "em"}).style();
  EXPECT_EQ(em.margin, (std::array<double, 4>{3, 3, 3, 3}));
  EXPECT_EQ(em.color, Color());
  EXPECT_EQ(em.text_indent, 2);
  EXPECT_EQ(told("p { margin: inherit; break-after: revert }"), "");
}

TEST(Css, FontStandsForItsParts) {
  const Sheet sheet("p { font-weight: bold; font: italic 小四/1.5 \"A B\", serif } h1 { font: 12pt }");
  Cascade cascade = sheet.cascade();
  const ComputedStyle& style = cascade.child(cascade.body(), {.name = "p"}).style();
  EXPECT_TRUE(style.italic);
  EXPECT_EQ(style.font_weight, 400);
  EXPECT_EQ(style.font_size, 12);
  EXPECT_EQ(style.line_height, 1.5);
  EXPECT_EQ(style.font_families, (std::vector<std::string>{"A B", "serif"}));
  EXPECT_EQ(sheet.diagnostics.all.size(), 1U);
}

TEST(Css, CommentsAndStringsHideBraces) {
  const Sheet sheet("/* p { */ p { font-family: \"a } b\", serif; text-indent: 1pt }");
  Cascade cascade = sheet.cascade();
  const ComputedStyle& style = cascade.child(cascade.body(), {.name = "p"}).style();
  EXPECT_EQ(style.font_families, (std::vector<std::string>{"a } b", "serif"}));
  EXPECT_DOUBLE_EQ(style.text_indent, 1);
}

TEST(Css, TheBuiltInSheetsAreUnderstoodWhole) {
  for (const std::string_view name : {"standard", "mobile", "print"})
    EXPECT_EQ(told(std::string(*built_in_style(name))), "");
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

TEST(Css, Borders) {
  const ComputedStyle style = styled(
      "border: 1pt solid red; border-left: none; border-bottom-style: dashed; "
      "border-color: lime blue; border-top-width: thick");
  EXPECT_EQ(style.border[Top].width, 3.75);
  EXPECT_EQ(style.border[Top].color, (Color{0, 1, 0}));
  EXPECT_EQ(style.border[Right].width, 1);
  EXPECT_EQ(style.border[Right].color, (Color{0, 0, 1}));
  EXPECT_EQ(style.border[Bottom].style, BorderStyle::Dashed);
  EXPECT_EQ(style.border[Left].width, 0);
  // Without a style nothing is drawn, with one alone a medium line.
  EXPECT_EQ(styled("border-width: 1pt").border[Top].width, 0);
  EXPECT_EQ(styled("border-style: solid").border[Top].width, 2.25);
}

TEST(Css, Letters) {
  const ComputedStyle style = styled(
      "font-size: 20pt; letter-spacing: 0.1em; word-spacing: 2pt; text-transform: uppercase; font-variant: small-caps");
  EXPECT_EQ(style.letter_spacing, 2);
  EXPECT_EQ(style.word_spacing, 2);
  EXPECT_EQ(style.text_transform, TextTransform::Uppercase);
  EXPECT_TRUE(style.small_caps);
  EXPECT_EQ(styled("letter-spacing: 1pt; letter-spacing: normal").letter_spacing, 0);
  EXPECT_EQ(styled("font-size: 20pt; letter-spacing: -20pt").letter_spacing, -5);
  EXPECT_EQ(styled("text-transform: full-width").text_transform, TextTransform::FullWidth);
  EXPECT_EQ(told("p { letter-spacing: wide; text-transform: upper; font-variant: smallcaps }"),
            "1:5 style-unknown the value of \"letter-spacing: wide\" cannot be read\n"
            "1:27 style-unknown the value of \"text-transform: upper\" cannot be read\n"
            "1:50 style-unknown the value of \"font-variant: smallcaps\" cannot be read\n");
}

TEST(Css, AutomaticMargins) {
  const ComputedStyle style = styled("margin: 1pt auto; margin-left: 3pt");
  EXPECT_EQ(style.margin, (std::array<double, 4>{1, 0, 1, 3}));
  EXPECT_EQ(style.margin_auto, (std::array<bool, 4>{false, true, false, false}));
  EXPECT_TRUE(styled("margin-trim: block").trims_start && styled("margin-trim: block").trims_end);
  EXPECT_FALSE(styled("margin-trim: block-end").trims_start);
  EXPECT_EQ(told("p { margin-trim: all }"), "1:5 style-unknown the value of \"margin-trim: all\" cannot be read\n");
}

TEST(Css, WidthsAndWraps) {
  EXPECT_TRUE(styled("box-sizing: border-box").border_box);
  EXPECT_EQ(told("p { box-sizing: padding }"),
            "1:5 style-unknown the value of \"box-sizing: padding\" cannot be read\n");
  EXPECT_TRUE(styled("white-space: nowrap").no_wrap);
  EXPECT_FALSE(styled("white-space: nowrap; white-space: pre").no_wrap);
  EXPECT_TRUE(styled("text-wrap: nowrap").no_wrap);
}

TEST(Css, PlacesAmongSiblings) {
  const auto chosen = [](const std::string& selector) {
    const Sheet sheet(selector + " { orphans: 9 }");
    Cascade cascade = sheet.cascade();
    std::string places;
    for (std::uint32_t i = 1; i <= 6; ++i) {
      Element element{.name = "li"};
      element.position = i;
      element.position_from_end = 7 - i;
      if (cascade.child(cascade.body(), element).style().orphans == 9) places += std::to_string(i);
    }
    return places;
  };
  EXPECT_EQ(chosen(":first-child"), "1");
  EXPECT_EQ(chosen("li:last-child"), "6");
  EXPECT_EQ(chosen(":only-child"), "");
  EXPECT_EQ(chosen(":nth-child(3)"), "3");
  EXPECT_EQ(chosen(":nth-child( odd )"), "135");
  EXPECT_EQ(chosen(":nth-child(EVEN)"), "246");
  EXPECT_EQ(chosen(":nth-child(3n+2)"), "25");
  EXPECT_EQ(chosen(":nth-child( 2n - 1 )"), "135");
  EXPECT_EQ(chosen(":nth-child(-n+2)"), "12");
  EXPECT_EQ(chosen(":nth-last-child(-n + 2)"), "56");
  EXPECT_EQ(chosen(":nth-child(n)"), "123456");
  // Where it is not known, no place is right.
  const Sheet sheet("em:nth-child(n) { orphans: 9 }");
  Cascade cascade = sheet.cascade();
  EXPECT_EQ(cascade.child(cascade.body(), {.name = "em"}).style().orphans, 2);
}

TEST(Css, TheElementBefore) {
  const Sheet sheet("section > h1.a + p { orphans: 9 }");
  Cascade cascade = sheet.cascade();
  const StyledElement& section = cascade.child(cascade.body(), {.name = "section"});
  const auto orphans_after = [&](const StyledElement& parent, Element previous) {
    Element p{.name = "p"};
    p.previous = std::make_shared<const Element>(std::move(previous));
    return cascade.child(parent, p).style().orphans;
  };
  EXPECT_EQ(orphans_after(section, {.name = "h1", .classes = {"a"}}), 9);
  EXPECT_EQ(orphans_after(section, {.name = "h1"}), 2);
  EXPECT_EQ(orphans_after(cascade.body(), {.name = "h1", .classes = {"a"}}), 2);
  EXPECT_EQ(cascade.child(section, {.name = "p"}).style().orphans, 2);
  // A sheet that asks for no place has one style for all.
  const Sheet plain("p { orphans: 9 }");
  Cascade simple = plain.cascade();
  EXPECT_FALSE(simple.looks_at_siblings());
  Element first{.name = "p"};
  first.position = 1;
  EXPECT_EQ(&simple.child(simple.body(), first), &simple.child(simple.body(), {.name = "p"}));
}

TEST(Css, GeneratedContent) {
  const Sheet sheet(
      "h2::before { content: \"\\a7 \" \"x\"; color: red } .q:after { content: none } p::after { color: red }");
  Cascade cascade = sheet.cascade();
  const StyledElement* before = cascade.generated(cascade.child(cascade.body(), {.name = "h2"}), "::before");
  ASSERT_NE(before, nullptr);
  EXPECT_EQ(before->style().content, "§x");
  EXPECT_EQ(before->style().color, (Color{1, 0, 0}));
  EXPECT_EQ(cascade.generated(cascade.child(cascade.body(), {.name = "h2"}), "::after"), nullptr);
  EXPECT_EQ(cascade.generated(cascade.child(cascade.body(), {.name = "p"}), "::after"), nullptr);
}

TEST(Css, Colors) {
  EXPECT_EQ(styled("color: rebeccapurple").color, styled("color: #663399").color);
  EXPECT_EQ(styled("color: hsl(120, 100%, 25%)").color.green, 0.5F);
  EXPECT_FLOAT_EQ(styled("color: #f008").color.green, 119 / 255.0F);
  EXPECT_EQ(styled("color: 663399").color, Color());
}

TEST(Sizes, ChineseFontSizes) {
  const std::pair<std::string_view, double> kSizes[] = {
      {"初号", 42},  {"小初", 36},  {"一号", 26},  {"小一", 24}, {"二号", 22},   {"小二", 18},
      {"三号", 16},  {"小三", 15},  {"四号", 14},  {"小四", 12}, {"五号", 10.5}, {"小五", 9},
      {"六号", 7.5}, {"小六", 6.5}, {"七号", 5.5}, {"八号", 5},  {"五號", 10.5}, {"小四号", 12}};
  for (const auto& [name, points] : kSizes) EXPECT_EQ(named_font_size(name), points) << name;
  for (const std::string_view name : {"五", "九号", "小七", "小", "号", "初"})
    EXPECT_FALSE(named_font_size(name)) << name;
  EXPECT_EQ(styled("font-size: 小二").font_size, 18);
  EXPECT_EQ(styled("margin: 五号 小四").margin, (std::array<double, 4>{10.5, 12, 10.5, 12}));
}

TEST(Sizes, Papers) {
  const auto millimetres = [](std::string_view value) {
    const auto paper = parse_paper(value, 10.5, {1, 2});
    if (!paper) return std::string();
    return std::to_string(std::lround(paper->width * 254 / 72)) + " " +
           std::to_string(std::lround(paper->height * 254 / 72));
  };
  EXPECT_EQ(millimetres("a0"), "8410 11890");
  EXPECT_EQ(millimetres("B5"), "1760 2500");
  EXPECT_EQ(millimetres("JIS-B5"), "1820 2570");
  EXPECT_EQ(millimetres("16开"), "1850 2600");
  EXPECT_EQ(millimetres("32開 landscape"), "1850 1300");
  EXPECT_EQ(millimetres("大32k"), "1400 2030");
  EXPECT_EQ(millimetres("phone"), "900 1600");
  EXPECT_EQ(millimetres("10cm"), "1000 1000");
  EXPECT_EQ(millimetres("200mm 100mm portrait"), "1000 2000");
  for (const std::string_view value :
       {"", "A55", "A4 A5", "A4 10mm", "0mm", "-1cm", "A4 landscape portrait", "1mm 2mm 3mm"})
    EXPECT_EQ(millimetres(value), "") << value;
}

TEST(Sizes, BrowsersAreGivenWhatTheyKnow) {
  EXPECT_EQ(browser_css("p { font-size: 五号; margin:小四 1em } @page { size: 16开 landscape }"),
            "p { font-size: 10.5pt; margin:12pt 1em } @page { size: 185mm 260mm landscape }");
  // Names of other things stay.
  for (const std::string_view css :
       {"@media print { .小四:hover { color: red } }", "p::before { content: \"小四\" } /* 五号 */",
        "p { font-family: 小四 }", ".小四 { font: 12pt A5 }", "p { x: \"", "/*"})
    EXPECT_EQ(browser_css(css), css);
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

TEST(Page, MarksAndBleed) {
  const PageStyle page = Sheet("@page { marks: crop cross; bleed: 3pt }").cascade().page({});
  EXPECT_TRUE(page.crop_marks);
  EXPECT_TRUE(page.cross_marks);
  EXPECT_EQ(page.bleed, 3);
  const PageStyle none = Sheet("@page { marks: none; bleed: auto }").cascade().page({});
  EXPECT_FALSE(none.crop_marks || none.cross_marks || none.bleed);
  EXPECT_NE(told("@page { marks: crops; bleed: -1pt }"), "");
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
  EXPECT_EQ(sheet.diagnostics.all[0].code, Code::StyleUnsupported);
  EXPECT_EQ(sheet.diagnostics.all[1].code, Code::StyleUnknown);
  EXPECT_EQ(told("@page { @top-centre { content: \"a\" } @left-top { content: \"b\" } @top-left { content: x() } }"),
            "1:9 style-unknown no box is called \"@top-centre\"; did you mean \"@top-center\"?\n"
            "1:38 style-unsupported \"@left-top\" has no effect in pages\n"
            "1:77 style-unknown the value of \"content: x()\" cannot be read\n");
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

TEST(Css, NothingIsWrongWithTheBuiltInSheets) {
  for (const std::string_view name : {"standard", "mobile", "print"}) {
    const Sheet sheet(std::string(*built_in_style(name)));
    for (const Diagnostic& d : sheet.diagnostics.all) ADD_FAILURE() << name << ": " << d.message;
  }
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
