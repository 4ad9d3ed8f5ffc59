// SPDX-License-Identifier: MIT
#include "markdown/tree_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "document/note_key.h"
#include "document/walk.h"
#include "markdown/attribute_syntax.h"
#include "markdown/notes.h"
#include "support/unicode.h"
#include "support/utf8.h"

// The stack of open nodes
// -----------------------
// frames_ holds the open nodes from the root to the innermost one: containers of blocks, then at most one leaf
// (paragraph, plain, heading), then phrases. A leaf is opened by the first inline that needs one and closed by whatever
// comes next on the block level. That makes raw HTML simple: `</div>` in the middle of a Markdown paragraph ends
// the leaf and the division, and the rest of the paragraph opens a new leaf outside.
//
// Recursion over the finished tree is safe because the stack is never higher than doc::kMaxNesting. Containers stop
// earlier than phrases, so that there is always room for a leaf. A Markdown node that has no room is remembered
// as skipped: its content lands in the innermost open node.

namespace mdconv::markdown {

namespace {

constexpr std::uint32_t kSkipped = 0xFFFFFFFF;
constexpr std::size_t kMaxFrames = doc::kMaxNesting;
// Room that containers leave: for a leaf and some phrases; a list needs its item, a table its rows and cells too.
constexpr std::size_t kBlockReserve = 16;
constexpr std::size_t kListReserve = kBlockReserve + 1;
constexpr std::size_t kTableReserve = kBlockReserve + 2;
// How many elements without room an end tag looks past for its start tag, so that a hostile pile costs linear time.
constexpr std::size_t kSkippedSearch = 64;

// Nothing, or the spaces between tags that were left out.
bool is_blank(const doc::Inlines& inlines) {
  return std::all_of(inlines.begin(), inlines.end(), [](const doc::Inline& node) {
    const auto* text = std::get_if<doc::Text>(&node.node);
    return text != nullptr && text->utf8.find_first_not_of(' ') == std::string::npos;
  });
}

bool is_link(const doc::Inline& node) { return std::holds_alternative<doc::Link>(node.node); }

}  // namespace

TreeBuilder::TreeBuilder(BuildState& state, FileId file)
    : state_(state),
      file_(file),
      smart_(state.options.dialect.has(Extension::Smart)),
      references_(state.options.dialect.has(Extension::CaptionReferences)) {
  frames_.push_back({doc::Blocks{}});
}

// ---- Markdown ----

void TreeBuilder::enter_block(doc::Block block) {
  end_leaf();
  const bool list = std::holds_alternative<doc::List>(block.node);
  const bool table = std::holds_alternative<doc::Table>(block.node);
  ensure_item();
  Frame frame{std::move(block)};
  frame.markdown = true;
  skip_or_push(std::move(frame), table ? kTableReserve : list ? kListReserve : kBlockReserve);
}

void TreeBuilder::enter_item(doc::ListItem item) {
  end_leaf();
  Frame frame{std::move(item)};
  frame.markdown = true;
  // An item without its list is only its content.
  if (entered_.empty() || entered_.back() == kSkipped) {
    entered_.push_back(kSkipped);
  } else {
    skip_or_push(std::move(frame), kBlockReserve);
  }
}

void TreeBuilder::enter_table_section(bool head) { table_head_ = head; }

void TreeBuilder::enter_row() {
  end_leaf();
  Frame frame{doc::TableRow{}};
  frame.markdown = true;
  if (entered_.empty() || entered_.back() == kSkipped) {
    entered_.push_back(kSkipped);
  } else {
    skip_or_push(std::move(frame), kBlockReserve);
  }
}

void TreeBuilder::enter_cell(doc::Alignment alignment) {
  end_leaf();
  ++state_.table_cells;
  if (entered_.empty() || entered_.back() == kSkipped) {
    entered_.push_back(kSkipped);
    return;
  }
  const std::size_t row = frames_.size() - 1;
  if (table_head_ && row > 0) {
    if (auto* block = std::get_if<doc::Block>(&frames_[row - 1].node)) {
      if (auto* table = std::get_if<doc::Table>(&block->node)) table->columns.push_back(alignment);
    }
  }
  Frame frame{doc::TableCell{}};
  frame.markdown = true;
  skip_or_push(std::move(frame), kBlockReserve);
}

void TreeBuilder::leave_block(Span span) {
  end_leaf();
  leave(span);
}

void TreeBuilder::enter_paragraph() {
  end_leaf();
  in_paragraph_ = true;
}

void TreeBuilder::leave_paragraph() {
  end_leaf();
  in_paragraph_ = false;
}

void TreeBuilder::enter_heading(std::uint8_t level) {
  end_leaf();
  ensure_item();
  Frame frame{doc::Block{doc::Heading{level, {}}}};
  frame.leaf = true;
  push(std::move(frame));
}

void TreeBuilder::leave_heading() { end_leaf(); }

void TreeBuilder::enter_phrase(doc::Inline phrase) {
  flush_text();
  const bool nested_link = is_link(phrase) && enclosing_link() != nullptr;
  if (inside_code() || nested_link) {
    entered_.push_back(kSkipped);
    return;
  }
  ensure_leaf();
  flush_space();
  flush_text();
  Frame frame{std::move(phrase)};
  frame.markdown = true;
  skip_or_push(std::move(frame), 0);
}

void TreeBuilder::leave_phrase(Span span) {
  flush_text();
  leave(span);
}

void TreeBuilder::add_block(doc::Block block) {
  end_leaf();
  ensure_item();
  if (top_blocks() == nullptr) return;
  frames_.back().span = hull(frames_.back().span, block.span);
  put_block(std::move(block));
}

void TreeBuilder::put_block(doc::Block block) {
  doc::Blocks* blocks = top_blocks();
  if (blocks == nullptr) return;
  if (!pending_.empty() && pending_frame_ >= frames_.size() - 1) {
    if (pending_frame_ == frames_.size() - 1) state_.merge(block.attributes, pending_, block.span);
    pending_ = {};
  }
  blocks->push_back(std::move(block));
}

void TreeBuilder::add_inline(doc::Inline node) {
  flush_text();
  if (inside_code()) {
    // Code holds characters only.
    if (const auto* image = std::get_if<doc::Image>(&node.node)) add_text(image->alt, node.span, true);
    if (const auto* code = std::get_if<doc::Code>(&node.node)) add_text(code->utf8, node.span, true);
    if (std::holds_alternative<doc::SoftBreak>(node.node) || std::holds_alternative<doc::LineBreak>(node.node)) {
      add_text(" ", node.span, true);
    }
    return;
  }
  ensure_leaf();
  if (std::holds_alternative<doc::LineBreak>(node.node)) {
    space_ = Space::None;
  } else {
    flush_space();
    flush_text();
  }
  put_inline(std::move(node));
}

void TreeBuilder::add_text(std::string_view utf8, Span span, bool literal) {
  if (std::exchange(after_box_, false) && utf8.starts_with(' ')) utf8.remove_prefix(1);
  if (utf8.empty()) return;
  if (state_.nesting_pending && span.has_place()) report_nesting(span);
  if (space_ == Space::LineEnd) flush_text();
  if (run_.text.empty()) ensure_leaf();
  flush_space();
  if (literal) run_.literals.push_back(run_.text.size());
  // Quotes, dashes, dots and signs of references that the author escapes are left as they are; see smart.h and
  // references.h.
  const auto is_escape = [&](char c) {
    return (smart_ && std::string_view("\"'-.").find(c) != std::string_view::npos) || (references_ && c == '@');
  };
  if (literal && !inside_code() && is_escape(utf8[0])) {
    run_.parts.push_back({run_.text.size(), {span.file, span.begin, span.begin}});
    run_.text.append(state_.rewriting.letter());
  }
  run_.parts.push_back({run_.text.size(), span});
  run_.text.append(utf8);
}

// ---- raw HTML ----

void TreeBuilder::open_html_block(std::string_view tag, doc::Block block) {
  end_leaf();
  const bool list =
      std::holds_alternative<doc::List>(block.node) || std::holds_alternative<doc::DefinitionList>(block.node);
  // Directly in a list a <div> says nothing.
  if (!std::holds_alternative<doc::Division>(block.node)) ensure_item();
  if (top_blocks() == nullptr || !has_room(list ? kListReserve : kBlockReserve)) {
    skipped_html_.push_back(tag);
    return;
  }
  push_html(tag, std::move(block));
}

void TreeBuilder::push_html(std::string_view tag, doc::Block block) {
  Frame frame;
  frame.span = block.span;
  frame.node = std::move(block);
  frame.tag = tag;
  push(std::move(frame));
}

void TreeBuilder::open_html_item(std::string_view tag, doc::ListItem item) {
  end_leaf();
  const auto is_list = [](const Frame& frame) {
    const auto* block = std::get_if<doc::Block>(&frame.node);
    return block != nullptr && std::holds_alternative<doc::List>(block->node);
  };
  // The item before it ends where this one begins.
  if (!frames_.back().markdown && std::holds_alternative<doc::ListItem>(frames_.back().node)) pop();
  if (!is_list(frames_.back())) {
    open_html_block("ul", doc::Block{doc::List{}, item.span, {}});
    if (!is_list(frames_.back())) {
      skipped_html_.push_back(tag);
      return;
    }
  }
  Frame frame;
  frame.span = item.span;
  frame.node = std::move(item);
  frame.tag = tag;
  push(std::move(frame));
}

void TreeBuilder::open_html_leaf(std::string_view tag, doc::Block block) {
  end_leaf();
  ensure_item();
  if (top_blocks() == nullptr) return;
  Frame frame;
  frame.span = block.span;
  frame.node = std::move(block);
  frame.tag = tag;
  frame.leaf = true;
  push(std::move(frame));
}

void TreeBuilder::open_html_phrase(std::string_view tag, doc::Inline phrase) {
  flush_text();
  if (inside_code() || (is_link(phrase) && enclosing_link() != nullptr)) return;
  ensure_leaf();
  if (!has_room(0)) {
    skipped_html_.push_back(tag);
    return;
  }
  flush_space();
  flush_text();
  Frame frame;
  frame.span = phrase.span;
  frame.node = std::move(phrase);
  frame.tag = tag;
  push(std::move(frame));
}

bool TreeBuilder::close_html(std::string_view tag) {
  flush_text();
  // Elements that had no room are the innermost ones, whatever their order.
  const std::size_t nearest = skipped_html_.size() - std::min(skipped_html_.size(), kSkippedSearch);
  for (std::size_t i = skipped_html_.size(); i-- > nearest;) {
    if (skipped_html_[i] != tag) continue;
    skipped_html_.resize(i);
    return true;
  }
  for (std::size_t i = frames_.size(); i-- > 1;) {
    const Frame& frame = frames_[i];
    if (frame.tag == tag) {
      pop_to(i);
      return true;
    }
    // A Markdown container or phrase keeps what was opened before it.
    if (frame.markdown || is_closed_to(frame, tag)) return false;
  }
  return false;
}

void TreeBuilder::add_html_space(bool line_end, Span span) {
  if (inside_code()) {
    add_text(" ", span, true);
    return;
  }
  const doc::Inlines* inlines = top_inlines();
  if (inlines == nullptr) return;  // between blocks
  if (run_.text.empty()) {
    const bool at_start = inlines->empty() && frames_.back().leaf;
    const bool after_break = !inlines->empty() && std::holds_alternative<doc::LineBreak>(inlines->back().node);
    if (at_start || after_break) return;
  }
  if (space_ == Space::LineEnd || run_.text.ends_with(' ')) return;
  space_ = line_end ? Space::LineEnd : Space::Space;
  space_span_ = span;
}

void TreeBuilder::end_leaf() {
  flush_text();
  space_ = Space::None;
  std::size_t size = frames_.size();
  while (size > 1) {
    const Frame& frame = frames_[size - 1];
    const bool phrase = std::holds_alternative<doc::Inline>(frame.node);
    if (!phrase && !frame.leaf) break;
    --size;
    if (frame.leaf) break;
  }
  report_unclosed(size);
  pop_to(size);
}

void TreeBuilder::finish(doc::Blocks& out) {
  end_leaf();
  if (state_.nesting_pending) report_nesting({file_, 0, 0});
  report_unclosed(1);
  count_skipped();
  pop_to(1);
  sum_up_unbalanced();
  out = std::move(std::get<doc::Blocks>(frames_.front().node));
}

// ---- what the passes over the source left ----

bool TreeBuilder::attach_to_block(const doc::Attributes& attributes, bool next) {
  end_leaf();
  doc::Blocks* blocks = top_blocks();
  if (blocks == nullptr) return false;
  if (next || blocks->empty()) {
    state_.merge(pending_, attributes, frames_.back().span);
    pending_frame_ = frames_.size() - 1;
  } else {
    state_.merge(blocks->back().attributes, attributes, blocks->back().span);
  }
  return true;
}

bool TreeBuilder::attach_to_item(const doc::Attributes& attributes) {
  end_leaf();
  auto* item = std::get_if<doc::ListItem>(&frames_.back().node);
  if (item != nullptr) state_.merge(item->attributes, attributes, item->span);
  return item != nullptr;
}

bool TreeBuilder::attach_to_heading(const doc::Attributes& attributes) {
  auto* block = std::get_if<doc::Block>(&frames_.back().node);
  if (block == nullptr || !std::holds_alternative<doc::Heading>(block->node)) return false;
  trim_text();
  state_.merge(block->attributes, attributes, block->span);
  return true;
}

// The blanks before a heading's attributes are no text.
void TreeBuilder::trim_text() {
  flush_text();
  doc::Inlines* inlines = top_inlines();
  if (inlines == nullptr || inlines->empty()) return;
  auto* text = std::get_if<doc::Text>(&inlines->back().node);
  if (text == nullptr) return;
  text->utf8.erase(text->utf8.find_last_not_of(" \t") + 1);
  if (text->utf8.empty()) inlines->pop_back();
}

namespace {

// Where the text in brackets begins that ends at the end of the inlines: which node, which byte.
std::optional<std::pair<std::size_t, std::size_t>> find_bracket(const doc::Inlines& inlines) {
  constexpr std::size_t kFarthest = 1000;
  constexpr std::size_t kLongest = 10'000;
  std::size_t looked = 0;
  int depth = 0;
  for (std::size_t i = inlines.size(); i-- > 0 && inlines.size() - i < kFarthest;) {
    const auto* text = std::get_if<doc::Text>(&inlines[i].node);
    if (text == nullptr) continue;
    for (std::size_t k = text->utf8.size(); k-- > 0;) {
      if (++looked > kLongest) return std::nullopt;
      if (text->utf8[k] == ']') ++depth;
      if (text->utf8[k] == '[' && --depth == 0) return std::pair(i, k);
    }
  }
  return std::nullopt;
}

}  // namespace

bool TreeBuilder::attach_to_inline(const doc::Attributes& attributes) {
  flush_text();
  doc::Inlines* inlines = top_inlines();
  if (inlines == nullptr || inlines->empty()) return false;
  doc::Inline& last = inlines->back();
  auto* text = std::get_if<doc::Text>(&last.node);
  if (text == nullptr) {
    const bool element = !std::holds_alternative<doc::SoftBreak>(last.node) &&
                         !std::holds_alternative<doc::LineBreak>(last.node) &&
                         !std::holds_alternative<doc::NoteRef>(last.node);
    if (element) state_.merge(last.attributes, attributes, last.span);
    return element;
  }
  if (!text->utf8.ends_with(']')) return false;
  const auto bracket = find_bracket(*inlines);
  if (!bracket) return false;
  text->utf8.pop_back();
  doc::Inline phrase{doc::Span{}, {}, attributes};
  doc::Inlines& children = std::get<doc::Span>(phrase.node).children;
  const auto first = inlines->begin() + static_cast<std::ptrdiff_t>(bracket->first);
  auto& before = std::get<doc::Text>(first->node);
  const std::string inside = before.utf8.substr(bracket->second + 1);
  before.utf8.resize(bracket->second);
  if (!inside.empty()) children.push_back({doc::Text{inside}, first->span, {}});
  children.insert(children.end(), std::make_move_iterator(first + 1), std::make_move_iterator(inlines->end()));
  for (const doc::Inline& child : children) phrase.span = hull(phrase.span, child.span);
  std::erase_if(children, [](const doc::Inline& child) {
    const auto* words = std::get_if<doc::Text>(&child.node);
    return words != nullptr && words->utf8.empty();
  });
  inlines->erase(before.utf8.empty() ? first : first + 1, inlines->end());
  inlines->push_back(std::move(phrase));
  return true;
}

bool TreeBuilder::replace_list(doc::Block block) {
  end_leaf();
  doc::Blocks* blocks = top_blocks();
  if (blocks == nullptr || blocks->empty() || !std::holds_alternative<doc::List>(blocks->back().node)) return false;
  block.span = blocks->back().span;
  state_.merge(block.attributes, blocks->back().attributes, block.span);
  blocks->back() = std::move(block);
  return true;
}

bool TreeBuilder::remove_list() {
  end_leaf();
  doc::Blocks* blocks = top_blocks();
  if (blocks == nullptr || blocks->empty() || !std::holds_alternative<doc::List>(blocks->back().node)) return false;
  blocks->pop_back();
  return true;
}

void TreeBuilder::add_note_mark(std::string label, Span span) {
  flush_text();
  if (inside_code()) return;
  ensure_leaf();
  flush_space();
  flush_text();
  put_mark({doc::NoteRef{std::move(label)}, span});
}

// A link holds no other link; the mark follows it.
void TreeBuilder::put_mark(doc::Inline mark) {
  if (Frame* link = enclosing_link()) {
    link->deferred.push_back(std::move(mark));
  } else {
    put_inline(std::move(mark));
  }
}

// ---- the stack ----

bool TreeBuilder::inside_code() const {
  const auto* phrase = std::get_if<doc::Inline>(&frames_.back().node);
  return phrase != nullptr && std::holds_alternative<doc::Code>(phrase->node);
}

bool TreeBuilder::has_room(std::size_t reserve) {
  if (frames_.size() + html_tables_ + reserve < kMaxFrames) return true;
  if (!state_.nesting_reported) {
    state_.nesting_reported = true;
    Span span;
    for (const Frame& frame : frames_) span = frame.span.has_place() ? frame.span : span;
    if (span.has_place()) {
      report_nesting(span);
    } else {
      state_.nesting_pending = true;
    }
  }
  return false;
}

void TreeBuilder::report_nesting(Span span) {
  state_.nesting_pending = false;
  state_.diagnostics.report(
      {Code::NestingTooDeep, span,
       fmt::format("nesting is deeper than {} levels, the deeper content is flattened", doc::kMaxNesting)});
}

void TreeBuilder::push(Frame frame) {
  const auto span_of = [](const auto& node) {
    if constexpr (requires { node.span; }) return node.span;
    return Span{};
  };
  if (!frame.tag.empty()) frame.opened = std::visit(span_of, frame.node);
  if (!frame.opened.has_place()) frame.opened = frame.span;
  frames_.push_back(std::move(frame));
}

void TreeBuilder::skip_or_push(Frame frame, std::size_t reserve) {
  if (!has_room(reserve)) {
    entered_.push_back(kSkipped);
    return;
  }
  entered_.push_back(static_cast<std::uint32_t>(frames_.size()));
  push(std::move(frame));
}

void TreeBuilder::leave(Span span) {
  if (entered_.empty()) return;
  const std::uint32_t index = entered_.back();
  entered_.pop_back();
  // Raw HTML may have closed it and stand in its place.
  if (index == kSkipped || index >= frames_.size() || !frames_[index].markdown) return;
  report_unclosed(index + 1);
  count_skipped();
  pop_to(index + 1);
  frames_[index].span = hull(frames_[index].span, span);
  pop_to(index);
}

void TreeBuilder::pop_to(std::size_t size) {
  while (frames_.size() > size) pop();
}

void TreeBuilder::pop() {
  flush_text();
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (frame.markdown) skipped_html_.clear();
  Frame& parent = frames_.back();
  parent.span = hull(parent.span, frame.span);

  if (auto* phrase = std::get_if<doc::Inline>(&frame.node)) {
    phrase->span = frame.span;
    put_phrase(std::move(*phrase));
    if (doc::Inlines* inlines = top_inlines()) {
      for (auto& mark : frame.deferred) inlines->push_back(std::move(mark));
    }
  } else if (auto* block = std::get_if<doc::Block>(&frame.node)) {
    block->span = frame.span;
    if (frame.table) return put_html_table(std::move(*block), *frame.table);
    if (auto* table = std::get_if<doc::Table>(&block->node)) finish_table(*table);
    if (frame.leaf) {
      const bool heading = std::holds_alternative<doc::Heading>(block->node);
      if (!heading && is_blank(*doc::inlines_of(*block))) return;
    }
    if (parent.table && frame.tag == "caption" && !parent.table->caption) {
      parent.table->caption = std::move(*block);
    } else {
      put_block(std::move(*block));
    }
  } else if (auto* item = std::get_if<doc::ListItem>(&frame.node)) {
    item->span = frame.span;
    if (auto* list_block = std::get_if<doc::Block>(&parent.node)) {
      if (auto* list = std::get_if<doc::List>(&list_block->node)) list->items.push_back(std::move(*item));
    }
  } else if (auto* entry = std::get_if<doc::DefinitionEntry>(&frame.node)) {
    entry->span = frame.span;
    if (auto* list_block = std::get_if<doc::Block>(&parent.node)) {
      if (auto* list = std::get_if<doc::DefinitionList>(&list_block->node)) list->entries.push_back(std::move(*entry));
    }
  } else if (auto* row = std::get_if<doc::TableRow>(&frame.node)) {
    if (auto* table_block = std::get_if<doc::Block>(&parent.node)) {
      if (auto* table = std::get_if<doc::Table>(&table_block->node)) {
        (table_head_ ? table->head : table->body).push_back(std::move(*row));
      }
    }
  } else if (auto* cell = std::get_if<doc::TableCell>(&frame.node)) {
    cell->span = frame.span;
    if (parent.table) parent.table->add_cell(std::move(*cell));
    if (auto* cells = std::get_if<doc::TableRow>(&parent.node)) cells->cells.push_back(std::move(*cell));
  }
}

void TreeBuilder::finish_table(doc::Table& table) const {
  for (auto* rows : {&table.head, &table.body})
    for (auto& row : *rows) row.cells.resize(table.columns.size());
  // A head is needed by the syntax only.
  const auto is_empty = [](const doc::TableRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const doc::TableCell& cell) { return cell.children.empty(); });
  };
  if (state_.options.dialect.has(Extension::KramdownTables) && !table.body.empty() &&
      std::all_of(table.head.begin(), table.head.end(), is_empty))
    table.head.clear();
}

