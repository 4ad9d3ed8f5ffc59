// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

#include "document/length.h"
#include "document/names.h"
#include "document/walk.h"
#include "layout/block_layout.h"
#include "layout/prepared_text.h"
#include "layout/table_columns.h"
#include "layout/table_rows.h"
#include "style/values.h"

// Tables: what the cells need is measured, and it is found out how the columns fit: as they are, in smaller type, on a
// turned page, or in parts one below the other. Then cell by cell and row by row is set.

namespace mdconv::layout {

namespace {

// Sizes that a table's type goes down to, so that it fits; the last is the least size of text.
constexpr std::array<double, 3> kSmallerSizes = {9, 8.5, style::kLeastFontSize};
constexpr double kSlack = 0.5;
// What measures more may yet fit in smaller type.
constexpr double kNearly = 1.02;
// Only a page that is so much higher than wide is worth turning.
constexpr double kTallPage = 1.2;
// A head that takes more of the page is not repeated.
constexpr double kHighestHead = 1.0 / 3;
// A table that takes more of the page is parted like text.
constexpr double kShortTable = 0.5;

WidthNeeds padded(WidthNeeds needs, double by) { return {needs.least + by, needs.tightest + by, needs.most + by}; }

WidthNeeds widest(const WidthNeeds& a, const WidthNeeds& b) {
  return {std::max(a.least, b.least), std::max(a.tightest, b.tightest), std::max(a.most, b.most)};
}

double sides_of(const style::ComputedStyle& style) {
  return style.margin[style::Left] + style.margin[style::Right] + style.padding[style::Left] +
         style.padding[style::Right] + style.border[style::Left].width + style.border[style::Right].width;
}

// The width that a table or a cell asks for, 0 where it does not.
double wanted_width(const doc::Attributes& attributes, const style::ComputedStyle& style, double container) {
  if (style.width_percentage) return *style.width_percentage * container;
  if (style.width) return *style.width;
  const std::string_view text = attributes.find("width");
  if (const auto length = doc::parse_length(text)) return to_points(*length, container, style.font_size);
  if (text.ends_with('%'))
    return style::parse_length(std::string(text.substr(0, text.size() - 1)) + "pt", {}).value_or(0) / 100 * container;
  return text.empty() ? 0 : style::parse_length(text, {style.font_size, style.font_size}).value_or(0);
}

// How far from the left edge a table of that width begins: what its margins leave over is theirs if they are automatic.
double table_offset(const style::ComputedStyle& style, double width, double available) {
  const double left = style.margin[style::Left], slack = std::max(0.0, available - width);
  const bool from_left = style.margin_auto[style::Left], from_right = style.margin_auto[style::Right];
  const double over = std::max(0.0, slack - left - style.margin[style::Right]);
  return std::min(slack, left + (from_left ? (from_right ? over / 2 : over) : 0));
}

bool is_empty(const std::vector<doc::TableRow>& rows) {
  return std::all_of(rows.begin(), rows.end(), [](const doc::TableRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const doc::TableCell& cell) { return cell.children.empty() && cell.attributes.id.empty(); });
  });
}

// The rows that cells bind to the first: the row after the last of them.
std::size_t end_of_group(const std::vector<doc::TableRow>& rows, std::size_t begin) {
  std::size_t end = begin + 1;
  for (std::size_t row = begin; row < end; ++row)
    for (const doc::TableCell& cell : rows[row].cells)
      if (!cell.covered) end = std::max(end, std::min<std::size_t>(row + std::max(cell.row_span, 1U), rows.size()));
  return end;
}

// The same to the eye, but no part of the text.
Flow without_meaning(const Flow& flow) {
  Flow result;
  for (const FlowBox& box : flow) {
    FlowBox& copy = result.emplace_back();
    copy.height = box.height;
    copy.baseline = box.baseline;
    copy.reach_above = box.reach_above;
    copy.space_before = box.space_before;
    copy.may_break_before = box.may_break_before;
    copy.decorations = box.decorations;
    for (std::size_t i = 0; i < box.items.size(); ++i) {
      // The number of a note is one on the page where the note stands.
      const bool number =
          std::any_of(box.numbers.begin(), box.numbers.end(), [&](const NoteNumber& each) { return each.item == i; });
      if (number) continue;
      copy.items.push_back(box.items[i]);
      copy.items.back().structure = kArtifact;
    }
  }
  return result;
}

