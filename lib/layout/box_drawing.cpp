// SPDX-License-Identifier: MIT
#include "layout/box_drawing.h"

#include "layout/context.h"

namespace mdconv::layout {

std::vector<Item> box_items(const Rect& rect, const std::optional<Color>& background,
                            const std::array<style::Border, 4>& border, bool starts, bool ends) {
  std::vector<Item> items;
  const auto fill = [&](const Rect& part, const Color& color) {
    if (part.width > 0 && part.height > 0) items.push_back({FilledRect{part, color}, kArtifact, {}});
  };
  const auto color = [&](style::Side side) { return to_color(border[side].color); };
  const auto width = [&](style::Side side) { return border[side].width; };
  if (background) fill(rect, *background);
  if (starts) fill({rect.x, rect.y, rect.width, width(style::Top)}, color(style::Top));
  if (ends)
    fill({rect.x, rect.y + rect.height - width(style::Bottom), rect.width, width(style::Bottom)}, color(style::Bottom));
  fill({rect.x, rect.y, width(style::Left), rect.height}, color(style::Left));
  fill({rect.x + rect.width - width(style::Right), rect.y, width(style::Right), rect.height}, color(style::Right));
  return items;
}

}  // namespace mdconv::layout
