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

struct Place {
  Ref page;
  double x = 0;
  double y = 0;
};

Place place_of(const layout::PagedDocument& document, const layout::Destination& destination, Ref first_page) {
  const std::size_t last = document.pages.size() - 1;
  const auto page = static_cast<std::uint32_t>(std::min<std::size_t>(destination.page, last));
  return {{first_page.number + page}, destination.point.x, document.pages[page].height - destination.point.y};
}

void append_numbers(std::string& to, std::initializer_list<double> numbers) {
  const char* separator = "";
  for (const double number : numbers) {
    to += separator;
    append_number(to, number);
    separator = " ";
  }
}

}  // namespace

Array destination_array(const layout::PagedDocument& document, const layout::Destination& destination, Ref first_page) {
  const Place place = place_of(document, destination, first_page);
  // A zoom of 0 means the same as null: as it is.
  return {place.page, Name{"XYZ"}, place.x, place.y, 0};
}

// A book has thousands of links, and building each as a PoDoFo dictionary takes most of the time of writing it: so they
// are written as text.
std::vector<Ref> write_links(const layout::PagedDocument& document, std::uint32_t page_index, Ref first_page,
                             StructureTree& structure, File& file) {
  const layout::Page& page = document.pages[page_index];
  std::vector<Ref> annotations;
  for (const layout::LinkArea& link : page.links) {
    const double bottom = page.height - link.rect.y - link.rect.height;
    std::string annotation = "<</Type/Annot/Subtype/Link/Border[0 0 0]/F ";
    append_number(annotation, std::int64_t{kPrint});
    annotation += "/Rect[";
    append_numbers(annotation, {link.rect.x, bottom, link.rect.x + link.rect.width, bottom + link.rect.height});
    annotation += "]/Contents";
    if (!serialise(Text{link.description.empty() ? link.target : link.description}, annotation)) continue;
    if (link.target.starts_with('#')) {
      const auto place = document.destinations.find(std::string_view(link.target).substr(1));
      if (place == document.destinations.end()) continue;
      const Place to = place_of(document, place->second, first_page);
      annotation += "/Dest[";
      append_ref(annotation, to.page);
      annotation += "/XYZ ";
      append_numbers(annotation, {to.x, to.y});
      annotation += " 0]";
    } else {
      annotation += "/A<</S/URI/URI";
      if (!serialise(Bytes{ascii_uri(link.target)}, annotation)) continue;
      annotation += ">>";
    }
    const Ref ref = file.reserve();
    if (structure.has(link.structure)) {
      annotation += "/StructParent ";
      append_number(annotation, structure.add_annotation(page_index, link.structure, ref));
    }
    annotation += ">>";
    file.write_serialised(ref, annotation);
    annotations.push_back(ref);
  }
  return annotations;
}

}  // namespace mdconv::pdf
