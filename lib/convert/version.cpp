// SPDX-License-Identifier: MIT
#include "mdconv/version.h"

#include "epub/zip_archive.h"
#include "fonts/versions.h"
#include "host/font_database.h"
#include "support/unicode.h"

namespace mdconv {

std::vector<std::pair<std::string, std::string>> library_versions() {
  // Those with a number from the build cannot be asked while the program runs.
  return {
      {"md4c", MDCONV_BUILT_WITH_MD4C},
      {"yaml-cpp", MDCONV_BUILT_WITH_YAML_CPP},
      {"ICU", unicode::library_version()},
      {"HarfBuzz", fonts::harfbuzz_version()},
      {"fontconfig", host::fontconfig_version()},
      {"libzip", epub::libzip_version()},
      {"libdeflate", MDCONV_BUILT_WITH_LIBDEFLATE},
      {"PoDoFo", MDCONV_BUILT_WITH_LIBPODOFO},
      {"libpng", MDCONV_BUILT_WITH_LIBPNG},
  };
}

}  // namespace mdconv
