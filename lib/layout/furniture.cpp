// SPDX-License-Identifier: MIT
#include "layout/furniture.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "layout/line_layout.h"
#include "support/ascii.h"
#include "support/roman.h"
#include "support/terms.h"
#include "support/utf8.h"

// What stands in the margins. Boxes on one side of the type area share its width: the one in the middle takes what it
// needs, the others what is left to them; text that is longer is cut and ends in an ellipsis.

namespace mdconv::layout {

namespace {

using style::ContentPart;
using style::CounterStyle;
using style::MarginBoxPlace;

std::string counted(int number, CounterStyle style) {
  if (style == CounterStyle::Decimal) return std::to_string(number);
  std::string numeral = to_roman(number);
  if (style == CounterStyle::UpperRoman)
    for (char& c : numeral) c = ascii::to_upper(c);
  return numeral;
}

bool is_top(MarginBoxPlace place) {
  return place == MarginBoxPlace::TopLeft || place == MarginBoxPlace::TopCenter || place == MarginBoxPlace::TopRight;
}

style::TextAlign alignment(MarginBoxPlace place) {
  switch (place) {
    case MarginBoxPlace::TopLeft:
    case MarginBoxPlace::BottomLeft: return style::TextAlign::Start;
    case MarginBoxPlace::TopCenter:
    case MarginBoxPlace::BottomCenter: return style::TextAlign::Center;
    case MarginBoxPlace::TopRight:
    case MarginBoxPlace::BottomRight: return style::TextAlign::End;
  }
  return style::TextAlign::Center;
}

// How a page prints its number, if it does.
std::optional<CounterStyle> counter_style_of(const style::PageStyle& page) {
  for (const style::MarginBox& box : page.boxes)
    for (const ContentPart& part : box.content)
      if (part.kind == ContentPart::Kind::PageNumber) return part.style;
  return std::nullopt;
}

class Furniture {
 public:
  Furniture(Context& context, const std::vector<PageFacts>& facts, PageDesigns& designs)
      : context_(context), facts_(facts), designs_(designs), area_(designs.geometry().area) {}

  void run() {
    number_pages();
    const doc::Document& document = context_.document;
    // A text without title and headings is called by its file's name, which it does not say itself.
    if (document.metadata.show_title || !document.outline.empty()) strings_["title"] = document.metadata.title;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      set_strings(facts_[i]);
      const PageDesign& design = designs_.of(facts_[i].context);
      for (const bool top : {true, false}) add_side(design, top, i);
    }
  }

 private:
  // ---- numbers ----

  // A page without a printed number is counted as the next one that has one, or the last.
  void number_pages() {
    std::vector<Page>& pages = context_.result.pages;
    std::vector<std::optional<CounterStyle>> styles;
    int number = 0;
    for (const PageFacts& facts : facts_) {
      number = facts.number.value_or(number + 1);
      numbers_.push_back(number);
      styles.push_back(counter_style_of(designs_.of(facts.context).style));
    }
    for (std::size_t begin = 0; begin < facts_.size();) {
      std::size_t end = begin + 1;
      while (end < facts_.size() && !facts_[end].number) ++end;
      std::optional<CounterStyle> next;
      for (std::size_t i = end; i-- > begin;) {
        if (styles[i]) next = styles[i];
        if (!styles[i]) styles[i] = next;
      }
      for (std::size_t i = begin; i < end; ++i) {
        if (!styles[i]) styles[i] = i > begin ? styles[i - 1] : CounterStyle::Decimal;
        pages[i].label = counted(numbers_[i], *styles[i]);
        if (facts_[i].context.name == "cover")
          pages[i].label = std::string(cover_heading(context_.document.metadata.language));
      }
      begin = end;
    }
  }

  // ---- strings ----

  struct Values {
    std::string first, start, start_except, last;
  };

