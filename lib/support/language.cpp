// SPDX-License-Identifier: MIT
#include "support/language.h"

#include <cstddef>

namespace mdconv::language {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

bool has_subtag(std::string_view tag, std::string_view subtag) {
  std::size_t begin = 0;
  while (begin <= tag.size()) {
    std::size_t end = tag.find('-', begin);
    if (end == std::string_view::npos) end = tag.size();
    if (begin > 0 && equal(tag.substr(begin, end - begin), subtag)) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

bool is(std::string_view tag, std::string_view primary) noexcept {
  return equal(tag.substr(0, tag.find('-')), primary);
}

bool is_chinese_or_japanese(std::string_view tag) noexcept { return is(tag, "zh") || is(tag, "ja"); }

bool is_traditional_chinese(std::string_view tag) noexcept {
  if (!is(tag, "zh") || has_subtag(tag, "Hans")) return false;
  return has_subtag(tag, "Hant") || has_subtag(tag, "TW") || has_subtag(tag, "HK") || has_subtag(tag, "MO");
}

bool is_hong_kong(std::string_view tag) noexcept { return is(tag, "zh") && has_subtag(tag, "HK"); }

bool matches(std::string_view tag, std::string_view range) noexcept {
  if (range.empty() || tag.size() < range.size()) return false;
  return equal(tag.substr(0, range.size()), range) && (tag.size() == range.size() || tag[range.size()] == '-');
}

}  // namespace mdconv::language
