// SPDX-License-Identifier: MIT
#include "style/page_properties.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "support/ascii.h"

namespace mdconv::style {

namespace {

// The arguments of "name(a, b)"; nothing where it is another function or none.
std::optional<std::vector<std::string_view>> arguments_of(std::string_view part, std::string_view name) {
  if (part.size() < name.size() + 2 || part.back() != ')' || part[name.size()] != '(') return std::nullopt;
  if (ascii::to_lower(part.substr(0, name.size())) != name) return std::nullopt;
  return split(part.substr(name.size() + 1, part.size() - name.size() - 2), ',');
}

std::optional<CounterStyle> counter_style(std::string_view name) {
  const std::string word = ascii::to_lower(name);
  if (word == "decimal") return CounterStyle::Decimal;
  if (word == "lower-roman") return CounterStyle::LowerRoman;
  if (word == "upper-roman") return CounterStyle::UpperRoman;
  return std::nullopt;
}

std::optional<StringWhich> string_which(std::string_view name) {
  const std::string word = ascii::to_lower(name);
  if (word == "first") return StringWhich::First;
  if (word == "start") return StringWhich::Start;
  if (word == "last") return StringWhich::Last;
  if (word == "first-except") return StringWhich::FirstExcept;
  if (word == "-mdconv-start-except") return StringWhich::StartExcept;
  return std::nullopt;
}

std::optional<ContentPart> parse_counter(const std::vector<std::string_view>& arguments) {
  if (arguments.empty() || arguments.size() > 2) return std::nullopt;
  ContentPart part;
  const std::string counter = ascii::to_lower(arguments[0]);
  if (counter != "page" && counter != "pages") return std::nullopt;
  part.kind = counter == "page" ? ContentPart::Kind::PageNumber : ContentPart::Kind::PageCount;
  if (arguments.size() == 1) return part;
  const std::optional<CounterStyle> style = counter_style(arguments[1]);
  if (!style) return std::nullopt;
  part.style = *style;
  return part;
}

std::optional<ContentPart> parse_part(std::string_view text) {
  if (is_quoted(text)) return ContentPart{ContentPart::Kind::Text, unescape(unquoted(text))};
  if (const auto arguments = arguments_of(text, "counter")) return parse_counter(*arguments);
  if (const auto arguments = arguments_of(text, "string")) {
    if (arguments->empty() || arguments->size() > 2) return std::nullopt;
    ContentPart part{ContentPart::Kind::String, std::string(arguments->front())};
    if (arguments->size() == 1) return part;
    const std::optional<StringWhich> which = string_which(arguments->back());
    if (!which) return std::nullopt;
    part.which = *which;
    return part;
  }
  if (const auto arguments = arguments_of(text, "content")) {
    const bool own = arguments->empty() || (arguments->size() == 1 && ascii::to_lower(arguments->front()) == "text");
    if (own) return ContentPart{ContentPart::Kind::Content, {}};
  }
  return std::nullopt;
}

bool parse_parts(const std::vector<std::string_view>& texts, bool in_element, std::vector<ContentPart>& content) {
  std::vector<ContentPart> parts;
  for (const std::string_view text : texts) {
    std::optional<ContentPart> part = parse_part(text);
    if (!part) return false;
    // Elements know no pages, and margin boxes have no text of their own.
    const bool of_element = part->kind == ContentPart::Kind::Content;
    if (part->kind != ContentPart::Kind::Text && of_element != in_element) return false;
    parts.push_back(*std::move(part));
  }
  content = std::move(parts);
  return true;
}

}  // namespace

std::optional<MarginBoxPlace> margin_box_place(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, MarginBoxPlace>, 6> kPlaces = {
      {{"top-left", MarginBoxPlace::TopLeft},
       {"top-center", MarginBoxPlace::TopCenter},
       {"top-right", MarginBoxPlace::TopRight},
       {"bottom-left", MarginBoxPlace::BottomLeft},
       {"bottom-center", MarginBoxPlace::BottomCenter},
       {"bottom-right", MarginBoxPlace::BottomRight}}};
  for (const auto& [known, place] : kPlaces)
    if (known == name) return place;
  return std::nullopt;
}

bool set_content(std::string_view value, std::vector<ContentPart>& content) {
  const std::string word = ascii::to_lower(value);
  if (word != "none" && word != "normal") return parse_parts(split(value, ' '), false, content);
  content.clear();
  return true;
}

bool set_marks(std::string_view value, PageStyle& page) {
  bool crop = false, cross = false;
  for (const std::string_view part : split(value, ' ')) {
    const std::string word = ascii::to_lower(part);
    if (word != "crop" && word != "cross" && word != "none") return false;
    crop = crop || word == "crop";
    cross = cross || word == "cross";
  }
  page.crop_marks = crop;
  page.cross_marks = cross;
  return true;
}

bool set_bleed(std::string_view value, const LengthContext& lengths, PageStyle& page) {
  const bool is_auto = ascii::to_lower(value) == "auto";
  const std::optional<double> length = is_auto ? std::nullopt : parse_length(value, lengths);
  if (!is_auto && (!length || *length < 0)) return false;
  page.bleed = length;
  return true;
}

bool set_page(std::string_view value, ComputedStyle& style) {
  if (split(value, ' ').size() != 1) return false;
  style.page = ascii::to_lower(value) == "auto" ? std::string() : std::string(value);
  return true;
}

bool set_counter_reset(std::string_view value, ComputedStyle& style) {
  const std::vector<std::string_view> parts = split(value, ' ');
  style.page_number.reset();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (ascii::to_lower(parts[i]) != "page") continue;
    int number = 1;
    if (i + 1 < parts.size()) std::from_chars(parts[i + 1].data(), parts[i + 1].data() + parts[i + 1].size(), number);
    style.page_number = std::max(number, 1);
  }
  return true;
}

