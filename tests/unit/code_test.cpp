// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "document/code_parts.h"
#include "layout/layout.h"
#include "mdconv/convert.h"
#include "mdconv/filesystem.h"
#include "style/style_sheet.h"
#include "xhtml/xhtml_writer.h"

namespace mdconv {
namespace {

using Parts = std::vector<CodePart>;

/// Says what it is told to say.
struct Told final : CodeHighlighter {
  explicit Told(Result<Parts> what) : answer(std::move(what)) {}
  Result<Parts> highlight(std::string_view language, std::string_view) override {
    asked.emplace_back(language);
    return answer;
  }
  Result<Parts> answer;
  std::vector<std::string> asked;
};

Parts parts_of(Parts told, std::string_view text) {
  Told highlighter(std::move(told));
  DiagnosticList diagnostics;
  doc::CodeColors colors(&highlighter, diagnostics);
  return colors.parts_of({.language = "x", .info = {}, .utf8 = {}}, text, {});
}

TEST(CodeColors, TakesWhatMakesSense) {
  constexpr CodeKind kA = CodeKind::Keyword, kB = CodeKind::String;
  const auto are = [](const Parts& found, const Parts& expected) {
    return std::equal(
        found.begin(), found.end(), expected.begin(), expected.end(),
        [](const CodePart& a, const CodePart& b) { return a.begin == b.begin && a.end == b.end && a.kind == b.kind; });
  };
  EXPECT_TRUE(are(parts_of({{0, 2, kA}, {3, 5, kB}}, "ab cd"), {{0, 2, kA}, {3, 5, kB}}));
  EXPECT_TRUE(are(parts_of({{0, 1, kA}, {1, 2, kA}, {2, 3, kB}}, "abcd"), {{0, 2, kA}, {2, 3, kB}}));
  // Overlaps, empty ones, what lies outside, backwards, within a character, and of no kind.
  EXPECT_TRUE(are(parts_of({{0, 2, kA}, {1, 3, kB}, {3, 3, kB}, {2, 9, kB}, {4, 3, kB}}, "abcd"), {{0, 2, kA}}));
  EXPECT_TRUE(are(parts_of({{0, 1, kA}, {1, 3, kB}}, "中文"), {}));
  EXPECT_TRUE(are(parts_of({{0, 2, CodeKind::None}}, "ab"), {}));
}

TEST(CodeColors, AskNoMoreWhenNothingIsInstalled) {
  Told highlighter(Error{Code::HighlightingMissing, {}, "nothing there"});
  DiagnosticList diagnostics;
  doc::CodeColors colors(&highlighter, diagnostics);
  const doc::CodeBlock code{.language = "C++", .info = {}, .utf8 = {}};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(colors.parts_of(code, "int", {}).empty());
  EXPECT_EQ(highlighter.asked, std::vector<std::string>{"c++"});
  ASSERT_EQ(diagnostics.all.size(), 1U);
  EXPECT_EQ(diagnostics.all.front().code, Code::HighlightingMissing);
  EXPECT_EQ(diagnostics.all.front().severity(), Severity::Note);
}

TEST(CodeColors, AreNotAskedForDataAndForCodeWithoutALanguage) {
  Told highlighter(Parts{});
  DiagnosticList diagnostics;
  doc::CodeColors colors(&highlighter, diagnostics);
  colors.parts_of({}, "int", {});
  colors.parts_of({.language = "c", .info = {}, .utf8 = {}}, std::string(2001, 'a'), {});
  std::string large;
  while (large.size() <= 1024 * 1024) large += std::string(999, 'a') + "\n";
  colors.parts_of({.language = "c", .info = {}, .utf8 = {}}, large, {});
  colors.parts_of({.language = "c", .info = {}, .utf8 = {}}, std::string(10'001, '\n'), {});
  EXPECT_TRUE(highlighter.asked.empty());
  colors.parts_of({.language = "c", .info = {}, .utf8 = {}}, std::string(2000, 'a') + "\n" + std::string(2000, 'a'),
                  {});
  EXPECT_EQ(highlighter.asked.size(), 1U);
}

TEST(SystemHighlighting, CountsBytes) {
  const Result<Parts> parts = SystemHighlighting().highlight("cpp", "/* 中😀é */ return 1;\n// x");
  ASSERT_TRUE(parts);
  std::map<CodeKind, std::pair<std::uint32_t, std::uint32_t>> last;
  for (const CodePart& part : *parts) last[part.kind] = {part.begin, part.end};
  EXPECT_EQ(last[CodeKind::Keyword], (std::pair{16U, 22U}));
  EXPECT_EQ(last[CodeKind::Number], (std::pair{23U, 24U}));
  EXPECT_EQ(last[CodeKind::Comment].second, 30U);
}

TEST(SystemHighlighting, ServesSeveralThreads) {
  const std::string code = "int f(const char* s = \"text\") { return 0x10; }\n";
  const std::size_t expected = SystemHighlighting().highlight("cpp", code)->size();
  EXPECT_GT(expected, 3U);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 20; ++k) EXPECT_EQ(SystemHighlighting().highlight("cpp", code)->size(), expected);
    });
}

TEST(SystemHighlighting, NamesOfNothingAreNoError) {
  for (const std::string_view name : {"nonsense", "text", "", "../../x", "*", "\xFF", "bash=", "中文", "ascii"}) {
    const Result<Parts> parts = SystemHighlighting().highlight(name, "int x;");
    ASSERT_TRUE(parts) << name;
    EXPECT_TRUE(parts->empty()) << name;
  }
}

// Classes that the built-in sheet shows alike.
std::string shown_as(std::string name) {
  if (name == "operator") return {};
  if (name == "meta") return "attribute";
  return name == "constant" ? "number" : name;
}

// What is not seen is left out.
struct Painted {
  std::string text;
  std::vector<std::string> colors;  // of each byte

