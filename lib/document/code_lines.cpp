// SPDX-License-Identifier: MIT
#include "document/code_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace mdconv::doc {

namespace {

// More lines than any code has, so that sums of them hold.
constexpr std::uint32_t kMostLines = 100'000'000;

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > kMostLines) return std::nullopt;
  return value;
}

bool is_number_part(char c) { return (c >= '0' && c <= '9') || c == '-'; }

// "1,3-5", "1 3-5", "[\"1\",\"3-5\"]": numbers and ranges with anything between them.
void read_ranges(std::string_view text, std::vector<std::pair<std::uint32_t, std::uint32_t>>& ranges) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_number_part(text[end])) ++end;
    const std::string_view range = text.substr(i, end - i);
    const std::size_t dash = range.find('-');
    const auto first = number(range.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : number(range.substr(dash + 1));
    if (first && last && *first <= *last) ranges.emplace_back(*first, *last);
    i = end + 1;
  }
}

// Sorts them, and makes one of those that overlap.
void merge(std::vector<std::pair<std::uint32_t, std::uint32_t>>& ranges) {
  std::sort(ranges.begin(), ranges.end());
  std::size_t kept = 0;
  for (const auto& range : ranges) {
    if (kept > 0 && range.first <= ranges[kept - 1].second) {
      ranges[kept - 1].second = std::max(ranges[kept - 1].second, range.second);
    } else {
      ranges[kept++] = range;
    }
  }
  ranges.resize(kept);
}

// ```js {1,3-5}: braces that hold nothing but numbers.
std::string_view ranges_in_braces(std::string_view info) {
  for (std::size_t open = info.find('{'); open != std::string_view::npos; open = info.find('{', open + 1)) {
    const std::size_t close = info.find('}', open);
    if (close == std::string_view::npos) return {};
    const std::string_view inside = info.substr(open + 1, close - open - 1);
    if (!inside.empty() && inside.find_first_not_of("0123456789-, ") == std::string_view::npos) return inside;
  }
  return {};
}

// {linenos=inline,hl_lines=[2,"4-6"],linenostart=10}: Hugo parts by commas, and has them within brackets too.
std::string_view hugo_value(std::string_view info, std::string_view key, std::string_view ends) {
  const std::size_t begin = info.find(key);
  if (begin == std::string_view::npos) return {};
  const std::size_t from = begin + key.size();
  return info.substr(from, std::min(info.find_first_of(ends, from), info.size()) - from);
}

}  // namespace

bool CodeLines::is_marked(std::uint32_t line) const noexcept {
  // The first range that ends behind the line, or with it.
  const auto range =
      std::lower_bound(marked.begin(), marked.end(), line,
                       [](const auto& candidate, std::uint32_t value) { return candidate.second < value; });
  return range != marked.end() && range->first <= line;
}

CodeLines code_lines_of(const Block& block, const CodeBlock& code) {
  constexpr std::array<std::string_view, 7> kClasses = {"numberLines", "numberlines", "number-lines", "line-numbers",
                                                        "linenos",     "linenums",    "numbers"};
  constexpr std::array<std::string_view, 5> kFirst = {"startFrom", "startfrom", "linenostart", "data-start",
                                                      "linenums"};
  CodeLines lines;
  const Attributes& attributes = block.attributes;
  lines.numbered = std::any_of(kClasses.begin(), kClasses.end(), [&](auto name) { return attributes.has_class(name); });
  if (const std::string_view value = attributes.find("linenos"); !value.empty())
    lines.numbered = value != "false" && value != "none";
  for (const std::string_view key : kFirst) {
    const auto first = number(attributes.find(key));
    if (first) lines.first = *first;
    if (first && key == "linenums") lines.numbered = true;
  }
  if (const auto first = number(hugo_value(code.info, ",linenostart=", ",} "))) lines.first = *first;
  for (const std::string_view key : {"hl_lines", "mark_lines", "data-line", "mark"})
    read_ranges(attributes.find(key), lines.marked);
  if (lines.marked.empty()) read_ranges(ranges_in_braces(code.info), lines.marked);
  if (lines.marked.empty()) read_ranges(hugo_value(code.info, "hl_lines=[", "]"), lines.marked);
  merge(lines.marked);
  return lines;
}

}  // namespace mdconv::doc
