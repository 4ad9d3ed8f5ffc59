// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "layout/line_layout.h"

// How wide a table's columns are.

namespace mdconv::layout {

/// What a table's columns need.
struct ColumnNeeds {
  std::vector<WidthNeeds> columns;
  /// Whether the author says how wide a column is: it grows only when all are so.
  std::vector<bool> fixed;
  /// How wide the table is to be, where that is said.
  double wanted = 0;

  double least() const;
  double tightest() const;
};

/// What a cell over several columns needs beyond them they get in equal parts.
void widen(std::vector<WidthNeeds>& columns, std::size_t first, std::size_t count, const WidthNeeds& needs);

/// Widths for the columns that together take `available` at most; as wide as they like where there is room. Narrow
/// columns keep what they need, wide ones share the rest.
std::vector<double> share_out(ColumnNeeds needs, double available);

}  // namespace mdconv::layout
