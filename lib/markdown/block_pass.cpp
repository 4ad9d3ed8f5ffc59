// SPDX-License-Identifier: MIT
#include "markdown/block_pass.h"

#include <algorithm>

#include "markdown/notes.h"
#include "markdown/template_tag.h"

namespace mdconv::markdown {

namespace {

constexpr std::size_t kMaxContainers = 100;

// Whether a line that holds `mark` can interrupt a paragraph: only an item that is not empty, and begins at one.
bool interrupts(std::string_view rest, std::size_t mark) {
  const bool empty = rest.find_first_not_of(" \t", mark) == std::string_view::npos;
  return !empty && (!ascii::is_digit(rest[0]) || (mark == 2 && rest[0] == '1'));
}

}  // namespace

BlockPass::BlockPass(const SourceText& source, Rewriting& rewriting)
    : source_(source), text_(source.text), rewriting_(rewriting), inlines_(source, rewriting, edits_) {}

std::optional<SourceEdits::Changed> BlockPass::run() {
  for (std::size_t begin = 0; begin < text_.size();) begin = scan_line(begin);
  line_ = {text_.size(), text_.size(), text_.size()};
  flush_region();
  if (!containers_.empty() && containers_.back().kind == ContainerKind::Note) finish_note();
  finish_table();
  if (edits_.empty()) return std::nullopt;
  return edits_.apply(source_);
}

// ---- the line and its containers ----

std::size_t BlockPass::scan_line(std::size_t begin) {
  line_ = line_at(text_, begin);
  if (begin < resume_) return line_.next;
  item_begins_ = false;
  Cursor cursor{text_, begin, line_.end};
  const std::size_t matched = matched_ = match_containers(cursor);
  if (!containers_.empty() && containers_.back().kind == ContainerKind::Note && scan_note_line(matched, cursor))
    return line_.next;
  Cursor content = cursor;
  content.skip_blanks();
  if (content.at_end()) {
    scan_blank(matched, cursor);
    return line_.next;
  }
  if (matched < containers_.size()) {
    if (is_lazy(matched, content)) {
      lazy_ = true;
      add_text_line(content);
      return line_.next;
    }
    // The parser takes whatever follows a row for a row.
    if (table_ && leaf_ == Leaf::Paragraph) put_blank_line(cursor);
    close_containers(matched, cursor);
  } else if (leaf_ == Leaf::Fence) {
    scan_fence_line(cursor);
    return line_.next;
  } else if (leaf_ == Leaf::Html) {
    if (!parts_html(content)) {
      scan_html_line(cursor);
      return line_.next;
    }
    put_blank_line(cursor);
    leaf_ = Leaf::None;
    // Attributes belong to the HTML above.
    after_blank_ = !content.rest().starts_with("{:");
  }
  while (open_container(cursor)) {
  }
  scan_leaf(cursor);
  return line_.next;
}

// How many containers the line is part of; the cursor goes behind their marks and indentation.
std::size_t BlockPass::match_containers(Cursor& cursor, bool edit) {
  std::size_t matched = 0;
  for (; matched < containers_.size(); ++matched) {
    const Container& container = containers_[matched];
    Cursor ahead = cursor;
    ahead.skip_blanks();
    const int indent = ahead.column - cursor.column;
    if (container.kind == ContainerKind::Quote) {
      if (indent >= kCodeIndent || ahead.peek() != '>') break;
      ahead.step();
      if (is_blank(ahead.peek())) ahead.skip_columns(1);
      cursor = ahead;
      continue;
    }
    if (ahead.at_end()) {
      cursor = ahead;
      continue;
    }
    if (indent < container.indent) break;
    const std::size_t before = cursor.offset;
    const int goal = cursor.column + container.indent;
    cursor.skip_columns(container.indent);
    if (container.kind == ContainerKind::Admonition && edit) {
      // The parser sees the text without the indentation that made it part of the admonition.
      Cursor behind = cursor;
      if (!behind.at_end() && is_blank(behind.peek())) behind.step();
      const bool inside_tab = !cursor.at_end() && cursor.peek() == '\t' && cursor.column % kCodeIndent != 0;
      if (inside_tab) {
        edits_.replace(before, behind.offset, std::string(static_cast<std::size_t>(behind.column - goal), ' '));
      } else {
        edits_.erase(before, cursor.offset);
      }
    }
  }
  return matched;
}

void BlockPass::scan_blank(std::size_t matched, const Cursor& cursor) {
  if (matched < containers_.size()) {
    close_containers(matched, cursor);
  } else if (leaf_ == Leaf::Fence) {
    return;
  } else if (leaf_ == Leaf::Html) {
    if (html_.end.empty()) leaf_ = Leaf::None;
    return;
  } else {
    end_leaf();
  }
  if (after_blank_) paragraph_depth_ = kNoParagraph;
  after_blank_ = true;
}

// Whether a line that stands left of its container goes on the paragraph in it. Admonitions and tables end there.
bool BlockPass::is_lazy(std::size_t matched, const Cursor& content) const {
  const bool admonition =
      std::any_of(containers_.begin() + static_cast<std::ptrdiff_t>(matched), containers_.end(),
                  [](const Container& container) { return container.kind == ContainerKind::Admonition; });
  const bool table = table_ && matched < table_matched_;
  return leaf_ == Leaf::Paragraph && !table && !admonition && !starts_block(content.rest());
}

void BlockPass::close_containers(std::size_t size, const Cursor& cursor) {
  end_leaf();
  while (containers_.size() > size) {
    const Container container = containers_.back();
    containers_.pop_back();
    if (container.kind == ContainerKind::Note) finish_note();
    // What closes with the container around it needs no mark.
    if (container.kind == ContainerKind::Admonition && containers_.size() == size) {
      Insertion close = make(InsertionKind::CloseDivision, cursor);
      close.tag = kAdmonition;
      edits_.insert(line_.begin, prefix(cursor) + rewriting_.add(std::move(close)) + "\n");
    }
  }
}

bool BlockPass::open_container(Cursor& cursor) {
  Cursor content = cursor;
  content.skip_blanks();
  if (content.at_end() || content.column - cursor.column >= kCodeIndent) return false;
  if (containers_.size() >= kMaxContainers) return false;
  return open_quote(cursor) || open_item(cursor) || open_note(cursor) || open_definition(cursor) ||
         open_admonition(cursor);
}

void BlockPass::push_container(Container container) {
  end_leaf();
  containers_.push_back(container);
  paragraph_depth_ = kNoParagraph;
}

bool BlockPass::open_quote(Cursor& cursor) {
  Cursor content = cursor;
  content.skip_blanks();
  if (content.peek() != '>') return false;
  content.step();
  if (is_blank(content.peek())) content.skip_columns(1);
  push_container({ContainerKind::Quote});
  cursor = content;
  item_begins_ = false;
  return true;
}

bool BlockPass::open_item(Cursor& cursor) {
  Cursor content = cursor;
  content.skip_blanks();
  const std::string_view rest = content.rest();
  const std::size_t mark = list_mark(rest);
  if (mark == 0 || (leaf_ == Leaf::Paragraph && !interrupts(rest, mark))) return false;
  content.step(mark);
  const Cursor after = content;
  content.skip_blanks();
  Container item{ContainerKind::Item};
  if (content.at_end() || content.column - after.column > kCodeIndent) {
    content = after;
    content.skip_columns(1);
    item.indent = after.column + 1 - cursor.column;
  } else {
    item.indent = content.column - cursor.column;
  }
  push_container(item);
  cursor = content;
  item_begins_ = true;
  return true;
}

bool BlockPass::starts_block(std::string_view rest) const {
  if (rest.empty()) return true;
  const std::size_t mark = list_mark(rest);
  if (mark != 0 && interrupts(rest, mark)) return true;
  if (rest[0] == '<') {
    const std::optional<HtmlStart> html = html_start(rest);
    return html && !html->alone;
  }
  if (rest[0] == '[') return rewriting_.has(Extension::Footnotes) && starts_definition(rest);
  if (rest.starts_with("{:")) return rewriting_.has(Extension::AttributeLists);
  if (rest.starts_with("{%")) return rewriting_.has(Extension::Liquid) && is_block_tag(rest);
  if (rest[0] == ':' && rest.size() > 1 && is_blank(rest[1]))
    return after_definition_ && rewriting_.has(Extension::DefinitionLists);
  if (rest[0] == '^') return rewriting_.has(Extension::KramdownTags) && trim_blanks(rest) == "^";
  if (rest.starts_with(":::")) return rewriting_.has(Extension::FencedDivs);
  return rest[0] == '>' || atx_marks(rest) != 0 || opening_fence(rest) || is_thematic_break(rest);
}

// ---- leaves ----

// A blank line in front of the current one, of the containers open at the cursor. It goes behind the line before: what
// is taken away at the current one's start may not take it along.
void BlockPass::put_blank_line(const Cursor& cursor) {
  flush_region();
  std::size_t end = line_.begin;
  if (end > 0 && text_[end - 1] == '\n') --end;
  if (end > 0 && text_[end - 1] == '\r') --end;
  edits_.insert(end, "\n" + prefix(cursor));
}

void BlockPass::end_leaf() {
  flush_region();
  leaf_ = Leaf::None;
}

void BlockPass::flush_region() {
  if (region_.empty()) return;
  if (is_headless_table()) {
    make_headless_table();
  } else {
    inlines_.run(region_, false);
  }
  region_.clear();
}

void BlockPass::add_text_line(const Cursor& content) {
  const std::string_view rest = content.rest();
  if (leaf_ != Leaf::Paragraph) table_ = lazy_ = false;
  if (leaf_ == Leaf::Paragraph && !table_ && !region_.empty() && is_table_delimiter(plain_delimiter(rest)))
    begin_table(content);
  // What is open at the end of a table's row does not go on in the next.
  if (table_ && !add_row(content)) return;
  leaf_ = Leaf::Paragraph;
  after_blank_ = false;
  paragraph_depth_ = table_ ? kNoParagraph : containers_.size();
  region_.push_back({content.offset, content.end});
}

void BlockPass::scan_leaf(Cursor cursor) {
  Cursor content = cursor;
  content.skip_blanks();
  if (content.at_end()) return;
  const bool indented = content.column - cursor.column >= kCodeIndent;
  blanks_ = content.offset - cursor.offset;
  if (!indented && strip_raw(content)) content.step(text_.find("%}", content.offset) + 2 - content.offset);
  if (containers_.size() <= definition_depth_) after_definition_ = false;
  const std::string_view rest = content.rest();
  if (indented) {
    if (leaf_ == Leaf::Paragraph) return add_text_line(content);
    after_blank_ = false;
    paragraph_depth_ = kNoParagraph;
    return;
  }
  if (table_ && leaf_ == Leaf::Paragraph && starts_block(rest)) {
    // The parser takes whatever follows a row for a row.
    put_blank_line(cursor);
    end_leaf();
  }
  if (leaf_ == Leaf::Paragraph && is_thematic_break(rest) && region_is_references()) {
    // Definitions of links are no text that could be a heading's; the parser forgets that.
    put_blank_line(cursor);
    end_leaf();
  }
  if (leaf_ == Leaf::Paragraph && is_setext_underline(rest)) {
    if (!table_) {
      inlines_.run(region_, true);
      region_.clear();
    }
    end_leaf();
    paragraph_depth_ = kNoParagraph;
    return;
  }
  if (is_thematic_break(rest)) {
    end_leaf();
    after_blank_ = false;
    paragraph_depth_ = kNoParagraph;
    return;
  }
  if (scan_marks(content)) {
    after_blank_ = false;
    paragraph_depth_ = kNoParagraph;
    return;
  }
  if (const std::size_t marks = atx_marks(rest); marks != 0) {
    end_leaf();
    after_blank_ = false;
    paragraph_depth_ = kNoParagraph;
    inlines_.run({{content.offset + marks, content.end}}, true);
    return;
  }
  if (const std::optional<Fence> fence = opening_fence(rest)) {
    end_leaf();
    leaf_ = Leaf::Fence;
    fence_ = *fence;
    keep_escapes(content);
    after_blank_ = false;
    paragraph_depth_ = kNoParagraph;
    return;
  }
  const std::optional<HtmlStart> html = html_start(rest);
  if (html && !(html->alone && leaf_ == Leaf::Paragraph)) {
    end_leaf();
    leaf_ = Leaf::Html;
    html_ = *html;
    after_blank_ = false;
    paragraph_depth_ = kNoParagraph;
    if (const std::size_t tag = markdown_tag(rest); tag != 0) return scan_markdown_tag(content, tag);
    // Behind the beginning of a comment, "-->" may follow at once.
    const std::string_view behind = rest.substr(std::min<std::size_t>(rest.size(), html_.end == "-->" ? 4 : 2));
    scan_html(content);
    if (!html_.end.empty() && contains_ignoring_case(behind, html_.end)) leaf_ = Leaf::None;
    return;
  }
  if (!skip_comment(content)) add_text_line(content);
}

// The parser takes the backslashes out of what stands behind a fence; those before the quotes of an attribute's value
// are needed there.
void BlockPass::keep_escapes(const Cursor& content) {
  if (!rewriting_.has(Extension::CodeAttributes)) return;
  const std::string_view rest = content.rest();
  for (std::size_t i = rest.find('\\', rest.find('{')); i != std::string_view::npos; i = rest.find('\\', i + 2))
    if (i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\'')) edits_.insert(content.offset + i, "\\\\");
}

