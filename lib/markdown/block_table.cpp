// SPDX-License-Identifier: MIT
#include <algorithm>

#include "markdown/block_pass.h"
#include "support/unicode.h"
#include "support/utf8.h"

// Tables, as the parser wants them: after a blank line, with a head and delimiters as long as the longest row.

namespace mdconv::markdown {

namespace {

// The parser's own limit.
constexpr std::size_t kMostColumns = 128;

bool ends_with_bar(std::string_view row) {
  row = trim_blanks(row);
  return row.ends_with('|') && !row.ends_with("\\|");
}

// Cells up to the last that is not empty.
std::size_t count_filled(std::string_view row) {
  const std::vector<std::string_view> cells = table_cells(row);
  const auto last = std::find_if(cells.rbegin(), cells.rend(), [](std::string_view cell) { return !cell.empty(); });
  return static_cast<std::size_t>(cells.rend() - last);
}

// Bars that are part of code spans.
std::vector<std::size_t> bars_in_code(std::string_view row) {
  std::vector<std::size_t> bars;
  for (std::size_t i = row.find('`'); i != std::string_view::npos; i = row.find('`', i)) {
    const std::size_t begin = std::min(row.find_first_not_of('`', i), row.size());
    const std::string_view mark = row.substr(i, begin - i);
    std::size_t close = row.find(mark, begin);
    while (close != std::string_view::npos && row.find_first_not_of('`', close) - close != mark.size() &&
           close + mark.size() != row.size())
      close = row.find(mark, std::min(row.find_first_not_of('`', close), row.size()));
    // What has no end here has none further on either.
    if (close == std::string_view::npos) return bars;
    for (std::size_t bar = row.find('|', begin); bar < close; bar = row.find('|', bar + 1))
      if (row[bar - 1] != '\\') bars.push_back(bar);
    i = close + mark.size();
  }
  return bars;
}

// The row without the bars that part a reading from its characters.
std::string hide_ruby(std::string_view row) {
  std::string text(row);
  std::size_t close = 0;
  for (std::size_t i = text.find('{'); i != std::string::npos; i = text.find('{', i + 1)) {
    std::size_t first = i + 1;
    if (close < first) close = text.find('}', first);
    if (close == std::string::npos) break;
    if (first == close || !unicode::is_wide(utf8::next(text, first))) continue;
    std::replace(text.begin() + static_cast<std::ptrdiff_t>(i), text.begin() + static_cast<std::ptrdiff_t>(close), '|',
                 ' ');
    i = close;
  }
  return text;
}

}  // namespace

// kramdown's crossings are bars.
std::string BlockPass::plain_delimiter(std::string_view line) const {
  std::string plain(line);
  if (rewriting_.has(Extension::KramdownTables) && line.starts_with('|'))
    std::replace(plain.begin(), plain.end(), '+', '|');
  return plain;
}

// A line of hyphens or equals signs between rows.
bool BlockPass::is_separator(std::string_view line) const {
  if (!rewriting_.has(Extension::KramdownTables) || !line.starts_with('|')) return false;
  if (line.find_first_not_of("|+:- \t") != std::string_view::npos &&
      line.find_first_not_of("|+:= \t") != std::string_view::npos)
    return false;
  const std::string plain = plain_delimiter(line);
  const std::vector<std::string_view> cells = table_cells(plain);
  // A row may hold single hyphens, where there is nothing to say.
  return !cells.empty() && std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
    return cell.find("---") != std::string_view::npos || cell.find("===") != std::string_view::npos;
  });
}

// The parser wants a table's first line to be its paragraph's, and takes delimiters for a table's that are not: fewer
// or more than the cells above.
void BlockPass::begin_table(const Cursor& content) {
  if (!rewriting_.has(Extension::Tables)) return;
  const InlineLine head = region_.back();
  // A line that is indented like code goes on the paragraph.
  std::size_t blanks = 0;
  while (blanks < head.begin && is_blank(text_[head.begin - 1 - blanks])) ++blanks;
  if (region_.size() > 1 && blanks >= kCodeIndent) return;
  const std::string plain = plain_delimiter(content.rest());
  const std::vector<std::string_view> delimiters = table_cells(plain);
  const std::string_view cells = text_.substr(head.begin, head.end - head.begin);
  const bool fits = table_cells(cells).size() == delimiters.size() ||
                    (rewriting_.has(Extension::Ruby) && table_cells(hide_ruby(cells)).size() == delimiters.size());
  if (!fits) {
    edits_.insert(content.offset + content.rest().find_first_of("|:"), "\\");
    return;
  }
  table_ = true;
  table_matched_ = matched_;
  finish_table();
  std::string line = "|";
  for (const std::string_view cell : delimiters) {
    line += cell.starts_with(':') ? ":--" : "---";
    line += cell.ends_with(':') ? ":|" : "-|";
  }
  open_table_ = OpenTable{head, {content.offset, line_.end}, std::move(line), delimiters.size(), delimiters.size()};
  if (region_.size() == 1) return;
  const InlineLine& above = region_.front();
  if (region_.size() == 2 && is_separator(text_.substr(above.begin, above.end - above.begin))) {
    // kramdown's line above the head.
    edits_.erase(above.begin, head.begin);
    region_.erase(region_.begin());
    return;
  }
  edits_.insert(head.begin, "\n" + prefix(Cursor{text_, content.offset, line_.end}));
}

// The longest row says how many columns there are.
void BlockPass::finish_table() {
  if (!open_table_) return;
  OpenTable table = *std::exchange(open_table_, std::nullopt);
  if (table.most > table.columns && table.most <= kMostColumns) {
    const std::string_view head = text_.substr(table.head.begin, table.head.end - table.head.begin);
    std::string cells = ends_with_bar(head) ? "" : " |";
    for (std::size_t i = table.columns; i < table.most; ++i) {
      cells += " |";
      table.line += "---|";
    }
    edits_.insert(table.head.end, std::move(cells));
  }
  edits_.replace(table.delimiters.begin, table.delimiters.end, std::move(table.line));
}

