// SPDX-License-Identifier: MIT
#include "style/box_properties.h"

#include <algorithm>

#include "style/css_names.h"
#include "support/ascii.h"

namespace mdconv::style {

namespace {

constexpr double kThin = 0.75, kMedium = 2.25, kThick = 3.75;  // points

// One to four values in CSS's order: top, right, bottom, left; a missing one is that of the opposite side.
template <class SetSide>
bool set_four(std::string_view value, ComputedStyle& style, SetSide&& set_side) {
  const std::vector<std::string_view> parts = split(value, ' ');
  if (parts.empty() || parts.size() > 4) return false;
  const std::size_t n = parts.size();
  const std::array<std::size_t, 4> from = {0, n > 1 ? std::size_t{1} : 0, n > 2 ? std::size_t{2} : 0,
                                           n > 3 ? std::size_t{3} : (n > 1 ? std::size_t{1} : 0)};
  ComputedStyle changed = style;
  for (const Side side : {Top, Right, Bottom, Left})
    if (!set_side(parts[from[side]], changed, side)) return false;
  style = std::move(changed);
  return true;
}

std::optional<double> border_width(std::string_view value, const LengthContext& lengths) {
  const std::string word = ascii::to_lower(value);
  if (word == "thin") return kThin;
  if (word == "medium") return kMedium;
  if (word == "thick") return kThick;
  const auto length = parse_length(value, lengths);
  return length && *length >= 0 ? length : std::nullopt;
}

std::optional<BorderStyle> border_style(std::string_view value) {
  const std::string word = ascii::to_lower(value);
  if (word == "none" || word == "hidden") return BorderStyle::None;
  if (word == "dotted") return BorderStyle::Dotted;
  if (word == "dashed") return BorderStyle::Dashed;
  if (word == "double") return BorderStyle::Double;
  // Paper has no light that falls on it.
  for (const std::string_view solid : {"solid", "groove", "ridge", "inset", "outset"})
    if (word == solid) return BorderStyle::Solid;
  return std::nullopt;
}

std::optional<Color> border_color(std::string_view value, const ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word == "currentcolor") return style.color;
  if (word == "transparent") return Color{1, 1, 1};
  return parse_color(value);
}

// The parts of "1px solid red", in any order.
std::optional<Border> parse_border(std::string_view value, const LengthContext& lengths, const ComputedStyle& style) {
  Border border{kMedium, style.color, BorderStyle::None};
  const std::vector<std::string_view> parts = split(value, ' ');
  if (parts.empty() || parts.size() > 3) return std::nullopt;
  for (const std::string_view part : parts) {
    if (const auto width = border_width(part, lengths)) {
      border.width = *width;
    } else if (const auto drawn = border_style(part)) {
      border.style = *drawn;
    } else if (const auto color = border_color(part, style)) {
      border.color = *color;
    } else {
      return std::nullopt;
    }
  }
  return border;
}

}  // namespace

bool set_margin(std::string_view value, const LengthContext& lengths, ComputedStyle& style, Side side) {
  const bool is_auto = ascii::to_lower(value) == "auto";
  const auto length = is_auto ? std::optional(0.0) : parse_length(value, lengths);
  if (!length) return false;
  style.margin[side] = *length;
  style.margin_auto[side] = is_auto;
  return true;
}

bool set_margin(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  return set_four(value, style, [&](std::string_view part, ComputedStyle& changed, Side side) {
    return set_margin(part, lengths, changed, side);
  });
}

bool set_margin_trim(std::string_view value, ComputedStyle& style) {
  bool start = false, end = false;
  for (const std::string_view part : split(value, ' ')) {
    const std::string word = ascii::to_lower(part);
    const bool both = word == "block";
    if (!both && word != "block-start" && word != "block-end" && word != "none") return false;
    start = start || both || word == "block-start";
    end = end || both || word == "block-end";
  }
  style.trims_start = start;
  style.trims_end = end;
  return true;
}