  void add(std::string_view added, const std::string& color) {
    for (const char c : added) {
      if (c == '\n') continue;
      text += c;
      colors.push_back(color);
    }
  }
};

Painted painted_in_xhtml(const doc::Document& document, doc::CodeColors& colors) {
  std::string html;
  {
    xml::Writer xml(html);
    xhtml::Writer(document, xml, {.colors = &colors}).blocks(document.blocks);
  }
  Painted painted;
  std::vector<std::string> open;
  for (std::size_t i = 0; i < html.size();) {
    const std::size_t end = html[i] == '<' ? html.find('>', i) + 1 : std::min(html.find('<', i), html.size());
    const std::string part = html.substr(i, end - i);
    i = end;
    const std::size_t quote = part.find("class=\"");
    if (part.starts_with("</")) {
      open.pop_back();
    } else if (part.starts_with('<')) {
      const bool span = part.starts_with("<span") && quote != std::string::npos;
      open.push_back(span ? part.substr(quote + 7, part.rfind('"') - quote - 7) : "");
    } else {
      painted.add(part, open.empty() ? "" : shown_as(open.back()));
    }
  }
  return painted;
}

TEST(CodeColors, AreTheSameInPagesAndInEpub) {
  SystemHighlighting highlighting;
  SystemFonts fonts;
  DiagnosticList diagnostics;
  Converter converter({.fonts = &fonts, .diagnostics = &diagnostics});
  const Result<doc::Document> document = converter.read(
      {"a.md",
       "```cpp\nint main(int argc) {  // 中文 comment\n  static long value = 0x1F + std::max(1, 2);\n"
       "  puts(\"a long string that goes on in the next line of the page, 因为它太长了\\n\");\n  return 'x';\n}\n```\n"
       "\n```python\n@decorator\ndef f(x: int = 3) -> str:\n    return f\"{x}\" if True else None\n```\n"});
  ASSERT_TRUE(document);
  SourceMap sources;
  const std::vector<FileId> sheets = {sources.add("standard.css", std::string(default_style()))};
  const style::StyleSheet sheet = style::StyleSheet::parse(sources, sheets, diagnostics);
  layout::LayoutContext context{sheet, fonts, diagnostics};
  context.highlighter = &highlighting;
  const Result<layout::PagedDocument> pages = layout::lay_out(*document, context);
  ASSERT_TRUE(pages);
  Painted in_pages;
  for (const layout::Page& page : pages->pages)
    for (const layout::Item& item : page.items) {
      const auto* run = std::get_if<layout::GlyphRun>(&item.content);
      if (run == nullptr || layout::is_artifact(item.structure)) continue;
      if (pages->structure[item.structure].type != layout::StructType::Code) continue;
      in_pages.add(run->text, std::to_string(run->color.red) + ' ' + std::to_string(run->color.green) + ' ' +
                                  std::to_string(run->color.blue));
    }
  doc::CodeColors colors(&highlighting, diagnostics);
  const Painted in_epub = painted_in_xhtml(*document, colors);
  std::string plain = in_epub.text;
  for (const auto& [entity, c] : {std::pair("&quot;", "\""), std::pair("&gt;", ">"), std::pair("&amp;", "&")})
    for (std::size_t at = plain.find(entity); at != std::string::npos; at = plain.find(entity))
      plain.replace(at, std::string_view(entity).size(), c);
  ASSERT_EQ(in_pages.text, plain);
  // Entities are longer than what they stand for, so colours are compared as a row without repetitions.
  const auto row = [](const Painted& painted) {
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < painted.colors.size(); ++i)
      if (painted.text[i] != ' ' && (shown.empty() || shown.back() != painted.colors[i]))
        shown.push_back(painted.colors[i]);
    return shown;
  };
  const std::vector<std::string> shown = row(in_pages), classes = row(in_epub);
  ASSERT_GT(classes.size(), 20U);
  ASSERT_EQ(shown.size(), classes.size());
  std::map<std::string, std::string> color_of;
  std::set<std::string> used;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    EXPECT_EQ(color_of.try_emplace(classes[i], shown[i]).first->second, shown[i]) << "of " << classes[i];
    used.insert(shown[i]);
  }
  EXPECT_EQ(used.size(), color_of.size());
  EXPECT_GE(color_of.size(), 6U);
}

}  // namespace
}  // namespace mdconv
