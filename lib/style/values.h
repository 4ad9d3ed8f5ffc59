// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
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

/// A number and what stands behind it, in lower case: "%", "em", nothing.
struct Dimension {
  double number = 0;
  std::string unit;
};

/// Parts of a value at a separator, outside quotes and brackets; ' ' stands for any white space.
std::vector<std::string_view> split(std::string_view value, char separator);

/// What the quotes hold around a text that has them.
std::string_view unquoted(std::string_view text);
bool is_quoted(std::string_view text);

/// Past the escape that begins at `at`, which is its backslash; the character that it means goes to `out`.
std::size_t read_escape(std::string_view css, std::size_t at, std::string& out);
/// Text of CSS with its escapes resolved: "u\72l" is "url".
std::string unescape(std::string_view css);

std::optional<Dimension> parse_dimension(std::string_view text);
/// Nothing for units that are no lengths.
std::optional<double> to_points(const Dimension& dimension, const LengthContext& context);

/// In points; names of Chinese font sizes are lengths too.
std::optional<double> parse_length(std::string_view text, const LengthContext& context);
/// Percentages are of `whole`.
std::optional<double> parse_length_or_percentage(std::string_view text, const LengthContext& context, double whole);

/// Translucent colours come out mixed with white.
std::optional<Color> parse_color(std::string_view text);

}  // namespace mdconv::style
