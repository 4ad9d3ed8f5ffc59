// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>

#include "document/names.h"
#include "document/walk.h"
#include "layout/block_layout.h"

// Tables: column widths follow the content's natural widths, shared out so that the table fits. A row is as high as its
// highest cell; a cell that spans rows stands in its first. Its lines are merged band by band into boxes of the column,
// so that a row longer than a page can break.

namespace mdconv::layout {

namespace {

constexpr double kNarrowestColumn = 24;

// Natural widths scaled to `available`: narrow columns keep theirs, wide ones share what is left.
std::vector<double> share_out(std::vector<double> natural, double available) {
  const double total = std::accumulate(natural.begin(), natural.end(), 0.0);
  if (total <= available) return natural;
  std::vector<double> widths(natural.size(), 0);
  std::vector<bool> settled(natural.size(), false);
  double left = available;
  std::size_t open = natural.size();
  for (bool changed = true; changed && open > 0;) {
    changed = false;
    const double fair = left / static_cast<double>(open);
    for (std::size_t i = 0; i < natural.size(); ++i) {
      if (settled[i] || natural[i] > fair) continue;
      widths[i] = natural[i];
      settled[i] = true;
      left -= natural[i];
      --open;
      changed = true;
    }
  }
  double open_total = 0;
  for (std::size_t i = 0; i < natural.size(); ++i)
    if (!settled[i]) open_total += std::min(natural[i], 4 * available);
  for (std::size_t i = 0; i < natural.size(); ++i) {
    if (settled[i]) continue;
    // Half evenly, half by content: a very long cell does not starve its neighbours.
    const double even = left / static_cast<double>(open);
    const double by_content = left * std::min(natural[i], 4 * available) / open_total;
    widths[i] = std::max(kNarrowestColumn, (even + by_content) / 2);
  }
  const double sum = std::accumulate(widths.begin(), widths.end(), 0.0);
  if (sum > available)
    for (double& width : widths) width *= available / sum;
  return widths;
}

// What a cell over several columns needs beyond their widths they get in equal parts.
void widen(std::vector<double>& widths, std::size_t first, std::size_t count, double needed) {
  const auto begin = widths.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = begin + static_cast<std::ptrdiff_t>(count);
  const double missing = (needed - std::accumulate(begin, end, 0.0)) / static_cast<double>(count);
  if (missing > 0) std::for_each(begin, end, [&](double& width) { width += missing; });
}

void shift_items(FlowBox& box, double dy) {
  for (Item& item : box.items) move(item, 0, dy);
  for (LinkArea& link : box.links) link.rect.y += dy;
}

// What a cell says of its page, beyond strings, holds for no page of the table.
void add_strings(FlowBox& box, const PageMarks& marks) {
  auto together = std::make_shared<PageMarks>(box.marks ? *box.marks : PageMarks());
  together->strings.insert(together->strings.end(), marks.strings.begin(), marks.strings.end());
  box.marks = std::move(together);
}

// Lays `other` over `box`, both from the same top.
void merge(FlowBox& box, FlowBox&& other) {
  box.height = std::max(box.height, other.height);
  for (NoteNumber& number : other.numbers) {
    number.item += box.items.size();
    if (number.link) *number.link += box.links.size();
  }
  std::move(other.numbers.begin(), other.numbers.end(), std::back_inserter(box.numbers));
  std::move(other.calls.begin(), other.calls.end(), std::back_inserter(box.calls));
  std::move(other.items.begin(), other.items.end(), std::back_inserter(box.items));
  std::move(other.links.begin(), other.links.end(), std::back_inserter(box.links));
  std::move(other.ids.begin(), other.ids.end(), std::back_inserter(box.ids));
  std::move(other.bookmarks.begin(), other.bookmarks.end(), std::back_inserter(box.bookmarks));
  if (other.marks) add_strings(box, *other.marks);
}

Item rule_of(double x, double width, double y, const style::Border& border) {
  return Item{FilledRect{{x, y, width, border.width}, to_color(border.color)}, kArtifact, {}};
}

}  // namespace

/// A table's columns on the page.
struct BlockLayout::Columns {
  std::vector<double> widths;
  double x = 0;
  double total = 0;
  // For each column how many rows below the one being set a cell still fills.
  std::vector<std::uint32_t> filled_below;

