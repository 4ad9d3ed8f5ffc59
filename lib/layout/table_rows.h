// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "layout/flow.h"

// Rows of a table that cells bind together, mostly one: from the lines of their cells to boxes of the column.

namespace mdconv::layout {

/// A cell whose lines are set.
struct SetCell {
  Flow lines;
  /// Of the whole cell.
  double x = 0;
  double width = 0;
  /// Its first row, and how many it fills.
  std::size_t row = 0;
  std::size_t rows = 1;
  double padding_top = 0;
  double padding_bottom = 0;
  /// The least that its lines take.
  double least_height = 0;
  style::VerticalAlign align = style::VerticalAlign::Top;
  std::optional<Color> background;
  std::array<style::Border, 4> border = {};
};

struct RowsShape {
  /// Of the table.
  double x = 0;
  double width = 0;
  std::size_t rows = 1;
  /// By row, where it has one.
  std::vector<std::optional<Color>> backgrounds;
  /// Of the type area.
  double page_height = 0;
};

/// Boxes for the rows, which say where a page may begin: between rows, and within rows that are high between lines in
/// all cells at once. Cells stand in the order of the text.
Flow set_rows(std::vector<SetCell> cells, const RowsShape& shape);

}  // namespace mdconv::layout
