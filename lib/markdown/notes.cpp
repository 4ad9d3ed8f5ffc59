// SPDX-License-Identifier: MIT
#include "markdown/notes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "document/note_key.h"

// Finding definitions before the parser sees them
// -----------------------------------------------
// md4c knows no notes, so their definitions are taken out of the text before it, and each body is parsed on its
// own. The scanner goes over the text line by line and knows just enough of the block structure not to be misled:
// block quotes (a line's `>` marks), list items (the columns their content begins at), fenced code, and raw HTML. It
// needs no knowledge of indented code, because a definition is never indented by four columns.
//
// A body goes on over lines indented by four columns beyond the definition's container (also after blank lines), and
// over lines that can only continue its last paragraph. Each line is looked at once; the cost is linear.

namespace mdconv::markdown {

namespace {

constexpr std::size_t kMaxLabel = 999;  // as for link labels in CommonMark
constexpr int kIndent = 4;

bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// A place in a line that knows its column; tabs go to multiples of four.
struct Cursor {
  std::string_view text;
  std::size_t offset = 0;
  std::size_t end = 0;
  int column = 0;

  bool at_end() const { return offset >= end; }
  char peek() const { return at_end() ? '\0' : text[offset]; }
  void step() {
    column = text[offset] == '\t' ? column + kIndent - column % kIndent : column + 1;
    ++offset;
  }
  void skip_spaces() {
    while (!at_end() && is_space(text[offset])) step();
  }
  std::string_view rest() const { return text.substr(offset, end - offset); }
};

struct Fence {
  char mark = '\0';
  std::size_t length = 0;
};

std::optional<Fence> opening_fence(std::string_view line) {
  if (line.empty() || (line[0] != '`' && line[0] != '~')) return std::nullopt;
  const std::size_t length = std::min(line.find_first_not_of(line[0]), line.size());
  if (length < 3) return std::nullopt;
  if (line[0] == '`' && line.find('`', length) != std::string_view::npos) return std::nullopt;
  return Fence{line[0], length};
}

bool closes_fence(const Fence& fence, std::string_view line) {
  const std::size_t length = std::min(line.find_first_not_of(fence.mark), line.size());
  return length >= fence.length && line.find_first_not_of(" \t", length) == std::string_view::npos;
}

bool is_thematic_break(std::string_view line) {
  if (line.empty() || (line[0] != '-' && line[0] != '*' && line[0] != '_')) return false;
  std::size_t marks = 0;
  for (const char c : line) {
    if (c == line[0])
      ++marks;
    else if (!is_space(c))
      return false;
  }
  return marks >= 3;
}

// Bytes of a list item's mark (without the space behind it), or 0.
std::size_t list_mark(std::string_view line) {
  std::size_t length = 0;
  if (!line.empty() && (line[0] == '-' || line[0] == '+' || line[0] == '*')) {
    length = 1;
  } else {
    while (length < line.size() && length < 9 && is_digit(line[length])) ++length;
    if (length == 0 || length == line.size() || (line[length] != '.' && line[length] != ')')) return 0;
    ++length;
  }
  const bool parted = length == line.size() || is_space(line[length]);
  return parted && !is_thematic_break(line) ? length : 0;
}

bool starts_definition(std::string_view line) {
  const std::string_view label = note_label_at(line, 0);
  return !label.empty() && line.size() > label.size() + 3 && line[label.size() + 3] == ':';
}

// Whether a line can only be the beginning of a block, so that it never continues a paragraph.
bool starts_block(std::string_view line) {
  if (line.empty()) return true;
  const bool heading = line[0] == '#' && [&] {
    const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
    return marks <= 6 && (marks == line.size() || is_space(line[marks]));
  }();
  const std::size_t mark = list_mark(line);
  const bool item = mark != 0 && mark < line.size() && (!is_digit(line[0]) || (mark == 2 && line[0] == '1'));
  return heading || item || line[0] == '>' || line[0] == '<' || opening_fence(line) || is_thematic_break(line) ||
         starts_definition(line);
}

// What ends the raw HTML that a line begins; empty: a blank line. Nothing: the line begins none.
std::optional<std::string_view> html_end(std::string_view line) {
  if (line.size() < 2 || line[0] != '<') return std::nullopt;
  if (line.substr(0, 4) == "<!--") return "-->";
  if (line[1] == '?') return "?>";
  if (line.substr(0, 9) == "<![CDATA[") return "]]>";
  if (line[1] == '!' && line.size() > 2 && is_letter(line[2])) return ">";
  std::size_t begin = line[1] == '/' ? 2 : 1;
  std::string name;
  while (begin < line.size() && name.size() < 16 && (is_letter(line[begin]) || is_digit(line[begin]))) {
    name.push_back(lower(line[begin++]));
  }
  if (name.empty()) return std::nullopt;
  if (line[1] != '/') {
    if (name == "pre") return "</pre>";
    if (name == "script") return "</script>";
    if (name == "style") return "</style>";
    if (name == "textarea") return "</textarea>";
  }
  static constexpr std::array<std::string_view, 31> kInline = {
      "a",    "abbr",  "b",    "bdi",    "bdo",    "big",  "br",  "cite", "code", "del",  "em",
      "font", "i",     "img",  "ins",    "kbd",    "mark", "q",   "rp",   "rt",   "ruby", "s",
      "samp", "small", "span", "strike", "strong", "sub",  "sup", "u",    "var"};
  if (std::find(kInline.begin(), kInline.end(), name) == kInline.end()) return std::string_view();
  // Other elements begin raw HTML only when their tag stands alone.
  const std::size_t close = line.find('>');
  const bool alone =
      close != std::string_view::npos && line.find_first_not_of(" \t\r", close + 1) == std::string_view::npos;
  if (alone) return std::string_view();
  return std::nullopt;
}

bool contains_lower(std::string_view line, std::string_view word) {
  return std::search(line.begin(), line.end(), word.begin(), word.end(),
                     [](char a, char b) { return lower(a) == b; }) != line.end();
}

class Scanner {
 public:
  explicit Scanner(const SourceText& source) : source_(source), text_(source.text) {}

