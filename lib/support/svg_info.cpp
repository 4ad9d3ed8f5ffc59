// SPDX-License-Identifier: MIT
#include "support/svg_info.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "support/utf8.h"

namespace mdconv {

namespace {

Error broken(const char* reason) { return {Code::ImageUnusable, {}, reason}; }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_utf16(std::string_view bytes) { return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"); }

std::string from_utf16(std::string_view bytes) {
  const bool little = bytes.starts_with("\xFF\xFE");
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(little ? first | second << 8 : first << 8 | second);
  };
  std::string text;
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
      c = 0x10000 + ((c & 0x3FF) << 10) + (unit(i + 2) & 0x3FF);
      i += 2;
    }
    utf8::append(text, c);
  }
  return text;
}

std::string_view skip_prolog_space(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

struct Attribute {
  std::string_view name;
  std::string_view value;
};

// A length in CSS pixels; nothing for percentages and unknown units.
std::optional<double> parse_length(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !std::isfinite(number) || number < 0) return std::nullopt;
  std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  while (!unit.empty() && is_space(unit.back())) unit.remove_suffix(1);
  constexpr std::array<std::pair<std::string_view, double>, 7> kUnits = {
      {{"", 1}, {"px", 1}, {"pt", 96.0 / 72}, {"pc", 16}, {"in", 96}, {"cm", 96 / 2.54}, {"mm", 96 / 25.4}}};
  for (const auto& [name, factor] : kUnits)
    if (unit == name) return number * factor;
  return std::nullopt;
}

std::array<std::optional<double>, 4> parse_view_box(std::string_view text) {
  std::array<std::optional<double>, 4> box;
  for (auto& number : box) {
    while (!text.empty() && (is_space(text.front()) || text.front() == ',')) text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !std::isfinite(value)) return {};
    number = value;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  return box;
}

