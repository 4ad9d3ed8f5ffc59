// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace mdconv::fonts {

/// HarfBuzz's version.
std::string harfbuzz_version();
/// FreeType's version.
std::string freetype_version();

}  // namespace mdconv::fonts
