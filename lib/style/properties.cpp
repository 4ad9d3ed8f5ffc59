// SPDX-License-Identifier: MIT
#include "style/properties.h"

#include <algorithm>
#include <array>
#include <map>

#include "mdconv/closest_name.h"
#include "style/box_properties.h"
#include "style/css_names.h"
#include "style/decoration_properties.h"
#include "style/letter_properties.h"
#include "style/page_properties.h"
#include "style/sizes.h"
#include "style/values.h"
#include "support/ascii.h"
#include "support/counter_style.h"

namespace mdconv::style {

namespace {

template <class T>
bool keyword(std::string_view value, std::initializer_list<std::pair<std::string_view, T>> words, T& target) {
  const std::string wanted = ascii::to_lower(value);
  for (const auto& [word, meaning] : words) {
    if (word == wanted) {
      target = meaning;
      return true;
    }
  }
  return false;
}

struct Application {
  std::string_view value;
  const UnitContext& units;
  ComputedStyle& style;

  LengthContext lengths() const { return {style.font_size, units.root_font_size}; }
};

bool font_size(Application& a) {
  static const std::map<std::string, double, std::less<>> kKeywords = {
      {"xx-small", 0.6}, {"x-small", 0.75}, {"small", 0.889}, {"medium", 1},
      {"large", 1.2},    {"x-large", 1.5},  {"xx-large", 2},  {"xxx-large", 3}};
  const std::string word = ascii::to_lower(a.value);
  if (const auto found = kKeywords.find(word); found != kKeywords.end()) {
    a.style.font_size = a.units.root_font_size * found->second;
    return true;
  }
  if (word == "smaller" || word == "larger") {
    a.style.font_size = a.units.parent_font_size * (word == "smaller" ? 1 / 1.2 : 1.2);
    return true;
  }
  const auto points =
      parse_length_or_percentage(a.value, {a.units.parent_font_size, a.units.root_font_size}, a.units.parent_font_size);
  if (!points || *points <= 0) return false;
  a.style.font_size = *points;
  return true;
}

bool font_family(Application& a) {
  std::vector<std::string> families;
  for (std::string_view family : split(a.value, ',')) {
    families.emplace_back(unquoted(family));
  }
  if (families.empty()) return false;
  a.style.font_families = std::move(families);
  return true;
}

bool font_weight(Application& a) {
  if (keyword<int>(a.value, {{"normal", 400}, {"bold", 700}, {"bolder", 700}, {"lighter", 300}}, a.style.font_weight))
    return true;
  const auto d = parse_dimension(a.value);
  if (!d || !d->unit.empty() || d->number < 1 || d->number > 1000) return false;
  a.style.font_weight = static_cast<int>(d->number);
  return true;
}

bool line_height(Application& a) {
  if (ascii::to_lower(a.value) == "normal") {
    a.style.line_height = 1.5;
    a.style.line_height_is_length = false;
    return true;
  }
  if (const auto d = parse_dimension(a.value); d && d->unit.empty()) {
    if (d->number < 0) return false;
    a.style.line_height = d->number;
    a.style.line_height_is_length = false;
    return true;
  }
  const auto points = parse_length_or_percentage(a.value, a.lengths(), a.style.font_size);
  if (!points || *points < 0) return false;
  a.style.line_height = *points;
  a.style.line_height_is_length = true;
  return true;
}

bool integer(std::string_view value, int& target) {
  const auto d = parse_dimension(value);
  if (!d || !d->unit.empty() || d->number < 1) return false;
  target = static_cast<int>(d->number);
  return true;
}

bool break_value(std::string_view value, Break& target) {
  return keyword<Break>(value,
                        {{"auto", Break::Auto},
                         {"avoid", Break::Avoid},
                         {"avoid-page", Break::Avoid},
                         {"always", Break::Always},
                         {"page", Break::Always},
                         {"left", Break::Left},
                         {"right", Break::Right},
                         {"recto", Break::Right},
                         {"verso", Break::Left}},
                        target);
}

bool font_style(Application& a) {
  const std::vector<std::string_view> parts = split(a.value, ' ');
  const bool has_angle = parts.size() == 2 && ascii::to_lower(parts[0]) == "oblique" && parse_dimension(parts[1]);
  return keyword<bool>(has_angle ? parts[0] : a.value, {{"normal", false}, {"italic", true}, {"oblique", true}},
                       a.style.italic);
}

bool font_synthesis(Application& a) {
  bool weight = false;
  for (const std::string_view part : split(a.value, ' ')) {
    const std::string word = ascii::to_lower(part);
    if (word == "weight" || word == "auto") {
      weight = true;
    } else if (word != "none" && word != "style" && word != "small-caps" && word != "position") {
      return false;
    }
  }
  a.style.synthesise_weight = weight;
  return true;
}

bool text_color(Application& a) {
  if (ascii::to_lower(a.value) == "currentcolor") return true;
  const auto color = parse_color(a.value);
  if (color) a.style.color = *color;
  return color.has_value();
}

bool text_align(Application& a) {
  return keyword<TextAlign>(a.value,
                            {{"start", TextAlign::Start},
                             {"left", TextAlign::Start},
                             {"end", TextAlign::End},
                             {"right", TextAlign::End},
                             {"center", TextAlign::Center},
                             {"justify", TextAlign::Justify}},
                            a.style.text_align);
}

bool white_space(Application& a) {
  a.style.no_wrap = ascii::to_lower(a.value) == "nowrap";
  return keyword<WhiteSpace>(a.value,
                             {{"normal", WhiteSpace::Normal},
                              {"nowrap", WhiteSpace::Normal},
                              {"pre", WhiteSpace::Pre},
                              {"pre-wrap", WhiteSpace::PreWrap},
                              {"pre-line", WhiteSpace::PreWrap},
                              {"break-spaces", WhiteSpace::PreWrap}},
                             a.style.white_space);
}

bool line_break(Application& a) {
  return keyword<LineBreak>(a.value,
                            {{"auto", LineBreak::Auto},
                             {"anywhere", LineBreak::Anywhere},
                             {"none", LineBreak::None},
                             {"loose", LineBreak::Loose},
                             {"normal", LineBreak::Normal},
                             {"gb", LineBreak::Gb},
                             {"strict", LineBreak::Strict}},
                            a.style.line_break);
}

bool hyphens(Application& a) {
  const std::string value = ascii::to_lower(a.value);
  if (value == "auto") {
    a.style.hyphens = Hyphens::Auto;
  } else if (value == "manual") {
    a.style.hyphens = Hyphens::Manual;
  } else if (value == "none") {
    a.style.hyphens = Hyphens::None;
  } else {
    return false;
  }
  return true;
}

bool text_autospace(Application& a) {
  bool alpha = false, numeric = false;
  for (const std::string_view part : split(a.value, ' ')) {
    const std::string word = ascii::to_lower(part);
    const bool both = word == "normal" || word == "auto";
    alpha = alpha || both || word == "ideograph-alpha";
    numeric = numeric || both || word == "ideograph-numeric";
    // Spaces after French marks are the author's; typed spaces are always replaced.
    const bool without_effect =
        word == "no-autospace" || word == "punctuation" || word == "insert" || word == "replace";
    if (!both && !without_effect && word != "ideograph-alpha" && word != "ideograph-numeric") return false;
  }
  a.style.autospace_alpha = alpha;
  a.style.autospace_numeric = numeric;
  return true;
}

bool autospace_width(Application& a) {
  const auto points = parse_length_or_percentage(a.value, a.lengths(), a.style.font_size);
  if (!points || *points < 0) return false;
  a.style.autospace_width = std::min(*points / a.style.font_size, 0.5);
  return true;
}

bool text_spacing_trim(Application& a) {
  bool tight = false;
  for (const std::string_view part : split(a.value, ' ')) {
    if (ascii::to_lower(part) == "tight") {
      tight = true;
    } else if (!keyword<SpacingTrim>(part,
                                     {{"auto", SpacingTrim::TrimBoth},
                                      {"space-all", SpacingTrim::SpaceAll},
                                      {"none", SpacingTrim::SpaceAll},
                                      {"normal", SpacingTrim::Normal},
                                      {"space-first", SpacingTrim::SpaceFirst},
                                      {"trim-start", SpacingTrim::TrimStart},
                                      {"trim-both", SpacingTrim::TrimBoth},
                                      {"quanjiao", SpacingTrim::TrimBoth},
                                      {"kaiming", SpacingTrim::Kaiming},
                                      {"trim-all", SpacingTrim::TrimAll},
                                      {"banjiao", SpacingTrim::TrimAll}},
                                     a.style.spacing_trim)) {
      return false;
    }
  }
  a.style.tight_marks = tight;
  return true;
}

bool hanging_punctuation(Application& a) {
  Hanging hanging = Hanging::None;
  for (const std::string_view part : split(a.value, ' ')) {
    const std::string word = ascii::to_lower(part);
    if (word == "allow-end") hanging = Hanging::Allow;
    if (word == "force-end") hanging = Hanging::Force;
    if (word != "allow-end" && word != "force-end" && word != "none") return false;
  }
  a.style.hanging = hanging;
  return true;
}

bool text_wrap(Application& a) {
  a.style.no_wrap = ascii::to_lower(a.value) == "nowrap";
  if (a.style.no_wrap) return true;
  return keyword<TextWrap>(a.value,
                           {{"wrap", TextWrap::Wrap},
                            {"pretty", TextWrap::Wrap},
                            {"stable", TextWrap::Wrap},
                            {"balance", TextWrap::Balance}},
                           a.style.text_wrap);
}

bool list_style_type(std::string_view value, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  const bool string =
      value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
  if (!string && !counts(word) && word != "none" && word != "disc" && word != "circle" && word != "square")
    return false;
  style.list_style_type = string ? std::string(value) : word;
  return true;
}

bool list_style(Application& a) {
  bool any = false;
  for (const std::string_view part : split(a.value, ' ')) {
    if (list_style_type(part, a.style)) {
      any = true;
    } else if (const std::string word = ascii::to_lower(part); word != "inside" && word != "outside") {
      return false;
    }
  }
  return any;
}

bool display(Application& a) {
  return keyword<Display>(a.value,
                          {{"none", Display::None},
                           {"block", Display::Block},
                           {"list-item", Display::Block},
                           {"flow-root", Display::Block},
                           {"flex", Display::Block},
                           {"grid", Display::Block},
                           {"table", Display::Block},
                           {"table-row", Display::Block},
                           {"table-row-group", Display::Block},
                           {"table-header-group", Display::Block},
                           {"table-footer-group", Display::Block},
                           {"table-cell", Display::Block},
                           {"table-caption", Display::Block},
                           {"table-column", Display::Block},
                           {"table-column-group", Display::Block},
                           {"inline", Display::Inline},
                           {"inline-block", Display::Inline},
                           {"inline-flex", Display::Inline},
                           {"inline-grid", Display::Inline},
                           {"inline-table", Display::Inline},
                           {"contents", Display::Inline},
                           {"run-in", Display::Inline},
                           {"ruby", Display::Inline},
                           {"ruby-base", Display::Inline},
                           {"ruby-text", Display::Inline}},
                          a.style.display);
}

bool text_indent(Application& a) {
  const auto length = parse_length(a.value, a.lengths());
  if (length) a.style.text_indent = *length;
  return length.has_value();
}

// Strings side by side; of a pseudo-element only.
bool content(Application& a) {
  const std::string word = ascii::to_lower(a.value);
  if (word == "none" || word == "normal") {
    a.style.content.reset();
    return true;
  }
  std::string text;
  for (const std::string_view part : split(a.value, ' ')) {
    if (!is_quoted(part)) return false;
    text += unescape(unquoted(part));
  }
  a.style.content = std::move(text);
  return true;
}

bool vertical_align(Application& a) {
  return keyword<VerticalAlign>(a.value,
                                {{"super", VerticalAlign::Super},
                                 {"sub", VerticalAlign::Sub},
                                 {"baseline", VerticalAlign::Baseline},
                                 {"top", VerticalAlign::Top},
                                 {"middle", VerticalAlign::Middle},
                                 {"bottom", VerticalAlign::Bottom}},
                                a.style.vertical_align);
}

bool box_decoration_break(Application& a) {
  return keyword<bool>(a.value, {{"slice", false}, {"clone", true}}, a.style.whole_at_breaks);
}

bool table_fit(Application& a) {
  bool shrink = false, turn = false;
  for (const std::string_view part : split(a.value, ' ')) {
    const std::string word = ascii::to_lower(part);
    shrink = shrink || word == "shrink" || word == "auto";
    turn = turn || word == "turn" || word == "auto";
    if (word != "shrink" && word != "turn" && word != "auto" && word != "none") return false;
  }
  a.style.table_may_shrink = shrink;
  a.style.table_may_turn = turn;
  return true;
}

bool tab_size(Application& a) {
  constexpr int kMostTabColumns = 64;
  int size = 0;
  if (!integer(a.value, size) || size < 1 || size > kMostTabColumns) return false;
  a.style.tab_size = size;
  return true;
}

bool line_numbers(Application& a) {
  return keyword<bool>(a.value, {{"auto", true}, {"none", false}}, a.style.line_numbers);
}

// ---- the table ----

using Style = ComputedStyle;

// How "inherit" and "initial" reach what a property sets.
template <auto... members>
void copy(const Style& from, Style& to) {
  ((to.*members = from.*members), ...);
}
template <Side side, auto... members>
void copy_side(const Style& from, Style& to) {
  (((to.*members)[side] = (from.*members)[side]), ...);
}

enum class Inherits : bool { No, Yes };
constexpr Inherits kInherited = Inherits::Yes;
constexpr Inherits kOwn = Inherits::No;

struct Property {
  std::string_view name;
  Inherits inherits;
  bool (*set)(Application& a);
  void (*copy)(const Style& from, Style& to);
};

// docs/styles.md has the same rows (tests/lint/properties.py).
constexpr auto kTextProperties = std::to_array<Property>({
    {"font-size", kInherited, font_size, copy<&Style::font_size>},
    {"font", kInherited, [](Application&) { return false; },  // its parts are declarations of their own
     copy<&Style::font_size, &Style::font_families, &Style::font_weight, &Style::italic, &Style::line_height,
          &Style::line_height_is_length>},
    {"font-family", kInherited, font_family, copy<&Style::font_families>},
    {"font-weight", kInherited, font_weight, copy<&Style::font_weight>},
    {"font-style", kInherited, font_style, copy<&Style::italic>},
    {"font-synthesis", kInherited, font_synthesis, copy<&Style::synthesise_weight>},
    {"font-synthesis-weight", kInherited, font_synthesis, copy<&Style::synthesise_weight>},
    {"line-height", kInherited, line_height, copy<&Style::line_height, &Style::line_height_is_length>},
    {"color", kInherited, text_color, copy<&Style::color>},
    {"letter-spacing", kInherited,
     [](Application& a) { return set_spacing(a.value, a.lengths(), a.style.letter_spacing); },
     copy<&Style::letter_spacing>},
    {"word-spacing", kInherited, [](Application& a) { return set_spacing(a.value, a.lengths(), a.style.word_spacing); },
     copy<&Style::word_spacing>},
    {"text-transform", kInherited, [](Application& a) { return set_text_transform(a.value, a.style); },
     copy<&Style::text_transform>},
    {"font-variant", kInherited, [](Application& a) { return set_font_variant(a.value, a.style); },
     copy<&Style::small_caps>},
    {"font-variant-caps", kInherited, [](Application& a) { return set_font_variant(a.value, a.style); },
     copy<&Style::small_caps>},
    {"text-indent", kInherited, text_indent, copy<&Style::text_indent>},
    {"text-align", kInherited, text_align, copy<&Style::text_align>},
    {"text-wrap", kInherited, text_wrap, copy<&Style::text_wrap, &Style::no_wrap>},
    {"text-wrap-style", kInherited, text_wrap, copy<&Style::text_wrap>},
    {"white-space", kInherited, white_space, copy<&Style::white_space, &Style::no_wrap>},
    {"line-break", kInherited, line_break, copy<&Style::line_break>},
    {"hyphens", kInherited, hyphens, copy<&Style::hyphens>},
    {"text-autospace", kInherited, text_autospace, copy<&Style::autospace_alpha, &Style::autospace_numeric>},
    {"-mdconv-autospace-width", kInherited, autospace_width, copy<&Style::autospace_width>},
    {"text-spacing-trim", kInherited, text_spacing_trim, copy<&Style::spacing_trim, &Style::tight_marks>},
    {"hanging-punctuation", kInherited, hanging_punctuation, copy<&Style::hanging>},
    {"list-style-type", kInherited, [](Application& a) { return list_style_type(a.value, a.style); },
     copy<&Style::list_style_type>},
    {"list-style", kInherited, list_style, copy<&Style::list_style_type>},
    {"tab-size", kInherited, tab_size, copy<&Style::tab_size>},
    {"-mdconv-line-numbers", kInherited, line_numbers, copy<&Style::line_numbers>},
    {"orphans", kInherited, [](Application& a) { return integer(a.value, a.style.orphans); }, copy<&Style::orphans>},
    {"widows", kInherited, [](Application& a) { return integer(a.value, a.style.widows); }, copy<&Style::widows>},
    {"text-emphasis", kInherited, [](Application& a) { return set_text_emphasis(a.value, a.style); },
     copy<&Style::emphasis_mark, &Style::emphasis_color>},
    {"text-emphasis-style", kInherited, [](Application& a) { return set_text_emphasis_style(a.value, a.style); },
     copy<&Style::emphasis_mark>},
    {"text-emphasis-color", kInherited, [](Application& a) { return set_text_emphasis_color(a.value, a.style); },
     copy<&Style::emphasis_color>},
    {"text-emphasis-position", kInherited, [](Application& a) { return set_text_emphasis_position(a.value, a.style); },
     copy<&Style::emphasis_under>},
    {"ruby-align", kInherited, [](Application& a) { return set_ruby_align(a.value, a.style); },
     copy<&Style::ruby_align>},
    {"ruby-position", kInherited, [](Application& a) { return set_ruby_position(a.value, a.style); },
     copy<&Style::ruby_under>},
    {"-mdconv-leader", kInherited, [](Application& a) { return set_leader(a.value, a.style); }, copy<&Style::leader>},
    {"text-underline-position", kInherited, [](Application& a) { return set_text_underline_position(a.value); },
     copy<>},
});
constexpr auto kBoxProperties = std::to_array<Property>({
    {"display", kOwn, display, copy<&Style::display>},
    {"margin", kOwn, [](Application& a) { return set_margin(a.value, a.lengths(), a.style); },
     copy<&Style::margin, &Style::margin_auto>},
    {"margin-trim", kOwn, [](Application& a) { return set_margin_trim(a.value, a.style); },
     copy<&Style::trims_start, &Style::trims_end>},
    {"margin-top", kOwn, [](Application& a) { return set_margin(a.value, a.lengths(), a.style, Top); },
     copy_side<Top, &Style::margin, &Style::margin_auto>},
    {"margin-right", kOwn, [](Application& a) { return set_margin(a.value, a.lengths(), a.style, Right); },
     copy_side<Right, &Style::margin, &Style::margin_auto>},
    {"margin-bottom", kOwn, [](Application& a) { return set_margin(a.value, a.lengths(), a.style, Bottom); },
     copy_side<Bottom, &Style::margin, &Style::margin_auto>},
    {"margin-left", kOwn, [](Application& a) { return set_margin(a.value, a.lengths(), a.style, Left); },
     copy_side<Left, &Style::margin, &Style::margin_auto>},
    {"margin-inline-start", kOwn, [](Application& a) { return set_margin(a.value, a.lengths(), a.style, Left); },
     copy_side<Left, &Style::margin, &Style::margin_auto>},
    {"margin-inline-end", kOwn, [](Application& a) { return set_margin(a.value, a.lengths(), a.style, Right); },
     copy_side<Right, &Style::margin, &Style::margin_auto>},
    {"padding", kOwn, [](Application& a) { return set_padding(a.value, a.lengths(), a.style); }, copy<&Style::padding>},
    {"padding-top", kOwn, [](Application& a) { return set_padding(a.value, a.lengths(), a.style, Top); },
     copy_side<Top, &Style::padding>},
    {"padding-right", kOwn, [](Application& a) { return set_padding(a.value, a.lengths(), a.style, Right); },
     copy_side<Right, &Style::padding>},
    {"padding-bottom", kOwn, [](Application& a) { return set_padding(a.value, a.lengths(), a.style, Bottom); },
     copy_side<Bottom, &Style::padding>},
    {"padding-left", kOwn, [](Application& a) { return set_padding(a.value, a.lengths(), a.style, Left); },
     copy_side<Left, &Style::padding>},
    {"padding-inline-start", kOwn, [](Application& a) { return set_padding(a.value, a.lengths(), a.style, Left); },
     copy_side<Left, &Style::padding>},
    {"padding-inline-end", kOwn, [](Application& a) { return set_padding(a.value, a.lengths(), a.style, Right); },
     copy_side<Right, &Style::padding>},
    {"border", kOwn, [](Application& a) { return set_border(a.value, a.lengths(), a.style); }, copy<&Style::border>},
    {"border-top", kOwn, [](Application& a) { return set_border(a.value, a.lengths(), a.style, Top); },
     copy_side<Top, &Style::border>},
    {"border-right", kOwn, [](Application& a) { return set_border(a.value, a.lengths(), a.style, Right); },
     copy_side<Right, &Style::border>},
    {"border-bottom", kOwn, [](Application& a) { return set_border(a.value, a.lengths(), a.style, Bottom); },
     copy_side<Bottom, &Style::border>},
    {"border-left", kOwn, [](Application& a) { return set_border(a.value, a.lengths(), a.style, Left); },
     copy_side<Left, &Style::border>},
    {"border-width", kOwn, [](Application& a) { return set_border_width(a.value, a.lengths(), a.style); },
     copy<&Style::border>},
    {"border-top-width", kOwn, [](Application& a) { return set_border_width(a.value, a.lengths(), a.style, Top); },
     copy_side<Top, &Style::border>},
    {"border-right-width", kOwn, [](Application& a) { return set_border_width(a.value, a.lengths(), a.style, Right); },
     copy_side<Right, &Style::border>},
    {"border-bottom-width", kOwn,
     [](Application& a) { return set_border_width(a.value, a.lengths(), a.style, Bottom); },
     copy_side<Bottom, &Style::border>},
    {"border-left-width", kOwn, [](Application& a) { return set_border_width(a.value, a.lengths(), a.style, Left); },
     copy_side<Left, &Style::border>},
    {"border-style", kOwn, [](Application& a) { return set_border_style(a.value, a.style); }, copy<&Style::border>},
    {"border-top-style", kOwn, [](Application& a) { return set_border_style(a.value, a.style, Top); },
     copy_side<Top, &Style::border>},
    {"border-right-style", kOwn, [](Application& a) { return set_border_style(a.value, a.style, Right); },
     copy_side<Right, &Style::border>},
    {"border-bottom-style", kOwn, [](Application& a) { return set_border_style(a.value, a.style, Bottom); },
     copy_side<Bottom, &Style::border>},
    {"border-left-style", kOwn, [](Application& a) { return set_border_style(a.value, a.style, Left); },
     copy_side<Left, &Style::border>},
    {"border-color", kOwn, [](Application& a) { return set_border_color(a.value, a.style); }, copy<&Style::border>},
    {"border-top-color", kOwn, [](Application& a) { return set_border_color(a.value, a.style, Top); },
     copy_side<Top, &Style::border>},
    {"border-right-color", kOwn, [](Application& a) { return set_border_color(a.value, a.style, Right); },
     copy_side<Right, &Style::border>},
    {"border-bottom-color", kOwn, [](Application& a) { return set_border_color(a.value, a.style, Bottom); },
     copy_side<Bottom, &Style::border>},
    {"border-left-color", kOwn, [](Application& a) { return set_border_color(a.value, a.style, Left); },
     copy_side<Left, &Style::border>},
    {"background", kOwn, [](Application& a) { return set_background(a.value, a.style); }, copy<&Style::background>},
    {"background-color", kOwn, [](Application& a) { return set_background_color(a.value, a.style); },
     copy<&Style::background>},
});
constexpr auto kFlowProperties = std::to_array<Property>({
    {"break-before", kOwn, [](Application& a) { return break_value(a.value, a.style.break_before); },
     copy<&Style::break_before>},
    {"break-after", kOwn, [](Application& a) { return break_value(a.value, a.style.break_after); },
     copy<&Style::break_after>},
    {"break-inside", kOwn, [](Application& a) { return break_value(a.value, a.style.break_inside); },
     copy<&Style::break_inside>},
    {"page-break-before", kOwn, [](Application& a) { return break_value(a.value, a.style.break_before); },
     copy<&Style::break_before>},
    {"page-break-after", kOwn, [](Application& a) { return break_value(a.value, a.style.break_after); },
     copy<&Style::break_after>},
    {"page-break-inside", kOwn, [](Application& a) { return break_value(a.value, a.style.break_inside); },
     copy<&Style::break_inside>},
    {"page", kOwn, [](Application& a) { return set_page(a.value, a.style); }, copy<&Style::page>},
    {"counter-reset", kOwn, [](Application& a) { return set_counter_reset(a.value, a.style); },
     copy<&Style::page_number>},
    {"string-set", kOwn, [](Application& a) { return set_string_set(a.value, a.style); }, copy<&Style::string_set>},
    {"block-step", kOwn, [](Application& a) { return set_block_step(a.value, a.lengths(), a.style); },
     copy<&Style::block_step>},
    {"block-step-size", kOwn, [](Application& a) { return set_block_step_size(a.value, a.lengths(), a.style); },
     copy<&Style::block_step>},
    {"block-step-align", kOwn, [](Application& a) { return set_block_step_align(a.value, a.style); },
     copy<&Style::block_step>},
    {"block-step-round", kOwn, [](Application& a) { return set_block_step_round(a.value, a.style); },
     copy<&Style::block_step>},
    {"vertical-align", kOwn, vertical_align, copy<&Style::vertical_align>},
    {"box-decoration-break", kOwn, box_decoration_break, copy<&Style::whole_at_breaks>},
    {"-mdconv-table-fit", kOwn, table_fit, copy<&Style::table_may_shrink, &Style::table_may_turn>},
    {"text-decoration", kOwn, [](Application& a) { return set_text_decoration(a.value, a.lengths(), a.style); },
     copy<&Style::underline, &Style::line_through, &Style::decoration_style, &Style::decoration_color,
          &Style::decoration_thickness>},
    {"text-decoration-line", kOwn, [](Application& a) { return set_text_decoration_line(a.value, a.style); },
     copy<&Style::underline, &Style::line_through>},
    {"text-decoration-style", kOwn, [](Application& a) { return set_text_decoration_style(a.value, a.style); },
     copy<&Style::decoration_style>},
    {"text-decoration-color", kOwn, [](Application& a) { return set_text_decoration_color(a.value, a.style); },
     copy<&Style::decoration_color>},
    {"text-decoration-thickness", kOwn,
     [](Application& a) { return set_text_decoration_thickness(a.value, a.lengths(), a.style); },
     copy<&Style::decoration_thickness>},
    {"text-decoration-inset", kOwn,
     [](Application& a) { return set_text_decoration_inset(a.value, a.lengths(), a.style); },
     copy<&Style::decoration_inset>},
    {"box-sizing", kOwn, [](Application& a) { return set_box_sizing(a.value, a.style); }, copy<&Style::border_box>},
    {"width", kOwn, [](Application& a) { return set_width(a.value, a.lengths(), a.style); },
     copy<&Style::width, &Style::width_percentage>},
    {"height", kOwn, [](Application& a) { return set_height(a.value, a.lengths(), a.style); }, copy<&Style::height>},
    {"min-width", kOwn, [](Application& a) { return set_extent(a.value, a.lengths(), "auto", a.style.min_width); },
     copy<&Style::min_width>},
    {"max-width", kOwn, [](Application& a) { return set_extent(a.value, a.lengths(), "none", a.style.max_width); },
     copy<&Style::max_width>},
    {"max-height", kOwn, [](Application& a) { return set_extent(a.value, a.lengths(), "none", a.style.max_height); },
     copy<&Style::max_height>},
    {"content", kOwn, content, copy<&Style::content>},
});

constexpr auto kTable = [] {
  std::array<Property, kTextProperties.size() + kBoxProperties.size() + kFlowProperties.size()> all = {};
  const auto boxes = std::copy(kTextProperties.begin(), kTextProperties.end(), all.begin());
  const auto flow = std::copy(kBoxProperties.begin(), kBoxProperties.end(), boxes);
  std::copy(kFlowProperties.begin(), kFlowProperties.end(), flow);
  return all;
}();

constexpr auto kByName = [] {
  auto sorted = kTable;
  std::sort(sorted.begin(), sorted.end(), [](const Property& a, const Property& b) { return a.name < b.name; });
  return sorted;
}();

const Property* find_property(std::string_view name) {
  const auto found = std::lower_bound(kByName.begin(), kByName.end(), name,
                                      [](const Property& p, std::string_view wanted) { return p.name < wanted; });
  return found == kByName.end() || found->name != name ? nullptr : &*found;
}

// Properties of screens, and of lines that pages always have so: passed over in silence.
constexpr std::array<std::string_view, 17> kWithoutEffect = {
    "min-height",        "border-radius", "overflow",         "overflow-x",   "overflow-y",          "overflow-wrap",
    "word-wrap",         "word-break",    "text-justify",     "object-fit",   "border-spacing",      "border-collapse",
    "counter-increment", "color-scheme",  "text-size-adjust", "caption-side", "text-combine-upright"};

// The words that every property takes.
enum class Wide : std::uint8_t { No, Inherit, Initial, Unset };

Wide wide_keyword(std::string_view value) {
  Wide found = Wide::No;
  keyword<Wide>(value,
                {{"inherit", Wide::Inherit},
                 {"initial", Wide::Initial},
                 {"unset", Wide::Unset},
                 {"revert", Wide::Unset},
                 {"revert-layer", Wide::Unset}},
                found);
  return found;
}

}  // namespace

bool apply(const Declaration& declaration, const UnitContext& units, ComputedStyle& style) {
  const Property* property = find_property(declaration.property);
  if (property == nullptr) return false;
  const Wide wide = wide_keyword(declaration.value);
  if (wide == Wide::No) {
    Application application{declaration.value, units, style};
    return property->set(application);
  }
  const bool inherits = wide == Wide::Inherit || (wide == Wide::Unset && property->inherits == kInherited);
  const ComputedStyle initial = starting_style(nullptr);
  property->copy(inherits && units.parent != nullptr ? *units.parent : initial, style);
  return true;
}

ComputedStyle starting_style(const ComputedStyle* parent) {
  constexpr double kMediumBorder = 2.25;
  const ComputedStyle initial;
  ComputedStyle style = initial;
  if (parent != nullptr) {
    style = *parent;
    for (const Property& property : kTable)
      if (property.inherits == kOwn) property.copy(initial, style);
  }
  for (Border& border : style.border) border = {kMediumBorder, style.color, BorderStyle::None};
  return style;
}

void finish_style(ComputedStyle& style) {
  for (Border& border : style.border)
    if (border.style == BorderStyle::None) border.width = 0;
}

bool is_known_property(std::string_view property) { return find_property(property) != nullptr; }

bool is_without_effect(std::string_view property) {
  return std::find(kWithoutEffect.begin(), kWithoutEffect.end(), property) != kWithoutEffect.end();
}

std::string closest_known_property(std::string_view name) {
  ClosestName closest(name);
  for (const Property& property : kTable) closest.consider(property.name);
  const std::string& known = closest.best();
  // A name that pages understand is likelier to be meant than another of CSS that is as near.
  closest.consider(closest_property(name));
  return closest.best().empty() ? known : closest.best();
}

bool expand_font(const Declaration& font, std::vector<Declaration>& longhands) {
  std::array<std::string, 3> values = {"normal", "normal", "normal"};  // style, weight, line height
  std::string size;
  const std::vector<std::string_view> parts = split(font.value, ' ');
  std::size_t at = 0;
  ComputedStyle scratch;
  const UnitContext units;
  for (; at < parts.size() && size.empty(); ++at) {
    const std::string part(parts[at]);
    if (ascii::to_lower(part) == "normal") continue;
    Application style{part, units, scratch};
    if (font_style(style)) {
      values[0] = part;
    } else if (font_weight(style)) {
      values[1] = part;
    } else {
      const std::size_t slash = part.find('/');
      size = part.substr(0, slash);
      if (slash != std::string::npos) values[2] = part.substr(slash + 1);
    }
  }
  if (at >= parts.size() || size.empty()) return false;
  const auto family = font.value.substr(static_cast<std::size_t>(parts[at].data() - font.value.data()));
  const auto add = [&](std::string_view property, std::string value) {
    longhands.push_back({std::string(property), std::move(value), font.important, font.span});
    return apply(longhands.back(), units, scratch);
  };
  const bool known = add("font-style", values[0]) && add("font-weight", values[1]) && add("font-size", size) &&
                     add("line-height", values[2]) && add("font-family", family);
  if (!known) longhands.clear();
  return known;
}

bool is_page_property(std::string_view property) {
  return property == "size" || property == "marks" || property == "bleed" || property == "margin" ||
         (property.starts_with("margin-") && is_known_property(property));
}

bool apply_page(const Declaration& declaration, double root_font_size, PageStyle& page) {
  if (declaration.property == "size") {
    const auto paper = parse_paper(declaration.value, root_font_size, {page.width, page.height});
    if (!paper) return false;
    page.width = paper->width;
    page.height = paper->height;
    return true;
  }
  if (declaration.property == "marks") return set_marks(declaration.value, page);
  if (declaration.property == "bleed") return set_bleed(declaration.value, {root_font_size, root_font_size}, page);
  // As an element's margins are.
  if (is_page_property(declaration.property)) {
    ComputedStyle scratch;
    scratch.font_size = root_font_size;
    scratch.margin = page.margin;
    if (!apply(declaration, {root_font_size, root_font_size}, scratch)) return false;
    page.margin = scratch.margin;
    return true;
  }
  return false;
}

}  // namespace mdconv::style