  void set_strings(const PageFacts& facts) {
    for (auto& [name, values] : on_page_) strings_[name] = values.last;
    on_page_.clear();
    for (const PageFacts::NamedString& string : facts.strings) {
      const auto [entry, added] = on_page_.try_emplace(string.name);
      Values& values = entry->second;
      if (added) {
        values.first = string.value;
        values.start = string.at_start ? string.value : value_before(string.name);
        if (!string.at_start) values.start_except = values.start;
      }
      values.last = string.value;
    }
  }

  std::string value_before(const std::string& name) const {
    const auto found = strings_.find(name);
    return found == strings_.end() ? std::string() : found->second;
  }

  std::string value_of(const ContentPart& part) const {
    const auto found = on_page_.find(part.text);
    if (found == on_page_.end()) return value_before(part.text);
    switch (part.which) {
      case style::StringWhich::First: return found->second.first;
      case style::StringWhich::Start: return found->second.start;
      case style::StringWhich::Last: return found->second.last;
      case style::StringWhich::FirstExcept: return {};
      case style::StringWhich::StartExcept: return found->second.start_except;
    }
    return {};
  }

  std::string text_of(const style::MarginBox& box, std::size_t page) const {
    std::string text;
    for (const ContentPart& part : box.content) {
      switch (part.kind) {
        case ContentPart::Kind::Text: text += part.text; break;
        case ContentPart::Kind::PageNumber: text += counted(numbers_[page], part.style); break;
        case ContentPart::Kind::PageCount: text += counted(static_cast<int>(facts_.size()), part.style); break;
        case ContentPart::Kind::String: text += value_of(part); break;
        case ContentPart::Kind::Content: break;
      }
    }
    return text;
  }

  // ---- boxes ----

  struct Box {
    const style::MarginBox* style = nullptr;
    std::string text;
    double width = 0;  // with its padding
  };

  static double padding_of(const style::ComputedStyle& style, style::Side side) {
    return std::max(style.padding[side], 0.0) + std::max(style.margin[side], 0.0);
  }

  InlineContent content_of(const style::MarginBox& box, const std::string& text) {
    const style::StyledElement& body = context_.cascade.body();
    auto& style = text_styles_[&box];
    if (!style) style = context_.text_style(box.style, body.language());
    InlineContent content;
    content.text.utf8 = text;
    content.text.runs.push_back({0, static_cast<std::uint32_t>(text.size()), &*style});
    content.runs.push_back({&body, kArtifact, std::nullopt, std::nullopt});
    return content;
  }

  double width_of(const style::MarginBox& box, const std::string& text) {
    const auto [entry, added] = widths_.try_emplace({&box, text}, 0);
    if (added) entry->second = content_width(context_, content_of(box, text));
    return entry->second;
  }

  void add_side(const PageDesign& design, bool top, std::size_t page) {
    std::array<Box, 3> boxes;  // left, middle, right
    for (const style::MarginBox& box : design.style.boxes) {
      if (is_top(box.place) != top) continue;
      const style::TextAlign align = alignment(box.place);
      Box& here = boxes[align == style::TextAlign::Start ? 0 : align == style::TextAlign::Center ? 1 : 2];
      here.text = text_of(box, page);
      if (here.text.empty()) continue;
      here.style = &box;
      here.width = width_of(box, here.text) + padding_of(box.style, style::Left) + padding_of(box.style, style::Right);
    }
    const double gap = context_.cascade.body().style().font_size;
    double left = area_.width, right = area_.width;
    const double middle = std::min(boxes[1].width, area_.width);
    if (middle > 0) {
      left = right = std::max((area_.width - middle) / 2 - gap, 0.0);
    } else if (boxes[0].width + gap + boxes[2].width > area_.width && boxes[0].width > 0 && boxes[2].width > 0) {
      const double half = (area_.width - gap) / 2;
      left = std::max(half, area_.width - gap - boxes[2].width);
      right = std::max(half, area_.width - gap - boxes[0].width);
    }
    add_box(boxes[0], design, page, 0, left);
    add_box(boxes[1], design, page, (area_.width - middle) / 2, middle);
    add_box(boxes[2], design, page, area_.width - right, right);
  }

