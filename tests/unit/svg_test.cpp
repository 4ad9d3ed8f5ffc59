// SPDX-License-Identifier: MIT
#include "images/svg.h"

#include <gtest/gtest.h>

#include <string>

namespace mdconv {
namespace {

std::string plain(const std::string& inner, const std::string& root = "xmlns=\"http://www.w3.org/2000/svg\"") {
  const Result<std::string> result = images::plain_svg(
      "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\" " + root + ">" + inner + "</svg>", 40, 20, "zh-Hans");
  if (!result) return "error: " + result.error().message;
  const std::string end = "</svg>";
  const std::size_t begin = result->find('>') + 1;
  return result->substr(begin, result->size() - begin - end.size());
}

std::string root_of(const std::string& svg, std::string_view language = "zh-Hans") {
  const Result<std::string> result = images::plain_svg(svg, 40, 20, language);
  return result ? result->substr(0, result->find('>')) : "error: " + result.error().message;
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
    const Result<std::string> result =
        images::plain_svg("<!DOCTYPE svg [" + declared + "]><svg><text>&a;</text></svg>", 1, 1, "en");
    return result ? result->substr(result->find('>') + 1) : "error";
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
  EXPECT_EQ(plain("<feTurbulence numOctaves=\"100000\"/>"), "<feTurbulence numOctaves=\"1\"></feTurbulence>");
  EXPECT_EQ(plain("<feConvolveMatrix order=\"3 3\"/>"), "<feConvolveMatrix order=\"3 3\"></feConvolveMatrix>");
  std::string deep, ends, many;
  for (int i = 0; i < 1000; ++i) {
    deep += "<g>";
    ends += "</g>";
    many += "<g filter=\"url(#f)\"/>";
  }
  EXPECT_EQ(plain(deep + ends).size(), 199u * 7) << "the root is the first of 200";
  EXPECT_EQ(plain(many), "error: it has more than 500 filters and masks");
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
