// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <set>

#include "document/names.h"
#include "layout/block_layout.h"
#include "support/counter_style.h"

// Lists: the marker hangs in the indent, right-aligned before the text, whose lines all begin at one edge.

namespace mdconv::layout {

namespace {

constexpr double kMarkerGap = 0.4;  // em between marker and text

std::string bullet(std::string_view type, std::size_t depth) {
  if (type == "none") return {};
  if (type == "circle") return "◦";
  if (type == "square") return "▪";
  // A string is its own sign.
  if (type.size() >= 2 && (type.front() == '"' || type.front() == '\'') && type.back() == type.front())
    return std::string(type.substr(1, type.size() - 2));
  static constexpr std::array<std::string_view, 3> kBullets = {"•", "◦", "▪"};
  return std::string(kBullets[std::min<std::size_t>(depth, 2)]);
}

// As ISO 32000 calls it (ListNumbering).
std::string_view bullet_name(std::string_view sign) {
  return sign == "•" ? "Disc" : sign == "◦" ? "Circle" : sign == "▪" ? "Square" : "None";
}

// What a list of the other kind hands down says nothing of this one.
std::string_view marker_type(const style::ComputedStyle& style, const style::ComputedStyle& parent, bool ordered,
                             std::string_view letter) {
  std::string_view type = style.list_style_type;
  // <ol type="a">, unless a sheet says otherwise.
  if (ordered && type == "decimal") {
    if (letter == "a") type = "lower-alpha";
    if (letter == "A") type = "upper-alpha";
    if (letter == "i") type = "lower-roman";
    if (letter == "I") type = "upper-roman";
  }
  const bool is_string = type.starts_with('"') || type.starts_with('\'');
  if (ordered && !counts(type) && type != "none" && !is_string) return "decimal";
  if (!ordered && counts(type) && type == parent.list_style_type) return "disc";
  return type;
}

}  // namespace

void BlockLayout::add_list(const doc::Block& block, const doc::List& list, const Box& box) {
  style::Element element = element_of(list.start ? "ol" : "ul", block);
  if (list.start && list.delimiter == doc::ListDelimiter::Parenthesis) element.classes.push_back("paren");
  if (doc::holds_tasks(list)) element.classes.insert(element.classes.begin(), "task-list");
  inside(&block, element, box, [&](Box inner) {
    inner.structure = context_.add_structure(StructType::L, box.structure);
    const std::string_view type = marker_type(inner.element->style(), box.element->style(), list.start.has_value(),
                                              block.attributes.find("type"));
    const bool numbers = counts(type);
    const bool tasks = std::all_of(list.items.begin(), list.items.end(), [](const auto& item) { return item.checked; });
    context_.result.structure[inner.structure].attribute = tasks     ? "None"
                                                           : numbers ? list_numbering(type)
                                                                     : bullet_name(bullet(type, list_depth_));
    make_room_for_markers(list, type, inner);
    ++list_depth_;
    std::size_t last = 0;
    for (std::size_t i = 0; i < list.items.size() && !context_.fatal; ++i) {
      last = flow_.size();
      add_item(list, i, type, inner);
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

std::string BlockLayout::marker_text(const doc::List& list, std::size_t index, std::string_view type) const {
  if (const std::optional<bool> checked = list.items[index].checked) return *checked ? "☑" : "☐";
  if (!counts(type)) return bullet(type, list_depth_ == 0 ? 0 : list_depth_ - 1);
  const std::uint64_t number = std::uint64_t{list.start.value_or(1)} + index;
  return counted(number, type) +
         std::string(list.delimiter == doc::ListDelimiter::Parenthesis ? ")" : counter_suffix(type));
}

// Numbers that are wider than the indent push it in: they would stand off the type area, or in the next cell.
void BlockLayout::make_room_for_markers(const doc::List& list, std::string_view type, Box& box) {
  if (!counts(type) || list.items.empty()) return;
  std::string longest;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    std::string text = marker_text(list, i, type);
    if (text.size() > longest.size()) longest = std::move(text);
  }
  const style::StyledElement& item = styled(box, {.name = "li"});
  InlineBuilder builder(context_, item, kArtifact);
  builder.add_text(longest, {});
  const double needed = content_width(context_, builder.finish()) + kMarkerGap * item.style().font_size;
  const double missing = needed - (box.x - left_edge_);
  if (missing <= 0 || missing > box.width / 2) return;
  box.x += missing;
  box.width -= missing;
}

void BlockLayout::add_item(const doc::List& list, std::size_t index, std::string_view type, const Box& box) {
  const doc::ListItem& item = list.items[index];
  style::Element element{.name = "li",
                         .classes = item.attributes.classes,
                         .id = item.attributes.id,
                         .language = item.attributes.find("lang")};
  const auto count = static_cast<std::uint32_t>(list.items.size()), at = static_cast<std::uint32_t>(index);
  element.position = at + 1;
  element.position_from_end = count - at;
  if (index > 0 && context_.cascade.looks_at_siblings()) {
    const doc::ListItem& before = list.items[index - 1];
    style::Element previous{.name = "li", .classes = before.attributes.classes, .id = before.attributes.id};
    if (before.checked) previous.classes.insert(previous.classes.begin(), "task");
    previous.position = at;
    previous.position_from_end = count - at + 1;
    element.previous = std::make_shared<const style::Element>(std::move(previous));
  }
  if (item.checked) element.classes.insert(element.classes.begin(), "task");
  inside(nullptr, element, box, [&](Box inner) {
    if (!item.attributes.id.empty()) pending_ids_.push_back(item.attributes.id);
    const StructId li = context_.add_structure(StructType::LI, box.structure);
    const StructId label = context_.add_structure(StructType::Lbl, li);
    InlineBuilder marker(context_, *inner.element, label);
    const std::string sign = marker_text(list, index, type);
    if (sign == "•") {
      marker.add_bullet(sign);
    } else {
      marker.add_text(sign, {});
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
    std::uint32_t position = 0;
    for (const doc::DefinitionEntry& entry : list.entries) {
      if (context_.fatal) return;
      if (item == kArtifact || (entry.term && !after_term))
        item = context_.add_structure(StructType::LI, inner.structure);
      after_term = entry.term;
      style::Element element{.name = entry.term ? "dt" : "dd",
                             .classes = entry.attributes.classes,
                             .id = entry.attributes.id,
                             .language = entry.attributes.find("lang")};
      element.position_from_end = static_cast<std::uint32_t>(list.entries.size()) - position;
      element.position = ++position;
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
  if (marker.text.utf8.empty() || scout_ != nullptr) return;
  const style::ComputedStyle& style = box.element->style();
  ParagraphShape shape = shape_of(box, style);
  shape.first_indent = 0;
  shape.align = style::TextAlign::Start;
  const double width = content_width(context_, marker);
  shape.width = width + 1;
  // A marker wider than the indent may stand into the margin of the list, but not off the type area.
  shape.x = std::max(left_edge_, box.x - gap - width);
  Flow lines = lay_out_lines(context_, marker, shape);
  if (lines.empty()) return;
  FlowBox& line = lines.front();

  // The marker stands on the item's first baseline; an item without one keeps its marker on a line of its own.
  std::size_t shown = first_box;
  while (first_box < flow_.size() && flow_[first_box].baseline == 0) {
    if (flow_[shown].items.empty()) ++shown;
    ++first_box;
  }
  // A table or a rule has none: there it stands at the top.
  if (shown < std::min(first_box, flow_.size()) && !flow_[shown].items.empty()) first_box = shown;
  if (first_box >= flow_.size()) {
    push(std::move(line));
    return;
  }
  FlowBox& target = flow_[first_box];
  if (target.baseline == 0) target.baseline = line.baseline;
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
