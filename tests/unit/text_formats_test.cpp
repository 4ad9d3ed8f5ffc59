// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "support/entities.h"
#include "support/uri.h"
#include "support/w3c_date.h"

namespace mdconv {
namespace {

TEST(Entities, NamesAndNumbers) {
  EXPECT_EQ(decode_entity("amp"), "&");
  EXPECT_EQ(decode_entity("NotEqualTilde"), "≂̸");
  EXPECT_EQ(decode_entity("#20013"), "中");
  EXPECT_EQ(decode_entity("#x4e2D"), "中");
  EXPECT_EQ(decode_entity("#0"), "\uFFFD");
  EXPECT_EQ(decode_entity("#xD800"), "\uFFFD");
  EXPECT_EQ(decode_entity("nonsense"), "");
  EXPECT_EQ(decode_entities("a&lt;b&nonsense;&AMP;&#x41;& &"), "a<b&nonsense;&A& &");
}

TEST(Dates, AreOfTheCalendar) {
  EXPECT_EQ(normalize_date("2022-8-2"), "2022-08-02");
  EXPECT_EQ(normalize_date("2022/08/22"), "2022-08-22");
  EXPECT_EQ(normalize_date("2022"), "2022");
  EXPECT_EQ(normalize_date("2022-08-22 10:30:00 +0800"), "2022-08-22T10:30:00+08:00");
  EXPECT_EQ(normalize_date("2022-08-22T10:30:00Z"), "2022-08-22T10:30:00Z");
  EXPECT_EQ(normalize_date("2022-08-22 10:30"), "2022-08-22");
  EXPECT_EQ(normalize_date("2024-02-29"), "2024-02-29");
  for (const char* bad : {"", "2023-02-29", "2024-02-30 25:61:61 +9999", "0000-00-00", "yesterday", "2022-08-22x"}) {
    EXPECT_FALSE(normalize_date(bad)) << bad;
  }
}

TEST(Uri, SchemesAndPaths) {
  EXPECT_EQ(uri::scheme("HTTP://x"), "http");
  EXPECT_EQ(uri::scheme("C:\\x"), "c");
  EXPECT_EQ(uri::scheme("/a:b"), "");
  for (const char* host : {"a.org", "u:p@a.org:80", "a_b", "[2001:db8::1]", "[::1]:8080", "127.0.0.1:", "a.org."})
    EXPECT_EQ(uri::ascii_authority(host), host);
  EXPECT_EQ(uri::ascii_authority("u@例え.jp:1"), "u@xn--r8jz45g.jp:1");
  for (const char* host :
       {"",    ":80",  "ip:port", "a:123456", "a b",       "<host>",    "[::1",   "[x]",  "[1:2]",    "a%zz",  "@",
        "*.a", "a..b", "-a",      "$HOST",    "1.2.3.4.5", "256.1.1.1", "0x7f.1", "a(b)", "例 え.jp", "a@b@c", "a:-1"})
    EXPECT_EQ(uri::ascii_authority(host), std::nullopt) << host;
  EXPECT_EQ(uri::scheme("a/b:c"), "");
  EXPECT_EQ(uri::normalize_path("/a/./b/../c//d/"), "a/c/d");
  EXPECT_EQ(uri::normalize_path(""), "");
  EXPECT_FALSE(uri::normalize_path("a/../../b"));
  EXPECT_EQ(uri::decode("%41%zz%e4%B8%AD%"), "A%zz中%");
  EXPECT_EQ(uri::encode("/a b/中#x#y\""), "/a%20b/%E4%B8%AD#x%23y%22");
}

TEST(Uri, Base64) {
  EXPECT_EQ(uri::decode_base64("TWFu\nTWE="), "ManMa");
  EXPECT_FALSE(uri::decode_base64("TW=u"));
  EXPECT_FALSE(uri::decode_base64("你好"));
}

}  // namespace
}  // namespace mdconv