bool BlockPass::region_is_references() const {
  return !region_.empty() && std::all_of(region_.begin(), region_.end(), [&](const InlineLine& line) {
    return !reference_label(text_.substr(line.begin, line.end - line.begin)).empty();
  });
}

void BlockPass::scan_fence_line(const Cursor& cursor) {
  Cursor content = cursor;
  content.skip_blanks();
  if (content.column - cursor.column >= kCodeIndent) return;
  const std::size_t tag = content.rest().find("{%");
  const bool before_tag = rewriting_.raw && tag != std::string_view::npos &&
                          closes_fence(fence_, content.rest().substr(0, tag)) &&
                          trim_blanks(content.rest().substr(tag)).ends_with("%}") &&
                          parse_tag(trim_blanks(content.rest().substr(tag))).name == "endraw";
  if (before_tag) {
    rewriting_.raw = false;
    edits_.erase(content.offset + tag, line_.end);
  } else if (!closes_fence(fence_, content.rest())) {
    return;
  }
  leaf_ = Leaf::None;
  // To the parser only spaces may stand behind a closing fence, no tabs.
  const std::size_t last = text_.find_last_not_of(" \t", line_.end - 1);
  if (text_.substr(last + 1, line_.end - last - 1).find('\t') != std::string_view::npos)
    edits_.erase(last + 1, line_.end);
}

