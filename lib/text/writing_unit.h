// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include "fonts/library.h"
#include "text/character_class.h"

namespace mdconv::text {

/// Characters that are written as one and come from one face: a letter with its marks, a Han character with its
/// variation selector, an emoji with what it is joined to, a flag, a keycap.
struct WritingUnit {
  std::size_t length = 1;
  fonts::TextKind kind = fonts::TextKind::Western;
};

/// A letter with as many marks as one can have (UAX #15, Stream-Safe Text); more marks are a unit of their own.
inline constexpr std::size_t kLongestUnit = 31;

/// The unit at the front. `characters` are not empty.
WritingUnit first_unit(std::span<const Character> characters);

/// Told by its number alone: a character that never belongs to the one before it. Of others it is not known.
bool begins_a_unit(char32_t character);

/// Shapes or hides what is beside it and needs no glyph of its own: joiners, selectors, soft hyphens.
bool has_no_ink(char32_t character);

}  // namespace mdconv::text
