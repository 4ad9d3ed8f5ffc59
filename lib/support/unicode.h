// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Character properties that several phases need. One of the two places that know ICU (the other is lib/text).

namespace mdconv::unicode {

/// East Asian Width W, F or H, or Hangul, and not an emoji by default: characters between which a line end in
/// the source is no space.
bool is_wide(char32_t character) noexcept;
/// Columns on a terminal: 0 for combining marks and format controls, 2 for wide characters, else 1.
int display_width(char32_t character) noexcept;
bool is_han(char32_t character) noexcept;
bool is_hangul(char32_t character) noexcept;
bool is_kana(char32_t character) noexcept;
bool is_letter(char32_t character) noexcept;
bool is_letter_or_digit(char32_t character) noexcept;
bool is_punctuation(char32_t character) noexcept;
bool is_symbol(char32_t character) noexcept;
bool is_space(char32_t character) noexcept;
/// Shown as a picture by itself or with a selector; digits and the like are not counted.
bool is_emoji(char32_t character) noexcept;
/// Combining: it belongs to the character before it.
bool is_mark(char32_t character) noexcept;
/// The one character that NFKC makes of it, or itself.
char32_t compatibility_equivalent(char32_t character) noexcept;
bool is_lower(char32_t character) noexcept;
/// Simple upper case: one character for one.
char32_t to_upper(char32_t character) noexcept;
/// Simple lower case.
char32_t to_lower(char32_t character) noexcept;
std::string to_lower(std::string_view text);
/// A host's name in ASCII, "xn--" labels for what isn't, by UTS #46; empty when it is no valid name.
std::string host_to_ascii(std::string_view name);
/// The emoji that has this name in Unicode, underscores for spaces, in any case; 0 when there is none.
char32_t emoji_by_name(std::string_view name);
/// "U+2EC5"
std::string code_point_name(char32_t character);

/// Whether a language (BCP 47) is written from right to left.
bool is_right_to_left(std::string_view language);

/// ICU's version.
std::string library_version();

}  // namespace mdconv::unicode
