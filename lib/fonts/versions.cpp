// SPDX-License-Identifier: MIT
#include "fonts/versions.h"

#include <ft2build.h>
#include <hb.h>
#include FT_FREETYPE_H

namespace mdconv::fonts {

std::string harfbuzz_version() { return hb_version_string(); }

std::string freetype_version() {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return {};
  FT_Int major = 0, minor = 0, patch = 0;
  FT_Library_Version(library, &major, &minor, &patch);
  FT_Done_FreeType(library);
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

}  // namespace mdconv::fonts
