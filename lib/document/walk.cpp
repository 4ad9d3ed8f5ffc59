// SPDX-License-Identifier: MIT
#include "document/walk.h"

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

}  // namespace mdconv::doc
