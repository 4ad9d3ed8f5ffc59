// SPDX-License-Identifier: MIT
#include "images/svg.h"

#include <gtest/gtest.h>

#include <string>

namespace mdconv {
namespace {

std::string plain(const std::string& inner, const std::string& root = "xmlns=\"http://www.w3.org/2000/svg\"") {
  const Result<images::PlainSvg> result = images::plain_svg(
      "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\" " + root + ">" + inner + "</svg>", 40, 20, "zh-Hans");
  if (!result) return "error: " + result.error().message;
  const std::string end = "</svg>";
  const std::size_t begin = result->svg.find('>') + 1;
  return result->svg.substr(begin, result->svg.size() - begin - end.size());
}

std::string root_of(const std::string& svg, std::string_view language = "zh-Hans") {
  const Result<images::PlainSvg> result = images::plain_svg(svg, 40, 20, language);
  return result ? result->svg.substr(0, result->svg.find('>')) : "error: " + result.error().message;
}

TEST(Svg, SaysItsSizeAndLanguage) {
  const std::string plain = root_of("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50%\" x=\"3\"/>");
  EXPECT_NE(plain.find(" width=\"40.000\" height=\"20.000\""), std::string::npos) << plain;
  EXPECT_NE(plain.find(" viewBox=\"0 0 40.000 20.000\""), std::string::npos);
  EXPECT_NE(plain.find(" xml:lang=\"zh-CN\""), std::string::npos);
  EXPECT_EQ(plain.find(" x="), std::string::npos);
  const std::string own = root_of("<svg viewBox=\"0 0 9 9\" xml:lang=\"zh-Hant-HK\"/>", "ja");
  EXPECT_NE(own.find(" viewBox=\"0 0 9 9\""), std::string::npos) << own;
  EXPECT_NE(own.find(" xml:lang=\"zh-HK\""), std::string::npos);
  EXPECT_NE(root_of("<svg/>", "zh-TW").find("\"zh-TW\""), std::string::npos);
  EXPECT_NE(root_of("<svg/>", "ko").find("\"ko\""), std::string::npos);
}

TEST(Svg, LosesWhatActsOrLeadsOut) {
  EXPECT_EQ(plain("<script>alert(1)</script><g onclick=\"x()\" ONLOAD=\"x()\" fill=\"red\"/>"), "<g fill=\"red\"></g>");
  EXPECT_EQ(plain("<image href=\"file:///etc/passwd\"/><image xlink:href=\"http://a.b/c.png\"/>"),
            "<image></image><image></image>");
  EXPECT_EQ(plain("<use href=\"#a\"/><use xlink:href=\"#b\"/>"),
            "<use xlink:href=\"#a\"></use><use xlink:href=\"#b\"></use>");
  EXPECT_EQ(plain("<x:y xmlns:x=\"urn:editor\"><g/></x:y>"), "");
}

TEST(Svg, ExpandsEntitiesOfItsOwn) {
  const auto with = [](const std::string& declared) {
    const Result<images::PlainSvg> result =
        images::plain_svg("<!DOCTYPE svg [" + declared + "]><svg><text>&a;</text></svg>", 1, 1, "en");
    return result ? result->svg.substr(result->svg.find('>') + 1) : "error";
  };
  EXPECT_EQ(with("<!ENTITY a \"甲\">"), "<text>甲</text></svg>");
  EXPECT_EQ(with("<!ENTITY a SYSTEM \"file:///etc/passwd\">"), "<text></text></svg>");
  std::string laughs = "<!ENTITY e0 \"haha\">";
  for (int i = 1; i < 12; ++i) {
    laughs += "<!ENTITY e" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) laughs += "&e" + std::to_string(i - 1) + ";";
    laughs += "\">";
  }
  EXPECT_EQ(with(laughs + "<!ENTITY a \"&e11;\">"), "error");
}

TEST(Svg, KeepsSmallPicturesWithin) {
  // A GIF of one pixel, and one that says it is 65535 pixels wide and high.
  const std::string small = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=";
  const std::string big = "data:image/gif;base64,R0lGODlh/////wAAACwAAAAAAQABAAACAkQBADs=";
  EXPECT_NE(plain("<image href=\"" + small + "\"/>").find("xlink:href=\"data:"), std::string::npos);
  EXPECT_EQ(plain("<image href=\"" + big + "\"/>"), "<image></image>");
  EXPECT_EQ(plain("<image href=\"data:image/svg+xml,%3Csvg/%3E\"/>"), "<image></image>");
}

TEST(Svg, WritesTheWordsOfHtml) {
  const std::string html =
      "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>甲 <b>乙</b><br/>\n second </p></div></foreignObject>";
  EXPECT_EQ(plain("<foreignObject x=\"10\" y=\"5\" width=\"100\" height=\"50\">" + html),
            "<text x=\"60.000\" y=\"24.240\" style=\"font-size:16.000px;text-anchor:middle\">甲 乙</text>"
            "<text x=\"60.000\" y=\"46.640\" style=\"font-size:16.000px;text-anchor:middle\">second</text>");
  EXPECT_NE(plain("<foreignObject width=\"24\" height=\"50\">" + html).find("font-size:8.400px"), std::string::npos);
  EXPECT_EQ(plain("<switch><foreignObject width=\"9\" height=\"9\">" + html + "<text>丙</text></switch>"),
            "<switch><text>丙</text></switch>");
}

TEST(Svg, BoundsWhatTakesTime) {
  std::string deep, ends;
  for (int i = 0; i < 1000; ++i) {
    deep += "<g>";
    ends += "</g>";
  }
  EXPECT_EQ(plain(deep + ends).size(), 199u * 7) << "the root is the first of 200";

  // Ten of ten of ten …
  std::string bomb = "<g id=\"a0\"><rect/></g>";
  for (int i = 1; i < 10; ++i) {
    bomb += "<g id=\"a" + std::to_string(i) + "\">";
    for (int k = 0; k < 10; ++k) bomb += "<use href=\"#a" + std::to_string(i - 1) + "\"/>";
    bomb += "</g>";
  }
  EXPECT_EQ(plain(bomb), "error: it draws more than 200000 elements");
  EXPECT_NE(plain("<g id=\"a\"><use href=\"#a\"/></g>"), "error: it draws more than 200000 elements");
}

TEST(Svg, DrawsManyFiltersSmaller) {
  const auto size = [](int count, const std::string& filter, const std::string& shape = "<g filter=\"url(#f)\"/>") {
    std::string svg = "<svg><filter id=\"f\">" + filter + "</filter>";
    for (int i = 0; i < count; ++i) svg += shape;
    const Result<images::PlainSvg> result = images::plain_svg(svg + "</svg>", 40, 20, "en");
    return result ? result->longest_side : 0;
  };
  EXPECT_EQ(size(20, "<feGaussianBlur/>"), 1000);
  EXPECT_NEAR(size(500, "<feGaussianBlur/>"), 316, 1);
  EXPECT_NEAR(size(500, "<feGaussianBlur/><feOffset/>"), 224, 1);
  EXPECT_EQ(size(20000, "<feGaussianBlur/>"), 0) << "too many";
  EXPECT_NEAR(size(50, "<feTurbulence numOctaves=\"8\"/>"), 204, 1);
  EXPECT_EQ(size(1, "<feTurbulence numOctaves=\"100000\"/>"), 0);
  EXPECT_EQ(size(5, "<feMorphology radius=\"300\"/>"), 0);
  EXPECT_EQ(size(5, "<feMorphology radius=\"0.3\"/>"), 1000);
  EXPECT_NEAR(size(250, "<feOffset/>", "<style>g { filter: url(#f) }</style><g/>"), 316, 1);
}

TEST(Svg, BecomesAPdfOfOnePage) {
  const Result<images::Drawing> drawing = images::draw_svg(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><text y=\"15\">中</text></svg>", "zh-Hans");
  ASSERT_TRUE(drawing) << drawing.error().message;
  EXPECT_EQ(drawing->pdf.substr(0, 5), "%PDF-");
  EXPECT_EQ(drawing->width, 1000);
  EXPECT_EQ(drawing->height, 500);
  EXPECT_FALSE(images::draw_svg("<svg xmlns=\"http://www.w3.org/2000/svg\">&nothing;</svg>", "en"));
}

}  // namespace
}  // namespace mdconv
