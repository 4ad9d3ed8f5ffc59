// SPDX-License-Identifier: MIT
#include "layout/box_drawing.h"

#include <utility>

#include "layout/context.h"

namespace mdconv::layout {

namespace {

// Of a double border, of which the blank between its lines is the third part.
constexpr double kDoubleLine = 1.0 / 3;

void add_rect(const Rect& rect, const Color& color, std::vector<Item>& items) {
  if (rect.width > 0 && rect.height > 0) items.push_back({FilledRect{rect, color}, kArtifact, {}});
}

// A side of a box; `begin` and `end` say how far its inner line keeps from the side's ends, where it is a double one.
void add_side(const Rect& rect, const style::Border& border, style::Side side, double begin, double end,
              std::vector<Item>& items) {
  if (rect.width <= 0 || rect.height <= 0) return;
  const Color color = to_color(border.color);
  const bool upright = side == style::Left || side == style::Right;
  switch (border.style) {
    case style::BorderStyle::Dotted:
    case style::BorderStyle::Dashed: {
      const auto pattern =
          border.style == style::BorderStyle::Dotted ? PatternLine::Pattern::Dotted : PatternLine::Pattern::Dashed;
      const Point start = upright ? Point{rect.x + rect.width / 2, rect.y} : Point{rect.x, rect.y + rect.height / 2};
      const double length = upright ? rect.height : rect.width, thickness = upright ? rect.width : rect.height;
      items.push_back({PatternLine{pattern, start, length, thickness, color, upright}, kArtifact, {}});
      return;
    }
    case style::BorderStyle::Double: {
      Rect outer = rect, inner = rect;
      (upright ? outer.width : outer.height) *= kDoubleLine;
      inner.width = upright ? outer.width : rect.width - begin - end;
      inner.height = upright ? rect.height - begin - end : outer.height;
      (upright ? inner.y : inner.x) += begin;
      Rect& second = side == style::Top || side == style::Left ? inner : outer;
      (upright ? second.x : second.y) += (1 - kDoubleLine) * (upright ? rect.width : rect.height);
      add_rect(outer, color, items);
      add_rect(inner, color, items);
      return;
    }
    case style::BorderStyle::None:
    case style::BorderStyle::Solid: break;
  }
  add_rect(rect, color, items);
}

}  // namespace

std::vector<Item> box_items(const Rect& rect, const std::optional<Color>& background,
                            const std::array<style::Border, 4>& border, bool starts, bool ends) {
  std::vector<Item> items;
  const auto width = [&](style::Side side) { return border[side].width; };
  const auto inset = [&](style::Side side, bool there) { return there ? (1 - kDoubleLine) * width(side) : 0; };
  if (background) add_rect(rect, *background, items);
  const double left = inset(style::Left, true), right = inset(style::Right, true);
  const double top = inset(style::Top, starts), bottom = inset(style::Bottom, ends);
  if (starts)
    add_side({rect.x, rect.y, rect.width, width(style::Top)}, border[style::Top], style::Top, left, right, items);
  if (ends)
    add_side({rect.x, rect.y + rect.height - width(style::Bottom), rect.width, width(style::Bottom)},
             border[style::Bottom], style::Bottom, left, right, items);
  add_side({rect.x, rect.y, width(style::Left), rect.height}, border[style::Left], style::Left, top, bottom, items);
  add_side({rect.x + rect.width - width(style::Right), rect.y, width(style::Right), rect.height}, border[style::Right],
           style::Right, top, bottom, items);
  return items;
}

std::vector<Item> rule_items(const Rect& rect, const style::Border& border, bool upright) {
  std::vector<Item> items;
  add_side(rect, border, upright ? style::Left : style::Top, 0, 0, items);
  return items;
}

}  // namespace mdconv::layout
