// SPDX-License-Identifier: MIT
#include <algorithm>

#include "document/names.h"
#include "document/resolve.h"
#include "document/walk.h"
#include "layout/block_layout.h"

// What blocks are to the selectors of a style sheet: the elements that the XHTML writer makes of them.

namespace mdconv::layout {

style::Element BlockLayout::element_of(std::string_view name, const doc::Block& block) const {
  style::Element element{.name = name,
                         .classes = block.attributes.classes,
                         .id = block.attributes.id,
                         .language = block.attributes.find("lang")};
  const std::string_view align = doc::alignment_class(block.attributes.find("align"));
  if (!align.empty()) element.classes.emplace_back(align);
  if (place_.block == &block) {
    element.position = place_.position;
    element.position_from_end = place_.position_from_end;
    element.previous = place_.previous;
  }
  return element;
}

std::optional<style::Element> BlockLayout::element_of(const doc::Block& block) const {
  using Found = std::optional<style::Element>;
  const auto paragraph = [&](const doc::Inlines& inlines) {
    style::Element element = element_of("p", block);
    if (const auto own = doc::paragraph_class(inlines); !own.empty()) element.classes.emplace_back(own);
    return element;
  };
  return std::visit(
      doc::Overload{
          [&](const doc::Paragraph& n) -> Found { return paragraph(n.children); },
          [&](const doc::Plain& n) {
            return doc::paragraph_class(n.children).empty() ? Found() : Found(paragraph(n.children));
          },
          [&](const doc::Heading& n) -> Found { return element_of(doc::heading_element(n.level), block); },
          [&](const doc::CodeBlock&) -> Found { return element_of("pre", block); },
          [&](const doc::Quote&) -> Found { return element_of("blockquote", block); },
          [&](const doc::List& n) -> Found { return element_of(n.start ? "ol" : "ul", block); },
          [&](const doc::DefinitionList&) -> Found { return element_of("dl", block); },
          [&](const doc::Table&) -> Found { return element_of("table", block); },
          [&](const doc::Rule&) -> Found { return element_of("hr", block); },
          [&](const doc::Division& n) -> Found { return division_element(block, n); },
          [](const doc::RawHtml&) { return Found(); },
      },
      block.node);
}

style::Element BlockLayout::division_element(const doc::Block& block, const doc::Division& division) const {
  const auto name = [&]() -> std::string_view {
    switch (division.kind) {
      case doc::DivisionKind::Generic:
      case doc::DivisionKind::Center: return "div";
      case doc::DivisionKind::Figure: return "figure";
      case doc::DivisionKind::Caption: return "figcaption";
      case doc::DivisionKind::Details: return "details";
      case doc::DivisionKind::Summary: return "summary";
      case doc::DivisionKind::Admonition: return "aside";
      case doc::DivisionKind::AdmonitionTitle: return "p";
      case doc::DivisionKind::Contents: return "nav";
      case doc::DivisionKind::Chapter:
      case doc::DivisionKind::Part: return "section";
    }
    return "div";
  };
  style::Element element = element_of(name(), block);
  const auto add_class = [&](std::string_view own) {
    element.classes.insert(element.classes.begin(), std::string(own));
  };
  switch (division.kind) {
    case doc::DivisionKind::Center: add_class("center"); break;
    case doc::DivisionKind::Admonition: add_class("admonition"); break;
    case doc::DivisionKind::AdmonitionTitle: add_class("admonition-title"); break;
    case doc::DivisionKind::Contents: add_class("contents"); break;
    case doc::DivisionKind::Chapter: add_class("chapter"); break;
    case doc::DivisionKind::Part: add_class("part"); break;
    case doc::DivisionKind::Figure:
      if (doc::holds_table(division)) add_class("table");
      break;
    default: break;
  }
  return element;
}

BlockLayout::Siblings BlockLayout::siblings_of(const doc::Blocks& blocks, std::uint32_t before) const {
  Siblings siblings{.before = before};
  if (!context_.cascade.looks_at_siblings()) return siblings;
  const auto is_element = [&](const doc::Block& block) { return element_of(block).has_value(); };
  siblings.after = static_cast<std::uint32_t>(std::count_if(blocks.begin(), blocks.end(), is_element));
  return siblings;
}

void BlockLayout::step(Siblings& siblings, const doc::Block& block) {
  if (!context_.cascade.looks_at_siblings()) return;
  std::optional<style::Element> element = element_of(block);
  if (!element) return;
  place_ = {&block, ++siblings.before, siblings.after--, siblings.previous};
  element->position = place_.position;
  element->position_from_end = place_.position_from_end;
  siblings.previous = std::make_shared<const style::Element>(*std::move(element));
}

}  // namespace mdconv::layout
