// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <set>

#include "layout/block_layout.h"

// Lists: the marker hangs in the indent, right-aligned before the text, whose lines all begin at one edge.

namespace mdconv::layout {

namespace {

constexpr double kMarkerGap = 0.4;  // em between marker and text

std::string_view bullet(const style::ComputedStyle& style, std::size_t depth) {
  if (style.list_style_type == "none") return {};
  if (style.list_style_type == "circle") return "◦";
  if (style.list_style_type == "square") return "▪";
  static constexpr std::array<std::string_view, 3> kBullets = {"•", "◦", "▪"};
  return kBullets[std::min<std::size_t>(depth, 2)];
}

}  // namespace

void BlockLayout::add_list(const doc::Block& block, const doc::List& list, const Box& box) {
  style::Element element = element_of(list.start ? "ol" : "ul", block);
  if (list.start && list.delimiter == doc::ListDelimiter::Parenthesis) element.classes.push_back("paren");
  inside(&block, element, box, [&](Box inner) {
    inner.structure = context_.add_structure(StructType::L, box.structure);
    context_.result.structure[inner.structure].attribute = list.start ? "Decimal" : "Disc";
    ++list_depth_;
    std::size_t last = 0;
    for (std::size_t i = 0; i < list.items.size() && !context_.fatal; ++i) {
      last = flow_.size();
      add_item(list, i, inner);
    }
    --list_depth_;
    if (list.items.size() > 1) keep_last_item(last, inner);
    // A numbered list of one item is a run-in heading in all but name: it stays with what follows.
    if (list.start && list.items.size() == 1) keep_with_next_ = true;
  });
}

// A last item of one line is to a list what a last line is to a paragraph.
void BlockLayout::keep_last_item(std::size_t first_box, const Box& list) {
  if (flow_.size() == first_box + 1 && list.element->style().widows > 1) flow_[first_box].may_break_before = false;
}

void BlockLayout::add_item(const doc::List& list, std::size_t index, const Box& box) {
  const doc::ListItem& item = list.items[index];
  style::Element element{.name = "li",
                         .classes = item.attributes.classes,
                         .id = item.attributes.id,
                         .language = item.attributes.find("lang")};
  inside(nullptr, element, box, [&](Box inner) {
    if (!item.attributes.id.empty()) pending_ids_.push_back(item.attributes.id);
    const StructId li = context_.add_structure(StructType::LI, box.structure);
    const StructId label = context_.add_structure(StructType::Lbl, li);
    InlineBuilder marker(context_, *inner.element, label);
    if (item.checked) {
      marker.add_text(*item.checked ? "☑" : "☐", {});
    } else if (list.start) {
      const std::uint64_t number = std::uint64_t{*list.start} + index;
      marker.add_text(std::to_string(number) + (list.delimiter == doc::ListDelimiter::Parenthesis ? ")" : "."), {});
    } else {
      const std::string_view sign = bullet(inner.element->style(), list_depth_ - 1);
      if (sign == "•") {
        marker.add_bullet(sign);
      } else {
        marker.add_text(sign, {});
      }
    }
    inner.structure = context_.add_structure(StructType::LBody, li);
    inner.holds_text = true;
    const std::size_t first = flow_.size();
    add_blocks(item.children, inner);
    place_marker(first, marker.finish(), inner, kMarkerGap * inner.element->style().font_size);
  });
}

// A term is the label of the definitions below it.
void BlockLayout::add_definition_list(const doc::Block& block, const doc::DefinitionList& list, const Box& box) {
  inside(&block, element_of("dl", block), box, [&](Box inner) {
    inner.structure = context_.add_structure(StructType::L, box.structure);
    context_.result.structure[inner.structure].attribute = "None";
    StructId item = kArtifact;
    bool after_term = false;
    for (const doc::DefinitionEntry& entry : list.entries) {
      if (context_.fatal) return;
      if (item == kArtifact || (entry.term && !after_term))
        item = context_.add_structure(StructType::LI, inner.structure);
      after_term = entry.term;
      style::Element element{.name = entry.term ? "dt" : "dd",
                             .classes = entry.attributes.classes,
                             .id = entry.attributes.id,
                             .language = entry.attributes.find("lang")};
      inside(nullptr, element, inner, [&](Box body) {
        if (!entry.attributes.id.empty()) pending_ids_.push_back(entry.attributes.id);
        body.structure = context_.add_structure(entry.term ? StructType::Lbl : StructType::LBody, item);
        body.holds_text = true;
        add_blocks(entry.children, body);
      });
      if (entry.term) keep_with_next_ = true;
    }
  });
}

void BlockLayout::place_marker(std::size_t first_box, const InlineContent& marker, const Box& box, double gap) {
  if (marker.text.utf8.empty()) return;
  const style::ComputedStyle& style = box.element->style();
  ParagraphShape shape = shape_of(box, style);
  shape.first_indent = 0;
  shape.align = style::TextAlign::Start;
  const double width = content_width(context_, marker);
  shape.width = width + 1;
  // A marker wider than the indent may stand into the margin of the list, but not off the type area.
  shape.x = std::max(0.0, box.x - gap - width);
  Flow lines = lay_out_lines(context_, marker, shape);
  if (lines.empty()) return;
  FlowBox& line = lines.front();

  // The marker stands on the item's first baseline; an item without one keeps its marker on a line of its own.
  while (first_box < flow_.size() && flow_[first_box].baseline == 0) ++first_box;
  if (first_box >= flow_.size()) {
    push(std::move(line));
    return;
  }
  FlowBox& target = flow_[first_box];
  target.may_shrink = 0;
  const double shift = target.baseline - line.baseline;
  for (Item& item : line.items) move(item, 0, shift);
  for (LinkArea& link : line.links) link.rect.y += shift;
  for (NoteNumber& number : target.numbers) {
    number.item += line.items.size();
    if (number.link) *number.link += line.links.size();
  }
  target.numbers.insert(target.numbers.begin(), line.numbers.begin(), line.numbers.end());
  // The marker is read before the text.
  target.items.insert(target.items.begin(), std::make_move_iterator(line.items.begin()),
                      std::make_move_iterator(line.items.end()));
  target.links.insert(target.links.begin(), line.links.begin(), line.links.end());
}

}  // namespace mdconv::layout