doc::Blocks* TreeBuilder::top_blocks() {
  Frame& top = frames_.back();
  if (auto* root = std::get_if<doc::Blocks>(&top.node)) return root;
  if (auto* item = std::get_if<doc::ListItem>(&top.node)) return &item->children;
  if (auto* entry = std::get_if<doc::DefinitionEntry>(&top.node)) return &entry->children;
  if (top.table) return &top.table->outside;
  if (auto* cell = std::get_if<doc::TableCell>(&top.node)) return &cell->children;
  if (auto* block = std::get_if<doc::Block>(&top.node)) {
    if (auto* quote = std::get_if<doc::Quote>(&block->node)) return &quote->children;
    if (auto* division = std::get_if<doc::Division>(&block->node)) return &division->children;
  }
  return nullptr;
}

doc::Inlines* TreeBuilder::top_inlines() {
  const auto children = [](auto& node) -> doc::Inlines* {
    if constexpr (requires { node.children; }) {
      if constexpr (std::is_same_v<decltype(node.children), doc::Inlines>) return &node.children;
    }
    return nullptr;
  };
  Frame& top = frames_.back();
  if (auto* phrase = std::get_if<doc::Inline>(&top.node)) return std::visit(children, phrase->node);
  if (auto* block = std::get_if<doc::Block>(&top.node)) return std::visit(children, block->node);
  return nullptr;
}

