// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "layout/layout.h"

namespace mdconv::layout {

namespace {

std::string_view structure_name(const PagedDocument& pages, StructId id) {
  return id == kArtifact ? "artifact" : type_name(pages.structure.at(id).type);
}

void dump_item(const PagedDocument& pages, const Item& item, std::string& out) {
  const std::string_view tag = structure_name(pages, item.structure);
  if (const auto* run = std::get_if<GlyphRun>(&item.content)) {
    const double end = run->glyphs.empty() ? 0 : static_cast<double>(run->glyphs.back().x);
    out += fmt::format("  text {:.2f},{:.2f} last {:.2f} {} {:.2f} {} \"{}\"\n", run->origin.x, run->origin.y, end,
                       pages.faces.at(run->face)->postscript_name(), run->size, tag, run->text);
  } else if (const auto* rect = std::get_if<FilledRect>(&item.content)) {
    out += fmt::format("  rect {:.2f},{:.2f} {:.2f}x{:.2f} {}\n", rect->rect.x, rect->rect.y, rect->rect.width,
                       rect->rect.height, tag);
  } else if (const auto* image = std::get_if<PlacedImage>(&item.content)) {
    out += fmt::format("  image {} {:.2f},{:.2f} {:.2f}x{:.2f} {}\n", image->resource, image->rect.x, image->rect.y,
                       image->rect.width, image->rect.height, tag);
  }
}

}  // namespace

std::string dump(const PagedDocument& pages) {
  std::string out;
  for (std::size_t i = 0; i < pages.pages.size(); ++i) {
    const Page& page = pages.pages[i];
    out += fmt::format("page {} {:.2f}x{:.2f}\n", page.label.empty() ? std::to_string(i + 1) : page.label, page.width,
                       page.height);
    for (const Item& item : page.items) dump_item(pages, item, out);
    for (const LinkArea& link : page.links)
      out += fmt::format("  link {:.2f},{:.2f} {:.2f}x{:.2f} {}\n", link.rect.x, link.rect.y, link.rect.width,
                         link.rect.height, link.target);
  }
  for (const Bookmark& bookmark : pages.bookmarks)
    out += fmt::format("bookmark {} page {} y {:.2f} {}\n", bookmark.level, bookmark.destination.page + 1,
                       bookmark.destination.point.y, bookmark.title);
  return out;
}

}  // namespace mdconv::layout
