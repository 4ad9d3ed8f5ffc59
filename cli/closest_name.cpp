// SPDX-License-Identifier: MIT
#include "closest_name.h"

#include <algorithm>
#include <vector>

namespace mdconv::cli {

namespace {

// How many characters must be put in, taken out or replaced to make one text the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replace});
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

}  // namespace mdconv::cli