std::shared_ptr<const RepeatedHead> repeat(const Flow& head) {
  auto repeated = std::make_shared<RepeatedHead>();
  repeated->boxes = without_meaning(head);
  for (const FlowBox& box : head) repeated->height += box.height;
  return repeated;
}

// The columns [first, end), and the first of all before them.
ColumnNeeds part_of(const ColumnNeeds& needs, std::size_t first, std::size_t end, bool with_first) {
  ColumnNeeds part;
  const auto add = [&](std::size_t column) {
    part.columns.push_back(needs.columns[column]);
    part.fixed.push_back(needs.fixed[column]);
  };
  if (with_first) add(0);
  for (std::size_t column = first; column < end; ++column) add(column);
  if (part.columns.size() == needs.columns.size()) part.wanted = needs.wanted;
  return part;
}

}  // namespace

/// A table that is being set.
struct BlockLayout::TableSetting {
  const doc::Table& table;
  /// The columns [first_column, end_column) are set, with the table's first column again before them if they are not
  /// the first; their left edges, and the last one's right edge.
  std::size_t first_column = 0;
  std::size_t end_column = 0;
  bool names_rows_again = false;
  std::vector<double> edges = {};
  /// By row of head and body, and by cell; none where a cell is set again.
  std::vector<StructId> rows = {};
  std::vector<StructId> cells = {};
  StructId head = kArtifact;
  StructId body = kArtifact;
  std::shared_ptr<const RepeatedHead> repeated = {};
  /// The boxes in the column that begin rows of the body.
  std::vector<std::size_t> row_starts = {};

  std::size_t place_of(std::size_t column) const {
    return std::min(column, end_column) - first_column + (names_rows_again ? 1 : 0);
  }
};

const style::StyledElement& BlockLayout::row_element(const doc::Table& table, std::size_t row, bool head,
                                                     const Box& box) {
  const auto& rows = head ? table.head : table.body;
  style::Element section{.name = head ? "thead" : "tbody"};
  section.position = head || table.head.empty() ? 1 : 2;
  section.position_from_end = !head || table.body.empty() ? 1 : 2;
  style::Element element{.name = "tr"};
  element.position = static_cast<std::uint32_t>(row + 1);
  element.position_from_end = static_cast<std::uint32_t>(rows.size() - row);
  return context_.cascade.child(styled(box, section), element);
}

const style::StyledElement& BlockLayout::cell_element(const doc::Table& table, std::size_t row_index,
                                                      std::size_t column, bool head, const Box& box) {
  const style::StyledElement& row = row_element(table, row_index, head, box);
  const std::vector<doc::TableCell>& cells = (head ? table.head : table.body)[row_index].cells;
  const doc::TableCell& cell = cells[column];
  const doc::Attributes& attributes = cell.attributes;
  style::Element element{.name = head || cell.header ? "th" : "td"};
  if (context_.cascade.looks_at_siblings()) {
    const auto shown = [](const doc::TableCell& each) { return !each.covered; };
    const auto here = cells.begin() + static_cast<std::ptrdiff_t>(column);
    element.position = static_cast<std::uint32_t>(std::count_if(cells.begin(), here, shown)) + 1;
    element.position_from_end = static_cast<std::uint32_t>(std::count_if(here, cells.end(), shown));
  }
  element.id = attributes.id;
  element.language = attributes.find("lang");
  std::string_view aligned = doc::alignment_class(attributes.find("align"));
  if (aligned.empty()) aligned = doc::alignment_class(table.columns[column]);
  if (!aligned.empty()) element.classes.emplace_back(aligned);
  element.classes.insert(element.classes.end(), attributes.classes.begin(), attributes.classes.end());
  return context_.cascade.child(row, element);
}

// ---- how wide ----

// The structure nodes that measuring makes are given up again.
WidthNeeds BlockLayout::needs_of_text(const doc::Inlines& inlines, const style::StyledElement& element) {
  const std::size_t nodes = context_.result.structure.size();
  InlineBuilder builder(context_, element, 0);
  builder.add(inlines);
  const WidthNeeds needs = content_needs(context_, builder.finish(), element.style().font_size, area_.width);
  context_.result.structure.resize(nodes);
  return needs;
}

