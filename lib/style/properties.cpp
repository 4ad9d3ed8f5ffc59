// SPDX-License-Identifier: MIT
#include "style/properties.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <set>

#include "style/decoration_properties.h"
#include "style/page_properties.h"
#include "style/values.h"
#include "support/ascii.h"

namespace mdconv::style {

std::vector<std::string_view> split(std::string_view value, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    const bool end = i == value.size();
    const char c = end ? separator : value[i];
    const bool blank = separator == ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r');
    if (!end && quote != 0) {
      if (c == quote) quote = 0;
    } else if (!end && (c == '"' || c == '\'')) {
      quote = c;
    } else if (!end && c == '(') {
      ++depth;
    } else if (!end && c == ')') {
      --depth;
    } else if (end || (depth == 0 && (c == separator || blank))) {
      const std::string_view part = ascii::trim(value.substr(begin, i - begin));
      if (!part.empty()) parts.push_back(part);
      begin = i + 1;
    }
  }
  return parts;
}

namespace {

struct Dimension {
  double number = 0;
  std::string unit;
};

std::optional<Dimension> parse_dimension(std::string_view text) {
  text = ascii::trim(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  Dimension result;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result.number);
  if (error != std::errc()) return std::nullopt;
  result.unit = ascii::to_lower(text.substr(static_cast<std::size_t>(end - text.data())));
  // Keeps "1e9999px" and the like from poisoning the layout with infinities.
  if (!(result.number > -1e6 && result.number < 1e6)) return std::nullopt;
  return result;
}

std::optional<double> to_points(const Dimension& d, const LengthContext& context) {
  if (d.number == 0 && d.unit.empty()) return 0.0;
  if (d.unit == "pt") return d.number;
  if (d.unit == "px") return d.number * 0.75;
  if (d.unit == "em" || d.unit == "ic") return d.number * context.font_size;
  if (d.unit == "ch" || d.unit == "ex") return d.number * context.font_size * 0.5;
  if (d.unit == "rem") return d.number * context.root_font_size;
  if (d.unit == "mm") return d.number * 72 / 25.4;
  if (d.unit == "cm") return d.number * 72 / 2.54;
  if (d.unit == "q") return d.number * 72 / 101.6;
  if (d.unit == "in") return d.number * 72;
  if (d.unit == "pc") return d.number * 12;
  return std::nullopt;
}

}  // namespace

std::optional<double> parse_length(std::string_view text, const LengthContext& context) {
  const auto dimension = parse_dimension(text);
  return dimension ? to_points(*dimension, context) : std::nullopt;
}

