// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace mdconv {

/// A checksum, where a format asks for this one.
std::array<std::uint8_t, 16> md5(std::string_view bytes);

}  // namespace mdconv