  ExtractedNotes run() {
    std::size_t begin = 0;
    while (begin < text_.size()) begin = scan_line(begin);
    finish_definition();
    return std::move(result_);
  }

 private:
  // Where the line that begins at `begin` ends, without and with its line end.
  struct Line {
    std::size_t end;
    std::size_t next;
  };
  Line line_at(std::size_t begin) const {
    const std::size_t end = std::min(text_.find_first_of("\r\n", begin), text_.size());
    std::size_t next = std::min(end + 1, text_.size());
    if (end + 1 < text_.size() && text_[end] == '\r' && text_[end + 1] == '\n') ++next;
    return {end, next};
  }

  std::size_t scan_line(std::size_t begin) {
    const Line line = line_at(begin);
    Cursor cursor{text_, begin, line.end};
    const int quotes = skip_quotes(cursor);
    if (quotes != quotes_) {
      finish_definition();
      quotes_ = quotes;
      items_.clear();
      fence_.reset();
      html_.reset();
    }
    quote_column_ = cursor.column;
    if (!continue_definition(cursor, line)) scan_content(cursor, line);
    return line.next;
  }

  // Goes past the `>` marks of block quotes; how many there are.
  static int skip_quotes(Cursor& cursor) {
    int quotes = 0;
    for (;;) {
      Cursor ahead = cursor;
      ahead.skip_spaces();
      if (ahead.peek() != '>' || ahead.column - cursor.column >= kIndent) return quotes;
      ahead.step();
      if (is_space(ahead.peek())) ahead.step();
      cursor = ahead;
      ++quotes;
    }
  }

  // Whether the line belongs to the definition that is open.
  bool continue_definition(Cursor cursor, const Line& line) {
    if (!open_) return false;
    Cursor content = cursor;
    content.skip_spaces();
    if (content.at_end()) {
      blank_lines_.push_back(cursor.offset);
      after_blank_ = true;
      return true;
    }
    const int base = definition_column_ + kIndent;
    const bool indented = content.column - quote_column_ >= base;
    const bool lazy = !after_blank_ && lazy_ && !body_fence_ && !starts_block(content.rest());
    if (!indented && !lazy) {
      finish_definition();
      return false;
    }
    add_blank_lines();
    if (indented) {
      while (cursor.column - quote_column_ < base) cursor.step();
      // A tab that reaches beyond the indentation leaves spaces behind.
      const int spare = cursor.column - quote_column_ - base;
      add_body_line(cursor.offset, line, static_cast<std::size_t>(spare));
      note_fence(content.rest());
    } else {
      add_body_line(content.offset, line, 0);
    }
    after_blank_ = false;
    lazy_ = !body_fence_;
    erase(cursor.offset, line.end);
    return true;
  }

