// SPDX-License-Identifier: MIT
#include "support/uuid.h"

#include <sha1.h>

#include <algorithm>

namespace mdconv {

Uuid uuid_from_name(const Uuid& name_space, std::string_view name) {
  SHA1_CTX context;
  SHA1Init(&context);
  SHA1Update(&context, name_space.data(), name_space.size());
  SHA1Update(&context, reinterpret_cast<const std::uint8_t*>(name.data()), name.size());
  std::array<std::uint8_t, SHA1_DIGEST_LENGTH> digest;
  SHA1Final(digest.data(), &context);

  Uuid uuid;
  std::copy_n(digest.begin(), uuid.size(), uuid.begin());
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0F) | 0x50);  // version 5
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3F) | 0x80);  // the RFC's variant
  return uuid;
}

std::string to_string(const Uuid& uuid) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kDigits[uuid[i] >> 4];
    text += kDigits[uuid[i] & 0x0F];
  }
  return text;
}

}  // namespace mdconv
