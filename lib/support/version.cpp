// SPDX-License-Identifier: MIT
#include "mdconv/version.h"

namespace mdconv {

std::string_view version() noexcept { return MDCONV_VERSION; }

}  // namespace mdconv
