// SPDX-License-Identifier: MIT
#include "support/digest.h"

#include <md5.h>

namespace mdconv {

std::array<std::uint8_t, 16> md5(std::string_view bytes) {
  static_assert(MD5_DIGEST_LENGTH == 16);
  MD5_CTX context;
  MD5Init(&context);
  MD5Update(&context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  std::array<std::uint8_t, 16> digest;
  MD5Final(digest.data(), &context);
  return digest;
}

}  // namespace mdconv
