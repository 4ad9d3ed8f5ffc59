// SPDX-License-Identifier: MIT
#include "mdconv/version.h"

#include "epub/zip_archive.h"
#include "fonts/versions.h"
#include "host/font_database.h"
#include "pdf/object/podofo.h"
#include "support/unicode.h"

namespace mdconv {

std::vector<std::pair<std::string, std::string>> library_versions() {
  // md4c, yaml-cpp, toml++, nlohmann-json, libdeflate and libpng are known by the version that was built with.
  return {
      {"md4c", MDCONV_BUILT_WITH_MD4C},           {"yaml-cpp", MDCONV_BUILT_WITH_YAML_CPP},
      {"toml++", MDCONV_BUILT_WITH_TOMLPLUSPLUS}, {"nlohmann-json", MDCONV_BUILT_WITH_NLOHMANN_JSON},
      {"ICU", unicode::library_version()},        {"HarfBuzz", fonts::harfbuzz_version()},
      {"FreeType", fonts::freetype_version()},    {"fontconfig", host::fontconfig_version()},
      {"libzip", epub::libzip_version()},         {"libdeflate", MDCONV_BUILT_WITH_LIBDEFLATE},
      {"PoDoFo", pdf::podofo_version()},          {"libpng", MDCONV_BUILT_WITH_LIBPNG},
  };
}

}  // namespace mdconv
