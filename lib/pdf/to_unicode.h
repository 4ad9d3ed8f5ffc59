// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mdconv::pdf {

struct CodeText {
  std::uint16_t code = 0;
  std::string_view text;
};

/// How many bytes a code takes in a content stream.
enum class CodeSize : std::uint8_t { One, Two };

/// A CMap from codes to text (Adobe Technical Note 5411). `texts` are sorted by code, each code once.
std::string to_unicode_cmap(std::span<const CodeText> texts, CodeSize size = CodeSize::Two);

}  // namespace mdconv::pdf