  // x is measured from the type area's left edge.
  void add_box(const Box& box, const PageDesign& design, std::size_t index, double x, double width) {
    if (box.style == nullptr) return;
    const style::ComputedStyle& style = box.style->style;
    x += padding_of(style, style::Left);
    width -= padding_of(style, style::Left) + padding_of(style, style::Right);
    Page& page = context_.result.pages[index];
    const double y = top_of(*box.style, design, page.height);
    if (width <= 0 || y < 0 || y + style.font_size > page.height) return;
    for (Item item : items_of(*box.style, box.text, width)) {
      move(item, design.origin.x + x, y);
      page.items.push_back(std::move(item));
    }
  }

  // Of the line. In the middle of the margin, but no further from the text than two lines.
  double top_of(const style::MarginBox& box, const PageDesign& design, double height) const {
    const bool top = is_top(box.place);
    const double pitch = box.style.line_pitch();
    const double bottom = design.origin.y + area_.height;
    const double margin = top ? design.origin.y : height - bottom;
    double away = std::min((margin - pitch) / 2, 1.5 * pitch);
    const double wanted = box.style.margin[top ? style::Bottom : style::Top];
    if (wanted > 0) away = wanted - (pitch - box.style.font_size) / 2;
    return top ? design.origin.y - away - pitch : bottom + away;
  }

  const std::vector<Item>& items_of(const style::MarginBox& box, const std::string& text, double width) {
    const auto [entry, added] = items_.try_emplace({&box, text, width});
    if (!added) return entry->second;
    constexpr double kRounding = 1e-3;
    const bool fits = width_of(box, text) <= width + kRounding;
    Flow lines = lay_out_lines(context_, content_of(box, fits ? text : cut(box, text, width)),
                               {.width = width + kRounding,
                                .align = alignment(box.place),
                                .size = box.style.font_size,
                                .pitch = box.style.line_pitch()});
    if (lines.empty()) return entry->second;
    entry->second = std::move(lines.front().items);
    for (Item& item : entry->second) {
      item.structure = is_top(box.place) ? kHeaderArtifact : kFooterArtifact;
      if (auto* run = std::get_if<GlyphRun>(&item.content)) run->color = to_color(box.style.color);
    }
    return entry->second;
  }

  // As much of the text as has room before an ellipsis.
  std::string cut(const style::MarginBox& box, const std::string& text, double width) {
    std::vector<std::size_t> ends = {0};
    for (std::size_t at = 0; at < text.size();) {
      utf8::next(text, at);
      ends.push_back(at);
    }
    const auto shortened = [&](std::size_t end) {
      std::string result = text.substr(0, end);
      while (result.ends_with(' ')) result.pop_back();
      return result + "…";
    };
    const auto too_long = std::partition_point(ends.begin() + 1, ends.end(), [&](std::size_t end) {
      return content_width(context_, content_of(box, shortened(end))) <= width;
    });
    return shortened(*(too_long - 1));
  }

  Context& context_;
  const std::vector<PageFacts>& facts_;
  PageDesigns& designs_;
  const Rect area_;
  std::vector<int> numbers_;
  std::map<std::string, std::string> strings_;
  std::map<std::string, Values> on_page_;
  std::map<const style::MarginBox*, std::optional<text::TextStyle>> text_styles_;
  std::map<std::pair<const style::MarginBox*, std::string>, double> widths_;
  std::map<std::tuple<const style::MarginBox*, std::string, double>, std::vector<Item>> items_;
};

}  // namespace

void add_furniture(Context& context, const std::vector<PageFacts>& facts, PageDesigns& designs) {
  Furniture(context, facts, designs).run();
}

}  // namespace mdconv::layout
