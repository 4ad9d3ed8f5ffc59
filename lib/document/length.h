// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mdconv::doc {

/// What an image's `width` or `height` says.
struct Length {
  enum class Unit : std::uint8_t {
    Pixels,  // of CSS: 96 to an inch
    Share,   // percent of the text's width
    Em,      // of the font's size
  };

  double value = 0;
  Unit unit = Unit::Pixels;

  friend bool operator==(const Length&, const Length&) = default;
};

/// "120", "50%", and CSS lengths: "3cm", "1.5em"; nothing else.
std::optional<Length> parse_length(std::string_view text);

/// As CSS has it: "120px".
std::string css_length(const Length& length);

}  // namespace mdconv::doc
