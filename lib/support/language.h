// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

// What the phases ask of a BCP 47 language tag. Comparisons ignore case.

namespace mdconv::language {

/// Whether it may be written as a language tag at all.
bool is_tag(std::string_view tag) noexcept;
/// Whether the tag's primary language is `primary`: is("zh-Hant-TW", "zh").
bool is(std::string_view tag, std::string_view primary) noexcept;
bool is_chinese_or_japanese(std::string_view tag) noexcept;
/// By script or by region (TW, HK, MO).
bool is_traditional_chinese(std::string_view tag) noexcept;
bool is_hong_kong(std::string_view tag) noexcept;
/// CSS :lang(range): the range equals the tag or a prefix of it that ends at a hyphen.
bool matches(std::string_view tag, std::string_view range) noexcept;

}  // namespace mdconv::language
