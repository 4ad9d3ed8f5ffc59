// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "mdconv/convert.h"
#include "support/parsed.h"

// Each limit that an input meets ends in a diagnostic of its own.

namespace mdconv {
namespace {

using markdown::ParseOptions;
using test::MemoryLoader;
using test::Parsed;
using Strings = std::vector<std::string>;

TEST(Limits, BytesOfTheInput) {
  Converter converter({});
  ReadOptions options;
  options.limits.input_bytes = 5;
  EXPECT_TRUE(converter.read({"a.md", "12345"}, options));
  const Result<doc::Document> refused = converter.read({"a.md", "123456"}, options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::InputTooLarge);
  EXPECT_EQ(refused.error().message, "\"a.md\" is larger than 5 bytes");
}

TEST(Limits, BytesWithAllThatIsIncluded) {
  MemoryLoader loader;
  loader.files = {{"a.md", "0123456789\n"}};
  ParseOptions options;
  options.resources = &loader;
  options.limits.input_bytes = 30;
  EXPECT_FALSE(Parsed("{{#include a.md}}\n{{#include a.md}}\n", options).error);
  const Parsed refused("{{#include a.md}}\n{{#include a.md}}\n{{#include a.md}}\n", options);
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code, Code::LimitExceeded);
  EXPECT_EQ(refused.error->message, "with all that it includes the input is larger than 30 bytes");
}

TEST(Limits, CellsOfTables) {
  ParseOptions options;
  options.limits.table_cells = 6;
  const std::string table = "|a|b|\n|-|-|\n|c|\n|d|\n";
  EXPECT_FALSE(Parsed(table, options).error);
  const Parsed refused(table + "\n" + table, options);
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code, Code::LimitExceeded);
  EXPECT_EQ(refused.error->message, "the tables have more than 6 cells");
  // Those of raw HTML are counted too.
  EXPECT_EQ(Parsed("<table><tr><td>a<td>b<td>c<tr><td>d<tr><td>e</table>\n", options).reports(),
            Strings{"limit-exceeded 1:1"});
}

TEST(Limits, TargetsOfLinks) {
  ParseOptions options;
  options.limits.link_bytes = 0;
  const std::string target(100, 'x');
  std::string uses;
  for (int i = 0; i < 15; ++i) uses += "[a] ";
  EXPECT_FALSE(Parsed(uses + "\n\n[a]: " + target + "\n", options).error);
  for (int i = 0; i < 50; ++i) uses += "[a] ";
  const Parsed refused(uses + "\n\n[a]: " + target + "\n", options);
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code, Code::LimitExceeded);
  options.limits.link_bytes = 10'000;
  EXPECT_FALSE(Parsed(uses + "\n\n[a]: " + target + "\n", options).error);
}

TEST(Limits, Notes) {
  ParseOptions options;
  options.limits.notes = 2;
  EXPECT_FALSE(Parsed("a[^1] b^[c]\n\n[^1]: d\n", options).error);
  const Parsed refused("a[^1] b^[c]\n\n[^1]: d\n\n[^2]: e\n", options);
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code, Code::LimitExceeded);
  EXPECT_EQ(refused.error->message, "there are more than 2 notes");
}

TEST(Limits, AttributesOfAnElement) {
  ParseOptions options;
  options.limits.attributes = 2;
  const auto first = [](const Parsed& post) {
    const doc::Attributes& attributes = post.document.blocks.at(0).attributes;
    std::string text;
    for (const std::string& name : attributes.classes) text += "." + name;
    for (const auto& [key, value] : attributes.pairs) text += " " + key + "=" + value;
    return text;
  };
  EXPECT_EQ(first(Parsed("# A {.a .b .c #d e=f}\n", options)), ".a.b");
  EXPECT_EQ(first(Parsed("# A {class=\"a b c\"}\n", options)), ".a.b");
  // However many lists they come from; a value that is there may change.
  EXPECT_EQ(first(Parsed("a\n{: .a}\n{: b=c}\n{: .d}\n{: b=e}\n", options)), ".a b=e");
  EXPECT_EQ(first(Parsed("{:x: .a .b}\n{:x: .c}\n\na\n{: x .d}\n", options)), ".a.b");
  EXPECT_EQ(first(Parsed("```rust,a,b,c\n```\n", options)), ".a.b");
  EXPECT_EQ(first(Parsed("<div class=\"a b c\">\n</div>\n", options)), ".a.b");
}

