// SPDX-License-Identifier: MIT
#include <algorithm>

#include "document/passes/passes.h"
#include "document/walk.h"
#include "support/terms.h"

// An admonition without a title of its own has the name of its kind, in the document's language.

namespace mdconv::doc {

namespace {

bool is_title(const Block& block) {
  const auto* division = std::get_if<Division>(&block.node);
  return division != nullptr &&
         (division->kind == DivisionKind::AdmonitionTitle || division->kind == DivisionKind::Summary);
}

void add_title(Block& block, std::string_view language) {
  auto* division = std::get_if<Division>(&block.node);
  if (division == nullptr) return;
  const bool folded = division->kind == DivisionKind::Details;
  if (!folded && division->kind != DivisionKind::Admonition) return;
  auto& pairs = block.attributes.pairs;
  const auto title = std::find_if(pairs.begin(), pairs.end(), [](const auto& pair) { return pair.first == "title"; });
  std::string words;
  if (title != pairs.end() && !folded) {
    words = title->second;
    pairs.erase(title);
    if (words.empty()) return;  // the author wants none
  }
  if (std::any_of(division->children.begin(), division->children.end(), is_title)) return;
  if (words.empty() && !block.attributes.classes.empty())
    words = admonition_name(language, block.attributes.classes.front());
  if (words.empty()) return;
  Division heading{folded ? DivisionKind::Summary : DivisionKind::AdmonitionTitle, {}};
  heading.children.push_back({Plain{{{Text{std::move(words)}}}}});
  division->children.insert(division->children.begin(), {std::move(heading)});
}

}  // namespace

void title_admonitions(Document& document) {
  const std::string& language = document.metadata.language;
  const auto add = [&](Block& block) { add_title(block, language); };
  for_each_block(document.blocks, add);
  for (Note& note : document.notes) for_each_block(note.blocks, add);
}

}  // namespace mdconv::doc
