// SPDX-License-Identifier: MIT
#include "html/data_uri.h"

#include <cstdint>

namespace mdconv::html {

std::string data_uri(std::string_view media_type, std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string uri;
  uri.reserve(media_type.size() + bytes.size() / 3 * 4 + 24);
  uri.append("data:").append(media_type).append(";base64,");
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) {
      return at < bytes.size() ? std::uint32_t{static_cast<unsigned char>(bytes[at])} : 0;
    };
    const std::uint32_t group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    uri += kAlphabet[group >> 18];
    uri += kAlphabet[group >> 12 & 63];
    uri += i + 1 < bytes.size() ? kAlphabet[group >> 6 & 63] : '=';
    uri += i + 2 < bytes.size() ? kAlphabet[group & 63] : '=';
  }
  return uri;
}

}  // namespace mdconv::html
