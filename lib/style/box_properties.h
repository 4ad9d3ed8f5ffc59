// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

#include "style/values.h"

// Margins, padding, borders, backgrounds and sizes. Each function applies one value; false: it is not known, and the
// style is unchanged.

namespace mdconv::style {

bool set_margin(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
bool set_margin(std::string_view value, const LengthContext& lengths, ComputedStyle& style, Side side);
bool set_margin_trim(std::string_view value, ComputedStyle& style);
bool set_padding(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
bool set_padding(std::string_view value, const LengthContext& lengths, ComputedStyle& style, Side side);

bool set_border(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
bool set_border(std::string_view value, const LengthContext& lengths, ComputedStyle& style, Side side);
bool set_border_width(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
bool set_border_width(std::string_view value, const LengthContext& lengths, ComputedStyle& style, Side side);
bool set_border_style(std::string_view value, ComputedStyle& style);
bool set_border_style(std::string_view value, ComputedStyle& style, Side side);
bool set_border_color(std::string_view value, ComputedStyle& style);
bool set_border_color(std::string_view value, ComputedStyle& style, Side side);

bool set_background(std::string_view value, ComputedStyle& style);
bool set_background_color(std::string_view value, ComputedStyle& style);

bool set_box_sizing(std::string_view value, ComputedStyle& style);
bool set_width(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
bool set_height(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
/// A length or a percentage; `keyword` is the word for none: "auto" or "none".
bool set_extent(std::string_view value, const LengthContext& lengths, std::string_view keyword,
                std::optional<Extent>& target);

}  // namespace mdconv::style
