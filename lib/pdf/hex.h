// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "support/utf8.h"

namespace mdconv::pdf {

inline constexpr std::string_view kHexDigits = "0123456789ABCDEF";

/// Two digits.
inline void append_hex8(std::string& to, unsigned value) {
  to += kHexDigits[value >> 4 & 15];
  to += kHexDigits[value & 15];
}

/// Four digits.
inline void append_hex16(std::string& to, unsigned value) {
  const char digits[] = {kHexDigits[value >> 12 & 15], kHexDigits[value >> 8 & 15], kHexDigits[value >> 4 & 15],
                         kHexDigits[value & 15]};
  to.append(digits, sizeof digits);
}

/// The text in UTF-16BE, without a byte order mark.
inline void append_hex_utf16(std::string& to, std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t character = utf8::next(utf8, at);
    if (character >= 0x10000) {
      append_hex16(to, 0xD800 + ((character - 0x10000) >> 10));
      append_hex16(to, 0xDC00 + ((character - 0x10000) & 0x3FF));
    } else {
      append_hex16(to, character);
    }
  }
}

}  // namespace mdconv::pdf
