// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>

#include "document/names.h"
#include "document/walk.h"
#include "layout/block_layout.h"

// Tables: column widths follow the content's natural widths, shared out so that the table fits. A row is as high as its
// highest cell; its lines are merged band by band into boxes of the column, so that a row longer than a page can break.

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

void shift_items(FlowBox& box, double dy) {
  for (Item& item : box.items) {
    if (auto* run = std::get_if<GlyphRun>(&item.content)) run->origin.y += dy;
    if (auto* rect = std::get_if<FilledRect>(&item.content)) rect->rect.y += dy;
    if (auto* image = std::get_if<PlacedImage>(&item.content)) image->rect.y += dy;
  }
  for (LinkArea& link : box.links) link.rect.y += dy;
}

// Lays `other` over `box`, both from the same top.
void merge(FlowBox& box, FlowBox&& other) {
  box.height = std::max(box.height, other.height);
  std::move(other.items.begin(), other.items.end(), std::back_inserter(box.items));
  std::move(other.links.begin(), other.links.end(), std::back_inserter(box.links));
  std::move(other.ids.begin(), other.ids.end(), std::back_inserter(box.ids));
  std::move(other.bookmarks.begin(), other.bookmarks.end(), std::back_inserter(box.bookmarks));
}

}  // namespace

/// A table's columns on the page.
struct BlockLayout::Columns {
  std::vector<double> widths;
  double x = 0;
  double total = 0;
};

const style::StyledElement& BlockLayout::cell_element(const doc::Table& table, std::size_t column, bool head,
                                                      const Box& box) {
  const style::StyledElement& section = styled(box, {.name = head ? "thead" : "tbody"});
  const style::StyledElement& row = context_.cascade.child(section, {.name = "tr"});
  style::Element element{.name = head ? "th" : "td"};
  if (const std::string_view name = doc::alignment_class(table.columns[column]); !name.empty())
    element.classes.emplace_back(name);
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
  for (const bool head : {true, false})
    for (const doc::TableRow& row : head ? table.head : table.body)
      for (std::size_t i = 0; i < std::min(row.cells.size(), natural.size()); ++i)
        natural[i] = std::max(natural[i], natural_cell_width(row.cells[i], cell_element(table, i, head, box), box));

  Columns columns;
  columns.widths = share_out(std::move(natural), box.width);
  columns.total = std::accumulate(columns.widths.begin(), columns.widths.end(), 0.0);
  columns.x = box.x + std::max(0.0, (box.width - columns.total) / 2);
  return columns;
}

std::vector<FlowBox> BlockLayout::set_cell(const doc::TableCell& cell, const Box& box) {
  // A cell is a column of its own while it is set.
  BlockLayout inner(context_, area_);
  inner.shallowest_heading_ = shallowest_heading_;
  inner.last_heading_ = last_heading_;
  inner.next_outline_ = next_outline_;
  inner.add_blocks(cell.children, box);
  next_outline_ = inner.next_outline_;
  return std::move(inner.flow_);
}

void BlockLayout::add_row(const doc::Table& table, const doc::TableRow& row, bool head, const Columns& columns,
                          const Box& section) {
  const StructId tr = context_.add_structure(StructType::TR, section.structure);
  std::vector<FlowBox> bands;
  const style::ComputedStyle* style = nullptr;
  double x = columns.x;
  for (std::size_t i = 0; i < std::min(row.cells.size(), columns.widths.size()); ++i) {
    const style::StyledElement& element = cell_element(table, i, head, section);
    style = &element.style();
    const double left = style->padding[style::Left], right = style->padding[style::Right];
    Box cell;
    cell.element = &element;
    cell.x = x + left;
    cell.width = std::max(columns.widths[i] - left - right, kNarrowestColumn / 2);
    cell.structure = context_.add_structure(head ? StructType::TH : StructType::TD, tr);
    if (head) context_.result.structure[cell.structure].attribute = "Column";
    cell.holds_text = true;
    x += columns.widths[i];

    std::vector<FlowBox> lines = set_cell(row.cells[i], cell);
    for (std::size_t k = 0; k < lines.size(); ++k) {
      const double above = k == 0 ? style->padding[style::Top] : lines[k].space_before;
      shift_items(lines[k], above);
      lines[k].height += above;
      if (k >= bands.size()) bands.emplace_back();
      merge(bands[k], std::move(lines[k]));
    }
  }
  if (bands.empty()) return;

  bands.back().height += style->padding[style::Bottom];
  const auto rule = [&](double y, const style::Border& border) {
    return Item{FilledRect{{columns.x, y, columns.total, border.width}, to_color(border.color)}, kArtifact, {}};
  };
  if (const style::Border& top = style->border[style::Top]; top.width > 0) bands.front().items.push_back(rule(0, top));
  if (const style::Border& bottom = style->border[style::Bottom]; bottom.width > 0)
    bands.back().items.push_back(rule(bands.back().height, bottom));

  double height = 0;
  for (const FlowBox& band : bands) height += band.height;
  const bool may_part = height > area_.height / 2;
  for (std::size_t k = 0; k < bands.size(); ++k) {
    bands[k].may_break_before = k == 0 || may_part;
    push(std::move(bands[k]));
  }
}

void BlockLayout::add_table(const doc::Block& block, const doc::Table& table, const Box& outer) {
  if (table.columns.empty()) return;
  // The element is as wide as its columns, so that its borders are.
  const style::Element element = element_of("table", block);
  Box measured = outer;
  measured.element = &styled(outer, element);
  const Columns columns = measure_columns(table, measured);
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
    // A table that takes less than half a page is not parted.
    double height = 0;
    for (std::size_t i = first; i < flow_.size(); ++i) height += flow_[i].height;
    for (std::size_t i = first + 1; height <= area_.height / 2 && i < flow_.size(); ++i)
      flow_[i].may_break_before = false;
  });
}

}  // namespace mdconv::layout