// The length of a tag that says that Markdown is inside (kramdown, PHP Markdown Extra, MkDocs); 0: it says nothing.
std::size_t BlockPass::markdown_tag(std::string_view rest) const {
  if (!rewriting_.has(Extension::KramdownTags) || rewriting_.options.keep_html) return 0;
  const std::size_t end = rest.find('>');
  const std::size_t attribute = rest.substr(0, end).find(" markdown");
  if (end == std::string_view::npos || attribute == std::string_view::npos || rest[1] == '/') return 0;
  std::string_view value = rest.substr(attribute + 9, end - attribute - 9);
  if (!value.starts_with('=')) return value.empty() || is_blank(value[0]) ? end + 1 : 0;
  value = value.substr(1, value.find_first_of(" \t") - 1);
  if (value.size() > 1 && (value[0] == '"' || value[0] == '\'')) value = value.substr(1, value.size() - 2);
  return value == "1" || value == "block" || value == "span" || value == "true" ? end + 1 : 0;
}

// A blank line behind the tag, and what follows is Markdown to the parser too.
void BlockPass::scan_markdown_tag(const Cursor& content, std::size_t length) {
  leaf_ = Leaf::None;
  Cursor behind = content;
  behind.step(length);
  Cursor text = behind;
  text.skip_blanks();
  edits_.insert(behind.offset, "\n" + prefix(content) + (text.at_end() ? "" : "\n" + prefix(content)));
  after_blank_ = true;
  if (text.at_end()) return;
  const std::string inside = prefix(content);
  scan_leaf(text);
  // A summary behind the tag is HTML up to the line's end only.
  if (leaf_ != Leaf::Html || !html_.end.empty() || resume_ > line_.next) return;
  edits_.insert(line_.end, "\n" + inside);
  leaf_ = Leaf::None;
  after_blank_ = true;
}

