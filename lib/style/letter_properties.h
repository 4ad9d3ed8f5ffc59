// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "style/computed_style.h"
#include "style/values.h"

namespace mdconv::style {

// What is done to the letters of text. Each yields whether pages can show the value.

/// `letter-spacing` and `word-spacing`.
bool set_spacing(std::string_view value, const LengthContext& lengths, double& target);
bool set_text_transform(std::string_view value, ComputedStyle& style);
/// `font-variant` and `font-variant-caps`: of all variants small capitals alone.
bool set_font_variant(std::string_view value, ComputedStyle& style);

}  // namespace mdconv::style
