// SPDX-License-Identifier: MIT
#include "pdf/links.h"

#include <algorithm>

#include "pdf/hex.h"

namespace mdconv::pdf {
namespace {

constexpr int kPrint = 4;  // annotation flag

/// URIs are ASCII: whatever else a target holds is percent-encoded.
std::string ascii_uri(std::string_view target) {
  std::string uri;
  for (const char c : target) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F) {
      uri += c;
    } else {
      uri += '%';
      uri += kHexDigits[byte >> 4];
      uri += kHexDigits[byte & 15];
    }
  }
  return uri;
}

}  // namespace

Array destination_array(const layout::PagedDocument& document, const layout::Destination& destination, Ref first_page) {
  const std::size_t last = document.pages.size() - 1;
  const auto page = static_cast<std::uint32_t>(std::min<std::size_t>(destination.page, last));
  const double y = document.pages[page].height - destination.point.y;
  // A zoom of 0 means the same as null: as it is.
  return {Ref{first_page.number + page}, Name{"XYZ"}, destination.point.x, y, 0};
}

std::vector<Ref> write_links(const layout::PagedDocument& document, std::uint32_t page_index, Ref first_page,
                             StructureTree& structure, File& file) {
  const layout::Page& page = document.pages[page_index];
  std::vector<Ref> annotations;
  for (const layout::LinkArea& link : page.links) {
    const double bottom = page.height - link.rect.y - link.rect.height;
    Dictionary annotation{
        {"Type", Name{"Annot"}},
        {"Subtype", Name{"Link"}},
        {"Rect", Array{link.rect.x, bottom, link.rect.x + link.rect.width, bottom + link.rect.height}},
        {"Border", Array{0, 0, 0}},
        {"F", kPrint},
        {"Contents", Text{link.description.empty() ? link.target : link.description}},
    };
    if (link.target.starts_with('#')) {
      const auto place = document.destinations.find(std::string_view(link.target).substr(1));
      if (place == document.destinations.end()) continue;
      annotation.set("Dest", destination_array(document, place->second, first_page));
    } else {
      annotation.set("A", Dictionary{{"S", Name{"URI"}}, {"URI", Bytes{ascii_uri(link.target)}}});
    }
    const Ref ref = file.reserve();
    if (structure.has(link.structure))
      annotation.set("StructParent", structure.add_annotation(page_index, link.structure, ref));
    file.write(ref, annotation);
    annotations.push_back(ref);
  }
  return annotations;
}

}  // namespace mdconv::pdf
