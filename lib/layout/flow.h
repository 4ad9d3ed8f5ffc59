// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "layout/paged_document.h"
#include "style/computed_style.h"

// A document as one endless column: boxes one below the other, before pages are cut from it.
// x is measured from the type area's left edge, y from the box's top.

namespace mdconv::layout {

/// Background and borders behind consecutive boxes.
struct Decoration {
  double x = 0;
  double width = 0;
  std::optional<Color> background;
  std::array<style::Border, 4> border = {};
};

struct FlowBox {
  double height = 0;
  /// Of the text, from the top; markers stand on it.
  double baseline = 0;
  /// How far something stands out above the box, into what is blank in a column of text.
  double reach_above = 0;
  /// Dropped at a page's top.
  double space_before = 0;
  /// Whether a page may begin with this box.
  bool may_break_before = true;
  bool must_break_before = false;
  std::vector<Item> items;
  std::vector<LinkArea> links;
  /// Ids that links lead to.
  std::vector<std::string> ids;
  std::vector<Bookmark> bookmarks;  // destinations are filled in later
  /// From the outermost to the innermost.
  std::vector<std::shared_ptr<const Decoration>> decorations;
};

using Flow = std::vector<FlowBox>;

}  // namespace mdconv::layout
