// SPDX-License-Identifier: MIT
#include "document/language.h"

#include <gtest/gtest.h>

#include "support/language.h"

namespace mdconv::doc {
namespace {

std::string found(std::string_view text) {
  LanguageFinder finder;
  finder.add(text);
  return finder.language();
}

TEST(Language, TagsGetTheirUsualCase) {
  EXPECT_EQ(normalize_language("zh_CN"), "zh-CN");
  EXPECT_EQ(normalize_language("ZH-hans-cn"), "zh-Hans-CN");
  EXPECT_EQ(normalize_language("zh"), "zh");
  EXPECT_EQ(normalize_language("en_US.UTF-8"), "en-US");
  EXPECT_EQ(normalize_language("de-x-Privat"), "de-x-privat");
  EXPECT_FALSE(normalize_language(""));
  EXPECT_FALSE(normalize_language("5"));
  EXPECT_FALSE(normalize_language("Chinese"));
  EXPECT_FALSE(normalize_language("zh-"));
  EXPECT_FALSE(normalize_language("中文"));
}

TEST(Language, TagsAreChecked) {
  for (const char* good : {"zh", "zh-Hans", "zh-Hans-CN", "en-US", "x-private"}) {
    EXPECT_TRUE(language::is_tag(good)) << good;
  }
  for (const char* bad : {"", "z", "zh_CN", "-zh", "zh-", "zh--CN", "中文", "verylonglanguage", "a1", "12-CN"}) {
    EXPECT_FALSE(language::is_tag(bad)) << bad;
  }
}

TEST(Language, IsFoundFromTheText) {
  EXPECT_EQ(found("这是一本关于代理服务器的书，希望能帮助初学者。"), "zh-Hans");
  EXPECT_EQ(found("這是一本關於代理伺服器的書，希望能幫助初學者。"), "zh-Hant");
  EXPECT_EQ(found("これは日本語の文章です。漢字も使います。"), "ja");
  EXPECT_EQ(found("이것은 한국어 문장입니다."), "ko");
  EXPECT_EQ(found("An English text with one word 中文 in it, and some more words."), "en");
  EXPECT_EQ(found("Kamailio 和 OpenSIPS 都是 OpenSER 的延续版，FreeSWITCH 用户要更多一些"), "zh-Hans");
  EXPECT_EQ(found(""), "en");
}

}  // namespace
}  // namespace mdconv::doc