  void note_fence(std::string_view line) {
    if (body_fence_) {
      if (closes_fence(*body_fence_, line)) body_fence_.reset();
    } else {
      body_fence_ = opening_fence(line);
    }
  }

  void scan_content(Cursor cursor, const Line& line) {
    Cursor content = cursor;
    content.skip_spaces();
    const std::string_view rest = content.rest();
    if (rest.empty()) {
      if (html_ && html_->empty()) html_.reset();
      after_blank_ = true;
      return;
    }
    int column = content.column - quote_column_;
    leave_items(column, rest);
    const int base = items_.empty() ? 0 : items_.back();
    if (fence_) {
      if (column - base < kIndent && closes_fence(*fence_, rest)) fence_.reset();
      after_blank_ = false;
      return;
    }
    if (html_) {
      if (!html_->empty() && contains_lower(rest, *html_)) html_.reset();
      after_blank_ = false;
      return;
    }
    after_blank_ = false;
    // Items may begin inside items on one line.
    while (column - (items_.empty() ? 0 : items_.back()) < kIndent) {
      const std::size_t mark = list_mark(content.rest());
      if (mark == 0 || items_.size() >= kMaxItems) break;
      for (std::size_t i = 0; i < mark; ++i) content.step();
      const int after_mark = content.column;
      content.skip_spaces();
      const bool code = content.column - after_mark > kIndent;
      items_.push_back((content.at_end() || code ? after_mark + 1 : content.column) - quote_column_);
      if (content.at_end() || code) return;
      column = content.column - quote_column_;
    }
    if (column - (items_.empty() ? 0 : items_.back()) >= kIndent) return;
    scan_block_start(content, line);
  }

  // List items whose content this line is not part of are over; a paragraph's continuation may stand left of it.
  void leave_items(int column, std::string_view rest) {
    while (!items_.empty() && column < items_.back()) {
      const bool lazy = !after_blank_ && !fence_ && !html_ && !starts_block(rest) && list_mark(rest) == 0;
      if (lazy) return;
      items_.pop_back();
      fence_.reset();
      html_.reset();
    }
  }

  void scan_block_start(Cursor content, const Line& line) {
    const std::string_view rest = content.rest();
    if (starts_definition(rest)) {
      open_definition(content, line);
    } else if (const std::optional<Fence> fence = opening_fence(rest)) {
      fence_ = fence;
    } else if (const std::optional<std::string_view> end = html_end(rest)) {
      html_ = end;
      if (!end->empty() && contains_lower(rest.substr(std::min<std::size_t>(rest.size(), 4)), *end)) html_.reset();
    }
  }

  void open_definition(Cursor content, const Line& line) {
    finish_definition();
    const std::string_view label = note_label_at(content.rest(), 0);
    const std::size_t begin = content.offset;
    open_ = true;
    definition_column_ = items_.empty() ? 0 : items_.back();
    definition_ = {};
    definition_.label = std::string(label);
    definition_begin_ = begin;
    for (std::size_t i = 0; i < label.size() + 4; ++i) content.step();
    content.skip_spaces();
    after_blank_ = false;
    lazy_ = !content.at_end();
    if (!content.at_end()) {
      note_fence(content.rest());
      if (body_fence_) lazy_ = false;
    }
    add_body_line(content.offset, line, 0);
    erase(begin, line.end);
  }

  void add_body_line(std::size_t begin, const Line& line, std::size_t spaces) {
    std::string& body = definition_.text;
    if (spaces > 0) {
      definition_.pieces.push_back({body.size(), source_.source_offset(begin)});
      body.append(spaces, ' ');
    }
    definition_.pieces.push_back({body.size(), source_.source_offset(begin)});
    body.append(text_.substr(begin, line.end - begin));
    definition_end_ = line.end;
    body.push_back('\n');
  }

  void add_blank_lines() {
    for (const std::size_t offset : blank_lines_) {
      definition_.pieces.push_back({definition_.text.size(), source_.source_offset(offset)});
      definition_.text.push_back('\n');
    }
    blank_lines_.clear();
  }

  void finish_definition() {
    if (!open_) return;
    open_ = false;
    body_fence_.reset();
    blank_lines_.clear();
    definition_.span = source_.span(definition_begin_, definition_end_);
    result_.definitions.push_back(std::move(definition_));
  }

