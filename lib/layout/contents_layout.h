// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "layout/context.h"
#include "layout/page_design.h"

namespace mdconv::layout {

/// Puts the numbers of pages behind the entries of the table of contents, and the dots that lead to them. False if the
/// room kept for the numbers is too small; Context::contents_room then says what they need.
bool fill_contents(Context& context, const std::vector<PageFacts>& facts, PageDesigns& designs);

}  // namespace mdconv::layout
