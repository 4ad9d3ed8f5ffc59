// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "layout/paged_document.h"
#include "pdf/object/file.h"

namespace mdconv::pdf {

/// Writes the bookmarks; nothing if there are none.
std::optional<Ref> write_outline(const layout::PagedDocument& document, Ref first_page, File& file);

}  // namespace mdconv::pdf
