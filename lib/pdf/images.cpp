// SPDX-License-Identifier: MIT
#include "pdf/images.h"

namespace mdconv::pdf {

std::array<double, 6> EmbeddedImage::matrix(const layout::Rect& box) const {
  const double x = box.x, y = box.y, w = box.width, h = box.height;
  switch (orientation) {
    case 2: return {-w, 0, 0, h, x + w, y};
    case 3: return {-w, 0, 0, -h, x + w, y + h};
    case 4: return {w, 0, 0, -h, x, y + h};
    case 5: return {0, -h, -w, 0, x + w, y + h};
    case 6: return {0, -h, w, 0, x, y + h};
    case 7: return {0, h, w, 0, x, y};
    case 8: return {0, h, -w, 0, x + w, y};
    default: return {w, 0, 0, h, x, y};
  }
}

ImageSet ImageSet::embed(const layout::PagedDocument& pages, const doc::Document& document, DiagnosticSink* diagnostics,
                         File& file) {
  ImageSet set;
  std::map<std::uint32_t, bool> seen;
  for (const layout::Page& page : pages.pages) {
    for (const layout::Item& item : page.items) {
      const auto* placed = std::get_if<layout::PlacedImage>(&item.content);
      if (placed == nullptr || placed->resource >= document.resources.size()) continue;
      if (!seen.emplace(placed->resource, true).second) continue;
      Result<EmbeddedImage> image = embed_image(document.resources[placed->resource], file);
      if (image) {
        set.resources_.set(resource_name(placed->resource), image->object);
        set.images_.emplace(placed->resource, *image);
      } else if (diagnostics != nullptr) {
        Diagnostic problem = std::move(image).error();
        problem.span = item.span;
        diagnostics->report(std::move(problem));
      }
    }
  }
  return set;
}

const EmbeddedImage* ImageSet::find(std::uint32_t resource) const {
  const auto found = images_.find(resource);
  return found == images_.end() ? nullptr : &found->second;
}

std::string ImageSet::resource_name(std::uint32_t resource) {
  return std::string(1, 'I').append(std::to_string(resource));
}

namespace {

Error no_room_for(const doc::Resource& resource) {
  return {Code::NodeNotSupported, {}, "PDF cannot hold image " + resource.path + " (" + resource.media_type + ")"};
}

}  // namespace

Result<void> check_image(const doc::Resource& resource) {
  if (resource.media_type == "image/jpeg") return check_jpeg(resource);
  if (resource.media_type == "image/png") return check_png(resource);
  return no_room_for(resource);
}

Result<EmbeddedImage> embed_image(const doc::Resource& resource, File& file) {
  if (resource.media_type == "image/jpeg") return embed_jpeg(resource, file);
  if (resource.media_type == "image/png") return embed_png(resource, file);
  return no_room_for(resource);
}

}  // namespace mdconv::pdf