TEST(Limits, AttributesThatAreLeftOutAreTold) {
  ParseOptions options;
  options.limits.attributes = 2;
  for (const char* text :
       {"# A {.a .b .c #d e=f}\n", "# A {class=\"a b c\"}\n", "a\n{: .a .b .c}\n", "```rust,a,b,c\n```\n",
        "```{.rust .a .b}\n```\n", "::: {.a .b .c}\nx\n:::\n", "<div class=\"a b c\">\n</div>\n",
        "a\n{: .a}\n{: b=c}\n{: .d}\n", "{:x: .a .b}\n{:x: .c}\n\na\n"}) {
    const Strings reports = Parsed(text, options).reports();
    ASSERT_EQ(reports.size(), 1u) << text;
    EXPECT_TRUE(reports.front().starts_with("attribute-unknown")) << text;
  }
  EXPECT_TRUE(Parsed("a\n{: .a .b}\n\n<div class=\"a b\">\n</div>\n", options).reports().empty());
}

TEST(Limits, DivisionsWithoutAnEndAreNotAllTold) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "::: a\n";
  EXPECT_EQ(Parsed(text).reports().size(), 11u);
}

TEST(Limits, Includes) {
  MemoryLoader loader;
  loader.files = {{"a.md", "a\n"}};
  ParseOptions options;
  options.resources = &loader;
  options.limits.includes = 2;
  EXPECT_FALSE(Parsed("{{#include a.md}}{{#include a.md}}\n", options).error);
  const Parsed refused("{{#include a.md}}{{#include a.md}}\n\n{{#include a.md}}\n", options);
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code, Code::LimitExceeded);
  EXPECT_EQ(refused.error->message, "more than 2 files are included");
  EXPECT_EQ(refused.sources.position(refused.error->span.file, refused.error->span.begin).line, 3u);
}

TEST(Limits, IncludesInsideIncludes) {
  MemoryLoader loader;
  loader.files = {{"a.md", "{{#include b.md}}\n"}, {"b.md", "{{#include c.md}}\n"}, {"c.md", "c\n"}};
  ParseOptions options;
  options.resources = &loader;
  options.limits.include_depth = 3;
  EXPECT_EQ(Parsed("{{#include a.md}}\n", options).reports(), Strings{});
  options.limits.include_depth = 2;
  const Parsed shallow("{{#include a.md}}\n", options);
  EXPECT_EQ(shallow.reports(), Strings{"include-failed 1:1"});
  EXPECT_EQ(shallow.diagnostics.all.at(0).message, "\"c.md\" is included too deep inside other files");
}

TEST(Limits, TargetsThatAreUsedOften) {
  const std::string definition = "[a]: https://example.org/" + std::string(20'000, 'b') + "\n\n";
  std::string uses;
  for (int i = 0; i < 50; ++i) uses += "[a] ";
  EXPECT_FALSE(Parsed(definition + uses + "\n").error);
  for (int i = 0; i < 50; ++i) uses += "[a] ";
  const Parsed refused(definition + uses + "\n");
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code, Code::LimitExceeded);
}

TEST(Limits, Nesting) {
  std::string quotes;
  for (int i = 0; i < 200; ++i) quotes += "> ";
  EXPECT_EQ(Parsed(quotes + "a\n").reports(), Strings{"nesting-too-deep 1:401"});
}

}  // namespace
}  // namespace mdconv
