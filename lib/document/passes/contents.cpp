// SPDX-License-Identifier: MIT
#include <algorithm>

#include "document/passes/passes.h"
#include "document/walk.h"

// The table of contents where the author wants it: lists of links, one in another.

namespace mdconv::doc {

namespace {

struct Entry {
  std::uint8_t level = 1;
  std::string title;
  std::string id;
};

// The entries that the author does not keep out.
std::vector<Entry> listed(Document& document) {
  std::vector<Entry> entries;
  for_each_block(document.blocks, [&](Block& block) {
    const auto* heading = std::get_if<Heading>(&block.node);
    if (heading == nullptr) return;
    for (const std::string_view name : {"no_toc", "no-toc", "unlisted", "notoc"})
      if (block.attributes.has_class(name)) return;
    entries.push_back({heading->level, plain_text(heading->children), block.attributes.id});
  });
  return entries;
}

Block list_of(const std::vector<Entry>& entries, std::size_t& next) {
  const std::uint8_t level = entries[next].level;
  List list;
  while (next < entries.size() && entries[next].level >= level) {
    if (entries[next].level > level) {
      list.items.back().children.push_back(list_of(entries, next));
      continue;
    }
    const Entry& entry = entries[next++];
    Link link{"#" + entry.id, {}, {}, "#" + entry.id};
    link.children.push_back({Text{entry.title.empty() ? entry.id : entry.title}});
    ListItem& item = list.items.emplace_back();
    item.children.push_back({Plain{{{std::move(link)}}}});
  }
  return {std::move(list)};
}

}  // namespace

void fill_contents(Document& document, DiagnosticSink& diagnostics) {
  bool wanted = false;
  for_each_block(document.blocks, [&](Block& block) {
    const auto* division = std::get_if<Division>(&block.node);
    wanted = wanted || (division != nullptr && division->kind == DivisionKind::Contents);
  });
  if (!wanted) return;
  const std::vector<Entry> entries = listed(document);
  std::size_t links = 0;
  for_each_block(document.blocks, [&](Block& block) {
    auto* division = std::get_if<Division>(&block.node);
    if (division == nullptr || division->kind != DivisionKind::Contents) return;
    division->children.clear();
    // One is what a text has; many would make it grow with their square.
    constexpr std::size_t kMostLinks = 100'000;
    if (links + entries.size() > kMostLinks) {
      if (links <= kMostLinks)
        diagnostics.report({mdconv::Code::LimitExceeded, block.span,
                            "the tables of contents have more than " + std::to_string(kMostLinks) + " links"});
      links = kMostLinks + 1;
      return;
    }
    links += entries.size();
    for (std::size_t next = 0; next < entries.size();) division->children.push_back(list_of(entries, next));
  });
}

}  // namespace mdconv::doc
