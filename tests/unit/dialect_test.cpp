// SPDX-License-Identifier: MIT
#include "mdconv/dialect.h"

#include <gtest/gtest.h>

#include "support/parsed.h"

namespace mdconv {
namespace {

using test::Parsed;

TEST(Dialect, NamesAndSwitches) {
  const Result<Dialect> plain = Dialect::parse("commonmark");
  ASSERT_TRUE(plain);
  for (std::size_t i = 0; i < kExtensionCount; ++i) EXPECT_FALSE(plain->has(static_cast<Extension>(i)));
  const Result<Dialect> mixed = Dialect::parse("gfm+cjk_emphasis-tables+tables-autolinks");
  ASSERT_TRUE(mixed);
  EXPECT_TRUE(mixed->has(Extension::CjkEmphasis));
  EXPECT_TRUE(mixed->has(Extension::Tables));
  EXPECT_FALSE(mixed->has(Extension::Autolinks));
  EXPECT_FALSE(mixed->has(Extension::Smart));
  EXPECT_EQ(Dialect::parse("kramdown")->id_style(), IdStyle::Kramdown);
}

TEST(Dialect, UnknownNamesAreErrorsThatNameTheKnownOnes) {
  for (const char* text : {"", "mardown", "gfm+", "gfm+none", "+tables"}) {
    const Result<Dialect> dialect = Dialect::parse(text);
    ASSERT_FALSE(dialect) << text;
    EXPECT_EQ(dialect.error().code, Code::BadOption);
    EXPECT_FALSE(dialect.error().hints.empty());
  }
}

TEST(Dialect, EveryExtensionCanBeSwitchedOff) {
  const std::string text =
      "# T {#i}\n\n中**文，**字 ~a~ x^2^ ==m== {漢|か} :rocket: $x$ [^n] ^[i] https://a.b \"q\" {{ v }} [s]{.c}\n\n"
      "| a |\n|---|\n| b |\n\n> [!NOTE]\n> x\n\n::: n\nd\n:::\n\n!!! note\n    y\n\nt\n: d\n\n[^n]: note\n";
  Dialect none;
  for (std::size_t i = 0; i < kExtensionCount; ++i) none.set(static_cast<Extension>(i), false);
  const Parsed post(text, {.dialect = none});
  const std::string tree = post.tree();
  for (const char* name : {"Table", "Span", "Ruby", "NoteRef", "Math", "Admonition", "DefinitionList", "Strong"})
    EXPECT_EQ(tree.find(name), std::string::npos) << name << "\n" << tree;
}

/// Files to include, beside a text that includes them.
struct Included {
  test::MemoryLoader loader;
  using Files = std::map<std::string, std::string, std::less<>>;
  explicit Included(Files files) { loader.files = std::move(files); }
  Parsed read(std::string text, Limits limits = {}) {
    return Parsed(std::move(text), {.limits = limits, .resources = &loader, .directory = "src"});
  }
};

TEST(Includes, LinesAnchorsAndFoldersOfIncludedFiles) {
  Included book(Included::Files{
      {"src/a.rs", "one\ntwo\nthree\nfour\n"},
      {"src/b.rs", "x\n// ANCHOR: here\ny\n// ANCHOR: in\nz\n// ANCHOR_END: in\n// ANCHOR_END: here\nw\n"},
      {"src/sub/c.md", "内 {{#include d.md}}"},
      {"src/sub/d.md", "更内\n"}});
  EXPECT_EQ(book.read("```\n{{#include a.rs:2:3}}\n```\n").tree(), "CodeBlock \"\" \"two\\nthree\\n\"\n");
  EXPECT_EQ(book.read("```\n{{#include a.rs:3:}}\n```\n").tree(), "CodeBlock \"\" \"three\\nfour\\n\"\n");
  EXPECT_EQ(book.read("```\n{{#include a.rs::2}}\n```\n").tree(), "CodeBlock \"\" \"one\\ntwo\\n\"\n");
  EXPECT_EQ(book.read("```\n{{#include a.rs:4}}\n```\n").tree(), "CodeBlock \"\" \"four\\n\"\n");
  EXPECT_EQ(book.read("```\n{{#rustdoc_include b.rs:here}}\n```\n").tree(), "CodeBlock \"\" \"y\\nz\\n\"\n");
  EXPECT_EQ(book.read("```\n{{#include b.rs}}\n```\n").tree(), "CodeBlock \"\" \"x\\ny\\nz\\nw\\n\"\n");
  EXPECT_EQ(book.read("```\n{{#include b.rs:2:5}}\n```\n").tree(), "CodeBlock \"\" \"y\\nz\\n\"\n");
  EXPECT_EQ(book.read("{{#playground a.rs editable}}\n").tree(),
            "CodeBlock \"rust,editable\" \"one\\ntwo\\nthree\\nfour\\n\" .editable\n");
  EXPECT_EQ(book.read("外 {{#include sub/c.md}}\n").tree(), "Paragraph\n  Text \"外 内 更内\"\n");
}

TEST(Includes, WhatCannotBeIncludedStaysAndIsTold) {
  Included book(
      Included::Files{{"src/loop.md", "a {{#include loop.md}}"}, {"src/bad.md", "\xFF"}, {"src/a.md", "x\n"}});
  for (const char* text : {"{{#include none.md}}", "{{#include ../../x.md}}", "{{#include loop.md}}",
                           "{{#include bad.md}}", "{{#include a.md:7:9}}", "{{#include a.md:anchor}}"}) {
    Parsed post = book.read(text);
    EXPECT_EQ(post.count(Code::IncludeFailed), 1u) << text;
    EXPECT_NE(post.tree().find("{{#include"), std::string::npos) << text;
  }
  Parsed escaped = book.read("\\{{#include a.md}}");
  EXPECT_EQ(escaped.tree(), "Paragraph\n  Text \"{{#include a.md}}\"\n");
  EXPECT_EQ(escaped.diagnostics.all.size(), 0u);
}

TEST(Includes, PlacesAreThoseOfTheIncludedFile) {
  Included book(Included::Files{{"src/a.md", "甲\n\n[^x] 乙\n"}});
  Parsed post = book.read("前\n\n{{#include a.md}}\n");
  ASSERT_EQ(post.diagnostics.all.size(), 1u);
  const Span span = post.diagnostics.all.front().span;
  EXPECT_EQ(post.sources.name(span.file), "a.md") << "beside the text, whose name has no folder";
  EXPECT_EQ(post.sources.position(span.file, span.begin).line, 3u);
}

}  // namespace
}  // namespace mdconv
