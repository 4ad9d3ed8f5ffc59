// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mdconv::utf8 {

inline constexpr char32_t kReplacement = 0xFFFD;

/// Offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7), if any.
std::optional<std::size_t> find_invalid(std::string_view text) noexcept;

/// The character at `offset`, which is advanced past it. The text must be well-formed; where it is not,
/// yields U+FFFD and advances by one byte.
char32_t next(std::string_view text, std::size_t& offset) noexcept;

/// The character before `offset` (0 at the start).
char32_t previous(std::string_view text, std::size_t offset) noexcept;

void append(std::string& text, char32_t character);

}  // namespace mdconv::utf8