bool set_leader(std::string_view value, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word != "dotted" && word != "none") return false;
  style.leader = word == "dotted";
  return true;
}

bool set_string_set(std::string_view value, ComputedStyle& style) {
  std::vector<StringSet> sets;
  if (ascii::to_lower(value) != "none") {
    for (const std::string_view entry : split(value, ',')) {
      std::vector<std::string_view> words = split(entry, ' ');
      if (words.size() < 2) return false;
      StringSet set;
      set.name = std::string(words.front());
      words.erase(words.begin());
      if (!parse_parts(words, true, set.content)) return false;
      sets.push_back(std::move(set));
    }
  }
  style.string_set = std::move(sets);
  return true;
}

bool set_block_step_size(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  const std::optional<double> size =
      ascii::to_lower(value) == "none" ? std::optional(0.0) : parse_length(value, lengths);
  if (!size || *size < 0) return false;
  style.block_step.size = *size;
  return true;
}

bool set_block_step_align(std::string_view value, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word == "auto" || word == "center") {
    style.block_step.align = BlockStep::Align::Center;
  } else if (word == "start") {
    style.block_step.align = BlockStep::Align::Start;
  } else if (word == "end") {
    style.block_step.align = BlockStep::Align::End;
  } else {
    return false;
  }
  return true;
}

bool set_block_step_round(std::string_view value, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word == "up") {
    style.block_step.round = BlockStep::Round::Up;
  } else if (word == "down") {
    style.block_step.round = BlockStep::Round::Down;
  } else if (word == "nearest") {
    style.block_step.round = BlockStep::Round::Nearest;
  } else {
    return false;
  }
  return true;
}

// Its parts in any order; what it leaves out is as if it had never been said. The margins always count.
bool set_block_step(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  ComputedStyle result;
  for (const std::string_view part : split(value, ' ')) {
    const std::string word = ascii::to_lower(part);
    if (word == "margin-box" || set_block_step_align(word, result) || set_block_step_round(word, result) ||
        set_block_step_size(word, lengths, result))
      continue;
    return false;
  }
  style.block_step = result.block_step;
  return true;
}

}  // namespace mdconv::style
