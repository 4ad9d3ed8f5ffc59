// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mdconv {

/// In small letters; digits where there is no such numeral.
std::string to_roman(int number);
/// The number, if these are the small letters of one.
std::optional<int> from_roman(std::string_view numeral);

}  // namespace mdconv
