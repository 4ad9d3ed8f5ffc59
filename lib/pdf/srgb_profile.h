// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace mdconv::pdf {

/// An ICC profile (version 4.2) of sRGB.
std::string srgb_profile();

}  // namespace mdconv::pdf