WidthNeeds BlockLayout::needs_of_code(const doc::Block& block, const doc::CodeBlock& code, const Box& box) {
  const style::StyledElement& pre = styled(box, element_of("pre", block));
  const style::StyledElement& element = context_.cascade.child(pre, {.name = "code"});
  InlineBuilder builder(context_, element, 0);
  builder.add_text(code.utf8, block.span);
  constexpr double kFewest = 12;  // characters
  WidthNeeds needs = content_needs(context_, builder.finish(), element.style().font_size, area_.width);
  needs.least = std::min(needs.most, std::max(needs.least, kFewest * element.style().font_size));
  return padded(needs, sides_of(pre.style()));
}

WidthNeeds BlockLayout::needs_of_blocks(const doc::Blocks& blocks, const Box& box) {
  WidthNeeds needs;
  const auto inside_of = [&](const style::Element& element, const doc::Blocks& children) {
    Box inner = box;
    inner.element = &styled(box, element);
    return padded(needs_of_blocks(children, inner), sides_of(inner.element->style()));
  };
  const auto text_of = [&](const style::Element& element, const doc::Inlines& inlines) {
    const style::StyledElement& found = styled(box, element);
    return padded(needs_of_text(inlines, found), sides_of(found.style()));
  };
  for (const doc::Block& block : blocks) {
    WidthNeeds own;
    if (const auto* paragraph = std::get_if<doc::Paragraph>(&block.node)) {
      own = text_of(element_of("p", block), paragraph->children);
    } else if (const auto* plain = std::get_if<doc::Plain>(&block.node)) {
      own = needs_of_text(plain->children, *box.element);
    } else if (const auto* heading = std::get_if<doc::Heading>(&block.node)) {
      own = text_of(element_of(doc::heading_element(heading->level), block), heading->children);
    } else if (const auto* code = std::get_if<doc::CodeBlock>(&block.node)) {
      own = needs_of_code(block, *code, box);
    } else if (const auto* quote = std::get_if<doc::Quote>(&block.node)) {
      own = inside_of(element_of("blockquote", block), quote->children);
    } else if (const auto* division = std::get_if<doc::Division>(&block.node)) {
      own = inside_of(division_element(block, *division), division->children);
    } else if (const auto* list = std::get_if<doc::List>(&block.node)) {
      Box inner = box;
      inner.element = &styled(box, element_of(list->start ? "ol" : "ul", block));
      for (const doc::ListItem& item : list->items) {
        Box body = inner;
        body.element = &styled(inner, {.name = "li"});
        own = widest(own, needs_of_blocks(item.children, body));
      }
      own = padded(own, sides_of(inner.element->style()));
    } else if (const auto* definitions = std::get_if<doc::DefinitionList>(&block.node)) {
      Box inner = box;
      inner.element = &styled(box, element_of("dl", block));
      for (const doc::DefinitionEntry& entry : definitions->entries) {
        Box body = inner;
        body.element = &styled(inner, {.name = entry.term ? "dt" : "dd"});
        own = widest(own, padded(needs_of_blocks(entry.children, body), sides_of(body.element->style())));
      }
    } else if (const auto* table = std::get_if<doc::Table>(&block.node)) {
      Box inner = box;
      inner.element = &styled(box, element_of("table", block));
      for (const WidthNeeds& column : needs_of_columns(block, *table, inner, box.width).columns) {
        own.least += column.least;
        own.tightest += column.tightest;
        own.most += column.most;
      }
    }
    needs = widest(needs, own);
  }
  return needs;
}

ColumnNeeds BlockLayout::needs_of_columns(const doc::Block& block, const doc::Table& table, const Box& box,
                                          double available) {
  ColumnNeeds needs;
  needs.wanted = wanted_width(block.attributes, box.element->style(), available);
  std::vector<double> wanted(table.columns.size(), 0);
  needs.columns.resize(table.columns.size());
  needs.fixed.resize(table.columns.size(), false);
  // Cells over several columns come when the columns know what they need themselves.
  for (const bool spanning : {false, true}) {
    for (const bool head : {true, false}) {
      const std::vector<doc::TableRow>& rows = head ? table.head : table.body;
      for (std::size_t r = 0; r < rows.size(); ++r) {
        const doc::TableRow& row = rows[r];
        for (std::size_t i = 0; i < std::min(row.cells.size(), needs.columns.size()); ++i) {
          const doc::TableCell& cell = row.cells[i];
          if (cell.covered || (cell.column_span > 1) != spanning) continue;
          Box inner = box;
          inner.element = &cell_element(table, r, i, head, box);
          const style::ComputedStyle& style = inner.element->style();
          const double sides = style.padding[style::Left] + style.padding[style::Right] + kSlack;
          const WidthNeeds own = padded(needs_of_blocks(cell.children, inner), sides);
          const std::size_t count = std::clamp<std::size_t>(cell.column_span, 1, needs.columns.size() - i);
          if (count == 1) {
            needs.columns[i] = widest(needs.columns[i], own);
            wanted[i] = std::max(wanted[i], wanted_width(cell.attributes, style, std::max(needs.wanted, available)));
          } else {
            widen(needs.columns, i, count, own);
          }
        }
      }
    }
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] <= 0) continue;
    WidthNeeds& column = needs.columns[i];
    needs.fixed[i] = true;
    column.most = std::max(std::min(wanted[i], available), column.tightest);
    column.least = std::min(column.least, column.most);
  }
  return needs;
}