bool set_padding(std::string_view value, const LengthContext& lengths, ComputedStyle& style, Side side) {
  const auto length = parse_length(value, lengths);
  if (!length || *length < 0) return false;
  style.padding[side] = *length;
  return true;
}

bool set_padding(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  return set_four(value, style, [&](std::string_view part, ComputedStyle& changed, Side side) {
    return set_padding(part, lengths, changed, side);
  });
}

bool set_border(std::string_view value, const LengthContext& lengths, ComputedStyle& style, Side side) {
  const auto border = parse_border(value, lengths, style);
  if (border) style.border[side] = *border;
  return border.has_value();
}

bool set_border(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  const auto border = parse_border(value, lengths, style);
  if (border) style.border.fill(*border);
  return border.has_value();
}

bool set_border_width(std::string_view value, const LengthContext& lengths, ComputedStyle& style, Side side) {
  const auto width = border_width(value, lengths);
  if (width) style.border[side].width = *width;
  return width.has_value();
}

bool set_border_width(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  return set_four(value, style, [&](std::string_view part, ComputedStyle& changed, Side side) {
    return set_border_width(part, lengths, changed, side);
  });
}

bool set_border_style(std::string_view value, ComputedStyle& style, Side side) {
  const auto drawn = border_style(value);
  if (drawn) style.border[side].style = *drawn;
  return drawn.has_value();
}

bool set_border_style(std::string_view value, ComputedStyle& style) {
  return set_four(value, style, [](std::string_view part, ComputedStyle& changed, Side side) {
    return set_border_style(part, changed, side);
  });
}

bool set_border_color(std::string_view value, ComputedStyle& style, Side side) {
  const auto color = border_color(value, style);
  if (color) style.border[side].color = *color;
  return color.has_value();
}

bool set_border_color(std::string_view value, ComputedStyle& style) {
  return set_four(value, style, [](std::string_view part, ComputedStyle& changed, Side side) {
    return set_border_color(part, changed, side);
  });
}

bool set_background_color(std::string_view value, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word == "none" || word == "transparent") {
    style.background.reset();
    return true;
  }
  const auto color = word == "currentcolor" ? std::optional(style.color) : parse_color(value);
  if (color) style.background = color;
  return color.has_value();
}

// Of pictures and how they lie only the colour behind them is kept.
bool set_background(std::string_view value, ComputedStyle& style) {
  ComputedStyle changed = style;
  changed.background.reset();
  bool any = false;
  for (const std::string_view part : split(value, ' ')) {
    if (set_background_color(part, changed)) {
      any = true;
    } else if (part != "/" && !is_css_value("background", part)) {
      return false;
    }
  }
  if (any) style.background = changed.background;
  return any;
}

bool set_extent(std::string_view value, const LengthContext& lengths, std::string_view keyword,
                std::optional<Extent>& target) {
  if (ascii::to_lower(value) == keyword) {
    target.reset();
    return true;
  }
  const auto dimension = parse_dimension(value);
  const bool is_share = dimension && dimension->unit == "%";
  const auto length = is_share ? std::optional(dimension->number / 100) : parse_length(value, lengths);
  if (!length || *length < 0) return false;
  target = Extent{*length, is_share};
  return true;
}

bool set_box_sizing(std::string_view value, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word != "border-box" && word != "content-box") return false;
  style.border_box = word == "border-box";
  return true;
}

bool set_width(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  std::optional<Extent> extent;
  if (!set_extent(value, lengths, "auto", extent)) return false;
  style.width = extent && !extent->is_share ? std::optional(extent->value) : std::nullopt;
  style.width_percentage = extent && extent->is_share ? std::optional(extent->value) : std::nullopt;
  return true;
}

bool set_height(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  std::optional<Extent> extent;
  if (!set_extent(value, lengths, "auto", extent) || (extent && extent->is_share)) return false;
  style.height = extent ? std::optional(extent->value) : std::nullopt;
  return true;
}

}  // namespace mdconv::style
