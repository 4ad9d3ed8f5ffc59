// SPDX-License-Identifier: MIT
#pragma once

namespace mdconv::unicode {

/// The unified ideograph that a radical code point (U+2E80–U+2FDF) stands for, or the character itself when it is no
/// radical or its ideograph has another shape.
char32_t unify_radical(char32_t character) noexcept;

}  // namespace mdconv::unicode