// ---- how it fits ----

BlockLayout::TableFit BlockLayout::fit_table(const doc::Block& block, const doc::Table& table, const Box& outer) {
  style::Element element = element_of("table", block);
  Box box = outer;
  box.element = &styled(outer, element);
  const style::ComputedStyle& style = box.element->style();
  TableFit fit;
  fit.needs = needs_of_columns(block, table, box, outer.width);
  const double least = fit.needs.least(), tightest = fit.needs.tightest();
  const double size = style.font_size;
  std::vector<double> scales = {1};
  for (const double smaller : kSmallerSizes)
    if (style.table_may_shrink && smaller < size && !within_) scales.push_back(smaller / size);
  // What is read from the side is for tables on pages of their own.
  const bool may_turn = style.table_may_turn && !within_ && !turned_ && area_.height > kTallPage * area_.width;
  // Not all gets smaller in the same measure, so a scale that seems right is tried.
  const auto fits = [&](double width, double (ColumnNeeds::*needed)() const) {
    for (const double scale : scales) {
      if ((fit.needs.*needed)() * scale > kNearly * width) continue;
      element.font_scale = scale;
      box.element = &styled(outer, element);
      ColumnNeeds scaled = scale == 1 ? fit.needs : needs_of_columns(block, table, box, outer.width);
      if ((scaled.*needed)() > width) continue;
      fit.needs = std::move(scaled);
      fit.scale = scale;
      return true;
    }
    return false;
  };
  if (fits(outer.width, &ColumnNeeds::least)) return fit;
  // Few columns are narrow only because of long words, which can be broken.
  constexpr std::size_t kFewColumns = 3;
  if (table.columns.size() <= kFewColumns && fits(outer.width, &ColumnNeeds::tightest)) return fit;
  if (may_turn && std::min(least * scales.back(), tightest) <= area_.height) {
    fit.turned = true;
    return fit;
  }
  if (fits(outer.width, &ColumnNeeds::tightest)) return fit;
  element.font_scale = scales.back();
  box.element = &styled(outer, element);
  if (fit.scale != scales.back()) fit.needs = needs_of_columns(block, table, box, outer.width);
  fit.scale = scales.back();
  fit.turned = may_turn;
  fit.in_parts = !within_;
  return fit;
}

// ---- rows ----

std::vector<FlowBox> BlockLayout::set_cell(const doc::TableCell& cell, const Box& box) {
  // A cell is a column of its own while it is set.
  BlockLayout inner(context_, area_);
  inner.within_ = inner.within_cell_ = true;
  inner.left_edge_ = box.x - box.element->style().padding[style::Left];
  inner.shallowest_heading_ = shallowest_heading_;
  inner.last_heading_ = last_heading_;
  inner.next_outline_ = next_outline_;
  inner.add_blocks(cell.children, box);
  next_outline_ = inner.next_outline_;
  last_heading_ = inner.last_heading_;
  inner.pending_ids_.insert(inner.pending_ids_.begin(), pending_ids_.begin(), pending_ids_.end());
  pending_ids_.clear();
  if (!cell.attributes.id.empty()) inner.pending_ids_.push_back(cell.attributes.id);
  if (!inner.pending_ids_.empty()) {
    if (inner.flow_.empty()) inner.flow_.emplace_back();
    std::vector<std::string>& ids = inner.flow_.front().ids;
    ids.insert(ids.end(), inner.pending_ids_.begin(), inner.pending_ids_.end());
  }
  return std::move(inner.flow_);
}