// A comment within raw HTML hides blank lines too, at which to the parser the HTML ends: it is taken out.
void BlockPass::scan_html(const Cursor& cursor) {
  constexpr std::string_view kOpen = "<!--";
  constexpr std::string_view kClose = "-->";
  std::size_t end = cursor.end;
  const bool ends_at_blank = html_.end.empty() && containers_.empty();
  for (std::size_t from = cursor.offset, line_end = cursor.end; ends_at_blank && !rewriting_.options.keep_html;) {
    const std::string_view line = text_.substr(from, line_end - from);
    const std::size_t comment = line.rfind(kOpen);
    if (comment == std::string_view::npos || line.find(kClose, comment) != std::string_view::npos) break;
    const std::size_t close = endless_.contains(kOpen) ? std::string_view::npos : text_.find(kClose, line_end);
    if (close == std::string_view::npos) {
      endless_.emplace(kOpen);
      break;
    }
    end = std::min(end, from + comment);
    edits_.erase(from + comment, close + kClose.size());
    from = close + kClose.size();
    line_end = line_at(text_, from).end;
    resume_ = line_at(text_, from).next;
  }
  if (rewriting_.has(Extension::Liquid)) inlines_.run_html({cursor.offset, end});
}

void BlockPass::scan_html_line(const Cursor& cursor) {
  scan_html(cursor);
  if (!html_.end.empty() && contains_ignoring_case(cursor.rest(), html_.end)) leaf_ = Leaf::None;
}

