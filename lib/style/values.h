// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "style/computed_style.h"

// Reading of values that several groups of properties share.

namespace mdconv::style {

/// What relative lengths refer to.
struct LengthContext {
  double font_size;
  double root_font_size;
};

/// Parts of a value at a separator, outside quotes and brackets; ' ' stands for any white space.
std::vector<std::string_view> split(std::string_view value, char separator);

/// In points.
std::optional<double> parse_length(std::string_view text, const LengthContext& context);

/// Translucent colours come out mixed with white.
std::optional<Color> parse_color(std::string_view text);

}  // namespace mdconv::style