// A well-formedness check of one pass: tags balance, attributes are quoted, nothing follows the root but comments.
class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}

  Result<SvgSize> run() {
    while (i_ < text_.size()) {
      if (text_[i_] != '<') {
        if (open_.empty() && !is_space(text_[i_])) return broken("it is not well-formed XML");
        ++i_;
        continue;
      }
      MDCONV_TRY(read_markup());
    }
    if (!open_.empty()) return broken("the file is cut off");
    if (!root_seen_) return broken("it is not well-formed XML");
    return size();
  }

 private:
  Result<void> read_markup() {
    const std::string_view rest = text_.substr(i_);
    if (rest.starts_with("<!--")) return skip_past("-->", 4);
    if (rest.starts_with("<![CDATA[")) return skip_past("]]>", 9);
    if (rest.starts_with("<?")) return skip_past("?>", 2);
    if (rest.starts_with("<!")) {
      return skip_declaration();
    }
    if (rest.starts_with("</")) return read_end_tag();
    return read_start_tag();
  }

  // "<!DOCTYPE svg …>", with what it declares between brackets.
  Result<void> skip_declaration() {
    int depth = 0;
    for (i_ += 2; i_ < text_.size(); ++i_) {
      const char c = text_[i_];
      if (c == '"' || c == '\'') {
        i_ = std::min(text_.find(c, i_ + 1), text_.size());
      } else if (text_.substr(i_, 4) == "<!--") {
        i_ = std::min(text_.find("-->", i_ + 4), text_.size());
      } else if (c == '[') {
        ++depth;
      } else if (c == ']') {
        --depth;
      } else if (c == '>' && depth == 0) {
        ++i_;
        return {};
      }
    }
    return broken("the file is cut off");
  }

  Result<void> skip_past(std::string_view end, std::size_t from) {
    const std::size_t found = text_.find(end, i_ + from);
    if (found == std::string_view::npos) return broken("the file is cut off");
    i_ = found + end.size();
    return {};
  }

  std::string_view read_name() {
    const std::size_t begin = i_;
    while (i_ < text_.size() && !is_space(text_[i_]) && text_[i_] != '/' && text_[i_] != '>' && text_[i_] != '=' &&
           text_[i_] != '<') {
      ++i_;
    }
    return text_.substr(begin, i_ - begin);
  }

  void skip_spaces() {
    while (i_ < text_.size() && is_space(text_[i_])) ++i_;
  }

  Result<void> read_end_tag() {
    i_ += 2;
    const std::string_view name = read_name();
    skip_spaces();
    const bool closes = !open_.empty() && open_.back() == name && i_ < text_.size() && text_[i_] == '>';
    if (!closes) return broken("it is not well-formed XML");
    ++i_;
    open_.pop_back();
    return {};
  }

  Result<void> read_start_tag() {
    ++i_;
    const std::string_view name = read_name();
    const std::string_view local = name.substr(name.find(':') + 1);
    if (name.empty()) return broken("it is not well-formed XML");
    const bool root = open_.empty();
    if (root && (root_seen_ || local != "svg")) return broken("its root is not one <svg>");
    root_seen_ = true;
    for (;;) {
      skip_spaces();
      if (i_ >= text_.size()) return broken("the file is cut off");
      if (text_[i_] == '>') {
        ++i_;
        open_.push_back(name);
        return {};
      }
      if (text_.substr(i_, 2) == "/>") {
        i_ += 2;
        return {};
      }
      Attribute attribute;
      MDCONV_TRY_ASSIGN(attribute, read_attribute());
      if (root) root_attributes_.push_back(attribute);
    }
  }

  Result<Attribute> read_attribute() {
    Attribute attribute;
    attribute.name = read_name();
    skip_spaces();
    if (attribute.name.empty() || i_ >= text_.size() || text_[i_] != '=') return broken("it is not well-formed XML");
    ++i_;
    skip_spaces();
    const char quote = i_ < text_.size() ? text_[i_] : '\0';
    if (quote != '"' && quote != '\'') return broken("it is not well-formed XML");
    const std::size_t end = text_.find(quote, i_ + 1);
    if (end == std::string_view::npos) return broken("the file is cut off");
    attribute.value = text_.substr(i_ + 1, end - i_ - 1);
    i_ = end + 1;
    return attribute;
  }

  SvgSize size() const {
    std::optional<double> width;
    std::optional<double> height;
    std::array<std::optional<double>, 4> box;
    for (const Attribute& attribute : root_attributes_) {
      if (attribute.name == "width") width = parse_length(attribute.value);
      if (attribute.name == "height") height = parse_length(attribute.value);
      if (attribute.name == "viewBox") box = parse_view_box(attribute.value);
    }
    const bool boxed = box[2] && box[3] && *box[2] > 0 && *box[3] > 0;
    if (boxed) {
      if (!width && !height) width = *box[2];
      if (!width) width = *height * *box[2] / *box[3];
      if (!height) height = *width * *box[3] / *box[2];
    }
    const auto pixels = [](double length) {
      return static_cast<std::uint32_t>(std::clamp(std::round(length), 1.0, 1e9));
    };
    return {pixels(width.value_or(300)), pixels(height.value_or(150))};
  }

  std::string_view text_;
  std::size_t i_ = 0;
  std::vector<std::string_view> open_;
  std::vector<Attribute> root_attributes_;
  bool root_seen_ = false;
};

}  // namespace

bool looks_like_svg(std::string_view bytes) {
  if (is_utf16(bytes)) return from_utf16(bytes.substr(0, 2000)).find("<svg") != std::string::npos;
  const std::string_view text = skip_prolog_space(bytes);
  return text.starts_with("<?xml") || text.starts_with("<svg") || text.starts_with("<!--") ||
         text.starts_with("<!DOCTYPE svg") || (text.starts_with('<') && text.find(":svg") < 200);
}

Result<SvgSize> read_svg_size(std::string_view bytes) {
  std::string converted;
  if (is_utf16(bytes)) {
    converted = from_utf16(bytes);
    bytes = converted;
  }
  if (utf8::find_invalid(bytes)) return broken("it is not UTF-8");
  return Checker(skip_prolog_space(bytes)).run();
}

}  // namespace mdconv
