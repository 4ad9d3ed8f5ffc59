// SPDX-License-Identifier: MIT
#include "support/utf8.h"

#include <cstdint>
#include <cstring>

namespace mdconv::utf8 {

namespace {

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// Length of the well-formed sequence at the start of `s`, 0 if there is none.
std::size_t sequence_length(std::string_view s) {
  const auto at = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0; };
  const auto lead = static_cast<unsigned char>(at(0));
  const auto second = static_cast<unsigned char>(at(1));
  if (lead < 0x80) return s.empty() ? 0 : 1;
  if (lead >= 0xC2 && lead <= 0xDF) return is_continuation(second) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool overlong = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    const bool whole = is_continuation(second) && is_continuation(static_cast<unsigned char>(at(2)));
    return whole && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool overlong = lead == 0xF0 && second < 0x90;
    const bool too_large = lead == 0xF4 && second > 0x8F;
    const bool whole = is_continuation(second) && is_continuation(static_cast<unsigned char>(at(2))) &&
                       is_continuation(static_cast<unsigned char>(at(3)));
    return whole && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

// Whether the first three bytes are a character of U+1000 to U+CFFF, as almost all of Chinese and Japanese are.
bool is_plain_three(const char* text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  return byte(0) > 0xE0 && byte(0) < 0xED && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
}

}  // namespace

std::optional<std::size_t> find_invalid(std::string_view text) noexcept {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  std::size_t i = 0;
  while (i < text.size()) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      std::uint64_t word = 0;
      while (i + kWord <= text.size()) {
        std::memcpy(&word, text.data() + i, kWord);
        if ((word & 0x8080808080808080) != 0) break;
        i += kWord;
      }
      while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
      continue;
    }
    if (i + 3 <= text.size() && is_plain_three(text.data() + i)) {
      i += 3;
      continue;
    }
    const std::size_t length = sequence_length(text.substr(i, 4));
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

char32_t next(std::string_view text, std::size_t& offset) noexcept {
  if (static_cast<unsigned char>(text[offset]) < 0x80) return static_cast<unsigned char>(text[offset++]);
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[offset + i])); };
  if (offset + 3 <= text.size() && is_plain_three(text.data() + offset)) {
    const char32_t wide = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    offset += 3;
    return wide;
  }
  const std::size_t length = sequence_length(text.substr(offset, 4));
  char32_t c = kReplacement;
  switch (length) {
    case 1: c = byte(0); break;
    case 2: c = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F); break;
    case 3: c = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F); break;
    case 4: c = (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F); break;
    default: ++offset; return c;
  }
  offset += length;
  return c;
}

char32_t previous(std::string_view text, std::size_t offset) noexcept {
  if (offset == 0) return 0;
  std::size_t begin = offset - 1;
  while (begin > 0 && offset - begin < 4 && is_continuation(static_cast<unsigned char>(text[begin]))) --begin;
  return next(text, begin);
}

void append(std::string& text, char32_t c) {
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

}  // namespace mdconv::utf8
