// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "fonts/subset.h"

namespace mdconv::fonts {

/// Looks at a subset with the eyes of a renderer, before a file is made of it: FreeType must open the program, find as
/// many glyphs as were asked for, and for a sample of them the code and an outline that can be read. Empty when all is
/// well, else what is wrong.
std::string find_subset_fault(const SubsetFont& font);

}  // namespace mdconv::fonts
