// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// How numbers of list items are written, by CSS's names of the ways.

namespace mdconv {

/// Whether the name is of a way to write numbers; else it is of a bullet, or unknown.
bool counts(std::string_view style);

/// The number without what follows it. What a way has no sign for is written in digits.
std::string counted(std::uint64_t number, std::string_view style);

/// What follows the number: "." or "、" or nothing.
std::string_view counter_suffix(std::string_view style);

/// As ISO 32000 calls it (ListNumbering): "Decimal", "LowerAlpha", ….
std::string_view list_numbering(std::string_view style);

}  // namespace mdconv
