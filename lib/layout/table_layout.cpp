// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>

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

std::string alignment_class(doc::Alignment alignment) {
  switch (alignment) {
    case doc::Alignment::Default: return {};
    case doc::Alignment::Left: return "align-left";
    case doc::Alignment::Center: return "align-center";
    case doc::Alignment::Right: return "align-right";
  }
  return {};
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

void BlockLayout::add_table(const doc::Block& block, const doc::Table& table, const Box& outer) {
  const std::size_t columns = table.columns.size();
  if (columns == 0) return;
  inside(&block, element_of("table", block), outer, [&](Box box) {
    box.structure = context_.add_structure(StructType::Table, outer.structure);

    const auto cell_element = [&](bool head, std::size_t column) -> const style::StyledElement& {
      const auto& section = styled(box, {.name = head ? "thead" : "tbody"});
      const auto& row = context_.cascade.child(section, {.name = "tr"});
      style::Element element{.name = head ? "th" : "td"};
      if (std::string name = alignment_class(table.columns[column]); !name.empty()) element.classes.push_back(name);
      return context_.cascade.child(row, element);
    };

    // Natural widths need the text shaped without structure nodes of its own: they are dropped when unused.
    std::vector<double> natural(columns, kNarrowestColumn);
    const auto measure_rows = [&](const std::vector<doc::TableRow>& rows, bool head) {
      for (const doc::TableRow& row : rows) {
        for (std::size_t i = 0; i < row.cells.size() && i < columns; ++i) {
          const style::StyledElement& element = cell_element(head, i);
          const double padding = element.style().padding[style::Left] + element.style().padding[style::Right];
          for (const doc::Block& content : row.cells[i].children) {
            const doc::Inlines* inlines = nullptr;
            if (const auto* plain = std::get_if<doc::Plain>(&content.node)) inlines = &plain->children;
            if (const auto* paragraph = std::get_if<doc::Paragraph>(&content.node)) inlines = &paragraph->children;
            if (!inlines) {
              natural[i] = std::max(natural[i], box.width / 2);
              continue;
            }
            InlineBuilder builder(context_, element, box.structure);
            builder.add(*inlines);
            natural[i] = std::max(natural[i], content_width(context_, builder.finish()) + padding + 0.5);
          }
        }
      }
    };
    measure_rows(table.head, true);
    measure_rows(table.body, false);
    const std::vector<double> widths = share_out(natural, box.width);
    const double table_width = std::accumulate(widths.begin(), widths.end(), 0.0);
    const double table_x = box.x + std::max(0.0, (box.width - table_width) / 2);

    const auto rule = [&](double y, const style::Border& border) {
      return Item{FilledRect{{table_x, y, table_width, border.width}, to_color(border.color)}, kArtifact, {}};
    };

    const auto add_row = [&](const doc::TableRow& row, bool head, StructId section) {
      const StructId tr = context_.add_structure(StructType::TR, section);
      std::vector<FlowBox> bands;
      const style::ComputedStyle* row_style = nullptr;
      double x = table_x;
      for (std::size_t i = 0; i < row.cells.size() && i < columns; ++i) {
        const style::StyledElement& element = cell_element(head, i);
        const style::ComputedStyle& style = element.style();
        if (!row_style) row_style = &style;
        Box cell;
        cell.element = &element;
        cell.x = x + style.padding[style::Left];
        cell.width = std::max(widths[i] - style.padding[style::Left] - style.padding[style::Right], kNarrowestColumn / 2);
        cell.structure = context_.add_structure(head ? StructType::TH : StructType::TD, tr);
        if (head) context_.result.structure[cell.structure].attribute = "Column";
        cell.holds_text = true;
        x += widths[i];

        // A cell is a column of its own while it is set.
        BlockLayout inner(context_, area_);
        inner.shallowest_heading_ = shallowest_heading_;
        inner.last_heading_ = last_heading_;
        inner.next_outline_ = next_outline_;
        inner.add_blocks(row.cells[i].children, cell);
        next_outline_ = inner.next_outline_;
        for (std::size_t k = 0; k < inner.flow_.size(); ++k) {
          FlowBox& line = inner.flow_[k];
          const double above = (k == 0 ? style.padding[style::Top] : line.space_before);
          shift_items(line, above);
          line.height += above;
          if (k >= bands.size()) {
            bands.emplace_back();
            bands.back().height = 0;
          }
          merge(bands[k], std::move(line));
        }
      }
      if (bands.empty() || !row_style) return;
      bands.back().height += row_style->padding[style::Bottom];
      if (row_style->border[style::Top].width > 0) bands.front().items.push_back(rule(0, row_style->border[style::Top]));
      if (row_style->border[style::Bottom].width > 0)
        bands.back().items.push_back(rule(bands.back().height, row_style->border[style::Bottom]));
      double height = 0;
      for (const FlowBox& band : bands) height += band.height;
      for (std::size_t k = 0; k < bands.size(); ++k) {
        bands[k].may_break_before = k == 0 || height > area_.height / 2;
        push(std::move(bands[k]));
      }
    };

    const auto add_section = [&](const std::vector<doc::TableRow>& rows, bool head) {
      if (rows.empty()) return;
      const StructId section = context_.add_structure(head ? StructType::THead : StructType::TBody, box.structure);
      for (const doc::TableRow& row : rows) {
        if (context_.fatal) return;
        add_row(row, head, section);
        if (head) keep_with_next_ = true;
      }
    };
    add_section(table.head, true);
    add_section(table.body, false);
  });
}

}  // namespace mdconv::layout
