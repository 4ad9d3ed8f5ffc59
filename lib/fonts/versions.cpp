// SPDX-License-Identifier: MIT
#include "fonts/versions.h"

#include <hb.h>

namespace mdconv::fonts {

std::string harfbuzz_version() { return hb_version_string(); }

}  // namespace mdconv::fonts