TreeBuilder::Frame* TreeBuilder::enclosing_link() {
  for (std::size_t i = frames_.size(); i-- > 1;) {
    const auto* phrase = std::get_if<doc::Inline>(&frames_[i].node);
    if (phrase == nullptr) return nullptr;
    if (is_link(*phrase)) return &frames_[i];
  }
  return nullptr;
}

// What stands directly in an HTML list has to stand in an item.
void TreeBuilder::ensure_item() {
  const auto* block = std::get_if<doc::Block>(&frames_.back().node);
  if (block == nullptr) return;
  // `push` moves the frames.
  if (std::holds_alternative<doc::List>(block->node))
    push({doc::ListItem{}, {}, "li"});
  else if (std::holds_alternative<doc::DefinitionList>(block->node))
    push({doc::DefinitionEntry{}, {}, "dd"});
}

void TreeBuilder::ensure_leaf() {
  if (frames_.back().leaf || std::holds_alternative<doc::Inline>(frames_.back().node)) return;
  ensure_item();
  Frame leaf;
  leaf.node = in_paragraph_ ? doc::Block{doc::Paragraph{}} : doc::Block{doc::Plain{}};
  leaf.leaf = true;
  push(std::move(leaf));
}

void TreeBuilder::put_inline(doc::Inline node) {
  frames_.back().span = hull(frames_.back().span, node.span);
  if (doc::Inlines* inlines = top_inlines()) inlines->push_back(std::move(node));
}

