// SPDX-License-Identifier: MIT
#include "markdown/kramdown.h"

#include "document/walk.h"

namespace mdconv::markdown {

namespace {

// CommonMark reads two backslashes as an escaped one, so the text ends in one and only the source tells.
bool ends_in_break_mark(const doc::Inline& node, std::string_view source) {
  const auto* text = std::get_if<doc::Text>(&node.node);
  if (text == nullptr || !node.span.has_place()) return false;
  const std::string_view utf8 = text->utf8;
  if (!utf8.ends_with('\\') || utf8.ends_with("\\\\")) return false;
  const std::size_t end = node.span.end;
  return end >= 2 && end <= source.size() && source.substr(end - 2, 2) == "\\\\";
}

void break_lines(doc::Inlines& inlines, std::string_view source) {
  bool emptied = false;
  for (std::size_t i = 0; i < inlines.size(); ++i) {
    if (doc::Inlines* children = doc::children_of(inlines[i])) break_lines(*children, source);
    if (i + 1 == inlines.size() || !std::holds_alternative<doc::SoftBreak>(inlines[i + 1].node)) continue;
    if (!ends_in_break_mark(inlines[i], source)) continue;
    auto& text = std::get<doc::Text>(inlines[i].node);
    text.utf8.pop_back();
    emptied = emptied || text.utf8.empty();
    inlines[i].span.end -= 2;
    inlines[i + 1].node = doc::LineBreak{};
  }
  if (!emptied) return;
  std::erase_if(inlines, [](const doc::Inline& node) {
    const auto* text = std::get_if<doc::Text>(&node.node);
    return text != nullptr && text->utf8.empty();
  });
}

}  // namespace

void apply_kramdown(doc::Blocks& blocks, std::string_view source) {
  doc::for_each_block(blocks, [&](doc::Block& block) {
    if (doc::Inlines* inlines = doc::inlines_of(block)) break_lines(*inlines, source);
  });
}

}  // namespace mdconv::markdown
