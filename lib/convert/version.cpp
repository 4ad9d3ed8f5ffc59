// SPDX-License-Identifier: MIT
#include "mdconv/version.h"

#include "support/unicode.h"

namespace mdconv {

std::vector<std::pair<std::string, std::string>> library_versions() {
  return {
      {"ICU", unicode::library_version()},
  };
}

}  // namespace mdconv
