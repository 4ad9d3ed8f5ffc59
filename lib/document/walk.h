// SPDX-License-Identifier: MIT
#pragma once

#include "mdconv/document.h"

// Generic traversal for passes, so that a pass names only the nodes it is about.

namespace mdconv::doc {

template <class... Fs>
struct Overload : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overload(Fs...) -> Overload<Fs...>;

/// The inlines directly inside an inline node, or null.
Inlines* children_of(Inline& node) noexcept;
const Inlines* children_of(const Inline& node) noexcept;
/// The inlines directly inside a block (paragraph, plain, heading), or null.
Inlines* inlines_of(Block& block) noexcept;
const Inlines* inlines_of(const Block& block) noexcept;

/// Images alone, linked or not, or an image with the lines below it: a figure in all but name.
bool is_figure_like(const Inlines& inlines);

/// Calls f(Blocks&), const when the block is, for each vector of blocks directly inside a block: a quote's, each list
/// item's, each cell's, each definition's.
template <class AnyBlock, class F>
void for_each_child_blocks(AnyBlock& block, F&& f);

/// Calls on_inline(Inline&) for every inline below, parents before children, in document order.
template <class F>
void for_each_inline(Inlines& inlines, F&& on_inline);
template <class F>
void for_each_inline(Blocks& blocks, F&& on_inline);
template <class F>
void for_each_inline(const Block& block, F&& on_inline);

/// Calls on_block(Block&) for every block below, parents before children, in document order.
template <class F>
void for_each_block(Blocks& blocks, F&& on_block);

/// Calls f(Attributes&, Span) for whatever has attributes below: blocks, inlines, list items, definitions, cells; const
/// when the block is.
template <class AnyBlock, class F>
void for_each_attributes(AnyBlock& block, F&& f);

// ---- implementation ----

template <class AnyBlock, class F>
void for_each_child_blocks(AnyBlock& block, F&& f) {
  if (auto* quote = std::get_if<Quote>(&block.node)) {
    f(quote->children);
  } else if (auto* division = std::get_if<Division>(&block.node)) {
    f(division->children);
  } else if (auto* list = std::get_if<List>(&block.node)) {
    for (auto& item : list->items) f(item.children);
  } else if (auto* definitions = std::get_if<DefinitionList>(&block.node)) {
    for (auto& entry : definitions->entries) f(entry.children);
  } else if (auto* table = std::get_if<Table>(&block.node)) {
    for (auto* rows : {&table->head, &table->body})
      for (auto& row : *rows)
        for (auto& cell : row.cells) f(cell.children);
  }
}

template <class AnyInlines, class F>
void for_each_inline_inside(AnyInlines& inlines, F&& on_inline) {
  for (auto& node : inlines) {
    on_inline(node);
    if (auto* children = children_of(node)) for_each_inline_inside(*children, on_inline);
  }
}

template <class AnyBlock, class F>
void for_each_inline_below(AnyBlock& block, F&& on_inline) {
  if (auto* inlines = inlines_of(block)) for_each_inline_inside(*inlines, on_inline);
  for_each_child_blocks(block, [&](auto& inner) {
    for (auto& each : inner) for_each_inline_below(each, on_inline);
  });
}

template <class F>
void for_each_inline(Inlines& inlines, F&& on_inline) {
  for_each_inline_inside(inlines, on_inline);
}

template <class F>
void for_each_inline(Blocks& blocks, F&& on_inline) {
  for (Block& block : blocks) for_each_inline_below(block, on_inline);
}

template <class F>
void for_each_inline(const Block& block, F&& on_inline) {
  for_each_inline_below(block, on_inline);
}

template <class F>
void for_each_block(Blocks& blocks, F&& on_block) {
  for (auto& block : blocks) {
    on_block(block);
    for_each_child_blocks(block, [&](Blocks& inner) { for_each_block(inner, on_block); });
  }
}

template <class AnyInlines, class F>
void for_each_attributes_inside(AnyInlines& inlines, F&& f) {
  for (auto& node : inlines) {
    f(node.attributes, node.span);
    if (auto* children = children_of(node)) for_each_attributes_inside(*children, f);
  }
}

template <class AnyBlock, class F>
void for_each_attributes(AnyBlock& block, F&& f) {
  f(block.attributes, block.span);
  if (auto* inlines = inlines_of(block)) for_each_attributes_inside(*inlines, f);
  if (auto* list = std::get_if<List>(&block.node)) {
    for (auto& item : list->items) f(item.attributes, item.span);
  } else if (auto* definitions = std::get_if<DefinitionList>(&block.node)) {
    for (auto& entry : definitions->entries) f(entry.attributes, entry.span);
  } else if (auto* table = std::get_if<Table>(&block.node)) {
    for (auto* rows : {&table->head, &table->body})
      for (auto& row : *rows)
        for (auto& cell : row.cells) f(cell.attributes, cell.span);
  }
  for_each_child_blocks(block, [&](auto& inner) {
    for (auto& each : inner) for_each_attributes(each, f);
  });
}

}  // namespace mdconv::doc
