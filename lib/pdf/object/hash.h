// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace mdconv::pdf {

/// 128 bits that differ when the bytes differ, short of an attack: for file identifiers and subset tags.
/// The same on every machine.
inline std::array<std::uint64_t, 2> content_hash(std::string_view bytes) noexcept {
  // Odd constants with well spread bits (the fractions of square roots).
  std::uint64_t a = 0x6A09E667F3BCC909 ^ bytes.size();
  std::uint64_t b = 0xBB67AE8584CAA73B;
  const auto mix = [&](std::uint64_t word) {
    a = (a ^ word) * 0x9E3779B97F4A7C15;
    a ^= a >> 29;
    b = (std::rotl(b, 23) + word) * 0xD1B54A32D192ED03 + a;
  };
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    mix(word);
  }
  std::uint64_t tail = 0;
  for (unsigned shift = 0; at < bytes.size(); ++at, shift += 8)
    tail |= std::uint64_t{static_cast<unsigned char>(bytes[at])} << shift;
  mix(tail);
  mix(0x3C6EF372FE94F82B);
  mix(0xA54FF53A5F1D36F1);
  return {a ^ b >> 32, b};
}

}  // namespace mdconv::pdf