// For the eye only.
Flow BlockLayout::set_cell_again(const doc::TableCell& cell, const Box& box) {
  const std::size_t nodes = context_.result.structure.size(), next_outline = next_outline_;
  const int last_heading = last_heading_;
  Flow flow = set_cell(cell, box);
  next_outline_ = next_outline;
  last_heading_ = last_heading;
  context_.result.structure.resize(nodes);
  return without_meaning(flow);
}

StructId BlockLayout::add_cell_structure(const doc::TableCell& cell, bool head, StructId row) {
  const std::string language(cell.attributes.find("lang"));
  const std::string* const around = language.empty() ? nullptr : context_.speak(language);
  const StructId id = context_.add_structure(head || cell.header ? StructType::TH : StructType::TD, row);
  if (around != nullptr) context_.speak(*around);
  StructNode& node = context_.result.structure[id];
  if (head || cell.header) {
    const std::string_view scope = cell.attributes.find("scope");
    node.attribute = (scope.empty() ? head : scope.starts_with("col")) ? "Column" : "Row";
    node.id = cell.attributes.id;
  }
  for (const std::string_view header : doc::ids_of(cell.attributes.find("headers")))
    context_.result.cell_headers[id].emplace_back(header);
  node.column_span = cell.column_span;
  node.row_span = cell.row_span;
  return id;
}

void BlockLayout::add_table_structure(TableSetting& setting, StructId parent) {
  const StructId node = context_.add_structure(StructType::Table, parent);
  for (const bool head : {true, false}) {
    const std::vector<doc::TableRow>& rows = head ? setting.table.head : setting.table.body;
    const bool shown = !rows.empty() && !(head && is_empty(rows));
    StructId& section = head ? setting.head : setting.body;
    // A head alone is no head.
    const bool rows_alone = head && setting.table.body.empty();
    if (shown) section = rows_alone ? node : context_.add_structure(head ? StructType::THead : StructType::TBody, node);
    for (const doc::TableRow& row : rows) {
      setting.rows.push_back(shown ? context_.add_structure(StructType::TR, section) : kArtifact);
      for (std::size_t i = 0; i < setting.table.columns.size(); ++i) {
        const bool cell = shown && i < row.cells.size() && !row.cells[i].covered;
        setting.cells.push_back(cell ? add_cell_structure(row.cells[i], head, setting.rows.back()) : kArtifact);
      }
    }
  }
}

// A cell, without its lines.
SetCell BlockLayout::make_cell(const doc::TableCell& cell, const style::ComputedStyle& style) {
  SetCell set;
  set.rows = std::max(cell.row_span, 1U);
  set.padding_top = style.padding[style::Top];
  set.padding_bottom = style.padding[style::Bottom];
  if (cell.children.empty() && cell.row_span <= 1) set.least_height = style.line_pitch();
  set.align = style.vertical_align;
  if (style.background) set.background = to_color(*style.background);
  set.border = style.border;
  return set;
}

Flow BlockLayout::set_row_group(const TableSetting& setting, bool head, std::size_t begin, std::size_t end,
                                const Box& box) {
  const std::vector<doc::TableRow>& rows = head ? setting.table.head : setting.table.body;
  const std::size_t first_row = head ? 0 : setting.table.head.size();
  std::vector<SetCell> cells;
  const auto add = [&](std::size_t row, std::size_t column, double left, double right, bool again) {
    const doc::TableCell& cell = rows[row].cells[column];
    const style::StyledElement& element = cell_element(setting.table, row, column, head, box);
    const style::ComputedStyle& style = element.style();
    SetCell& set = cells.emplace_back(make_cell(cell, style));
    set.x = left;
    set.width = right - left;
    set.row = row - begin;
    set.rows = std::min(set.rows, end - row);
    // Where a cell's rule meets that of the table, the thicker one is drawn.
    const auto& table_border = box.element->style().border;
    const auto yields = [&](style::Side side) { return set.border[side].width <= table_border[side].width; };
    const bool starts = row == 0 && (head || setting.head == kArtifact);
    const bool ends = row + set.rows == rows.size() && (!head || setting.table.body.empty());
    if (starts && yields(style::Top)) set.border[style::Top] = {};
    if (ends && yields(style::Bottom)) set.border[style::Bottom] = {};
    Box inner;
    inner.element = &element;
    inner.x = left + style.padding[style::Left];
    inner.width = std::max(set.width - style.padding[style::Left] - style.padding[style::Right], 1.0);
    inner.structure = setting.cells[(first_row + row) * setting.table.columns.size() + column];
    inner.holds_text = true;
    set.lines = again ? set_cell_again(cell, inner) : set_cell(cell, inner);
  };
  for (std::size_t r = begin; r < end; ++r) {
    const std::vector<doc::TableCell>& row = rows[r].cells;
    if (setting.names_rows_again && !row.front().covered) add(r, 0, setting.edges[0], setting.edges[1], true);
    for (std::size_t i = setting.first_column; i < std::min(row.size(), setting.end_column); ++i) {
      if (row[i].covered) continue;
      const std::size_t span = std::max(row[i].column_span, 1U);
      add(r, i, setting.edges[setting.place_of(i)], setting.edges[setting.place_of(i + span)], false);
    }
  }
  RowsShape shape;
  shape.x = setting.edges.front();
  shape.width = setting.edges.back() - shape.x;
  shape.rows = end - begin;
  shape.page_height = area_.height;
  for (std::size_t row = begin; row < end; ++row) {
    const style::StyledElement& element = row_element(setting.table, row, head, box);
    const auto& background =
        element.style().background ? element.style().background : element.parent()->style().background;
    shape.backgrounds.push_back(background ? std::optional(to_color(*background)) : std::nullopt);
  }
  return set_rows(std::move(cells), shape);
}