// ---- notes ----

// `[^label]:` begins a note. Its body goes on over lines indented by four columns (also after blank lines), and over
// lines that can only continue its last paragraph. It is taken out, to be read on its own.
bool BlockPass::open_note(Cursor& cursor) {
  if (!rewriting_.has(Extension::Footnotes)) return false;
  Cursor content = cursor;
  content.skip_blanks();
  if (!starts_definition(content.rest())) return false;
  push_container({ContainerKind::Note, kCodeIndent});
  const std::string_view label = note_label_at(content.rest(), 0);
  note_begin_ = content.offset;
  note_ = {};
  note_.label = std::string(label);
  content.step(label.size() + 4);
  content.skip_blanks();
  note_lazy_ = !content.at_end();
  note_fence_ = opening_fence(content.rest());
  if (note_fence_) note_lazy_ = false;
  add_note_line(content.offset, 0);
  edits_.erase(note_begin_, line_.end);
  cursor.offset = cursor.end;
  return true;
}

bool BlockPass::scan_note_line(std::size_t matched, const Cursor& cursor) {
  Cursor content = cursor;
  content.skip_blanks();
  if (content.at_end()) {
    if (matched < containers_.size()) return false;
    note_blanks_.push_back(cursor.offset);
    return true;
  }
  const bool inside = matched == containers_.size();
  const bool lazy = note_blanks_.empty() && note_lazy_ && !note_fence_ && !starts_block(content.rest()) &&
                    reference_label(content.rest()).empty();
  if (!inside && !lazy) return false;
  for (const std::size_t offset : note_blanks_) {
    source_.copy_pieces(offset, offset + 1, note_.text.size(), note_.pieces);
    note_.text.push_back('\n');
  }
  note_blanks_.clear();
  if (inside) {
    // A tab that reaches beyond the indentation leaves spaces behind.
    Cursor line = cursor;
    std::size_t spare = 0;
    if (!line.at_end() && line.peek() == '\t' && line.column % kCodeIndent != 0) {
      const int from = line.column;
      line.step();
      spare = static_cast<std::size_t>(line.column - from);
    }
    add_note_line(line.offset, spare);
    if (note_fence_) {
      if (closes_fence(*note_fence_, content.rest())) note_fence_.reset();
    } else {
      note_fence_ = opening_fence(content.rest());
    }
  } else {
    add_note_line(content.offset, 0);
  }
  note_lazy_ = !note_fence_;
  edits_.erase(cursor.offset, line_.end);
  return true;
}

void BlockPass::add_note_line(std::size_t begin, std::size_t spaces) {
  std::string& body = note_.text;
  if (spaces > 0) {
    const Piece& piece = source_.piece_at(begin);
    note_.pieces.push_back({body.size(), SourceText::source_offset(piece, begin), true, piece.file});
    body.append(spaces, ' ');
  }
  source_.copy_pieces(begin, line_.end, body.size(), note_.pieces);
  body.append(text_.substr(begin, line_.end - begin));
  note_end_ = line_.end;
  body.push_back('\n');
}

void BlockPass::finish_note() {
  note_fence_.reset();
  note_blanks_.clear();
  note_.span = source_.span(note_begin_, note_end_);
  rewriting_.notes.push_back(std::move(note_));
  note_ = {};
  leaf_ = Leaf::None;
  after_blank_ = true;
}

}  // namespace mdconv::markdown
