// SPDX-License-Identifier: MIT
#include "mdconv/closest_name.h"

#include <algorithm>
#include <vector>

namespace mdconv {

namespace {

// How many characters must be put in, taken out, replaced or swapped with the next to make one text the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

void ClosestName::consider(std::string_view name) {
  const bool begins = written_.size() > 3 && name.starts_with(written_);
  const std::size_t distance = begins ? 0 : edit_distance(written_, name);
  if (distance >= distance_) return;
  distance_ = distance;
  best_ = name;
}

}  // namespace mdconv
