// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace mdconv {

using Uuid = std::array<std::uint8_t, 16>;

/// A name-based UUID (RFC 9562, version 5): the same name in the same name space always gives the same one.
Uuid uuid_from_name(const Uuid& name_space, std::string_view name);

/// "2ed6657d-e927-568b-95e1-2665a8aea6a2"
std::string to_string(const Uuid& uuid);

}  // namespace mdconv
