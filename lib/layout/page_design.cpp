// SPDX-License-Identifier: MIT
#include "layout/page_design.h"

#include <algorithm>
#include <cmath>

namespace mdconv::layout {

namespace {

// The type area is a whole number of characters wide and of lines high.
PageGeometry geometry_of(const style::PageStyle& page, const style::ComputedStyle& body) {
  PageGeometry geometry;
  geometry.width = page.width;
  geometry.height = page.height;
  geometry.pitch = body.line_pitch();
  const double width = std::max(page.width - page.margin[style::Left] - page.margin[style::Right], body.font_size);
  const double height = std::max(page.height - page.margin[style::Top] - page.margin[style::Bottom], body.line_pitch());
  constexpr double kRounding = 1e-3;
  const double characters = std::max(1.0, std::floor(width / body.font_size + kRounding));
  const double lines = std::max(1.0, std::floor(height / body.line_pitch() + kRounding));
  geometry.area.width = characters * body.font_size;
  geometry.area.height = lines * body.line_pitch();
  return geometry;
}

// What the type area leaves over goes to the margins, on both sides alike.
Point origin_of(const style::PageStyle& page, const PageGeometry& geometry) {
  const auto begin = [](double before, double whole, double after, double taken) {
    return before + (whole - before - after - taken) / 2;
  };
  const auto& margin = page.margin;
  return {begin(margin[style::Left], geometry.width, margin[style::Right], geometry.area.width),
          begin(margin[style::Top], geometry.height, margin[style::Bottom], geometry.area.height)};
}

}  // namespace

PageDesigns::PageDesigns(const style::Cascade& cascade) : cascade_(cascade) {
  const style::PageStyle page = cascade.page({});
  geometry_ = geometry_of(page, cascade.body().style());
  const Point origin = origin_of(page, geometry_);
  geometry_.area.x = origin.x;
  geometry_.area.y = origin.y;
}

const PageDesign& PageDesigns::of(const style::PageContext& page) {
  const auto [entry, added] = designs_.try_emplace(page);
  if (added) {
    entry->second.style = cascade_.page(page);
    entry->second.origin = origin_of(entry->second.style, geometry_);
  }
  return entry->second;
}

}  // namespace mdconv::layout
