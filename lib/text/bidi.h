// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mdconv::text {

/// The order from left to right of a line's pieces with these bidi levels (UAX #9, rule L2).
std::vector<std::size_t> visual_order(std::span<const std::uint8_t> levels);

}  // namespace mdconv::text
