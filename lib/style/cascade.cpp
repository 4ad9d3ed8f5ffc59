// SPDX-License-Identifier: MIT
#include "style/cascade.h"

#include <algorithm>

#include "style/page_properties.h"
#include "style/properties.h"
#include "support/language.h"

namespace mdconv::style {

namespace {

bool has_position(const Nth& wanted, std::uint32_t from_start, std::uint32_t from_end) {
  const std::uint32_t position = wanted.from_end ? from_end : from_start;
  return position > 0 && wanted.matches(position);
}

bool matches_compound(const Compound& compound, std::string_view name, std::string_view id,
                      const std::vector<std::string>& classes, std::string_view language, bool is_root) {
  if (!compound.type.empty() && compound.type != name) return false;
  if (!compound.id.empty() && compound.id != id) return false;
  if (compound.root && !is_root) return false;
  if (!compound.language.empty() && !language::matches(language, compound.language)) return false;
  return std::all_of(compound.classes.begin(), compound.classes.end(), [&](const std::string& wanted) {
    return std::find(classes.begin(), classes.end(), wanted) != classes.end();
  });
}

bool matches_page(const PageSelector& selector, const PageContext& page) {
  return (selector.name.empty() || selector.name == page.name) && (!selector.first || page.first) &&
         (!selector.blank || page.blank) && (selector.side == PageSide::Any || selector.side == page.side);
}

}  // namespace

// Elements of one key have one style. Only ids that some rule names can change a style, and only places that some rule
// asks for; the others must not make the cache grow with the document.
std::string Cascade::key_of(const Element& element) const {
  std::string key(element.name);
  for (const std::string& name : element.classes) (key += '.') += name;
  if (is_named(element.id)) (key += '#') += element.id;
  if (!element.language.empty()) (key += '@') += element.language;
  if (element.font_scale != 1) (key += '*') += std::to_string(element.font_scale);
  if (!positions_.empty() && element.position > 0) {
    key += ':';
    for (const Nth& each : positions_)
      key += has_position(each, element.position, element.position_from_end) ? '1' : '0';
  }
  if (looks_back_ && element.previous) (key += '+') += key_of(*element.previous);
  return key;
}

bool Cascade::is_named(std::string_view id) const {
  return !id.empty() && std::any_of(rules_.rules.begin(), rules_.rules.end(), [&](const Rule& rule) {
    return std::any_of(rule.selector.compounds.begin(), rule.selector.compounds.end(),
                       [&](const Compound& c) { return c.id == id; });
  });
}

Cascade::Cascade(const StyleSheet& sheet, std::string_view language) : rules_(sheet.rules()) {
  std::vector<std::uint32_t> order(rules_.rules.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return rules_.rules[a].selector.specificity() < rules_.rules[b].selector.specificity();
  });
  for (const std::uint32_t index : order) by_type_[rules_.rules[index].selector.compounds.back().type].push_back(index);

  for (const Rule& rule : rules_.rules) {
    for (const Combinator each : rule.selector.combinators) looks_back_ = looks_back_ || each == Combinator::Adjacent;
    for (const Compound& compound : rule.selector.compounds)
      for (const Nth& each : compound.positions)
        if (std::find(positions_.begin(), positions_.end(), each) == positions_.end()) positions_.push_back(each);
  }

  html_ = std::make_unique<StyledElement>();
  html_->name_ = "html";
  html_->language_ = std::string(language);
  html_->style_ = compute(*html_);
  root_font_size_ = html_->style_.font_size;
  body_ = const_cast<StyledElement*>(&child(*html_, {.name = "body"}));
}

Cascade::~Cascade() = default;

const StyledElement& Cascade::child(const StyledElement& parent, const Element& element) {
  auto& children = const_cast<StyledElement&>(parent).children_;
  std::unique_ptr<StyledElement>& entry = children[key_of(element)];
  if (!entry) {
    entry = make(parent, element);
    if (looks_back_ && element.previous) entry->previous_ = make(parent, *element.previous);
    entry->style_ = compute(*entry);
  }
  return *entry;
}

std::unique_ptr<StyledElement> Cascade::make(const StyledElement& parent, const Element& element) const {
  auto made = std::make_unique<StyledElement>();
  made->parent_ = &parent;
  made->name_ = std::string(element.name);
  if (is_named(element.id)) made->id_ = std::string(element.id);
  made->classes_ = element.classes;
  made->font_scale_ = element.font_scale;
  made->position_ = element.position;
  made->position_from_end_ = element.position_from_end;
  made->language_ = element.language.empty() ? parent.language_ : std::string(element.language);
  return made;
}