void TreeBuilder::flush_space() {
  const Space space = std::exchange(space_, Space::None);
  if (space == Space::LineEnd) {
    put_inline({doc::SoftBreak{}, space_span_});
  } else if (space == Space::Space) {
    run_.parts.push_back({run_.text.size(), space_span_});
    run_.text.push_back(' ');
  }
}

// ---- text ----

Span TreeBuilder::run_span(std::size_t begin, std::size_t end) const {
  const auto part_of = [&](std::size_t offset) {
    return *std::prev(std::upper_bound(run_.parts.begin(), run_.parts.end(), offset,
                                       [](std::size_t value, const Run::Part& part) { return value < part.offset; }));
  };
  const auto at = [&](std::size_t offset, bool last) -> Span {
    const Run::Part part = part_of(offset);
    if (!part.span.has_place()) return {};
    const std::uint32_t inside = static_cast<std::uint32_t>(offset - part.offset);
    const std::uint32_t place = std::min(part.span.begin + inside, part.span.end);
    return last ? Span{part.span.file, place, std::min(place + 1, std::max(part.span.end, place))}
                : Span{part.span.file, place, place};
  };
  Span span = hull(at(begin, false), at(end - 1, true));
  // An entity is longer in the source than the character it stands for.
  const Run::Part last = part_of(end - 1);
  if (is_literal(last.offset)) span = hull(span, last.span);
  return span;
}

