// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "layout/context.h"
#include "layout/page_design.h"

namespace mdconv::layout {

/// Numbers the pages, and adds page numbers, running heads and the other margin boxes of @page to them, as artifacts.
void add_furniture(Context& context, const std::vector<PageFacts>& facts, PageDesigns& designs);

}  // namespace mdconv::layout