const StyledElement* Cascade::generated(const StyledElement& parent, std::string_view pseudo) {
  if (!by_type_.contains(pseudo)) return nullptr;
  const StyledElement& element = child(parent, {.name = pseudo});
  const ComputedStyle& style = element.style();
  return style.content && style.display != Display::None ? &element : nullptr;
}

bool Cascade::matches_from(const Selector& selector, std::size_t index, const StyledElement& element) {
  const bool is_root = element.parent_ == nullptr;
  if (!matches_compound(selector.compounds[index], element.name_, element.id_, element.classes_, element.language_,
                        is_root))
    return false;
  for (const Nth& each : selector.compounds[index].positions)
    if (!has_position(each, element.position_, element.position_from_end_)) return false;
  if (index == 0) return true;
  if (selector.combinators[index - 1] == Combinator::Adjacent)
    return element.previous_ && matches_from(selector, index - 1, *element.previous_);
  const bool child_only = selector.combinators[index - 1] == Combinator::Child;
  for (const StyledElement* ancestor = element.parent_; ancestor; ancestor = ancestor->parent_) {
    if (matches_from(selector, index - 1, *ancestor)) return true;
    if (child_only) return false;
  }
  return false;
}

bool Cascade::matches(const Selector& selector, const StyledElement& element) {
  return matches_from(selector, selector.compounds.size() - 1, element);
}

ComputedStyle Cascade::compute(const StyledElement& element) const {
  const ComputedStyle* parent = element.parent_ ? &element.parent_->style_ : nullptr;
  ComputedStyle style = starting_style(parent);
  const UnitContext units{parent ? parent->font_size : root_font_size_, root_font_size_, parent};

  // Both lists are in cascade order already; merging keeps that order.
  std::vector<std::uint32_t> matched;
  const bool pseudo = element.name_.starts_with("::");
  for (const std::string_view type : {std::string_view(element.name_), std::string_view()}) {
    if (pseudo && type.empty()) continue;
    const auto found = by_type_.find(type);
    if (found == by_type_.end()) continue;
    for (const std::uint32_t index : found->second)
      if (matches(rules_.rules[index].selector, element)) matched.push_back(index);
  }
  std::sort(matched.begin(), matched.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t sa = rules_.rules[a].selector.specificity(), sb = rules_.rules[b].selector.specificity();
    return sa != sb ? sa < sb : a < b;
  });

  const auto apply_all = [&](bool font_size, bool important) {
    for (const std::uint32_t index : matched)
      for (const Declaration& d : *rules_.rules[index].declarations)
        if ((d.property == "font-size") == font_size && d.important == important) apply(d, units, style);
  };
  // Lengths in em refer to the element's own font size, so it is settled first.
  apply_all(true, false);
  apply_all(true, true);
  if (element.font_scale_ != 1) {
    style.font_floor = std::min(style.font_size, kLeastFontSize);
    style.font_size *= element.font_scale_;
  }
  const bool small_by_nature = element.name_ == "sup" || element.name_ == "sub" || element.name_ == "rt";
  if (!small_by_nature) style.font_size = std::max(style.font_size, style.font_floor);
  apply_all(false, false);
  apply_all(false, true);
  finish_style(style);
  return style;
}

PageStyle Cascade::page(const PageContext& context) const {
  std::vector<const PageRule*> matched;
  for (const PageRule& rule : rules_.pages)
    if (matches_page(rule.selector, context)) matched.push_back(&rule);
  std::stable_sort(matched.begin(), matched.end(), [](const PageRule* a, const PageRule* b) {
    return a->selector.specificity() < b->selector.specificity();
  });

  PageStyle page;
  std::map<MarginBoxPlace, MarginBox> boxes;
  const UnitContext units{body_->style().font_size, root_font_size_, &body_->style()};
  for (const bool important : {false, true}) {
    for (const PageRule* rule : matched) {
      for (const Declaration& d : rule->declarations)
        if (d.important == important) apply_page(d, root_font_size_, page);
      for (const PageRule::Box& box : rule->boxes) {
        const auto place = margin_box_place(box.name);
        if (!place) continue;
        MarginBox& target =
            boxes.try_emplace(*place, MarginBox{*place, {}, starting_style(&body_->style())}).first->second;
        for (const bool font_size : {true, false})
          for (const Declaration& d : box.declarations)
            if ((d.property == "font-size") == font_size && d.property != "content" && d.important == important)
              apply(d, units, target.style);
        for (const Declaration& d : box.declarations)
          if (d.property == "content" && d.important == important) set_content(d.value, target.content);
      }
    }
  }
  for (auto& [place, box] : boxes)
    if (!box.content.empty()) {
      finish_style(box.style);
      page.boxes.push_back(std::move(box));
    }
  return page;
}

}  // namespace mdconv::style
