// SPDX-License-Identifier: MIT
#include "document/length.h"

#include <charconv>

namespace mdconv::doc {

std::optional<Length> parse_length(std::string_view text) {
  Length length;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length.value);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (error != std::errc() || length.value == 0 || length.value > 100000) return std::nullopt;
  if (unit == "%" && length.value <= 100) return Length{length.value, true};
  return unit.empty() || unit == "px" ? std::optional(length) : std::nullopt;
}

}  // namespace mdconv::doc
