// SPDX-License-Identifier: MIT
#include "pdf/object/version.h"

#include <podofo/base/PdfDefines.h>

namespace mdconv::pdf {

// PODOFO_VERSION_STRING is there, but names a macro that is not.
std::string podofo_version() {
  return std::to_string(PODOFO_VERSION_MAJOR) + "." + std::to_string(PODOFO_VERSION_MINOR) + "." +
         std::to_string(PODOFO_VERSION_PATCH);
}

}  // namespace mdconv::pdf
