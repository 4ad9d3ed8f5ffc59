// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "layout/paged_document.h"
#include "pdf/object/file.h"
#include "pdf/structure.h"

namespace mdconv::pdf {

/// An explicit destination: the place comes to the top of the window, the zoom stays.
Array destination_array(const layout::PagedDocument& document, const layout::Destination& destination, Ref first_page);

/// Writes the annotations of a page and takes them up into the structure tree.
std::vector<Ref> write_links(const layout::PagedDocument& document, std::uint32_t page, Ref first_page,
                             StructureTree& structure, File& file);

}  // namespace mdconv::pdf
