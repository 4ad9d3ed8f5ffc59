// SPDX-License-Identifier: MIT
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "mdconv/export.h"
#include "mdconv/result.h"

namespace mdconv {

// One row per extension to CommonMark: enumerator, name, the dialects that have it (m markdown, c commonmark, g gfm,
// k kramdown, b mdbook), what it reads. docs/manual.md holds the same rows.
// clang-format off
#define MDCONV_EXTENSIONS(X)                                                                                          \
  X(FrontMatter,        "front_matter",        "mkb" , "metadata before the text: YAML, TOML or JSON")                \
  X(Tables,             "tables",              "mgkb", "tables of | cells |")                                         \
  X(KramdownTables,     "kramdown_tables",     "mk",   "tables without a head or with lines between rows, + in these")\
  X(Strikethrough,      "strikethrough",       "mgkb", "~~text~~")                                                    \
  X(TaskLists,          "task_lists",          "mgkb", "list items that begin with [ ] or [x]")                       \
  X(Autolinks,          "autolinks",           "mg",   "bare addresses become links")                                 \
  X(Footnotes,          "footnotes",           "mgkb", "notes: [^mark] and [^mark]: text")                            \
  X(InlineNotes,        "inline_notes",        "m",    "notes where they are made: ^[text]")                          \
  X(CjkEmphasis,        "cjk_emphasis",        "mk",   "emphasis that ends in punctuation before CJK text")           \
  X(BackslashBreaks,    "backslash_breaks",    "mk",   "two backslashes at a line's end break it")                    \
  X(AttributeLists,     "attribute_lists",     "mk",   "kramdown's {: #id .class key=\"value\"} and {:name: …}")      \
  X(KramdownTags,       "kramdown_tags",       "mk",   "{::comment}, {::nomarkdown}, {::options}, and ^ between blocks")\
  X(Abbreviations,      "abbreviations",       "mk",   "*[HTML]: HyperText Markup Language")                          \
  X(DefinitionLists,    "definition_lists",    "mkb",  "a term, and lines that begin with a colon")                   \
  X(Contents,           "contents",            "mk",   "a table of contents at {:toc}, [TOC] or [[toc]]")             \
  X(Math,               "math",                "mk",   "formulas between $$")                                         \
  X(MathDollars,        "math_dollars",        "m",    "formulas between single $")                                   \
  X(Smart,              "smart",               "mkb",  "straight quotes become curly ones; dashes, ellipses")         \
  X(Liquid,             "liquid",              "mk",   "Jekyll's and Hexo's {% tags %} and {{ values }}")             \
  X(Alerts,             "alerts",              "mgb",  "GitHub's > [!NOTE]")                                          \
  X(HeadingAttributes,  "heading_attributes",  "mkb",  "# Heading {#id .class}")                                      \
  X(CodeAttributes,     "code_attributes",     "mb",   "attributes and flags of fenced code")                         \
  X(InlineAttributes,   "inline_attributes",   "m",    "[text]{.class}, ![](image){width=50%}, `code`{.cpp}")         \
  X(FencedDivs,         "fenced_divs",         "m",    "::: name … :::")                                              \
  X(Admonitions,        "admonitions",         "m",    "!!! note \"Title\" over an indented text")                    \
  X(Figures,            "figures",             "m",    "an image alone is a figure, its title or text the caption")   \
  X(TableCaptions,      "table_captions",      "m",    "a line \": caption\" or \"Table: caption\" beside a table")   \
  X(CaptionReferences,  "caption_references",  "m",    "@fig:x and [@tbl:x] say the number of a caption")           \
  X(Subscript,          "subscript",           "m",    "H~2~O")                                                       \
  X(Superscript,        "superscript",         "m",    "x^2^")                                                        \
  X(Highlight,          "highlight",           "m",    "==text==")                                                    \
  X(Ruby,               "ruby",                "m",    "{漢字|かんじ}")                                               \
  X(Emoji,              "emoji",               "mg",   ":name:")                                                      \
  X(Includes,           "includes",            "mb",   "mdBook's {{#include file}} and its kin")                      \
  X(HeadingIds,         "heading_ids",         "mkb",  "headings get ids from their text")                            \
  X(CjkLineBreaks,      "cjk_line_breaks",     "mgkb", "a line end between wide characters is no space")              \
  X(Radicals,           "radicals",            "mgkb", "radical code points become the ideographs they stand for")    \
  X(Invisibles,         "invisibles",          "mgkb", "stray zero-width characters are left out")
// clang-format on

enum class Extension : std::uint8_t {
#define MDCONV_ENUMERATOR(id, name, dialects, help) id,
  MDCONV_EXTENSIONS(MDCONV_ENUMERATOR)
#undef MDCONV_ENUMERATOR
};

#define MDCONV_COUNT(id, name, dialects, help) +1
inline constexpr std::size_t kExtensionCount = 0 MDCONV_EXTENSIONS(MDCONV_COUNT);
#undef MDCONV_COUNT

struct ExtensionInfo {
  std::string_view name;
  /// A letter for each dialect that has it.
  std::string_view dialects;
  std::string_view help;
};

/// A row for each extension, in the order of the enumeration.
MDCONV_API std::span<const ExtensionInfo> extensions() noexcept;

/// How ids are made from the text of headings.
enum class IdStyle : std::uint8_t { Github, Kramdown, Mdbook };

/// What the reader takes for markup.
class MDCONV_API Dialect {
 public:
  /// The dialect "markdown": every extension.
  Dialect();

  bool has(Extension extension) const noexcept { return extensions_.test(static_cast<std::size_t>(extension)); }
  void set(Extension extension, bool on = true) noexcept { extensions_.set(static_cast<std::size_t>(extension), on); }
  IdStyle id_style() const noexcept { return id_style_; }

  /// "markdown", "commonmark", "gfm", "kramdown" or "mdbook", followed by any number of "+name" and "-name".
  /// Errors: Code::BadOption.
  static Result<Dialect> parse(std::string_view text);

 private:
  std::bitset<kExtensionCount> extensions_;
  IdStyle id_style_ = IdStyle::Github;
};

struct DialectInfo {
  std::string_view name;
  char letter = 'm';
  IdStyle id_style = IdStyle::Github;
  std::string_view help;
};

MDCONV_API std::span<const DialectInfo> dialects() noexcept;

}  // namespace mdconv
