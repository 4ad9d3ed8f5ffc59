// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "style/values.h"

// Lines along text, emphasis marks and ruby (CSS Text Decoration 4, CSS Ruby 1). Each function applies one value;
// false: it is not known, and the style is unchanged.

namespace mdconv::style {

bool set_text_decoration(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
bool set_text_decoration_line(std::string_view value, ComputedStyle& style);
bool set_text_decoration_style(std::string_view value, ComputedStyle& style);
bool set_text_decoration_color(std::string_view value, ComputedStyle& style);
bool set_text_decoration_thickness(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
bool set_text_decoration_inset(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
bool set_text_underline_position(std::string_view value);

bool set_text_emphasis(std::string_view value, ComputedStyle& style);
bool set_text_emphasis_style(std::string_view value, ComputedStyle& style);
bool set_text_emphasis_color(std::string_view value, ComputedStyle& style);
bool set_text_emphasis_position(std::string_view value, ComputedStyle& style);

bool set_ruby_align(std::string_view value, ComputedStyle& style);
bool set_ruby_position(std::string_view value, ComputedStyle& style);

}  // namespace mdconv::style
