// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mdconv {

/// The characters that a reference stands for: a name of HTML ("amp", "hellip") or a number ("#20013", "#x4E2D"),
/// without `&` and `;`. Empty when it is none. A number that is no character gives U+FFFD, as HTML has it.
std::string decode_entity(std::string_view reference);

/// Length of the reference at `offset` of a text, `&` and `;` included, or 0; only its form is looked at.
std::size_t entity_length(std::string_view text, std::size_t offset) noexcept;

/// A text with its references replaced by what they stand for; those that are none stay.
std::string decode_entities(std::string_view text);

}  // namespace mdconv
