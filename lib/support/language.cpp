// SPDX-License-Identifier: MIT
#include "support/language.h"

#include <cstddef>

#include "support/ascii.h"

namespace mdconv::language {

namespace {

bool has_subtag(std::string_view tag, std::string_view subtag) {
  std::size_t begin = 0;
  while (begin <= tag.size()) {
    std::size_t end = tag.find('-', begin);
    if (end == std::string_view::npos) end = tag.size();
    if (begin > 0 && ascii::equal_ignoring_case(tag.substr(begin, end - begin), subtag)) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

bool is_tag(std::string_view tag) noexcept {
  if (tag.size() < 2 || tag.size() > 35 || !ascii::is_letter(tag[0])) return false;
  std::size_t length = 0;
  bool primary = true;
  for (const char c : tag) {
    if (c == '-') {
      if (length == 0) return false;
      length = 0;
      primary = false;
    } else if ((!ascii::is_letter(c) && (primary || !ascii::is_digit(c))) || ++length > 8) {
      return false;
    }
  }
  return length > 0;
}

bool is(std::string_view tag, std::string_view primary) noexcept {
  return ascii::equal_ignoring_case(tag.substr(0, tag.find('-')), primary);
}

bool is_chinese_or_japanese(std::string_view tag) noexcept { return is(tag, "zh") || is(tag, "ja"); }

bool is_traditional_chinese(std::string_view tag) noexcept {
  if (!is(tag, "zh") || has_subtag(tag, "Hans")) return false;
  return has_subtag(tag, "Hant") || has_subtag(tag, "TW") || has_subtag(tag, "HK") || has_subtag(tag, "MO");
}

bool is_hong_kong(std::string_view tag) noexcept { return is(tag, "zh") && has_subtag(tag, "HK"); }

bool matches(std::string_view tag, std::string_view range) noexcept {
  if (range.empty() || tag.size() < range.size()) return false;
  return ascii::equal_ignoring_case(tag.substr(0, range.size()), range) &&
         (tag.size() == range.size() || tag[range.size()] == '-');
}

}  // namespace mdconv::language