// The head as a whole, and its repetition.
void BlockLayout::add_table_head(TableSetting& setting, const Box& box) {
  const std::vector<doc::TableRow>& rows = setting.table.head;
  Flow head;
  double height = 0;
  for (std::size_t begin = 0, end = 0; begin < rows.size() && !context_.fatal; begin = end) {
    end = end_of_group(rows, begin);
    for (FlowBox& band : set_row_group(setting, true, begin, end, box)) {
      height += band.height;
      head.push_back(std::move(band));
    }
  }
  const bool low = height <= kHighestHead * area_.height;
  if (low && !within_ && !head.empty()) setting.repeated = repeat(head);
  for (FlowBox& band : head) {
    if (low) band.may_break_before = band.may_break_in_need = false;
    push(std::move(band));
    if (low) keep_with_next_ = true;
  }
  keep_with_next_ = !head.empty();
}

void BlockLayout::add_table_body(TableSetting& setting, const Box& box) {
  const std::vector<doc::TableRow>& rows = setting.table.body;
  for (std::size_t begin = 0, end = 0; begin < rows.size() && !context_.fatal; begin = end) {
    end = end_of_group(rows, begin);
    bool first = true;
    for (FlowBox& band : set_row_group(setting, false, begin, end, box)) {
      if (first) setting.row_starts.push_back(flow_.size());
      first = false;
      if (setting.repeated) {
        band.head = setting.repeated;
        band.room_above += setting.repeated->height;
      }
      push(std::move(band));
    }
  }
}

// A table that takes less than half a page is not parted, unless the page stayed short: then two rows at least stand on
// each side. Nor does a page begin with the second or the last row of a longer one.
void BlockLayout::keep_rows(std::size_t first, const std::vector<std::size_t>& row_starts) {
  const auto height_of = [&](std::size_t begin, std::size_t end) {
    double height = 0;
    for (std::size_t i = begin; i < end; ++i) height += flow_[i].height;
    return height;
  };
  if (row_starts.empty()) return;
  const auto keep = [&](std::size_t i, bool in_need) {
    flow_[i].may_break_in_need = in_need && (flow_[i].may_break_before || flow_[i].may_break_in_need);
    flow_[i].may_break_before = false;
  };
  if (height_of(first, flow_.size()) <= kShortTable * area_.height) {
    std::vector<bool> may(flow_.size() - first, false);
    for (std::size_t k = 2; k + 1 < row_starts.size(); ++k) may[row_starts[k] - first] = true;
    for (std::size_t i = first + 1; i < flow_.size(); ++i) keep(i, may[i - first]);
    return;
  }
  constexpr double kLowRow = 1.0 / 8;
  const std::size_t count = row_starts.size();
  if (count < 3) return;
  if (height_of(row_starts[0], row_starts[1]) < kLowRow * area_.height) keep(row_starts[1], true);
  if (height_of(row_starts[count - 1], flow_.size()) < kLowRow * area_.height) keep(row_starts[count - 1], true);
}

