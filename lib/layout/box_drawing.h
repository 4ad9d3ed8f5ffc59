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

}  // namespace mdconv::layout