std::optional<Color> parse_color(std::string_view text) {
  const std::string value = ascii::to_lower(ascii::trim(text));
  static const std::map<std::string, Color, std::less<>> kNames = {{"black", {0, 0, 0}},
                                                                   {"white", {1, 1, 1}},
                                                                   {"gray", {.502f, .502f, .502f}},
                                                                   {"grey", {.502f, .502f, .502f}},
                                                                   {"silver", {.753f, .753f, .753f}},
                                                                   {"red", {1, 0, 0}},
                                                                   {"maroon", {.502f, 0, 0}},
                                                                   {"green", {0, .502f, 0}},
                                                                   {"blue", {0, 0, 1}},
                                                                   {"navy", {0, 0, .502f}},
                                                                   {"teal", {0, .502f, .502f}},
                                                                   {"purple", {.502f, 0, .502f}},
                                                                   {"orange", {1, .647f, 0}},
                                                                   {"yellow", {1, 1, 0}},
                                                                   {"lightgray", {.827f, .827f, .827f}},
                                                                   {"darkgray", {.663f, .663f, .663f}},
                                                                   {"dimgray", {.412f, .412f, .412f}}};
  if (const auto named = kNames.find(value); named != kNames.end()) return named->second;
  if (value.size() >= 4 && value[0] == '#') {
    const auto digit = [&](std::size_t i) -> int {
      const char c = value[i];
      if (c >= '0' && c <= '9') return c - '0';
      return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    for (std::size_t i = 1; i < value.size(); ++i)
      if (digit(i) < 0) return std::nullopt;
    const auto channel = [](int number) { return static_cast<float>(number) / 255.0f; };
    if (value.size() == 4 || value.size() == 5)
      return Color{channel(digit(1) * 17), channel(digit(2) * 17), channel(digit(3) * 17)};
    if (value.size() == 7 || value.size() == 9)
      return Color{channel(digit(1) * 16 + digit(2)), channel(digit(3) * 16 + digit(4)),
                   channel(digit(5) * 16 + digit(6))};
    return std::nullopt;
  }
  if (value.rfind("rgb", 0) == 0) {
    const std::size_t open = value.find('('), close = value.find(')');
    if (open == std::string::npos || close == std::string::npos || close < open) return std::nullopt;
    std::string arguments = value.substr(open + 1, close - open - 1);
    std::replace(arguments.begin(), arguments.end(), ',', ' ');
    std::replace(arguments.begin(), arguments.end(), '/', ' ');
    const auto parts = split(arguments, ' ');
    if (parts.size() < 3) return std::nullopt;
    std::array<float, 4> channels = {0, 0, 0, 1};
    for (std::size_t i = 0; i < std::min<std::size_t>(parts.size(), 4); ++i) {
      const auto d = parse_dimension(parts[i]);
      if (!d) return std::nullopt;
      const double scale = d->unit == "%" ? 100 : (i == 3 ? 1 : 255);
      channels[i] = static_cast<float>(std::clamp(d->number / scale, 0.0, 1.0));
    }
    // Pages are white: a translucent colour is the mixture with it.
    const auto mix = [&](float c) { return 1 - channels[3] * (1 - c); };
    return Color{mix(channels[0]), mix(channels[1]), mix(channels[2])};
  }
  return std::nullopt;
}

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

bool set_length(std::string_view value, const Application& a, double& target) {
  const auto length = parse_length(value, a.lengths());
  if (length) target = *length;
  return length.has_value();
}

bool font_size(Application& a) {
  static const std::map<std::string, double, std::less<>> kKeywords = {
      {"xx-small", 0.6}, {"x-small", 0.75}, {"small", 0.889}, {"medium", 1},
      {"large", 1.2},    {"x-large", 1.5},  {"xx-large", 2}};
  const std::string word = ascii::to_lower(a.value);
  if (const auto found = kKeywords.find(word); found != kKeywords.end()) {
    a.style.font_size = a.units.root_font_size * found->second;
    return true;
  }
  if (word == "smaller" || word == "larger") {
    a.style.font_size = a.units.parent_font_size * (word == "smaller" ? 1 / 1.2 : 1.2);
    return true;
  }
  const auto d = parse_dimension(a.value);
  if (!d) return false;
  const auto points = d->unit == "%" ? std::optional(d->number / 100 * a.units.parent_font_size)
                                     : to_points(*d, {a.units.parent_font_size, a.units.root_font_size});
  if (!points || *points <= 0) return false;
  a.style.font_size = *points;
  return true;
}

bool font_family(Application& a) {
  std::vector<std::string> families;
  for (std::string_view family : split(a.value, ',')) {
    if (family.size() >= 2 && (family.front() == '"' || family.front() == '\''))
      family = family.substr(1, family.size() - 2);
    families.emplace_back(family);
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
  const auto d = parse_dimension(a.value);
  if (!d || d->number < 0) return false;
  if (d->unit.empty()) {
    a.style.line_height = d->number;
    a.style.line_height_is_length = false;
    return true;
  }
  const auto points = d->unit == "%" ? std::optional(d->number / 100 * a.style.font_size) : to_points(*d, a.lengths());
  if (!points) return false;
  a.style.line_height = *points;
  a.style.line_height_is_length = true;
  return true;
}

bool box_length(std::string_view value, const Application& a, double& target) {
  if (ascii::to_lower(value) == "auto") {
    target = 0;
    return true;
  }
  return set_length(value, a, target);
}

bool four_sides(const Application& a, std::array<double, 4>& target) {
  const auto parts = split(a.value, ' ');
  if (parts.empty() || parts.size() > 4) return false;
  std::array<double, 4> values = {};
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (!box_length(parts[i], a, values[i])) return false;
  const std::size_t n = parts.size();
  target = {values[0], values[n > 1 ? 1 : 0], values[n > 2 ? 2 : 0], values[n > 3 ? 3 : (n > 1 ? 1 : 0)]};
  return true;
}

bool border_part(std::string_view part, const Application& a, Border& border, bool& none) {
  const std::string word = ascii::to_lower(part);
  if (word == "none" || word == "hidden") {
    none = true;
    return true;
  }
  if (word == "solid" || word == "dotted" || word == "dashed" || word == "double") return true;
  if (keyword<double>(part, {{"thin", 0.75}, {"medium", 2.25}, {"thick", 3.75}}, border.width)) return true;
  if (const auto color = parse_color(part)) {
    border.color = *color;
    return true;
  }
  if (word == "currentcolor") {
    border.color = a.style.color;
    return true;
  }
  return set_length(part, a, border.width);
}

bool border(const Application& a, std::initializer_list<Side> sides) {
  Border value;
  value.color = a.style.color;
  bool none = false;
  for (const std::string_view part : split(a.value, ' '))
    if (!border_part(part, a, value, none)) return false;
  if (none) value.width = 0;
  for (const Side side : sides) a.style.border[side] = value;
  return true;
}

bool size(const Application& a, std::optional<double>& target) {
  if (ascii::to_lower(a.value) == "auto") {
    target.reset();
    return true;
  }
  double length = 0;
  if (!set_length(a.value, a, length)) return false;
  target = length;
  return true;
}

bool width(Application& a) {
  const auto d = parse_dimension(a.value);
  if (d && d->unit == "%") {
    a.style.width_percentage = d->number / 100;
    return true;
  }
  a.style.width_percentage.reset();
  return size(a, a.style.width);
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

bool background(Application& a) {
  const std::string word = ascii::to_lower(a.value);
  if (word == "none" || word == "transparent") {
    a.style.background.reset();
    return true;
  }
  const auto color = parse_color(a.value);
  if (color) a.style.background = color;
  return color.has_value();
}

bool font_style(Application& a) {
  return keyword<bool>(a.value, {{"normal", false}, {"italic", true}, {"oblique", true}}, a.style.italic);
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
  if (ascii::to_lower(a.value) == "inherit" || ascii::to_lower(a.value) == "currentcolor") return true;
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
  const auto d = parse_dimension(a.value);
  if (!d) return false;
  const auto points = d->unit == "%" ? std::optional(d->number / 100 * a.style.font_size) : to_points(*d, a.lengths());
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

bool list_style_type(Application& a) {
  a.style.list_style_type = ascii::to_lower(a.value);
  return true;
}

bool list_style(Application& a) {
  a.style.list_style_type = ascii::to_lower(split(a.value, ' ').empty() ? a.value : split(a.value, ' ').front());
  return true;
}

bool display(Application& a) {
  const std::string word = ascii::to_lower(a.value);
  a.style.display = word == "none" ? Display::None : word.rfind("inline", 0) == 0 ? Display::Inline : Display::Block;
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

using Setter = std::function<bool(Application&)>;

const std::map<std::string, Setter, std::less<>>& setters() {
  static const std::map<std::string, Setter, std::less<>> kSetters = {
      {"font-size", font_size},
      {"font-family", font_family},
      {"font-weight", font_weight},
      {"font-style", font_style},
      {"font-synthesis", font_synthesis},
      {"font-synthesis-weight", font_synthesis},
      {"line-height", line_height},
      {"color", text_color},
      {"text-indent", [](Application& a) { return set_length(a.value, a, a.style.text_indent); }},
      {"text-align", text_align},
      {"white-space", white_space},
      {"line-break", line_break},
      {"hyphens", hyphens},
      {"text-autospace", text_autospace},
      {"-mdconv-autospace-width", autospace_width},
      {"text-spacing-trim", text_spacing_trim},
      {"hanging-punctuation", hanging_punctuation},
      {"list-style-type", list_style_type},
      {"list-style", list_style},
      {"orphans", [](Application& a) { return integer(a.value, a.style.orphans); }},
      {"widows", [](Application& a) { return integer(a.value, a.style.widows); }},
      {"display", display},
      {"margin", [](Application& a) { return four_sides(a, a.style.margin); }},
      {"margin-top", [](Application& a) { return box_length(a.value, a, a.style.margin[Top]); }},
      {"margin-right", [](Application& a) { return box_length(a.value, a, a.style.margin[Right]); }},
      {"margin-bottom", [](Application& a) { return box_length(a.value, a, a.style.margin[Bottom]); }},
      {"margin-left", [](Application& a) { return box_length(a.value, a, a.style.margin[Left]); }},
      {"padding", [](Application& a) { return four_sides(a, a.style.padding); }},
      {"padding-top", [](Application& a) { return box_length(a.value, a, a.style.padding[Top]); }},
      {"padding-right", [](Application& a) { return box_length(a.value, a, a.style.padding[Right]); }},
      {"padding-bottom", [](Application& a) { return box_length(a.value, a, a.style.padding[Bottom]); }},
      {"padding-left", [](Application& a) { return box_length(a.value, a, a.style.padding[Left]); }},
      {"padding-inline-start", [](Application& a) { return box_length(a.value, a, a.style.padding[Left]); }},
      {"margin-inline-start", [](Application& a) { return box_length(a.value, a, a.style.margin[Left]); }},
      {"margin-inline-end", [](Application& a) { return box_length(a.value, a, a.style.margin[Right]); }},
      {"border",
       [](Application& a) {
         return border(a, {Top, Right, Bottom, Left});
       }},
      {"border-top", [](Application& a) { return border(a, {Top}); }},
      {"border-right", [](Application& a) { return border(a, {Right}); }},
      {"border-bottom", [](Application& a) { return border(a, {Bottom}); }},
      {"border-left", [](Application& a) { return border(a, {Left}); }},
      {"background", background},
      {"background-color", background},
      {"break-before", [](Application& a) { return break_value(a.value, a.style.break_before); }},
      {"break-after", [](Application& a) { return break_value(a.value, a.style.break_after); }},
      {"break-inside", [](Application& a) { return break_value(a.value, a.style.break_inside); }},
      {"page-break-before", [](Application& a) { return break_value(a.value, a.style.break_before); }},
      {"page-break-after", [](Application& a) { return break_value(a.value, a.style.break_after); }},
      {"page-break-inside", [](Application& a) { return break_value(a.value, a.style.break_inside); }},
      {"page", [](Application& a) { return set_page(a.value, a.style); }},
      {"counter-reset", [](Application& a) { return set_counter_reset(a.value, a.style); }},
      {"string-set", [](Application& a) { return set_string_set(a.value, a.style); }},
      {"block-step", [](Application& a) { return set_block_step(a.value, a.lengths(), a.style); }},
      {"block-step-size", [](Application& a) { return set_block_step_size(a.value, a.lengths(), a.style); }},
      {"block-step-align", [](Application& a) { return set_block_step_align(a.value, a.style); }},
      {"block-step-round", [](Application& a) { return set_block_step_round(a.value, a.style); }},
      {"vertical-align", vertical_align},
      {"box-decoration-break", box_decoration_break},
      {"-mdconv-table-fit", table_fit},
      {"text-decoration", [](Application& a) { return set_text_decoration(a.value, a.lengths(), a.style); }},
      {"text-decoration-line", [](Application& a) { return set_text_decoration_line(a.value, a.style); }},
      {"text-decoration-style", [](Application& a) { return set_text_decoration_style(a.value, a.style); }},
      {"text-decoration-color", [](Application& a) { return set_text_decoration_color(a.value, a.style); }},
      {"text-decoration-thickness",
       [](Application& a) { return set_text_decoration_thickness(a.value, a.lengths(), a.style); }},
      {"text-decoration-inset",
       [](Application& a) { return set_text_decoration_inset(a.value, a.lengths(), a.style); }},
      {"text-underline-position", [](Application& a) { return set_text_underline_position(a.value); }},
      {"text-emphasis", [](Application& a) { return set_text_emphasis(a.value, a.style); }},
      {"text-emphasis-style", [](Application& a) { return set_text_emphasis_style(a.value, a.style); }},
      {"text-emphasis-color", [](Application& a) { return set_text_emphasis_color(a.value, a.style); }},
      {"text-emphasis-position", [](Application& a) { return set_text_emphasis_position(a.value, a.style); }},
      {"ruby-align", [](Application& a) { return set_ruby_align(a.value, a.style); }},
      {"ruby-position", [](Application& a) { return set_ruby_position(a.value, a.style); }},
      {"width", width},
      {"height", [](Application& a) { return size(a, a.style.height); }},
  };
  return kSetters;
}

// Properties that screens use and pages have no need of.
constexpr std::array<std::string_view, 23> kScreenOnly = {"max-width",
                                                          "max-height",
                                                          "min-width",
                                                          "box-sizing",
                                                          "border-radius",
                                                          "overflow",
                                                          "overflow-x",
                                                          "overflow-wrap",
                                                          "word-wrap",
                                                          "word-break",
                                                          "text-wrap",
                                                          "hyphens",
                                                          "-webkit-hyphens",
                                                          "-epub-hyphens",
                                                          "text-justify",
                                                          "border-collapse",
                                                          "border-spacing",
                                                          "counter-increment",
                                                          "content",
                                                          "tab-size",
                                                          "color-scheme",
                                                          "text-size-adjust",
                                                          "-webkit-text-size-adjust"};

}  // namespace

bool apply(const Declaration& declaration, const UnitContext& units, ComputedStyle& style) {
  const auto setter = setters().find(declaration.property);
  if (setter == setters().end()) return false;
  Application application{declaration.value, units, style};
  return setter->second(application);
}

bool is_known_property(std::string_view property) {
  return setters().contains(property) ||
         std::find(kScreenOnly.begin(), kScreenOnly.end(), property) != kScreenOnly.end();
}

bool apply_page(const Declaration& declaration, double root_font_size, PageStyle& page) {
  struct NamedSize {
    std::string_view name;
    double width_mm, height_mm;
  };
  static constexpr std::array kSizes = {NamedSize{"a4", 210, 297},         NamedSize{"a5", 148, 210},
                                        NamedSize{"a6", 105, 148},         NamedSize{"b5", 176, 250},
                                        NamedSize{"letter", 215.9, 279.4}, NamedSize{"16k", 184, 260},
                                        NamedSize{"32k", 130, 184}};
  constexpr double kMillimetre = 72 / 25.4;
  const LengthContext lengths{root_font_size, root_font_size};
  ComputedStyle scratch;
  scratch.font_size = root_font_size;
  const UnitContext units{root_font_size, root_font_size};
  Application application{declaration.value, units, scratch};

  if (declaration.property == "size") {
    bool landscape = false, known = false;
    std::vector<double> sides;
    for (const std::string_view part : split(declaration.value, ' ')) {
      const std::string word = ascii::to_lower(part);
      const auto named = std::find_if(kSizes.begin(), kSizes.end(), [&](const NamedSize& s) { return s.name == word; });
      if (named != kSizes.end()) {
        sides = {named->width_mm * kMillimetre, named->height_mm * kMillimetre};
        known = true;
      } else if (word == "landscape" || word == "portrait") {
        landscape = word == "landscape";
        known = true;
      } else if (const auto length = parse_length(part, lengths); length && *length > 0) {
        sides.push_back(*length);
        known = true;
      }
    }
    if (sides.size() == 1) sides.push_back(sides[0]);
    if (sides.size() == 2) {
      page.width = sides[0];
      page.height = sides[1];
    }
    if (landscape && page.width < page.height) std::swap(page.width, page.height);
    return known;
  }
  if (declaration.property == "margin") return four_sides(application, page.margin);
  static constexpr std::array<std::string_view, 4> kMargins = {"margin-top", "margin-right", "margin-bottom",
                                                               "margin-left"};
  for (const Side side : {Top, Right, Bottom, Left})
    if (declaration.property == kMargins[side]) return box_length(declaration.value, application, page.margin[side]);
  return false;
}

void report_unknown(const StyleSheet::Rules& rules, DiagnosticSink& diagnostics) {
  std::set<std::pair<std::string, std::string>> told;
  const auto check = [&](const Declaration& d) {
    const std::string& property = d.property;
    const bool custom = property.rfind("--", 0) == 0 || property.rfind("-webkit-", 0) == 0;
    if (custom) return;
    if (!is_known_property(property)) {
      if (told.insert({property, {}}).second)
        diagnostics.report({Code::StyleUnknown, d.span, "the property \"" + property + "\" is not used in the PDF"});
      return;
    }
    if (!setters().contains(property)) return;
    ComputedStyle scratch;
    if (!apply(d, {}, scratch) && told.insert({property, d.value}).second)
      diagnostics.report(
          {Code::StyleUnknown, d.span, "the value \"" + d.value + "\" of \"" + property + "\" is not used in the PDF"});
  };
  // A rule's declarations are repeated for each selector of its group; `told` keeps one report each.
  for (const Rule& rule : rules.rules)
    for (const Declaration& declaration : rule.declarations) check(declaration);
}

}  // namespace mdconv::style
