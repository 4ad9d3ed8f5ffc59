// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "markdown/html_elements.h"
#include "markdown/tree_builder.h"

// Elements of raw HTML that have their own rules
// ----------------------------------------------
// A table is one frame, and its open cell another right above it; rows and sections have none, because hardly anyone
// closes them. Their tags, like a new cell's, close whatever is open in the table. What stands in the table but in no
// cell goes in front of it, as browsers have it. An element inside a cell cannot be closed from another cell, nor can
// a tag in a cell close what is around the table.

namespace mdconv::markdown {

namespace {

// As for a Markdown table: a leaf, some phrases, the cell; and the figure that a caption makes.
constexpr std::size_t kTableReserve = 18;
constexpr std::size_t kMaxUnbalancedReports = 10;
// How many elements without room are looked through for a table.
constexpr std::size_t kSkippedSearch = 64;

constexpr std::string_view kCell = "td";

bool is_ruby_text(const doc::Inline& node) {
  const auto* span = std::get_if<doc::Span>(&node.node);
  return span != nullptr && span->kind == doc::SpanKind::RubyText;
}

// "東京とうきょう" as HTML allows it, all bases before all readings, becomes pairs.
void pair_readings(doc::Inlines& children) {
  const auto first = std::find_if(children.begin(), children.end(), is_ruby_text);
  const auto bases = first - children.begin();
  if (bases < 2 || bases != children.end() - first || !std::all_of(first, children.end(), is_ruby_text)) return;
  doc::Inlines pairs;
  for (auto base = children.begin(), reading = first; reading != children.end(); ++base, ++reading) {
    pairs.push_back(std::move(*base));
    pairs.push_back(std::move(*reading));
  }
  children = std::move(pairs);
}

// What follows the last reading is no part of the ruby.
doc::Inlines take_unread(doc::Inlines& children) {
  const auto last = std::find_if(children.rbegin(), children.rend(), is_ruby_text).base();
  doc::Inlines rest(std::make_move_iterator(last), std::make_move_iterator(children.end()));
  children.erase(last, children.end());
  return rest;
}

// Whether it is bases and readings; otherwise the readings become text.
bool make_ruby(doc::Inlines& children) {
  const bool readings = std::any_of(children.begin(), children.end(), is_ruby_text);
  if (readings && !is_ruby_text(children.front())) {
    pair_readings(children);
    return true;
  }
  for (doc::Inline& child : children)
    if (is_ruby_text(child)) std::get<doc::Span>(child.node).kind = doc::SpanKind::Generic;
  return false;
}

}  // namespace

// ---- lists ----

// The entry before it ends where this one begins, also when a <div> stands between; outside of a list there is none.
void TreeBuilder::open_html_definition(std::string_view tag, doc::DefinitionEntry entry) {
  end_leaf();
  std::size_t list = frames_.size() - 1;
  for (; list > 0 && !frames_[list].markdown; --list) {
    const auto* block = std::get_if<doc::Block>(&frames_[list].node);
    if (block != nullptr && std::holds_alternative<doc::DefinitionList>(block->node)) break;
    const bool passed = block != nullptr ? std::holds_alternative<doc::Division>(block->node)
                                         : std::holds_alternative<doc::DefinitionEntry>(frames_[list].node);
    if (!passed) return;
  }
  if (list == 0 || frames_[list].markdown) return;
  pop_to(list + 1);
  Frame frame;
  frame.span = entry.span;
  frame.node = std::move(entry);
  frame.tag = tag;
  push(std::move(frame));
}

bool TreeBuilder::make_task(bool checked) {
  if (!run_.text.empty()) return false;
  auto* item = std::get_if<doc::ListItem>(&frames_.back().node);
  if (item == nullptr || item->checked || !item->children.empty()) return false;
  item->checked = checked;
  after_box_ = true;
  return true;
}

// ---- phrases ----

std::size_t TreeBuilder::count_phrases(std::string_view tag) const {
  std::size_t count = 0;
  for (std::size_t i = frames_.size(); i-- > 1 && std::holds_alternative<doc::Inline>(frames_[i].node);)
    if (frames_[i].tag == tag) ++count;
  return count;
}

bool TreeBuilder::end_ruby_part() {
  for (std::size_t i = frames_.size(); i-- > 1;) {
    const Frame& frame = frames_[i];
    if (frame.markdown || !std::holds_alternative<doc::Inline>(frame.node)) return false;
    if (frame.tag != "ruby") continue;
    flush_text();
    space_ = Space::None;
    pop_to(i + 1);
    return true;
  }
  return false;
}

// A ruby without bases or readings is its text, and an empty reading nothing.
void TreeBuilder::put_phrase(doc::Inline phrase) {
  doc::Inlines* inlines = top_inlines();
  if (inlines == nullptr) return;
  auto* span = std::get_if<doc::Span>(&phrase.node);
  if (span != nullptr && span->kind == doc::SpanKind::RubyText && span->children.empty()) return;
  if (span != nullptr && span->kind == doc::SpanKind::Ruby && !make_ruby(span->children)) {
    span->kind = doc::SpanKind::Generic;
    if (phrase.attributes.empty()) {
      std::move(span->children.begin(), span->children.end(), std::back_inserter(*inlines));
      return;
    }
  }
  doc::Inlines rest;
  if (span != nullptr && span->kind == doc::SpanKind::Ruby) rest = take_unread(span->children);
  inlines->push_back(std::move(phrase));
  std::move(rest.begin(), rest.end(), std::back_inserter(*inlines));
}

// ---- tables ----

void TreeBuilder::open_html_table(std::string_view tag, doc::Block block) {
  end_leaf();
  ensure_item();
  if (top_blocks() == nullptr || !has_room(kTableReserve)) {
    skipped_html_.push_back(tag);
    return;
  }
  push_html(tag, std::move(block));
  frames_.back().table = std::make_unique<HtmlTable>();
  ++html_tables_;
}

bool TreeBuilder::begin_html_section(HtmlTable::Section section) {
  HtmlTable* table = pop_to_html_table();
  if (table != nullptr) table->begin_group(section);
  return table != nullptr;
}

void TreeBuilder::add_html_column(std::string_view width, std::uint32_t span) {
  if (HtmlTable* table = pop_to_html_table(); table != nullptr) table->add_column(width, span);
}

bool TreeBuilder::begin_html_row(doc::Attributes attributes) {
  HtmlTable* table = pop_to_html_table();
  if (table != nullptr) table->begin_row(std::move(attributes));
  return table != nullptr;
}

bool TreeBuilder::open_html_cell(doc::TableCell cell) {
  HtmlTable* table = pop_to_html_table();
  if (table == nullptr) return false;
  if (!table->row_open) table->begin_row({});
  doc::Attributes& row = table->row_attributes;
  if (cell.attributes.id.empty()) cell.attributes.id = std::exchange(row.id, {});
  for (const auto& [key, value] : row.pairs)
    if (cell.attributes.find(key).empty()) cell.attributes.pairs.emplace_back(key, value);
  Frame frame;
  frame.span = cell.span;
  frame.node = std::move(cell);
  frame.tag = kCell;
  push(std::move(frame));
  return true;
}

bool TreeBuilder::open_html_caption(std::string_view tag, doc::Block block) {
  if (pop_to_html_table() == nullptr) return false;
  open_html_block(tag, std::move(block));
  return true;
}

bool TreeBuilder::close_html_cell() {
  if (find_html_table() == 0) return false;
  end_leaf();
  close_html(kCell);
  return true;
}

bool TreeBuilder::end_html_row() {
  HtmlTable* table = pop_to_html_table();
  if (table != nullptr) table->row_open = false;
  return table != nullptr;
}

/// The frame of the innermost table that tags belong to here; 0 is none.
std::size_t TreeBuilder::find_html_table() const {
  const std::size_t near = skipped_html_.size() - std::min(skipped_html_.size(), kSkippedSearch);
  for (std::size_t i = skipped_html_.size(); i-- > near;)
    if (skipped_html_[i] == "table") return 0;
  for (std::size_t i = frames_.size(); i-- > 1;) {
    if (frames_[i].table) return i;
    if (frames_[i].markdown) return 0;
  }
  return 0;
}

HtmlTable* TreeBuilder::pop_to_html_table() {
  const std::size_t index = find_html_table();
  if (index == 0) return nullptr;
  end_leaf();
  skipped_html_.clear();
  pop_to(index + 1);
  return frames_[index].table.get();
}

/// Whether an end tag cannot reach what is around the frame.
bool TreeBuilder::is_closed_to(const Frame& frame, std::string_view tag) {
  if (frame.table) return true;
  const bool cell = std::holds_alternative<doc::TableCell>(frame.node);
  return cell && tag != "table" && tag != kCell;
}

void TreeBuilder::put_html_table(doc::Block block, HtmlTable& table) {
  --html_tables_;
  doc::Blocks* blocks = top_blocks();
  if (blocks == nullptr) return;
  const auto append = [&](doc::Blocks& from) { std::move(from.begin(), from.end(), std::back_inserter(*blocks)); };
  append(table.outside);
  const std::size_t limit = state_.options.limits.table_cells;
  std::optional<doc::Table> grid = lay_grid(table, limit - std::min(limit, state_.table_cells));
  if (!grid) {
    if (!std::exchange(state_.cells_reported, true)) {
      state_.diagnostics.report(
          {Code::LimitExceeded, block.span, fmt::format("the tables have more than {} cells", limit)});
    }
    if (table.caption) blocks->push_back(*std::move(table.caption));
    for (HtmlTable::Group& group : table.groups)
      for (doc::TableRow& row : group.rows)
        for (doc::TableCell& cell : row.cells) append(cell.children);
    return;
  }
  state_.table_cells += grid->columns.size() * (grid->head.size() + grid->body.size());
  const bool empty = grid->columns.empty();
  block.node = *std::move(grid);
  if (!table.caption) {
    if (!empty) blocks->push_back(std::move(block));
    return;
  }
  doc::Division figure{doc::DivisionKind::Figure, {}};
  const Span span = block.span;
  figure.children.push_back(*std::move(table.caption));
  if (!empty) figure.children.push_back(std::move(block));
  blocks->push_back({std::move(figure), span, {}});
}

// ---- tags without a partner ----

void TreeBuilder::report_unbalanced(Span span, std::string what) {
  if (state_.unbalanced++ < kMaxUnbalancedReports) {
    state_.diagnostics.report({Code::HtmlUnbalanced, span, std::move(what)});
  } else if (!state_.first_unreported.has_place()) {
    state_.first_unreported = span;
  }
}

void TreeBuilder::report_unclosed(std::size_t from) {
  for (std::size_t i = from; i < frames_.size(); ++i) {
    const Frame& frame = frames_[i];
    const bool block = std::holds_alternative<doc::Block>(frame.node) && !frame.leaf;
    const bool phrase = std::holds_alternative<doc::Inline>(frame.node) && wants_partner(find_html_element(frame.tag));
    if (frame.tag.empty() || frame.tag[0] == '!' || !(block || phrase) || !frame.opened.has_place()) continue;
    if (phrase && is_closed_later(frame.tag, frame.opened)) continue;
    if (frame.tag == kFencedDivision) {
      const std::size_t before = state_.unclosed_divisions++;
      if (before > kMaxUnbalancedReports) continue;
      const std::uint32_t end = std::min(frame.opened.begin + 3, frame.opened.end);
      state_.diagnostics.report(
          {Code::DivisionUnclosed,
           {frame.opened.file, frame.opened.begin, end},
           before < kMaxUnbalancedReports ? "the division has no end" : "this division has no end, nor have others"});
      continue;
    }
    const std::uint32_t end =
        std::min(frame.opened.begin + 1 + static_cast<std::uint32_t>(frame.tag.size()), frame.opened.end);
    report_unbalanced({frame.opened.file, frame.opened.begin, end},
                      fmt::format("<{}> is not closed before the end of its container", frame.tag));
  }
}

// Blocks may stand in a phrase, and end it here, though the author closes it behind them.
bool TreeBuilder::is_closed_later(std::string_view tag, Span opened) {
  constexpr std::size_t kNear = 4096;
  constexpr std::size_t kMostClosedLater = 100;
  const std::string_view text = state_.sources.text(opened.file);
  const std::string end = "</" + std::string(tag) + ">";
  const std::string_view behind = text.substr(std::min<std::size_t>(opened.end, text.size()), kNear);
  const std::size_t place = behind.find(end);
  // The nearest end tag must not be that of another.
  if (place == std::string_view::npos || behind.substr(0, place).find("<" + std::string(tag)) != std::string_view::npos)
    return false;
  if (closed_later_.size() < kMostClosedLater) closed_later_.emplace_back(tag);
  return true;
}

bool TreeBuilder::take_closed_later(std::string_view tag) {
  const auto found = std::find(closed_later_.begin(), closed_later_.end(), tag);
  if (found == closed_later_.end()) return false;
  closed_later_.erase(found);
  return true;
}

// Those without room are not said one by one.
void TreeBuilder::count_skipped() {
  for (const std::string_view tag : std::exchange(skipped_html_, {}))
    if (find_html_element(tag).role == HtmlRole::Division) ++state_.unbalanced;
}

void TreeBuilder::sum_up_unbalanced() {
  if (state_.unreported_summed || !state_.first_unreported.has_place()) return;
  state_.unreported_summed = true;
  state_.diagnostics.report({Code::HtmlUnbalanced, state_.first_unreported,
                             fmt::format("{} more tags have no partner", state_.unbalanced - kMaxUnbalancedReports)});
}

}  // namespace mdconv::markdown
