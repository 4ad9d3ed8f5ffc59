// SPDX-License-Identifier: MIT
#include "document/walk.h"

#include <algorithm>

namespace mdconv::doc {

namespace {

// The child list of a node that has one; the same code for const and mutable trees.
template <class Result, class Node>
Result child_list(Node& node) {
  return std::visit(
      [](auto& n) -> Result {
        if constexpr (requires { n.children; }) {
          if constexpr (std::is_same_v<std::remove_cvref_t<decltype(n.children)>, Inlines>) return &n.children;
        }
        return nullptr;
      },
      node);
}

}  // namespace

Inlines* children_of(Inline& node) noexcept { return child_list<Inlines*>(node.node); }
const Inlines* children_of(const Inline& node) noexcept { return child_list<const Inlines*>(node.node); }
Inlines* inlines_of(Block& block) noexcept { return child_list<Inlines*>(block.node); }
const Inlines* inlines_of(const Block& block) noexcept { return child_list<const Inlines*>(block.node); }

namespace {

bool is_image(const Inline& node) {
  const auto* link = std::get_if<Link>(&node.node);
  if (link == nullptr) return std::holds_alternative<Image>(node.node);
  return !link->children.empty() && std::all_of(link->children.begin(), link->children.end(), is_image);
}

}  // namespace

bool is_figure_like(const Inlines& inlines) {
  bool begins_with_image = false, only_images = true, has_break = false;
  for (const Inline& node : inlines) {
    const bool line_break = std::holds_alternative<LineBreak>(node.node);
    if (line_break || std::holds_alternative<SoftBreak>(node.node)) {
      has_break = has_break || line_break;
    } else if (is_image(node)) {
      begins_with_image = begins_with_image || only_images;
    } else {
      only_images = false;
      if (!begins_with_image || !has_break) return false;
    }
  }
  return begins_with_image;
}

}  // namespace mdconv::doc
