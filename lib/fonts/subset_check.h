// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "fonts/subset.h"

namespace mdconv::fonts {

/// Looks at a subset with the eyes of a renderer, before a file is made of it: FreeType must open the program, find
/// a glyph under every code and be able to read its outline. Empty when all is well, else what is wrong.
std::string find_subset_fault(const SubsetFont& font, Outlines outlines);

}  // namespace mdconv::fonts