bool TreeBuilder::is_literal(std::size_t offset) const {
  return std::binary_search(run_.literals.begin(), run_.literals.end(), offset);
}

void TreeBuilder::put_text(std::size_t begin, std::size_t end) {
  if (begin == end) return;
  put_inline({doc::Text{run_.text.substr(begin, end - begin)}, run_span(begin, end)});
}

// Two marks of emphasis that stayed text: in CJK text, which has no spaces, the author most likely meant otherwise.
void TreeBuilder::report_literal_emphasis() {
  for (std::size_t i = 0; i < run_.text.size();) {
    if (run_.text[i] != '*' && run_.text[i] != '_') {
      ++i;
      continue;
    }
    const std::size_t end = std::min(run_.text.find_first_not_of(run_.text[i], i), run_.text.size());
    const std::size_t begin = std::exchange(i, end);
    if (end - begin != 2 || is_literal(begin) || is_literal(begin + 1)) continue;
    std::size_t behind = end;
    const char32_t before = begin > 0 ? utf8::previous(run_.text, begin) : 0;
    const char32_t after = end < run_.text.size() ? utf8::next(run_.text, behind) : 0;
    if (!unicode::is_wide(before) && !unicode::is_wide(after)) continue;
    state_.diagnostics.report(
        {Code::EmphasisLiteral, run_span(begin, end),
         fmt::format("\"{}\" is no mark of emphasis here and stays as text", run_.text.substr(begin, end - begin))});
  }
}