// Whether the line is a row; lines between rows go.
bool BlockPass::add_row(const Cursor& content) {
  flush_region();
  const bool delimiters = open_table_ && open_table_->delimiters.begin == content.offset;
  if (!delimiters && is_separator(content.rest())) {
    erase_line({content.offset, line_.end});
    return false;
  }
  part_empty_cells(content, delimiters ? std::vector<std::size_t>() : fit_row(content));
  return true;
}

// With the line end before it: what its containers put there goes too.
void BlockPass::erase_line(const InlineLine& line) {
  std::size_t begin = line_begin(line);
  while (begin > 0 && (text_[begin - 1] == '\n' || text_[begin - 1] == '\r')) --begin;
  edits_.erase(begin, line.end);
}

// A row with more cells than the head: bars in readings and in code part no cells then, or the table is wider. Gives
// the bars of the row that are escaped.
std::vector<std::size_t> BlockPass::fit_row(const Cursor& content) {
  if (!rewriting_.has(Extension::KramdownTables) || !open_table_) return {};
  if (count_filled(content.rest()) <= open_table_->columns) return {};
  std::string row(content.rest());
  if (rewriting_.has(Extension::Ruby)) row = hide_ruby(row);
  const std::size_t cells = count_filled(row);
  if (cells <= open_table_->columns) return {};
  std::vector<std::size_t> bars = bars_in_code(row);
  for (const std::size_t bar : bars) row[bar] = ' ';
  if (count_filled(row) <= open_table_->columns) {
    for (const std::size_t bar : bars) edits_.insert(content.offset + bar, "\\");
    return bars;
  }
  open_table_->most = std::max(open_table_->most, cells);
  return {};
}

// To the parser two bars are one; a space between them makes the empty cell that they stand for.
void BlockPass::part_empty_cells(const Cursor& content, const std::vector<std::size_t>& escaped) {
  const std::string_view row = text_.substr(0, content.end);
  for (std::size_t i = row.find("||", content.offset); i != std::string_view::npos; i = row.find("||", i + 1)) {
    const bool is_escaped = std::binary_search(escaped.begin(), escaped.end(), i - content.offset);
    if (!is_escaped && (i == content.offset || text_[i - 1] != '\\')) edits_.insert(i + 1, " ");
  }
}

// ---- tables without a head ----

std::size_t BlockPass::line_begin(const InlineLine& line) const { return text_.find_last_of("\r\n", line.begin) + 1; }

// A paragraph is one whose lines all begin with a bar, and end with one or have several cells.
bool BlockPass::is_headless_table() const {
  if (table_ || lazy_ || !rewriting_.has(Extension::KramdownTables) || text_[region_.front().begin] != '|')
    return false;
  const std::size_t indent = region_.front().begin - line_begin(region_.front());
  const bool rows = std::all_of(region_.begin(), region_.end(), [&](const InlineLine& line) {
    const std::string_view row = text_.substr(line.begin, line.end - line.begin);
    const bool indented = line.begin - line_begin(line) >= indent + kCodeIndent;
    const std::size_t cells = row.starts_with('|') && !indented ? table_cells(row).size() : 0;
    return cells > 1 ? cells <= kMostColumns : cells == 1 && ends_with_bar(row);
  });
  if (!rows || region_.size() > 1) return rows;
  // One line alone may be a formula: |x| < |y|
  const std::string_view row = text_.substr(region_[0].begin, region_[0].end - region_[0].begin);
  return !is_separator(row) && is_blank(row[1]) && ends_with_bar(row) && table_cells(row).size() > 1;
}

void BlockPass::make_headless_table() {
  std::size_t columns = 0;
  const auto row_of = [&](const InlineLine& line) { return text_.substr(line.begin, line.end - line.begin); };
  std::vector<std::vector<std::size_t>> escaped(region_.size());
  for (std::size_t i = 0; i < region_.size(); ++i) {
    const InlineLine& line = region_[i];
    if (is_separator(row_of(line))) continue;
    std::string row = hide_ruby(row_of(line));
    escaped[i] = bars_in_code(row);
    for (const std::size_t bar : escaped[i]) {
      row[bar] = ' ';
      edits_.insert(line.begin + bar, "\\");
    }
    columns = std::max(columns, table_cells(row).size());
  }
  if (columns == 0) return;
  std::string head = "|", delimiters = "|";
  for (std::size_t i = 0; i < columns; ++i) {
    head += " |";
    delimiters += "---|";
  }
  const std::string inside = prefix(line_begin(region_.front()), region_.front().begin);
  head += "\n" + inside + delimiters;
  for (const InlineLine& line : region_) {
    const bool first = &line == &region_.front();
    if (is_separator(row_of(line))) {
      if (first) {
        edits_.replace(line.begin, line.end, head);
      } else {
        erase_line(line);
      }
      continue;
    }
    if (first) edits_.insert(line.begin, head + "\n" + inside);
    part_empty_cells({text_, line.begin, line.end}, escaped[static_cast<std::size_t>(&line - region_.data())]);
    inlines_.run({line}, false);
  }
  paragraph_depth_ = kNoParagraph;
  // The parser takes whatever follows a row for a row.
  const InlineLine& last = region_.back();
  const bool follows =
      line_.begin >= last.end && !trim_blanks(text_.substr(line_.begin, line_.end - line_.begin)).empty();
  if (follows) edits_.insert(last.end, "\n" + prefix(line_begin(last), last.begin));
}

}  // namespace mdconv::markdown
