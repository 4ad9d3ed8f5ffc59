// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

// What CSS itself has, beyond the part that pages understand: to tell what is misspelt from what is meant for browsers.

namespace mdconv::style {

bool is_css_property(std::string_view name);
/// The property that was probably meant; empty when none is near.
std::string closest_property(std::string_view name);

/// Whether CSS has the value, as far as it can be told, for a property that pages understand otherwise.
bool is_css_value(std::string_view property, std::string_view value);

bool is_css_pseudo(std::string_view name);
bool is_css_margin_box(std::string_view name);
std::string closest_margin_box(std::string_view name);
bool is_css_at_rule(std::string_view name);
std::string closest_at_rule(std::string_view name);

/// Names that only one browser or our own pages have: "-webkit-hyphens".
bool is_vendor_name(std::string_view name);

}  // namespace mdconv::style