  void erase(std::size_t begin, std::size_t end) {
    if (result_.remaining.empty()) result_.remaining = std::string(text_);
    std::fill(result_.remaining.begin() + static_cast<std::ptrdiff_t>(begin),
              result_.remaining.begin() + static_cast<std::ptrdiff_t>(end), ' ');
  }

  static constexpr std::size_t kMaxItems = 100;

  const SourceText& source_;
  std::string_view text_;
  ExtractedNotes result_;

  int quotes_ = 0;
  int quote_column_ = 0;
  std::vector<int> items_;  // columns at which the content of the open list items begins
  std::optional<Fence> fence_;
  std::optional<std::string_view> html_;  // what ends the raw HTML that is open
  bool after_blank_ = false;

  bool open_ = false;
  NoteDefinition definition_;
  std::size_t definition_begin_ = 0;
  std::size_t definition_end_ = 0;
  int definition_column_ = 0;
  bool lazy_ = false;
  std::optional<Fence> body_fence_;
  std::vector<std::size_t> blank_lines_;
};

}  // namespace

std::string_view note_label_at(std::string_view text, std::size_t offset) noexcept {
  if (text.substr(offset, 2) != "[^") return {};
  const std::size_t begin = offset + 2;
  for (std::size_t i = begin; i < text.size() && i - begin <= kMaxLabel; ++i) {
    const char c = text[i];
    if (c == ']') return text.substr(begin, i - begin);
    if (c == '[' || c == ' ' || c == '\t' || c == '\n' || c == '\r') return {};
  }
  return {};
}

ExtractedNotes extract_notes(const SourceText& source) {
  if (source.text.find("]:") == std::string_view::npos) return {};
  return Scanner(source).run();
}

namespace {

// The label of `[label]: target` that fills a line, or an empty view.
std::string_view reference_label(std::string_view line) {
  const std::size_t close = line.find("]:");
  if (line.size() < 5 || line[0] != '[' || line[1] == '^' || close == std::string_view::npos || close < 2) return {};
  const std::string_view label = line.substr(1, close - 1);
  const std::size_t target = line.find_first_not_of(" \t", close + 2);
  if (label.size() > kMaxLabel || label.find_first_of("[]\\") != std::string_view::npos) return {};
  if (target == std::string_view::npos) return {};
  // A target alone, or one with a title in quotes: anything else might not be a definition.
  const std::size_t end = line.find_first_of(" \t", target);
  if (end == std::string_view::npos) return label;
  const std::size_t title = line.find_first_not_of(" \t", end);
  if (title == std::string_view::npos) return label;
  const std::size_t last = line.find_last_not_of(" \t");
  const bool quoted = line[title] == '"' && last > title && line[last] == '"' && line.find('"', title + 1) == last;
  return quoted ? label : std::string_view();
}

}  // namespace

ReferenceDefinitions::ReferenceDefinitions(const SourceText& document) {
  const std::string_view text = document.text;
  for (std::size_t i = text.find("]:"); i != std::string_view::npos;) {
    const std::size_t before = text.find_last_of("\r\n", i);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find_first_of("\r\n", i), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::string_view label = reference_label(line);
    if (!label.empty()) by_label_.try_emplace(doc::note_key(label), Line{line, document.source_offset(begin)});
    i = text.find("]:", end);
  }
}

void ReferenceDefinitions::add_to(NoteDefinition& note) const {
  if (by_label_.empty()) return;
  std::string head;
  std::vector<Piece> pieces;
  std::set<std::string> added;
  const std::string_view body = note.text;
  for (std::size_t open = body.find('['); open != std::string_view::npos; open = body.find('[', open + 1)) {
    const std::size_t close = body.substr(0, open + kMaxLabel).find_first_of("[]", open + 1);
    if (close == std::string_view::npos || body[close] != ']') continue;
    const auto found = by_label_.find(doc::note_key(body.substr(open + 1, close - open - 1)));
    if (found == by_label_.end() || !added.insert(found->first).second) continue;
    pieces.push_back({head.size(), found->second.source});
    head.append(found->second.text).append("\n");
  }
  if (head.empty()) return;
  head += '\n';
  for (const Piece& piece : note.pieces) pieces.push_back({piece.offset + head.size(), piece.source});
  note.pieces = std::move(pieces);
  note.text.insert(0, head);
}

}  // namespace mdconv::markdown
