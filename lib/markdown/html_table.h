// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/document.h"

namespace mdconv::markdown {

/// A table of raw HTML while it is read: its rows hold only the cells that have a tag, with the spans that they ask
/// for.
struct HtmlTable {
  enum class Section : std::uint8_t { Head, Body, Foot };
  /// Rows that cells can span together.
  struct Group {
    Section section = Section::Body;
    std::vector<doc::TableRow> rows = {};
  };

  std::vector<Group> groups = {};
  /// Where the next cell goes into the last row of the last group, rather than into one of its own.
  bool row_open = false;
  /// What the open row's tag says of its cells; an id goes to the first.
  doc::Attributes row_attributes = {};
  /// What stands in the table but in no cell.
  doc::Blocks outside = {};
  std::optional<doc::Block> caption = {};
  /// What its columns ask for, as far as they are named.
  std::vector<std::string> column_widths = {};

  void begin_group(Section section);
  void begin_row(doc::Attributes attributes);
  void add_cell(doc::TableCell cell);
  void add_column(std::string_view width, std::uint32_t span);
  std::size_t row_count() const noexcept;
};

/// The most columns a cell may ask for, and a number of rows that stands for "to the last", as in HTML.
inline constexpr std::uint32_t kMaxColumnSpan = 1000;
inline constexpr std::uint32_t kMaxRowSpan = 65534;

/// The grid of the table, its invariants kept. Nothing, and the table as it was, when it has more than `max_cells`;
/// spans that alone are to blame are taken for 1.
std::optional<doc::Table> lay_grid(HtmlTable& table, std::size_t max_cells);

}  // namespace mdconv::markdown
