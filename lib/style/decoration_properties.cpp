// SPDX-License-Identifier: MIT
#include "style/decoration_properties.h"

#include <algorithm>
#include <array>

#include "support/ascii.h"

namespace mdconv::style {

namespace {

// How far `text-decoration-inset: auto` keeps a line from either end of its text: two lines that meet are then an
// eighth of an em apart.
constexpr double kAutomaticInset = 1.0 / 16;  // em

struct LineWord {
  std::string_view word;
  LineStyle style;
};
constexpr std::array kLineStyles = {LineWord{"solid", LineStyle::Solid}, LineWord{"double", LineStyle::Double},
                                    LineWord{"dotted", LineStyle::Dotted}, LineWord{"dashed", LineStyle::Dashed},
                                    LineWord{"wavy", LineStyle::Wavy}};

const LineWord* line_style(std::string_view word) {
  const auto found =
      std::find_if(kLineStyles.begin(), kLineStyles.end(), [&](const LineWord& l) { return l.word == word; });
  return found == kLineStyles.end() ? nullptr : &*found;
}

bool set_line_word(std::string_view word, ComputedStyle& style) {
  if (word == "underline") {
    style.underline = true;
  } else if (word == "line-through") {
    style.line_through = true;
  } else if (word == "none") {
    style.underline = style.line_through = false;
  } else {
    return word == "overline" || word == "blink";
  }
  return true;
}

bool is_current_color(std::string_view word) { return word == "currentcolor"; }

struct Shape {
  std::string_view word;
  std::string_view filled;
  std::string_view open;
};
constexpr std::array kShapes = {Shape{"dot", "•", "◦"}, Shape{"circle", "●", "○"}, Shape{"double-circle", "◉", "◎"},
                                Shape{"triangle", "▲", "△"}, Shape{"sesame", "﹅", "﹆"}};

// The first character of a string, with what combines with it left to the font.
std::string_view first_character(std::string_view text) {
  std::size_t end = text.empty() ? 0 : 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return text.substr(0, end);
}

// What the words of `text-emphasis-style` come to, read one by one.
struct EmphasisWords {
  const Shape* shape = nullptr;
  bool open = false;
  bool none = false;
  bool any = false;
  std::string mark;

  bool take(std::string_view part) {
    const std::string word = ascii::to_lower(part);
    if (part.size() >= 2 && (part.front() == '"' || part.front() == '\'') && part.back() == part.front()) {
      mark = std::string(first_character(part.substr(1, part.size() - 2)));
    } else if (word == "none") {
      none = true;
    } else if (word == "filled" || word == "open") {
      open = word == "open";
    } else {
      const auto found = std::find_if(kShapes.begin(), kShapes.end(), [&](const Shape& s) { return s.word == word; });
      if (found == kShapes.end()) return false;
      shape = &*found;
    }
    any = true;
    return true;
  }

  std::string result() const {
    if (none || !mark.empty()) return mark;
    const Shape& chosen = shape ? *shape : kShapes[1];
    return std::string(open ? chosen.open : chosen.filled);
  }
};

}  // namespace

bool set_text_decoration(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  ComputedStyle changed = style;
  const ComputedStyle initial;
  changed.underline = changed.line_through = false;
  changed.decoration_style = initial.decoration_style;
  changed.decoration_color = initial.decoration_color;
  changed.decoration_thickness = initial.decoration_thickness;
  for (const std::string_view part : split(value, ' ')) {
    const std::string word = ascii::to_lower(part);
    if (set_line_word(word, changed) || set_text_decoration_style(word, changed) ||
        set_text_decoration_color(part, changed) || set_text_decoration_thickness(word, lengths, changed))
      continue;
    return false;
  }
  style = std::move(changed);
  return true;
}

bool set_text_decoration_line(std::string_view value, ComputedStyle& style) {
  ComputedStyle changed = style;
  changed.underline = changed.line_through = false;
  for (const std::string_view part : split(value, ' '))
    if (!set_line_word(ascii::to_lower(part), changed)) return false;
  style.underline = changed.underline;
  style.line_through = changed.line_through;
  return true;
}

bool set_text_decoration_style(std::string_view value, ComputedStyle& style) {
  const LineWord* found = line_style(ascii::to_lower(value));
  if (found) style.decoration_style = found->style;
  return found != nullptr;
}

bool set_text_decoration_color(std::string_view value, ComputedStyle& style) {
  if (is_current_color(ascii::to_lower(value))) {
    style.decoration_color.reset();
    return true;
  }
  const auto color = parse_color(value);
  if (color) style.decoration_color = color;
  return color.has_value();
}

bool set_text_decoration_thickness(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word == "auto" || word == "from-font") {
    style.decoration_thickness.reset();
    return true;
  }
  const auto length = parse_length(value, lengths);
  if (!length || *length < 0) return false;
  style.decoration_thickness = length;
  return true;
}

bool set_text_decoration_inset(std::string_view value, const LengthContext& lengths, ComputedStyle& style) {
  if (ascii::to_lower(value) == "auto") {
    style.decoration_inset = kAutomaticInset * style.font_size;
    return true;
  }
  const auto length = parse_length(value, lengths);
  if (length) style.decoration_inset = *length;
  return length.has_value();
}

// Underlines in pages always stand clear of the characters.
bool set_text_underline_position(std::string_view value) {
  const std::string word = ascii::to_lower(value);
  return word == "auto" || word == "under" || word == "from-font";
}

bool set_text_emphasis(std::string_view value, ComputedStyle& style) {
  EmphasisWords words;
  std::optional<Color> color;
  for (const std::string_view part : split(value, ' ')) {
    if (words.take(part) || is_current_color(ascii::to_lower(part))) continue;
    color = parse_color(part);
    if (!color) return false;
  }
  if (!words.any && !color) return false;
  style.emphasis_mark = words.any ? words.result() : std::string();
  style.emphasis_color = color;
  return true;
}

bool set_text_emphasis_style(std::string_view value, ComputedStyle& style) {
  EmphasisWords words;
  for (const std::string_view part : split(value, ' '))
    if (!words.take(part)) return false;
  if (words.any) style.emphasis_mark = words.result();
  return words.any;
}

bool set_text_emphasis_color(std::string_view value, ComputedStyle& style) {
  if (is_current_color(ascii::to_lower(value))) {
    style.emphasis_color.reset();
    return true;
  }
  const auto color = parse_color(value);
  if (color) style.emphasis_color = color;
  return color.has_value();
}

// "right" and "left" are for vertical text.
bool set_text_emphasis_position(std::string_view value, ComputedStyle& style) {
  std::optional<bool> under;
  for (const std::string_view part : split(value, ' ')) {
    const std::string word = ascii::to_lower(part);
    if (word == "over" || word == "under") {
      under = word == "under";
    } else if (word != "left" && word != "right") {
      return false;
    }
  }
  if (under) style.emphasis_under = *under;
  return under.has_value();
}

bool set_ruby_align(std::string_view value, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word == "start") {
    style.ruby_align = RubyAlign::Start;
  } else if (word == "center") {
    style.ruby_align = RubyAlign::Center;
  } else if (word == "space-between") {
    style.ruby_align = RubyAlign::SpaceBetween;
  } else if (word == "space-around") {
    style.ruby_align = RubyAlign::SpaceAround;
  } else {
    return false;
  }
  return true;
}

bool set_ruby_position(std::string_view value, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word != "over" && word != "under" && word != "alternate") return false;
  style.ruby_under = word == "under";
  return true;
}

}  // namespace mdconv::style
