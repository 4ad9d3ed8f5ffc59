// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "support/ascii.h"

// What lines look like, as far as it can be told from a line alone.

namespace mdconv::markdown {

/// Columns of indentation that make code of a line, and that a note's later lines have.
inline constexpr int kCodeIndent = 4;

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }
constexpr bool is_ascii_punctuation(char c) noexcept {
  return c > ' ' && c < 0x7F && !ascii::is_letter(c) && !ascii::is_digit(c);
}

std::string_view trim_blanks(std::string_view text) noexcept;

/// Where a line ends, without and with its line end.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t next = 0;
};
Line line_at(std::string_view text, std::size_t begin) noexcept;

/// A place in a line that knows its column; tabs go to multiples of four.
struct Cursor {
  std::string_view text;
  std::size_t offset = 0;
  std::size_t end = 0;
  int column = 0;

  bool at_end() const { return offset >= end; }
  char peek() const { return at_end() ? '\0' : text[offset]; }
  void step() {
    column = text[offset] == '\t' ? column + kCodeIndent - column % kCodeIndent : column + 1;
    ++offset;
  }
  void step(std::size_t bytes) {
    for (; bytes > 0 && !at_end(); --bytes) step();
  }
  void skip_blanks() {
    while (!at_end() && is_blank(text[offset])) step();
  }
  /// Over blanks up to a number of columns; a tab may be passed in part.
  void skip_columns(int columns);
  std::string_view rest() const { return text.substr(offset, end - offset); }
};

struct Fence {
  char mark = '\0';
  std::size_t length = 0;
};
std::optional<Fence> opening_fence(std::string_view line) noexcept;
bool closes_fence(const Fence& fence, std::string_view line) noexcept;

bool is_thematic_break(std::string_view line) noexcept;
/// The underline of a heading whose text stands on the line before.
bool is_setext_underline(std::string_view line) noexcept;
/// Marks of `# heading`, 0 when it is none.
std::size_t atx_marks(std::string_view line) noexcept;
/// The line between a table's head and its body.
bool is_table_delimiter(std::string_view line);
/// The cells of a table's row, without the marks that part them and the blanks around them.
std::vector<std::string_view> table_cells(std::string_view line);

/// Bytes of a list item's mark (without the space behind it), or 0.
std::size_t list_mark(std::string_view line) noexcept;

/// What ends the raw HTML that a line begins; empty: a blank line. Nothing: the line begins none.
struct HtmlStart {
  std::string_view end;
  /// A tag alone on its line: it cannot interrupt a paragraph.
  bool alone = false;
};
std::optional<HtmlStart> html_start(std::string_view line);
bool contains_ignoring_case(std::string_view line, std::string_view lower_case_word) noexcept;

}  // namespace mdconv::markdown
