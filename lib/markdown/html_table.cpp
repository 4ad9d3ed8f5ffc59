// SPDX-License-Identifier: MIT
#include "markdown/html_table.h"

#include <algorithm>
#include <numeric>
#include <utility>

// From tags to a grid
// -------------------
// First it is found out where each cell goes: it takes the first place of its row that no cell from above fills, and
// reaches to the next such place at most, so that cells never overlap. Only when the size of the grid is known to be
// within the limit are the cells moved into it. Columns in which no cell begins say nothing and are left out: that is
// what becomes of the colspan=100 of those who could not count.

namespace mdconv::markdown {

namespace {

using Rows = std::vector<doc::TableRow>;

/// Where a cell stands: its first column, and how many columns and rows it fills.
struct Placement {
  std::size_t column = 0;
  std::uint32_t columns = 1;
  std::uint32_t rows = 1;
};

/// The placements of one group's rows, cell by cell.
class Plan {
 public:
  Plan(std::size_t max_places, bool spans) : left_(max_places), spans_(spans) {}

  /// Whether the places that were looked at are within the limit.
  bool add(const Rows& rows) {
    // For each column the number of rows that a cell from above still fills.
    std::vector<std::uint32_t> filled;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      std::size_t column = 0;
      auto& row_placements = placements.emplace_back();
      for (const doc::TableCell& cell : rows[row].cells) {
        while (column < filled.size() && filled[column] > 0) ++column;
        const Placement placed = fit(cell, column, rows.size() - row, filled);
        row_placements.push_back(placed);
        column += placed.columns;
        if (filled.size() < column) filled.resize(column, 0);
        if (filled.size() > left_) return false;
        // A cell's own row is counted off with the others' below.
        std::fill_n(filled.begin() + static_cast<std::ptrdiff_t>(placed.column), placed.columns, placed.rows);
      }
      left_ -= std::min(left_, filled.size());
      for (std::uint32_t& rows_left : filled)
        if (rows_left > 0) --rows_left;
    }
    return true;
  }

  std::vector<std::vector<Placement>> placements;

 private:
  Placement fit(const doc::TableCell& cell, std::size_t column, std::size_t rows_left,
                const std::vector<std::uint32_t>& filled) const {
    Placement placed{column};
    if (!spans_) return placed;
    const std::uint32_t wanted = std::clamp(cell.column_span, 1U, kMaxColumnSpan);
    while (placed.columns < wanted) {
      const std::size_t next = column + placed.columns;
      if (next < filled.size() && filled[next] > 0) break;
      ++placed.columns;
    }
    const std::uint32_t rows = cell.row_span == 0 ? kMaxRowSpan : cell.row_span;
    placed.rows = static_cast<std::uint32_t>(std::clamp<std::size_t>(rows, 1, rows_left));
    return placed;
  }

  std::size_t left_;
  bool spans_;
};

/// Numbers the columns in which a cell begins: for each column how many of those stand before it.
std::vector<std::size_t> number_columns(const Plan& plan) {
  std::vector<std::size_t> before{0};
  for (const auto& row : plan.placements) {
    for (const Placement& placed : row) {
      if (before.size() < placed.column + placed.columns + 1) before.resize(placed.column + placed.columns + 1, 0);
      before[placed.column + 1] = 1;
    }
  }
  std::partial_sum(before.begin(), before.end(), before.begin());
  return before;
}

// Where cells span rows, a row without cells of its own counts.
void drop_empty_rows(Rows& rows) {
  const auto spans = [](const doc::TableCell& cell) { return cell.row_span != 1; };
  for (const doc::TableRow& row : rows)
    if (std::any_of(row.cells.begin(), row.cells.end(), spans)) return;
  std::erase_if(rows, [](const doc::TableRow& row) { return row.cells.empty(); });
}

void move_cells(HtmlTable& table, const Plan& plan, const std::vector<std::size_t>& number, std::size_t columns) {
  std::size_t planned = 0;
  for (HtmlTable::Group& group : table.groups) {
    const std::size_t first = planned;
    planned += group.rows.size();
    Rows grid(group.rows.size());
    for (doc::TableRow& row : grid) row.cells.resize(columns);
    for (std::size_t i = 0; i < group.rows.size(); ++i) {
      const auto& placements = plan.placements[first + i];
      for (std::size_t k = 0; k < placements.size(); ++k) {
        const Placement& placed = placements[k];
        const std::size_t begin = number[placed.column], end = number[placed.column + placed.columns];
        for (std::size_t row = i; row < i + placed.rows; ++row)
          for (std::size_t column = begin; column < end; ++column) grid[row].cells[column].covered = true;
        doc::TableCell& cell = grid[i].cells[begin];
        cell = std::move(group.rows[i].cells[k]);
        cell.column_span = static_cast<std::uint32_t>(end - begin);
        cell.row_span = placed.rows;
      }
    }
    group.rows = std::move(grid);
  }
}

/// Without <thead>: the rows of <th> at the start, as far as no cell of theirs reaches below them.
std::size_t count_head_rows(const Rows& rows) {
  std::size_t head = 0, reach = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    bool any = false;
    for (const doc::TableCell& cell : rows[i].cells) {
      if (cell.covered) continue;
      const bool filler = cell.children.empty() && !cell.span.has_place();
      if (!cell.header && !filler) return head;
      any = any || cell.header;
      reach = std::max(reach, i + cell.row_span);
    }
    if (!any && i >= reach) return head;
    if (reach <= i + 1) head = i + 1;
  }
  return head;
}

