// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace mdconv::html {

/// "data:image/png;base64,…" (RFC 2397, RFC 4648).
std::string data_uri(std::string_view media_type, std::string_view bytes);

}  // namespace mdconv::html
