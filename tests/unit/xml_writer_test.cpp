// SPDX-License-Identifier: MIT
#include "support/xml_writer.h"

#include <gtest/gtest.h>

namespace mdconv {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  xml::append_escaped(out, text);
  return out;
}

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

TEST(XmlWriter, EscapesMarkup) {
  EXPECT_EQ(escaped("a < b && \"c\" > 'd'"), "a &lt; b &amp;&amp; &quot;c&quot; &gt; 'd'");
  EXPECT_EQ(escaped("]]>"), "]]&gt;");
  EXPECT_EQ(escaped("汉字𠮷"), "汉字𠮷");
  EXPECT_EQ(escaped(""), "");
}

TEST(XmlWriter, WritesNothingThatXmlForbids) {
  const std::string bad(kReplacement);
  EXPECT_EQ(escaped(std::string_view("a\0b", 3)), "a" + bad + "b");
  EXPECT_EQ(escaped("\x1B[0m\x08"), bad + "[0m" + bad);
  EXPECT_EQ(escaped("\xEF\xBF\xBE"
                    "\xEF\xBF\xBF"),
            bad + bad)
      << "U+FFFE and U+FFFF";
  EXPECT_EQ(escaped("\xED\xA0\x80"), bad + bad + bad) << "a surrogate is three malformed bytes";
  EXPECT_EQ(escaped("汉\xE6"), "汉" + bad) << "cut in the middle of a character";
  EXPECT_EQ(escaped(kReplacement), bad) << "a replacement character that was there";
  EXPECT_EQ(escaped("\t\n"), "\t\n");
  EXPECT_EQ(escaped("\r\n"), "&#13;\n") << "a parser would lose it";
  EXPECT_EQ(escaped("\x7F\xC2\x85"), "\x7F\xC2\x85") << "allowed in XML 1.0";
}

TEST(XmlWriter, NestsElements) {
  std::string out;
  xml::Writer xml(out);
  xml.open("p");
  xml.attribute("title", "a\n\"b\"");
  xml.text("x");
  xml.open_void("br");
  xml.open("em");
  xml.close();
  xml.close();
  EXPECT_EQ(out, "<p title=\"a&#10;&quot;b&quot;\">x<br /><em></em></p>");
}

TEST(XmlWriter, AnAttributeComesOnce) {
  std::string out;
  {
    xml::Writer xml(out);
    xml.open("a");
    xml.attribute("id", "1");
    xml.attribute("id", "2");
    xml.close();
    xml.open("b");
    xml.attribute("id", "3");
    xml.close();
  }
  EXPECT_EQ(out, "<a id=\"1\"></a><b id=\"3\"></b>");
}

TEST(XmlWriter, ClosesWhatIsOpenAtItsEnd) {
  std::string out;
  {
    xml::Writer xml(out);
    xml.open("html");
    xml.open("body");
    xml.open_void("br");
  }
  EXPECT_EQ(out, "<html><body><br /></body></html>");
}

}  // namespace
}  // namespace mdconv
