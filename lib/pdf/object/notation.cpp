// SPDX-License-Identifier: MIT
#include <charconv>
#include <cmath>

#include "pdf/object/value.h"
#include "support/utf8.h"

namespace mdconv::pdf {

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

std::string_view fitting(std::string_view utf8) {
  constexpr std::size_t kLongest = 32767;
  // In UTF-8 no character is shorter than half of what it is in UTF-16.
  if (utf8.size() < kLongest / 2) return utf8;
  if (is_ascii(utf8)) return utf8.substr(0, kLongest);
  std::size_t size = 2;  // the mark of the order of bytes
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    size += utf8::next(utf8, at) >= 0x10000 ? 4 : 2;
    if (size > kLongest) return utf8.substr(0, begin);
  }
  return utf8;
}

void append_number(std::string& to, std::int64_t number) {
  char digits[24];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  to.append(digits, end);
}

void append_number(std::string& to, double number) {
  constexpr double kLargest = 1e12;
  if (!std::isfinite(number) || std::fabs(number) > kLargest) number = 0;
  std::int64_t scaled = std::llround(number * 10000);
  if (scaled < 0) {
    to += '-';
    scaled = -scaled;
  }
  append_number(to, scaled / 10000);
  int fraction = static_cast<int>(scaled % 10000);
  if (fraction == 0) return;
  to += '.';
  for (int place = 1000; fraction != 0; place /= 10) {
    to += static_cast<char>('0' + fraction / place);
    fraction %= place;
  }
}

void append_ref(std::string& to, Ref ref) {
  append_number(to, std::int64_t{ref.number});
  to += " 0 R";
}

std::string utf16_text(std::string_view utf8) {
  std::string text = "\xFE\xFF";
  const auto unit = [&](std::uint32_t value) {
    text += static_cast<char>(value >> 8 & 0xFF);
    text += static_cast<char>(value & 0xFF);
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t character = utf8::next(utf8, at);
    if (character >= 0x10000) {
      unit(0xD800 + ((character - 0x10000) >> 10));
      unit(0xDC00 + ((character - 0x10000) & 0x3FF));
    } else {
      unit(character);
    }
  }
  return text;
}

}  // namespace mdconv::pdf