void TreeBuilder::flush_text() {
  if (run_.text.empty()) return;
  if (inside_code()) {
    auto& phrase = std::get<doc::Inline>(frames_.back().node);
    std::get<doc::Code>(phrase.node).utf8 += run_.text;
    frames_.back().span = hull(frames_.back().span, run_span(0, run_.text.size()));
  } else {
    report_literal_emphasis();
    std::size_t begin = 0;
    const bool footnotes = state_.options.dialect.has(Extension::Footnotes);
    for (std::size_t i = run_.text.find("[^"); i != std::string::npos; i = run_.text.find("[^", i)) {
      const std::string_view label = footnotes ? note_label_at(run_.text, i) : std::string_view();
      if (label.empty() || is_literal(i) || is_literal(i + 1)) {
        i += 2;
        continue;
      }
      const std::size_t end = i + label.size() + 3;
      const Span span = run_span(i, end);
      if (!state_.note_keys.contains(doc::note_key(label))) {
        state_.diagnostics.report({Code::NoteUndefined, span, fmt::format("no note is defined for \"[^{}]\"", label)});
        i = end;
        continue;
      }
      put_text(begin, i);
      put_mark({doc::NoteRef{std::string(label)}, span});
      begin = i = end;
    }
    put_text(begin, run_.text.size());
  }
  run_.text.clear();
  run_.parts.clear();
  run_.literals.clear();
}

}  // namespace mdconv::markdown