  double left_of(std::size_t column) const {
    return std::accumulate(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(column), x);
  }
};

const style::StyledElement& BlockLayout::cell_element(const doc::Table& table, const doc::TableCell& cell,
                                                      std::size_t column, bool head, const Box& box) {
  const style::StyledElement& section = styled(box, {.name = head ? "thead" : "tbody"});
  const style::StyledElement& row = context_.cascade.child(section, {.name = "tr"});
  const doc::Attributes& attributes = cell.attributes;
  style::Element element{.name = head || cell.header ? "th" : "td"};
  element.id = attributes.id;
  element.language = attributes.find("lang");
  std::string_view aligned = doc::alignment_class(attributes.find("align"));
  if (aligned.empty()) aligned = doc::alignment_class(table.columns[column]);
  if (!aligned.empty()) element.classes.emplace_back(aligned);
  element.classes.insert(element.classes.end(), attributes.classes.begin(), attributes.classes.end());
  return context_.cascade.child(row, element);
}

double BlockLayout::natural_cell_width(const doc::TableCell& cell, const style::StyledElement& element,
                                       const Box& box) {
  double widest = 0;
  for (const doc::Block& block : cell.children) {
    const doc::Inlines* inlines = doc::inlines_of(block);
    if (!inlines) return box.width / 2;
    // The structure nodes that this makes are never given content, so that they are not written.
    InlineBuilder builder(context_, element, box.structure);
    builder.add(*inlines);
    widest = std::max(widest, content_width(context_, builder.finish()));
  }
  constexpr double kSlack = 0.5;
  return widest + element.style().padding[style::Left] + element.style().padding[style::Right] + kSlack;
}

BlockLayout::Columns BlockLayout::measure_columns(const doc::Table& table, const Box& box) {
  std::vector<double> natural(table.columns.size(), kNarrowestColumn);
  // Cells over several columns come when the columns know what they need themselves.
  for (const bool spanning : {false, true}) {
    for (const bool head : {true, false}) {
      for (const doc::TableRow& row : head ? table.head : table.body) {
        for (std::size_t i = 0; i < std::min(row.cells.size(), natural.size()); ++i) {
          const doc::TableCell& cell = row.cells[i];
          if (cell.covered || (cell.column_span > 1) != spanning) continue;
          const double width = natural_cell_width(cell, cell_element(table, cell, i, head, box), box);
          const std::size_t count = std::min<std::size_t>(cell.column_span, natural.size() - i);
          widen(natural, i, std::max<std::size_t>(count, 1), width);
        }
      }
    }
  }

  Columns columns;
  columns.widths = share_out(std::move(natural), box.width);
  columns.total = std::accumulate(columns.widths.begin(), columns.widths.end(), 0.0);
  columns.x = box.x + std::max(0.0, (box.width - columns.total) / 2);
  columns.filled_below.resize(columns.widths.size(), 0);
  return columns;
}

std::vector<FlowBox> BlockLayout::set_cell(const doc::TableCell& cell, const Box& box) {
  // A cell is a column of its own while it is set.
  BlockLayout inner(context_, area_);
  inner.within_ = true;
  inner.shallowest_heading_ = shallowest_heading_;
  inner.last_heading_ = last_heading_;
  inner.next_outline_ = next_outline_;
  inner.add_blocks(cell.children, box);
  next_outline_ = inner.next_outline_;
  return std::move(inner.flow_);
}

StructId BlockLayout::add_cell_structure(const doc::TableCell& cell, bool head, StructId row) {
  const StructId id = context_.add_structure(head || cell.header ? StructType::TH : StructType::TD, row);
  StructNode& node = context_.result.structure[id];
  if (head || cell.header) node.attribute = head ? "Column" : "Row";
  node.column_span = cell.column_span;
  node.row_span = cell.row_span;
  return id;
}

// The rule below a row, but not through cells that reach below it.
void BlockLayout::add_row_rule(FlowBox& band, const Columns& columns, const style::Border& border) {
  double x = columns.x;
  for (std::size_t i = 0; i < columns.widths.size();) {
    double width = 0;
    const bool open = columns.filled_below[i] == 0;
    for (; i < columns.widths.size() && (columns.filled_below[i] == 0) == open; ++i) width += columns.widths[i];
    if (open) band.items.push_back(rule_of(x, width, band.height, border));
    x += width;
  }
}

void BlockLayout::add_row(const doc::Table& table, const doc::TableRow& row, bool head, Columns& columns,
                          const Box& section) {
  const StructId tr = context_.add_structure(StructType::TR, section.structure);
  std::vector<FlowBox> bands;
  struct SetCell {
    std::vector<FlowBox> lines;
    double padding;
  };
  std::vector<SetCell> cells;
  double room = 0;  // for what stands out above the first lines
  const style::ComputedStyle* style = nullptr;
  std::size_t span = 1;
  for (std::size_t i = 0; i < std::min(row.cells.size(), columns.widths.size()); i += span) {
    const doc::TableCell& cell = row.cells[i];
    span = 1;
    if (cell.covered) {
      if (columns.filled_below[i] > 0) --columns.filled_below[i];
      continue;
    }
    span = std::clamp<std::size_t>(cell.column_span, 1, columns.widths.size() - i);
    std::fill_n(columns.filled_below.begin() + static_cast<std::ptrdiff_t>(i), span, cell.row_span - 1);

    const style::StyledElement& element = cell_element(table, cell, i, head, section);
    style = &element.style();
    const double left = style->padding[style::Left], right = style->padding[style::Right];
    const double x = columns.left_of(i);
    Box box;
    box.element = &element;
    box.x = x + left;
    box.width = std::max(columns.left_of(i + span) - x - left - right, kNarrowestColumn / 2);
    box.structure = add_cell_structure(cell, head, tr);
    box.holds_text = true;

    std::vector<FlowBox> lines = set_cell(cell, box);
    if (!cell.attributes.id.empty() && lines.empty()) lines.emplace_back();
    if (!cell.attributes.id.empty()) lines.front().ids.push_back(cell.attributes.id);
    if (!lines.empty()) room = std::max(room, lines.front().reach_above - style->padding[style::Top]);
    cells.push_back({std::move(lines), style->padding[style::Top]});
  }
  for (auto& [lines, padding] : cells) {
    for (std::size_t k = 0; k < lines.size(); ++k) {
      const double above = k == 0 ? padding + room : lines[k].space_before;
      shift_items(lines[k], above);
      lines[k].height += above;
      if (k >= bands.size()) bands.emplace_back();
      merge(bands[k], std::move(lines[k]));
    }
  }
  if (bands.empty()) return;

  bands.back().height += style->padding[style::Bottom];
  if (const style::Border& top = style->border[style::Top]; top.width > 0)
    bands.front().items.push_back(rule_of(columns.x, columns.total, 0, top));
  if (const style::Border& bottom = style->border[style::Bottom]; bottom.width > 0)
    add_row_rule(bands.back(), columns, bottom);

  double height = 0;
  for (const FlowBox& band : bands) height += band.height;
  const bool may_part = height > area_.height / 2;
  // The row's notes stand in one order, whatever bands have their marks.
  if (!may_part)
    for (std::size_t k = 1; k < bands.size(); ++k)
      std::move(bands[k].calls.begin(), bands[k].calls.end(), std::back_inserter(bands[0].calls)),
          bands[k].calls.clear();
  for (std::size_t k = 0; k < bands.size(); ++k) {
    bands[k].may_break_before = k == 0 || may_part;
    push(std::move(bands[k]));
  }
}

// A table that takes less than half a page is not parted, unless the page stayed short: then two rows at least stand on
// each side.
void BlockLayout::keep_together(std::size_t first) {
  double height = 0;
  for (std::size_t i = first; i < flow_.size(); ++i) height += flow_[i].height;
  if (height > area_.height / 2) return;
  std::vector<std::size_t> rows;
  for (std::size_t i = first + 1; i < flow_.size(); ++i) {
    if (flow_[i].may_break_before) rows.push_back(i);
    flow_[i].may_break_before = false;
  }
  for (std::size_t k = 1; k + 1 < rows.size(); ++k) flow_[rows[k]].may_break_in_need = true;
}

void BlockLayout::add_table(const doc::Block& block, const doc::Table& table, const Box& outer) {
  if (table.columns.empty()) return;
  // The element is as wide as its columns, so that its borders are.
  const style::Element element = element_of("table", block);
  Box measured = outer;
  measured.element = &styled(outer, element);
  Columns columns = measure_columns(table, measured);
  Box fitted = outer;
  fitted.x = columns.x;
  fitted.width = columns.total;
  inside(&block, element, fitted, [&](Box box) {
    box.structure = context_.add_structure(StructType::Table, outer.structure);
    const std::size_t first = flow_.size();
    for (const bool head : {true, false}) {
      const std::vector<doc::TableRow>& rows = head ? table.head : table.body;
      if (rows.empty()) continue;
      Box section = box;
      section.structure = context_.add_structure(head ? StructType::THead : StructType::TBody, box.structure);
      for (const doc::TableRow& row : rows) {
        if (context_.fatal) return;
        add_row(table, row, head, columns, section);
        if (head) keep_with_next_ = true;
      }
    }
    keep_together(first);
  });
}

}  // namespace mdconv::layout
