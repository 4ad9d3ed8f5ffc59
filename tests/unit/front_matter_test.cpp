// SPDX-License-Identifier: MIT
#include "markdown/front_matter.h"

#include <gtest/gtest.h>

#include "convert/metadata.h"
#include "support/parsed.h"
#include "support/w3c_date.h"

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

TEST(FrontMatter, KnowsWhoElseHadAPart) {
  const auto people = [](const std::string& yaml) {
    Strings found;
    for (const doc::Person& person : Parsed("---\n" + yaml + "\n---\n文").document.metadata.people)
      found.push_back(person.name + "|" + person.role + "|" + person.file_as);
    return found;
  };
  EXPECT_EQ(people("author: 甲\ntranslator: [乙, 丙]\neditor: {name: 丁, file-as: Ding}"),
            (Strings{"乙|trl|", "丙|trl|", "丁|edt|Ding"}));
  EXPECT_EQ(people("creator: [{role: author, text: Ann Lee, file-as: 'Lee, Ann'}, {role: ill, text: 戊}]"),
            (Strings{"Ann Lee|aut|Lee, Ann", "戊|ill|"}));
  EXPECT_EQ(people("contributors: [{name: 甲, role: friend}]"), Strings{"甲|ctb|"});
}

TEST(FrontMatter, OfARepeatedKeyTheLastCounts) {
  Parsed post("---\ntitle: 甲\ntags: [a]\nTitle: 乙\nx: 1\nx: 2\n---\n文");
  EXPECT_EQ(post.document.metadata.title, "乙");
  EXPECT_EQ(post.reports(), Strings{"front-matter-value 2:8"});
}

TEST(FrontMatter, ReadsTheFullWidthColonOfAKnownKey) {
  Parsed first("---\ntitle：题\nauthor：甲\nlang: zh\n---\n正文\n");
  EXPECT_EQ(first.document.metadata.title, "题");
  EXPECT_EQ(first.document.metadata.authors, Strings{"甲"});
  EXPECT_EQ(first.document.blocks.size(), 1U);
  EXPECT_EQ(first.reports(), (Strings{"front-matter-value 2:6", "front-matter-value 3:7"}));
  // Without an end it is text.
  Parsed text("---\n\ntitle：题\n");
  EXPECT_TRUE(text.document.metadata.title.empty());
  EXPECT_TRUE(text.diagnostics.all.empty());
}

TEST(FrontMatter, BrokenYamlIsAnErrorWithItsPlace) {
  Parsed post("---\ntitle: 甲: 乙\n---\n正文\n");
  ASSERT_TRUE(post.error);
  EXPECT_EQ(post.error->code, Code::BadFrontMatter);
  const Position place = post.sources.position(post.error->span.file, post.error->span.begin);
  EXPECT_EQ(place.line, 2u);
  EXPECT_EQ(place.column, 10u);  // the second colon, behind one wide character
}

