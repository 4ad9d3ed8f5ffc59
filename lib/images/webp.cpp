// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>

#include "images/raster.h"

// libgd reads WebPs of one picture only.

namespace mdconv::images {

namespace {

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < length; ++i) value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << 8 * i;
  return value;
}

std::string number(std::uint32_t value, std::size_t length) {
  std::string bytes;
  for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(value >> 8 * i & 0xFF);
  return bytes;
}

std::string chunk(std::string_view type, std::string_view data) {
  std::string bytes = std::string(type) + number(static_cast<std::uint32_t>(data.size()), 4);
  bytes += data;
  if (data.size() % 2 != 0) bytes += '\0';
  return bytes;
}

}  // namespace

FirstWebp first_webp(std::string_view bytes) {
  constexpr std::size_t kFrameHeader = 16;
  constexpr std::uint32_t kHasAlpha = 0x10;
  for (std::size_t at = 12; bytes.size() - at >= 8;) {
    const std::string_view type = bytes.substr(at, 4);
    const std::size_t size = number_at(bytes, at + 4, 4);
    if (size > bytes.size() - at - 8) return {};
    const std::string_view data = bytes.substr(at + 8, size);
    if (type == "VP8 " || type == "VP8L") return {std::string(bytes)};
    if (type == "ANMF" && size > kFrameHeader) {
      const std::string still = std::string("WEBP") +
                                chunk("VP8X", number(kHasAlpha, 4) + std::string(data.substr(6, 6))) +
                                std::string(data.substr(kFrameHeader));
      return {chunk("RIFF", still), number_at(data, 0, 3) * 2, number_at(data, 3, 3) * 2};
    }
    at += std::min(8 + size + size % 2, bytes.size() - at);
  }
  return {};
}

}  // namespace mdconv::images
