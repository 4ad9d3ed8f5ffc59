// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "layout/paged_document.h"
#include "style/computed_style.h"

namespace mdconv::layout {

/// The background and the borders of a box, or of the part of it that stands on a page: whether that has the box's top
/// and bottom.
std::vector<Item> box_items(const Rect& rect, const std::optional<Color>& background,
                            const std::array<style::Border, 4>& border, bool starts, bool ends);

/// A rule as thick as the border, which the rectangle is high, or wide where it is upright.
std::vector<Item> rule_items(const Rect& rect, const style::Border& border, bool upright);

}  // namespace mdconv::layout