void append(Rows& to, Rows&& rows) { std::move(rows.begin(), rows.end(), std::back_inserter(to)); }

doc::Table gather(HtmlTable& table, std::size_t columns) {
  using Section = HtmlTable::Section;
  doc::Table result;
  result.columns.resize(columns);
  for (HtmlTable::Group& group : table.groups)
    if (group.section == Section::Head) append(result.head, std::move(group.rows));
  for (const Section section : {Section::Body, Section::Foot})
    for (HtmlTable::Group& group : table.groups)
      if (group.section == section) append(result.body, std::move(group.rows));
  if (result.head.empty()) {
    const auto end = result.body.begin() + static_cast<std::ptrdiff_t>(count_head_rows(result.body));
    result.head.assign(std::make_move_iterator(result.body.begin()), std::make_move_iterator(end));
    result.body.erase(result.body.begin(), end);
  }
  // All cells of a head are header cells.
  for (doc::TableRow& row : result.head)
    for (doc::TableCell& cell : row.cells) cell.header = false;
  return result;
}

doc::Alignment to_alignment(std::string_view align) {
  if (align == "left") return doc::Alignment::Left;
  if (align == "center") return doc::Alignment::Center;
  return align == "right" ? doc::Alignment::Right : doc::Alignment::Default;
}

/// What all cells of a column say, the column says; cells of columns that differ keep it.
void align_columns(doc::Table& table) {
  constexpr std::string_view kKey = "align";
  const auto each_cell = [&](std::size_t column, const auto& f) {
    for (auto* rows : {&table.head, &table.body})
      for (doc::TableRow& row : *rows)
        if (!row.cells[column].covered) f(row.cells[column]);
  };
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    std::optional<std::string> common;
    bool same = true;
    each_cell(column, [&](const doc::TableCell& cell) {
      const std::string_view align = cell.attributes.find(kKey);
      if (!common) common = std::string(align);
      same = same && *common == align;
    });
    if (!same || !common) continue;
    table.columns[column] = to_alignment(*common);
    if (table.columns[column] == doc::Alignment::Default) continue;
    each_cell(column, [&](doc::TableCell& cell) {
      std::erase_if(cell.attributes.pairs, [&](const auto& pair) { return pair.first == kKey; });
    });
  }
}

/// What a column asks for, its first cell does that fills no other and asks for nothing itself.
void hand_on_widths(doc::Table& table, const std::vector<std::string>& widths, const std::vector<std::size_t>& number) {
  for (std::size_t written = 0; written < widths.size() && written + 1 < number.size(); ++written) {
    const std::size_t column = number[written];
    if (widths[written].empty() || number[written + 1] == column) continue;
    const auto take = [&](doc::TableRow& row) {
      doc::TableCell& cell = row.cells[column];
      if (cell.covered || cell.column_span != 1) return false;
      if (cell.attributes.find("width").empty()) cell.attributes.pairs.emplace_back("width", widths[written]);
      return true;
    };
    if (std::none_of(table.head.begin(), table.head.end(), take))
      std::any_of(table.body.begin(), table.body.end(), take);
  }
}

std::optional<Plan> make_plan(const HtmlTable& table, std::size_t max_cells, bool spans) {
  Plan plan(max_cells, spans);
  for (const HtmlTable::Group& group : table.groups)
    if (!plan.add(group.rows)) return std::nullopt;
  return plan;
}

}  // namespace

void HtmlTable::begin_group(Section section) {
  row_open = false;
  if (groups.empty() || groups.back().section != section || !groups.back().rows.empty()) groups.push_back({section});
}

void HtmlTable::begin_row(doc::Attributes attributes) {
  if (groups.empty()) begin_group(Section::Body);
  groups.back().rows.emplace_back();
  row_attributes = std::move(attributes);
  row_open = true;
}

void HtmlTable::add_cell(doc::TableCell cell) { groups.back().rows.back().cells.push_back(std::move(cell)); }

void HtmlTable::add_column(std::string_view width, std::uint32_t span) {
  const std::size_t count =
      std::min<std::size_t>(std::clamp(span, 1U, kMaxColumnSpan),
                            kMaxColumnSpan - std::min<std::size_t>(column_widths.size(), kMaxColumnSpan));
  column_widths.insert(column_widths.end(), count, std::string(width));
}

std::size_t HtmlTable::row_count() const noexcept {
  return std::accumulate(groups.begin(), groups.end(), std::size_t{0},
                         [](std::size_t sum, const Group& group) { return sum + group.rows.size(); });
}

std::optional<doc::Table> lay_grid(HtmlTable& table, std::size_t max_cells) {
  for (HtmlTable::Group& group : table.groups) drop_empty_rows(group.rows);
  for (const bool spans : {true, false}) {
    const std::optional<Plan> plan = make_plan(table, max_cells, spans);
    if (!plan) continue;
    const std::vector<std::size_t> number = number_columns(*plan);
    const std::size_t columns = number.back();
    if (columns > 0 && table.row_count() > max_cells / columns) continue;
    move_cells(table, *plan, number, columns);
    doc::Table result = gather(table, columns);
    align_columns(result);
    hand_on_widths(result, table.column_widths, number);
    return result;
  }
  return std::nullopt;
}

}  // namespace mdconv::markdown
