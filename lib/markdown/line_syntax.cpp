// SPDX-License-Identifier: MIT
#include "markdown/line_syntax.h"

#include <algorithm>
#include <array>
#include <string>

namespace mdconv::markdown {

std::string_view trim_blanks(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

Line line_at(std::string_view text, std::size_t begin) noexcept {
  std::size_t end = begin;
  while (end < text.size() && text[end] != '\n' && text[end] != '\r') ++end;
  std::size_t next = std::min(end + 1, text.size());
  if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n') ++next;
  return {begin, end, next};
}

void Cursor::skip_columns(int columns) {
  const int goal = column + columns;
  while (column < goal && !at_end() && is_blank(text[offset])) {
    const int behind = text[offset] == '\t' ? column + kCodeIndent - column % kCodeIndent : column + 1;
    if (behind > goal) {
      column = goal;
      return;
    }
    step();
  }
}

std::optional<Fence> opening_fence(std::string_view line) noexcept {
  if (line.empty() || (line[0] != '`' && line[0] != '~')) return std::nullopt;
  const std::size_t length = std::min(line.find_first_not_of(line[0]), line.size());
  if (length < 3) return std::nullopt;
  if (line[0] == '`' && line.find('`', length) != std::string_view::npos) return std::nullopt;
  return Fence{line[0], length};
}

bool closes_fence(const Fence& fence, std::string_view line) noexcept {
  const std::size_t length = std::min(line.find_first_not_of(fence.mark), line.size());
  return length >= fence.length && line.find_first_not_of(" \t", length) == std::string_view::npos;
}

bool is_thematic_break(std::string_view line) noexcept {
  if (line.empty() || (line[0] != '-' && line[0] != '*' && line[0] != '_')) return false;
  std::size_t marks = 0;
  for (const char c : line) {
    if (c == line[0]) {
      ++marks;
    } else if (!is_blank(c)) {
      return false;
    }
  }
  return marks >= 3;
}

bool is_setext_underline(std::string_view line) noexcept {
  if (line.empty() || (line[0] != '=' && line[0] != '-')) return false;
  const std::size_t end = std::min(line.find_first_not_of(line[0]), line.size());
  return line.find_first_not_of(" \t", end) == std::string_view::npos;
}

std::size_t atx_marks(std::string_view line) noexcept {
  if (line.empty() || line[0] != '#') return 0;
  const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
  return marks <= 6 && (marks == line.size() || is_blank(line[marks])) ? marks : 0;
}

bool is_table_delimiter(std::string_view line) {
  if (line.find('|') == std::string_view::npos && line.find(':') == std::string_view::npos) return false;
  if (line.find_first_not_of(" \t|:-") != std::string_view::npos) return false;
  const std::vector<std::string_view> cells = table_cells(line);
  return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
    if (cell.starts_with(':')) cell.remove_prefix(1);
    if (cell.ends_with(':')) cell.remove_suffix(1);
    return !cell.empty() && cell.find_first_not_of('-') == std::string_view::npos;
  });
}

std::vector<std::string_view> table_cells(std::string_view line) {
  std::vector<std::string_view> cells;
  line = trim_blanks(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '|') {
      cells.push_back(trim_blanks(line.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  if (begin < line.size()) cells.push_back(trim_blanks(line.substr(begin)));
  return cells;
}

std::size_t list_mark(std::string_view line) noexcept {
  std::size_t length = 0;
  if (!line.empty() && (line[0] == '-' || line[0] == '+' || line[0] == '*')) {
    length = 1;
  } else {
    while (length < line.size() && length < 9 && ascii::is_digit(line[length])) ++length;
    if (length == 0 || length == line.size() || (line[length] != '.' && line[length] != ')')) return 0;
    ++length;
  }
  const bool parted = length == line.size() || is_blank(line[length]);
  return parted && !is_thematic_break(line) ? length : 0;
}

namespace {

// Elements that begin raw HTML wherever their tag stands at a line's start: those that the parser knows, so not h2 to
// h6.
constexpr std::array<std::string_view, 57> kBlockElements = {
    "address",  "article",    "aside",    "base",    "basefont", "blockquote", "body",     "caption", "center",
    "col",      "colgroup",   "dd",       "details", "dialog",   "dir",        "div",      "dl",      "dt",
    "fieldset", "figcaption", "figure",   "footer",  "form",     "frame",      "frameset", "h1",      "head",
    "header",   "hr",         "html",     "iframe",  "legend",   "li",         "link",     "main",    "menu",
    "menuitem", "nav",        "noframes", "ol",      "optgroup", "option",     "p",        "param",   "section",
    "source",   "summary",    "table",    "tbody",   "td",       "tfoot",      "th",       "thead",   "title",
    "tr",       "track",      "ul"};
static_assert(std::is_sorted(kBlockElements.begin(), kBlockElements.end()));

}  // namespace

std::optional<HtmlStart> html_start(std::string_view line) {
  if (line.size() < 2 || line[0] != '<') return std::nullopt;
  if (line.substr(0, 4) == "<!--") return HtmlStart{"-->"};
  if (line[1] == '?') return HtmlStart{"?>"};
  if (line.substr(0, 9) == "<![CDATA[") return HtmlStart{"]]>"};
  if (line[1] == '!' && line.size() > 2 && line[2] >= 'A' && line[2] <= 'Z') return HtmlStart{">"};
  std::size_t begin = line[1] == '/' ? 2 : 1;
  std::string name;
  while (begin < line.size() && name.size() < 16 && (ascii::is_letter(line[begin]) || ascii::is_digit(line[begin]))) {
    name.push_back(ascii::to_lower(line[begin++]));
  }
  if (name.empty()) return std::nullopt;
  if (line[1] != '/') {
    if (name == "pre") return HtmlStart{"</pre>"};
    if (name == "script") return HtmlStart{"</script>"};
    if (name == "style") return HtmlStart{"</style>"};
  }
  const bool ends = begin == line.size() || is_blank(line[begin]) || line[begin] == '>' || line[begin] == '/';
  if (ends && std::binary_search(kBlockElements.begin(), kBlockElements.end(), name)) return HtmlStart{""};
  // Other elements begin raw HTML only when their tag stands alone.
  const std::size_t close = line.find('>');
  const bool alone =
      close != std::string_view::npos && line.find_first_not_of(" \t\r", close + 1) == std::string_view::npos;
  if (alone && (ends || line[begin] == '-')) return HtmlStart{"", true};
  return std::nullopt;
}

bool contains_ignoring_case(std::string_view line, std::string_view lower_case_word) noexcept {
  return std::search(line.begin(), line.end(), lower_case_word.begin(), lower_case_word.end(),
                     [](char a, char b) { return ascii::to_lower(a) == b; }) != line.end();
}

}  // namespace mdconv::markdown
