// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "support/parsed.h"
#include "support/radicals.h"

namespace mdconv {
namespace {

using test::Parsed;
using Strings = std::vector<std::string>;

TEST(Hygiene, RadicalsBecomeIdeographsOutsideCode) {
  Parsed post(
      "---\ntitle: \xE2\xBB\x85面\n---\n上\xE2\xBB\x89尔`\xE2\xBB\x89`[^a] ![\xE2\xBC\x80](x.png)\n\n[^a]: "
      "\xE2\xBB\xA2\n");
  post.resolve();
  const std::string tree = post.tree();
  EXPECT_NE(tree.find("title: \"见面\""), std::string::npos) << tree;
  EXPECT_NE(tree.find("Text \"上贝尔\""), std::string::npos) << tree;
  EXPECT_NE(tree.find("Code \"\xE2\xBB\x89\""), std::string::npos) << tree;
  EXPECT_NE(tree.find("alt \"一\""), std::string::npos) << tree;
  EXPECT_NE(tree.find("Text \"马\""), std::string::npos) << tree;
  ASSERT_EQ(post.count(Code::RadicalsUnified), 1u);
  EXPECT_EQ(post.diagnostics.all.at(0).message, "4 radical code points were replaced by the ideographs they stand for");
}

TEST(Hygiene, DescriptionsOfCharactersKeepTheirRadicals) {
  Parsed post("⿰\xE2\xBA\x85可 与 \xE2\xBA\x84\n");
  post.resolve();
  EXPECT_EQ(post.count(Code::RadicalsUnified), 0u);
}

TEST(Hygiene, TheWholeKangxiBlockIsMapped) {
  for (char32_t c = 0x2F00; c <= 0x2FD5; ++c) {
    const char32_t unified = unicode::unify_radical(c);
    EXPECT_TRUE(unified >= 0x4E00 && unified <= 0x9FFF) << std::hex << static_cast<int>(c);
  }
  EXPECT_EQ(unicode::unify_radical(U'\u2F00'), U'一');
  EXPECT_EQ(unicode::unify_radical(U'\u2EDA'), U'页');
  EXPECT_EQ(unicode::unify_radical(U'\u2E84'), U'\u2E84');
  EXPECT_EQ(unicode::unify_radical(U'文'), U'文');
}

std::string joined(const std::string& text) {
  Parsed post(text);
  post.resolve();
  return doc::plain_text(std::get<doc::Paragraph>(post.document.blocks.at(0).node).children);
}

TEST(Hygiene, LineEndsBetweenWideCharactersVanish) {
  EXPECT_EQ(joined("角度、\n另一个"), "角度、另一个");
  EXPECT_EQ(joined("他说：\n“好”\n的"), "他说：“好”的");
  EXPECT_EQ(joined("前文——\n后文"), "前文——后文");
  EXPECT_EQ(joined("他说：……\n“好”"), "他说：……“好”");
  EXPECT_EQ(joined("中文——\n——中文"), "中文————中文");
  EXPECT_EQ(joined("中文……\n“word”"), "中文…… “word”");
  EXPECT_EQ(joined("he said…\n“yes”"), "he said… “yes”");
  EXPECT_EQ(joined("中文\nword\n中文"), "中文 word 中文");
  EXPECT_EQ(joined("**粗**\n*斜*"), "粗斜");
  EXPECT_EQ(joined("文[^a]\n字\n\n[^a]: 注"), "文字");
  EXPECT_EQ(joined("two\nwords"), "two words");
  EXPECT_EQ(joined("한국어\n문장"), "한국어 문장");
}

TEST(Hygiene, ControlCharactersGoWithOneWarning) {
  Parsed post("甲\x01乙\xC2\x85丙\xEF\xBF\xBE\t丁`\x01`\n");
  post.resolve();
  EXPECT_NE(post.tree().find("Text \"甲乙丙\\t丁\""), std::string::npos) << post.tree();
  EXPECT_NE(post.tree().find("Code \"\\x01\""), std::string::npos) << post.tree();
  EXPECT_EQ(post.reports(), Strings{"control-character 1:3"});
}

}  // namespace
}  // namespace mdconv
