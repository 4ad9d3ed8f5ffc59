// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace mdconv::fonts {

/// HarfBuzz's version.
std::string harfbuzz_version();

}  // namespace mdconv::fonts
