// SPDX-License-Identifier: MIT
#include "text/bidi.h"

#include <unicode/ubidi.h>

namespace mdconv::text {

std::vector<std::size_t> visual_order(std::span<const std::uint8_t> levels) {
  std::vector<std::int32_t> map(levels.size());
  ubidi_reorderVisual(levels.data(), static_cast<std::int32_t>(levels.size()), map.data());
  return {map.begin(), map.end()};
}

}  // namespace mdconv::text
