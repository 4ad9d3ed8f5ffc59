// SPDX-License-Identifier: MIT
#include "xhtml/names.h"

#include <algorithm>
#include <charconv>

#include "support/utf8.h"

namespace mdconv::xhtml {

namespace {

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }

// What both the fourth and the fifth edition of XML 1.0 take for a letter: common parsers still go by the fourth.
bool is_name_letter(char32_t c) {
  return is_ascii_letter(c) || (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7) || (c >= 0x3041 && c <= 0x3094) ||
         (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x4E00 && c <= 0x9FA5) || (c >= 0xAC00 && c <= 0xD7A3);
}

bool may_stand(char32_t c, bool first) {
  if (is_name_letter(c) || c == '_') return true;
  return !first && (is_ascii_digit(c) || c == '-' || c == '.');
}

void append_escape(std::string& name, char32_t c) {
  char digits[8];
  const auto end = std::to_chars(digits, digits + sizeof digits, static_cast<std::uint32_t>(c), 16).ptr;
  name += "_x";
  name.append(digits, end);
  name += '_';
}

// Where the host begins in "scheme://host/path"; the end when there is none. Hosts have an encoding of their own.
std::size_t find_host(std::string_view target) {
  const std::size_t colon = target.find_first_of(":/?#");
  if (colon == std::string_view::npos || target.substr(colon, 3) != "://") return target.size();
  return colon + 3;
}

}  // namespace

std::string ncname(std::string_view id) {
  std::string name;
  std::size_t i = 0;
  while (i < id.size()) {
    const std::size_t begin = i;
    const char32_t c = utf8::next(id, i);
    const bool looks_escaped = c == '_' && i < id.size() && id[i] == 'x';
    if (looks_escaped || !may_stand(c, begin == 0)) {
      append_escape(name, c);
    } else {
      name.append(id, begin, i - begin);
    }
  }
  return name;
}

std::string encode_url(std::string_view target) {
  constexpr std::string_view kAllowed = "-_.~!*'(),;:@&=+$/?#%";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const std::size_t host = find_host(target);
  const std::size_t host_end = std::min(target.find_first_of("/?#", host), target.size());
  std::string url;
  for (std::size_t i = 0; i < target.size(); ++i) {
    const auto byte = static_cast<unsigned char>(target[i]);
    const bool allowed = byte < 0x80 && kAllowed.find(target[i]) != std::string_view::npos;
    const bool in_host = i >= host && i < host_end && (byte >= 0x80 || byte == '[' || byte == ']');
    if (is_ascii_letter(byte) || is_ascii_digit(byte) || allowed || in_host) {
      url += target[i];
    } else {
      url += '%';
      url += kDigits[byte >> 4];
      url += kDigits[byte & 0x0F];
    }
  }
  return url;
}

}  // namespace mdconv::xhtml