TEST(FrontMatter, AQuotationMarkWithoutItsPartnerIsAnErrorAtItsPlace) {
  const auto column_of = [](const char* text) {
    Parsed post(text);
    if (!post.error || post.error->code != Code::BadFrontMatter) return std::string("no error");
    const Position place = post.sources.position(post.error->span.file, post.error->span.begin);
    return std::to_string(place.line) + ":" + std::to_string(place.column);
  };
  EXPECT_EQ(column_of("---\ntitle: \"甲\nauthor: 乙\n---\n正文\n"), "2:8");
  EXPECT_EQ(column_of("---\ntitle: 'It''s\nauthor: [\"乙\"]\n---\n正文\n"), "2:8");
  EXPECT_EQ(column_of("---\ntitle: 甲\ntags: [甲, \"乙]\n---\n正文\n"), "3:12");
  EXPECT_EQ(column_of("---\ntitle: \"甲\n  乙\"\n---\n正文\n"), "no error");
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

TEST(FrontMatter, WhatIsNoLanguageIsReportedAtItsPlace) {
  Parsed post("---\ntitle: 题\nlang: not a tag\nlocale: zh_TW\n---\n文");
  EXPECT_EQ(post.reports(), Strings{"front-matter-value 3:7"});
  EXPECT_EQ(post.document.metadata.language, "zh_TW");
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

// The same in three languages.
TEST(FrontMatter, YamlTomlAndJsonSayTheSame) {
  const Parsed yaml(
      "---\ntitle: 题\nauthor: [甲, {name: 乙, email: x@y}]\ndate: 2022-08-22 10:00:00 +0800\ntags: [a, '1.10']\n"
      "draft: true\nseries: {name: 集, order: 2}\n---\n\n正文\n");
  const Parsed toml(
      "+++\ntitle = '题'\nauthor = ['甲', {name = '乙', email = 'x@y'}]\ndate = 2022-08-22 10:00:00+08:00\n"
      "tags = ['a', 1.10] # more\ndraft = true\n[series]\nname = '集'\norder = 2\n+++\n\n正文\n");
  const std::string object =
      "{\"title\": \"题\", \"author\": [\"甲\", {\"name\": \"乙\", \"email\": \"x@y\"}],\n"
      "\"date\": \"2022-08-22 10:00:00 +0800\", \"tags\": [\"a\", 1.10], \"draft\": true,\n"
      "\"series\": {\"name\": \"集\", \"order\": 2}}\n";
  const std::string tree =
      "title: \"题\"\nauthor: \"甲\"\nauthor: \"乙\"\nsubject: \"a\"\nsubject: \"1.10\"\n"
      "date: \"2022-08-22T10:00:00+08:00\"\nseries: \"集\"\nseries position: \"2\"\ndraft\nshow title\n"
      "Paragraph\n  Text \"正文\"\n";
  EXPECT_EQ(yaml.tree(), tree);
  EXPECT_EQ(toml.tree(), tree);
  EXPECT_EQ(Parsed(object + "\n正文\n").tree(), tree);
  EXPECT_EQ(Parsed(object + "正文\n").tree(), tree);
  EXPECT_EQ(Parsed("\xEF\xBB\xBF" + object + "正文\n").tree(), tree);
  EXPECT_EQ(Parsed(";;;\r\n" + object + ";;;\r\n正文\n").tree(), tree);
}

TEST(FrontMatter, ABraceOrPlusesMayBeText) {
  for (const char* text : {"{% include a %}", "{{ x }}", "{: .c}", "{", "+++\n正文\n+++", ";;;\n正文", "{正文}"}) {
    const Parsed post(std::string(text) + "\n\n正文\n");
    EXPECT_FALSE(post.error) << text;
    EXPECT_FALSE(post.document.metadata.span.has_place()) << text;
  }
  EXPECT_EQ(Parsed("{}\n正文\n").tree(), "Paragraph\n  Text \"正文\"\n");
  EXPECT_EQ(Parsed("+++\n+++\n正文\n").tree(), "Paragraph\n  Text \"正文\"\n");
}

// Where reading fails: "line:column".
std::string place_of_error(const std::string& text) {
  const Parsed post(text);
  if (!post.error || post.error->code != Code::BadFrontMatter) return "none";
  const Position place = post.sources.position(post.error->span.file, post.error->span.begin);
  return std::to_string(place.line) + ":" + std::to_string(place.column);
}

TEST(FrontMatter, BrokenTomlAndJsonAreErrorsWithTheirPlaces) {
  EXPECT_EQ(place_of_error("+++\n\"题题\" = 甲\n+++\n文"), "2:10");
  EXPECT_EQ(place_of_error("+++\r\na = 1\r\na = 2\r\n+++\r\n文"), "3:5");
  EXPECT_EQ(place_of_error("+++\na = 1\n文\n"), "1:1");
  EXPECT_EQ(place_of_error("{\"题\": \"甲\" \"b\": 3}\n文"), "1:13");
  EXPECT_EQ(place_of_error("{\"题\": \"甲,\n\"b\": 3}\n文"), "1:12");
  EXPECT_EQ(place_of_error("{\"a\": 1,\n \"b\": [1}\n文"), "2:9");
  EXPECT_EQ(place_of_error("{\"a\": 1\n文"), "1:1");
  EXPECT_EQ(place_of_error(";;;\n{\"a\": 1}\n{\"b\": 2}\n;;;\n文"), "3:1");
}

TEST(FrontMatter, DepthAndSizeAreBoundedInEveryLanguage) {
  const std::string deep(10000, '[');
  std::string dotted = "a";
  for (int i = 0; i < 10000; ++i) dotted += ".a";
  EXPECT_EQ(place_of_error("+++\na = " + deep + "\n+++\n文"), "2:25");
  EXPECT_EQ(place_of_error("+++\nb = 1\n" + dotted + " = 1\n+++\n文"), "3:42");
  EXPECT_EQ(place_of_error("+++\n[" + dotted + "]\n+++\n文"), "2:43");
  EXPECT_EQ(place_of_error("{\"a\": " + deep + "}\n文"), "1:26");
  EXPECT_EQ(place_of_error("{\"a\": " + deep + std::string(10000, ']') + "}\n文"), "1:26");
  const std::string large = "{\"a\": \"" + std::string(300 * 1024, 'a') + "\"}\n文";
  EXPECT_NE(place_of_error(large), "none");
  EXPECT_NE(place_of_error(";;;\n" + large.substr(0, large.size() - 3) + ";;;\n文"), "none");
}

TEST(FrontMatter, ListsAreBounded) {
  std::string text = "---\ntags: [";
  for (int i = 0; i < 30000; ++i) text += std::to_string(i) + ",";
  EXPECT_EQ(Parsed(text + "]\n---\n文").document.metadata.subjects.size(), 1000u);
}

Strings authors(const std::string& yaml) { return Parsed("---\n" + yaml + "\n---\n文").document.metadata.authors; }

TEST(FrontMatter, AuthorsComeInAllShapes) {
  EXPECT_EQ(authors("author: 甲"), Strings{"甲"});
  EXPECT_EQ(authors("author: [甲, 乙, 甲]"), (Strings{"甲", "乙"}));
  EXPECT_EQ(authors("authors:\n- name: 甲\n  email: x\n- ~\n- 乙"), (Strings{"甲", "乙"}));
  EXPECT_EQ(authors("author: {name: 甲, email: x}"), Strings{"甲"});
  EXPECT_EQ(authors("author: 1984"), Strings{"1984"});
  EXPECT_EQ(authors("author: ~\nauthors: 乙"), Strings{"乙"});
  EXPECT_EQ(authors("author:\nauthors: []"), Strings{});
  EXPECT_EQ(authors("creator: [{role: author, text: 甲}]"), Strings{"甲"});
  EXPECT_EQ(authors("author: [{name: {given: Ann, family: Lee}}]"), Strings{"Ann Lee"});
  EXPECT_EQ(authors("Author: 甲"), Strings{"甲"});
  EXPECT_EQ(Parsed("---\nauthor: {email: x}\n---\n文").reports(), Strings{"front-matter-value 2:9"});
}

TEST(FrontMatter, EveryGeneratorsKeysAreOneMapping) {
  const Parsed hexo(
      "---\ntitle: 题\nupdated: 2022/09/01\ncategories:\n- [甲, 乙]\n- [甲, 丙]\ncover: a.jpg\npublished: false\n"
      "toc: true\nabbrlink: 12ab\ncopyright: true\n---\n文");
  EXPECT_EQ(hexo.tree(),
            "title: \"题\"\nsubject: \"甲\"\nsubject: \"乙\"\nsubject: \"丙\"\nmodified: \"2022-09-01\"\n"
            "cover: \"a.jpg\"\nslug: \"12ab\"\ndraft\ntoc\nshow title\nParagraph\n  Text \"文\"\n");
  const Parsed hugo(
      "+++\ntitle = 'T'\nlastmod = 2022-09-01T00:00:00Z\nseries = ['S']\nseries_order = 3\nslug = 's'\n"
      "toc = false\n[cover]\nimage = 'b.png'\nalt = 'x'\n+++\n文");
  EXPECT_EQ(hugo.tree(),
            "title: \"T\"\nmodified: \"2022-09-01T00:00:00Z\"\nseries: \"S\"\nseries position: \"3\"\n"
            "cover: \"b.png\"\nslug: \"s\"\nno toc\nshow title\nParagraph\n  Text \"文\"\n");
  const Parsed pandoc(
      "---\ntitle:\n- {type: main, text: T}\n- {type: subtitle, text: U}\nidentifier: [{scheme: ISBN, text: '978'}]\n"
      "subject: [{text: a}, b]\nbelongs-to-collection: S\ngroup-position: 1.5\ncover-image: c.png\nlang: NO\n---\n文");
  EXPECT_EQ(pandoc.tree(),
            "title: \"T\"\nsubtitle: \"U\"\nidentifier: \"978\"\nsubject: \"a\"\nsubject: \"b\"\nlanguage: \"NO\"\n"
            "series: \"S\"\nseries position: \"1.5\"\ncover: \"c.png\"\nshow title\nParagraph\n  Text \"文\"\n");
  const Parsed publisher("---\ntitle: T\nISBN: 978-7-111-70818-6\nseries: S\nseries-position: 2\n---\n文");
  EXPECT_EQ(publisher.tree(),
            "title: \"T\"\nidentifier: \"978-7-111-70818-6\"\nseries: \"S\"\nseries position: \"2\"\nshow title\n"
            "Paragraph\n  Text \"文\"\n");
  const Parsed unusable("---\ndraft: maybe\ntoc: {sidebar: left}\ncover: false\npublished: 2020-01-02\n---\n文");
  EXPECT_EQ(unusable.reports(), Strings{"front-matter-value 2:8"});
  EXPECT_EQ(unusable.document.metadata.date, "2020-01-02");
  EXPECT_EQ(unusable.document.metadata.cover, "");
}

TEST(FrontMatter, EveryScalarIsText) {
  for (const std::string word : {"no", "on", "0x10", "1_000", "NO", "1.10", "2022-08-22", "true", "0o7", ".inf"}) {
    EXPECT_EQ(Parsed("---\ntitle: " + word + "\n---\n文").document.metadata.title, word);
  }
  for (const char* nothing : {"~", "null", "", "NULL"}) {
    EXPECT_EQ(Parsed(std::string("---\ntitle: ") + nothing + "\n---\n文").document.metadata.title, "");
  }
  EXPECT_EQ(Parsed("---\ntitle: 'null'\n---\n文").document.metadata.title, "null");
  EXPECT_EQ(Parsed("+++\ntitle = 1_000\nslug = 0x10\n+++\n文").document.metadata.title, "1_000");
}

TEST(Dates, ComeInManyForms) {
  const std::vector<std::pair<const char*, const char*>> forms = {
      {"2022-08-22", "2022-08-22"},
      {"2022-08-22 10:00:00 +0800", "2022-08-22T10:00:00+08:00"},
      {"2022-08-22T10:00:00Z", "2022-08-22T10:00:00Z"},
      {"2022-08-22T10:00:00.123456789012Z", "2022-08-22T10:00:00Z"},
      {"2022-08-22T10:00:00+08:00", "2022-08-22T10:00:00+08:00"},
      {"2022-08-22 10:00 -03", "2022-08-22T10:00:00-03:00"},
      {"2022-08-22 10:00:00 UTC", "2022-08-22T10:00:00Z"},
      {"2022-08-22 10:00:00", "2022-08-22"},
      {"2022-08-22 10:00:00 Asia/Shanghai", "2022-08-22"},
      {"2022-08-22 10:00:00 CST", "2022-08-22"},
      {"2022-08-22T10:00:00+08:00[Asia/Shanghai]", "2022-08-22T10:00:00+08:00"},
      {"2022-08-22 03:04:05 PM +0000", "2022-08-22T15:04:05+00:00"},
      {"2022/08/22", "2022-08-22"},
      {"2022-8-2", "2022-08-02"},
      {"2022.8.2", "2022-08-02"},
      {"2022-08", "2022-08"},
      {"2022", "2022"},
      {"20220822", "2022-08-22"},
      {"2022年8月22日", "2022-08-22"},
      {"2022 年 8 月 22 日 10:00", "2022-08-22"},
      {"2022年8月", "2022-08"},
      {"2022년 8월 22일", "2022-08-22"},
      {"August 22, 2022", "2022-08-22"},
      {"Aug. 22nd 2022", "2022-08-22"},
      {"August 2022", "2022-08"},
      {"22 Aug 2022", "2022-08-22"},
      {"Mon, 22 Aug 2022 10:00:00 +0800", "2022-08-22T10:00:00+08:00"},
      {"Mon Aug 22 2022 10:00:00 GMT+0800 (CST)", "2022-08-22T10:00:00+08:00"},
  };
  for (const auto& [given, expected] : forms) EXPECT_EQ(normalize_date(given).value_or("nothing"), expected) << given;
  for (const char* given : {"", "2022-02-30", "2022-13-01", "08/09/2022", "heute", "2022-08-22T", "2022-08-22x", "22",
                            "2022-08-22 25:00", "2022-08-22 10:00 +9900", "0000-01-01", "Aug", "32 Aug 2022",
                            "2022-08-22 10:00:00 +", "2022年13月1日", "202208221"})
    EXPECT_FALSE(normalize_date(given)) << given << " is " << *normalize_date(given);
}

TEST(Dates, AreShownAsTheLanguageWritesThem) {
  EXPECT_EQ(date_in_words("2022-08-22", "zh-Hans"), "2022年8月22日");
  EXPECT_EQ(date_in_words("2022-08-22T10:30:00+08:00", "ja"), "2022年8月22日");
  EXPECT_EQ(date_in_words("2022-08-02", "ko-KR"), "2022년 8월 2일");
  EXPECT_EQ(date_in_words("2022-08-22", "en-GB"), "August 22, 2022");
  EXPECT_EQ(date_in_words("2022-12", "en"), "December 2022");
  EXPECT_EQ(date_in_words("2022-12", "zh-Hant"), "2022年12月");
  EXPECT_EQ(date_in_words("2022", "zh"), "2022年");
  EXPECT_EQ(date_in_words("2022", "en"), "2022");
  EXPECT_EQ(date_in_words("2022-08-22", "fr"), "2022-08-22");
  EXPECT_EQ(date_in_words("", "zh"), "");
}

TEST(Dates, StandBeforeTheNameOfAFile) {
  const auto split = [](std::string_view name) {
    const NamedDate found = split_dated_name(name);
    return found.date + "|" + std::string(found.name);
  };
  EXPECT_EQ(split("2022-08-22-name"), "2022-08-22|name");
  EXPECT_EQ(split("2022-8-2-名"), "2022-08-02|名");
  EXPECT_EQ(split("2022-08-22"), "2022-08-22|2022-08-22");
  EXPECT_EQ(split("2022-08-32-name"), "|2022-08-32-name");
  EXPECT_EQ(split("2022-08-22-"), "|2022-08-22-");
  EXPECT_EQ(split("2022-name"), "|2022-name");
  EXPECT_EQ(split("name"), "|name");
}

TEST(Overrides, TakeTheKeysOfFrontMatter) {
  doc::Metadata metadata;
  metadata.authors = {"甲"};
  metadata.draft = true;
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"authors", "乙"},       {"creator", "丙"},        {"updated", "2022年9月1日"}, {"published", "true"},
      {"toc", "no"},           {"cover-image", "a.png"}, {"lang", "zh_CN"},           {"series", "S"},
      {"group-position", "2"}, {"keywords", "x, y"},     {"number-captions", "yes"}};
  ASSERT_TRUE(override_metadata(metadata, pairs));
  EXPECT_EQ(metadata.authors, (Strings{"乙", "丙"}));
  EXPECT_EQ(metadata.modified, "2022-09-01");
  EXPECT_FALSE(metadata.draft);
  EXPECT_EQ(metadata.toc, false);
  EXPECT_EQ(metadata.number_captions, true);
  EXPECT_EQ(metadata.cover, "a.png");
  EXPECT_EQ(metadata.series_position, "2");
  EXPECT_EQ(metadata.subjects, Strings{"x, y"});
  for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
           {"colour", "red"}, {"date", "soon"}, {"toc", "left"}, {"group-position", "last"}, {"title", "a\nb"}}) {
    const std::vector<std::pair<std::string, std::string>> wrong = {{key, value}};
    EXPECT_FALSE(override_metadata(metadata, wrong)) << key;
  }
}

}  // namespace
}  // namespace mdconv
