// SPDX-License-Identifier: MIT
#pragma once

#include "layout/context.h"
#include "layout/paginator.h"

namespace mdconv::layout {

/// Adds page numbers and the other margin boxes of @page to every page, as artifacts.
void add_furniture(Context& context, const style::PageStyle& page_style, const PageGeometry& geometry);

}  // namespace mdconv::layout
