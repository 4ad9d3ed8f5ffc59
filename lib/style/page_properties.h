// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "style/values.h"

// What elements say of the pages that they stand on (CSS Paged Media 3, CSS Generated Content for Paged Media 3, CSS
// Rhythmic Sizing 1). Each function applies one value; false: it is not known, and the style is unchanged.

namespace mdconv::style {

/// Where the margin box of the name stands.
std::optional<MarginBoxPlace> margin_box_place(std::string_view name);

/// A margin box's `content`; empty: there is no such box.
bool set_content(std::string_view value, std::vector<ContentPart>& content);

/// Of @page: what is printed beyond the page's edges.
bool set_marks(std::string_view value, PageStyle& page);
bool set_bleed(std::string_view value, const LengthContext& lengths, PageStyle& page);

bool set_page(std::string_view value, ComputedStyle& style);
/// Of the counters only `page`.
bool set_counter_reset(std::string_view value, ComputedStyle& style);
bool set_leader(std::string_view value, ComputedStyle& style);
bool set_string_set(std::string_view value, ComputedStyle& style);

bool set_block_step(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
bool set_block_step_size(std::string_view value, const LengthContext& lengths, ComputedStyle& style);
bool set_block_step_align(std::string_view value, ComputedStyle& style);
bool set_block_step_round(std::string_view value, ComputedStyle& style);

}  // namespace mdconv::style
