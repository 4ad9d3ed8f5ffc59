// SPDX-License-Identifier: MIT
#include "style/sizes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "mdconv/closest_name.h"
#include "style/values.h"
#include "support/ascii.h"

namespace mdconv::style {

namespace {

struct FontSize {
  std::string_view name;  // without 号
  double points;
};
// The sizes of metal type as every program of today has them.
constexpr std::array kFontSizes = {
    FontSize{"初", 42},  FontSize{"小初", 36},  FontSize{"一", 26},   FontSize{"小一", 24},
    FontSize{"二", 22},  FontSize{"小二", 18},  FontSize{"三", 16},   FontSize{"小三", 15},
    FontSize{"四", 14},  FontSize{"小四", 12},  FontSize{"五", 10.5}, FontSize{"小五", 9},
    FontSize{"六", 7.5}, FontSize{"小六", 6.5}, FontSize{"七", 5.5},  FontSize{"八", 5}};

struct Paper {
  std::string_view name;
  double width, height;  // millimetres
};
// ISO 216, JIS P 0138, ANSI; and what is left of Chinese sheets, folded and trimmed: of 787 × 1092 mm, of 889 × 1194 mm
// where the name has 大 ("large").
constexpr std::array kPapers = {
    Paper{"a0", 841, 1189},        Paper{"a1", 594, 841},         Paper{"a2", 420, 594},
    Paper{"a3", 297, 420},         Paper{"a4", 210, 297},         Paper{"a5", 148, 210},
    Paper{"a6", 105, 148},         Paper{"b4", 250, 353},         Paper{"b5", 176, 250},
    Paper{"b6", 125, 176},         Paper{"jis-b4", 257, 364},     Paper{"jis-b5", 182, 257},
    Paper{"jis-b6", 128, 182},     Paper{"letter", 215.9, 279.4}, Paper{"legal", 215.9, 355.6},
    Paper{"ledger", 279.4, 431.8}, Paper{"8k", 260, 370},         Paper{"16k", 185, 260},
    Paper{"32k", 130, 185},        Paper{"64k", 92, 130},         Paper{"大8k", 285, 420},
    Paper{"大16k", 210, 285},      Paper{"大32k", 140, 203},      Paper{"大64k", 101, 140},
    Paper{"phone", 90, 160}};

constexpr double kMillimetre = 72 / 25.4;

void replace(std::string& text, std::string_view from, std::string_view to) {
  if (const std::size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

// "16开", "16開" and "正16k" are "16k".
const Paper* find_paper(std::string_view name) {
  std::string key = ascii::to_lower(name);
  replace(key, "开", "k");
  replace(key, "開", "k");
  replace(key, "正", "");
  const auto found =
      std::find_if(kPapers.begin(), kPapers.end(), [&](const Paper& paper) { return paper.name == key; });
  return found == kPapers.end() ? nullptr : &*found;
}

bool is_word(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// Copies a sheet and changes words of declarations' values. What braces hold is read as declarations; a statement with
// a brace before its semicolon is a rule.
class BrowserCss {
 public:
  explicit BrowserCss(std::string_view css) : css_(css) {}

  std::string run() {
    while (at_ < css_.size()) {
      if (skips()) continue;
      const char c = css_[at_];
      if (is_word(c)) {
        word();
        continue;
      }
      if (c == '{' || c == ';' || c == '}') {
        property_.clear();
        in_value_ = false;
        depth_ += c == '{' ? 1 : c == '}' ? -1 : 0;
      } else if (c == ':' && !in_value_ && depth_ > 0 && !property_.empty()) {
        in_value_ = is_declaration();
      }
      out_ += c;
      ++at_;
    }
    return std::move(out_);
  }

 private:
  // Past a comment, a string or an escape, whatever it holds.
  bool skips() {
    const std::size_t begin = at_;
    if (css_.substr(at_, 2) == "/*") {
      at_ = std::min(css_.find("*/", at_ + 2), css_.size() - 2) + 2;
    } else if (css_[at_] == '"' || css_[at_] == '\'') {
      const char quote = css_[at_++];
      while (at_ < css_.size() && css_[at_] != quote && css_[at_] != '\n') at_ += css_[at_] == '\\' ? 2 : 1;
      ++at_;
    } else if (css_[at_] == '\\') {
      at_ += 2;
    } else {
      return false;
    }
    at_ = std::min(at_, css_.size());
    out_.append(css_.substr(begin, at_ - begin));
    return true;
  }

  bool is_declaration() const {
    const std::size_t end = css_.find_first_of("{};", at_);
    return end == std::string_view::npos || css_[end] != '{';
  }

  void word() {
    const std::size_t begin = at_;
    while (at_ < css_.size() && is_word(css_[at_])) ++at_;
    const std::string_view word = css_.substr(begin, at_ - begin);
    if (!in_value_) {
      property_ = ascii::to_lower(word);
      out_ += word;
    } else if (const auto points = property_ == "font-family" ? std::nullopt : named_font_size(word)) {
      out_ += fmt::format("{}pt", *points);
    } else if (const Paper* paper = property_ == "size" ? find_paper(word) : nullptr) {
      out_ += fmt::format("{}mm {}mm", paper->width, paper->height);
    } else {
      out_ += word;
    }
  }

  std::string_view css_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool in_value_ = false;
  std::string property_;
  std::string out_;
};

}  // namespace

std::optional<double> named_font_size(std::string_view name) {
  name = ascii::trim(name);
  if (name.ends_with("号") || name.ends_with("號")) {
    constexpr std::size_t kSuffix = std::string_view("号").size();
    name.remove_suffix(kSuffix);
  } else if (!name.starts_with("小")) {
    return std::nullopt;  // "五" alone is no size, "小五" is
  }
  for (const FontSize& size : kFontSizes)
    if (size.name == name) return size.points;
  return std::nullopt;
}

std::optional<PaperSize> named_paper(std::string_view name) {
  const Paper* paper = find_paper(name);
  if (paper == nullptr) return std::nullopt;
  return PaperSize{paper->width * kMillimetre, paper->height * kMillimetre};
}

std::optional<PaperSize> parse_paper(std::string_view value, double root_font_size, const PaperSize& initial) {
  bool landscape = false, portrait = false;
  std::optional<PaperSize> paper;
  std::vector<double> lengths;
  const std::vector<std::string_view> parts = split(value, ' ');
  for (const std::string_view part : parts) {
    const std::string word = ascii::to_lower(part);
    if (word == "landscape" || word == "portrait") {
      if (landscape || portrait) return std::nullopt;
      landscape = word == "landscape";
      portrait = !landscape;
    } else if (const auto named = named_paper(part); named && !paper) {
      paper = named;
    } else if (word == "auto" && parts.size() == 1) {
      return initial;
    } else if (const auto length = parse_length(part, {root_font_size, root_font_size}); length && *length > 0) {
      lengths.push_back(*length);
    } else {
      return std::nullopt;
    }
  }
  if (parts.empty() || lengths.size() > 2 || (!lengths.empty() && paper)) return std::nullopt;
  if (!lengths.empty()) paper = PaperSize{lengths.front(), lengths.back()};
  if (!paper) paper = initial;
  const bool is_wide = paper->width > paper->height;
  if ((landscape && !is_wide) || (portrait && is_wide)) std::swap(paper->width, paper->height);
  return paper;
}

std::string closest_paper(std::string_view name) {
  ClosestName closest(ascii::to_lower(name));
  for (const Paper& paper : kPapers) closest.consider(paper.name);
  return closest.best();
}

std::string browser_css(std::string_view css) { return BrowserCss(css).run(); }

}  // namespace mdconv::style
