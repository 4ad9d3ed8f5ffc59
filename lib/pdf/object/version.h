// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace mdconv::pdf {

/// PoDoFo's version, which it tells only at compile time.
std::string podofo_version();

}  // namespace mdconv::pdf
