// SPDX-License-Identifier: MIT
#pragma once

#include "fonts/library.h"
#include "text/shaper.h"

namespace mdconv::text {

/// Puts text whose style has a grid (TextStyle::column) on it: every cluster fills whole columns, two if it is wide.
/// Glyphs of faces with a larger pitch are made smaller, those that fill less than their columns stand in the middle.
void snap_to_grid(const StyledText& text, const fonts::FontLibrary& fonts, ShapedText& shaped);

}  // namespace mdconv::text
