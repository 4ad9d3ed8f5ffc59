// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mdconv::doc {

/// What an image's `width` or `height` says: CSS pixels, or a share of the text's width.
struct Length {
  std::uint32_t value = 0;
  bool percent = false;
};

/// "120", "120px", "50%"; nothing else.
std::optional<Length> parse_length(std::string_view text);

}  // namespace mdconv::doc
