// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mdconv/export.h"

namespace mdconv {

/// "0.1.0"
MDCONV_API std::string_view version() noexcept;

/// Name and version of every library at work, as the libraries themselves report them at run time.
MDCONV_API std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace mdconv