bool BlockLayout::wants_turned_page(const doc::Block& block, const Box& outer) {
  // A caption stands on the page of its table.
  const auto* division = std::get_if<doc::Division>(&block.node);
  if (division != nullptr && division->kind == doc::DivisionKind::Figure)
    return std::any_of(division->children.begin(), division->children.end(),
                       [&](const doc::Block& child) { return wants_turned_page(child, outer); });
  const auto* table = std::get_if<doc::Table>(&block.node);
  return table != nullptr && !turned_ && !within_ && fit_table(block, *table, outer).turned;
}

// Headings stand on the page of the table that they are directly above.
std::size_t BlockLayout::end_of_turned_section(const doc::Blocks& blocks, std::size_t first, const Box& outer) {
  if (scout_ != nullptr || turned_) return first;
  std::size_t end = first;
  while (end < blocks.size() && std::holds_alternative<doc::Heading>(blocks[end].node)) ++end;
  if (end == first || end == blocks.size() || !wants_turned_page(blocks[end], outer)) return first;
  return end + 1;
}

void BlockLayout::add_table(const doc::Block& block, const doc::Table& table, const Box& outer) {
  if (scout_ != nullptr) return;  // its measures are half of the work
  if (table.columns.empty() || (table.head.empty() && table.body.empty())) return;
  const TableFit fit = fit_table(block, table, outer);
  if (fit.turned) return turn_page(outer, [&](const Box& turned) { add_table(block, table, turned); });
  style::Element element = element_of("table", block);
  element.font_scale = fit.scale;
  const style::ComputedStyle& style = styled(outer, element).style();
  const ColumnNeeds& needs = fit.needs;
  TableSetting setting{.table = table};
  add_table_structure(setting, outer.structure);
  while (setting.end_column < table.columns.size() && !context_.fatal) {
    setting.first_column = setting.end_column;
    setting.end_column = table.columns.size();
    if (fit.in_parts) choose_part(setting, needs, outer.width);
    const std::vector<double> widths =
        share_out(part_of(needs, setting.first_column, setting.end_column, setting.names_rows_again), outer.width);
    const double total = std::accumulate(widths.begin(), widths.end(), 0.0);
    setting.edges = {outer.x + table_offset(style, total, outer.width)};
    for (const double width : widths) setting.edges.push_back(setting.edges.back() + width);
    setting.repeated.reset();
    setting.row_starts.clear();
    // The element is as wide as its columns, so that its borders are.
    Box fitted = outer;
    fitted.x = setting.edges.front() - style.margin[style::Left];
    fitted.width = total + style.margin[style::Left] + style.margin[style::Right];
    inside(setting.first_column == 0 ? &block : nullptr, element, fitted, [&](const Box& box) {
      const std::size_t begin = flow_.size();
      if (setting.head != kArtifact) add_table_head(setting, box);
      add_table_body(setting, box);
      keep_rows(begin, setting.row_starts);
    });
  }
}

// Columns that do not fit beside each other stand in parts one below the other, each with the first column again.
void BlockLayout::choose_part(TableSetting& setting, const ColumnNeeds& needs, double available) {
  constexpr double kWideFirst = 1.0 / 3;
  double left = available;
  setting.names_rows_again = setting.first_column > 0 && needs.columns.front().least <= kWideFirst * available;
  if (setting.names_rows_again) left -= needs.columns.front().least;
  std::size_t end = setting.first_column;
  for (; end < needs.columns.size(); ++end) {
    left -= needs.columns[end].least;
    if (end > setting.first_column && left < 0) break;
  }
  setting.end_column = end;
}

// What f adds stands on pages of its own, which are read after a quarter turn.
void BlockLayout::turn_page(const Box& outer, const std::function<void(const Box&)>& f) {
  const std::size_t first = flow_.size();
  std::vector<std::shared_ptr<const Decoration>> around = std::exchange(decorations_, {});
  std::swap(area_.width, area_.height);
  turned_ = true;
  page_break_ = first > 0;
  keep_with_next_ = false;
  Box box = outer;
  box.x = 0;
  box.width = area_.width;
  f(box);
  turned_ = false;
  std::swap(area_.width, area_.height);
  decorations_ = std::move(around);
  for (std::size_t i = first; i < flow_.size(); ++i) flow_[i].turned = true;
  page_break_ = page_break_ || flow_.size() > first;
  pending_margin_ = 0;
}

}  // namespace mdconv::layout
