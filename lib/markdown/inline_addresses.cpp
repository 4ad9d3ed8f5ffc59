// SPDX-License-Identifier: MIT
#include <algorithm>

#include "markdown/inline_pass.h"
#include "support/unicode.h"
#include "support/utf8.h"

// Addresses that stand bare in the text.

namespace mdconv::markdown {

namespace {

// Letters, digits and hyphens in parts; no underscore in the last two.
bool is_host(std::string_view address) {
  const std::string_view host = address.substr(0, address.find_first_of("/?#:"));
  std::size_t dots = 0;
  for (std::size_t i = host.size(); i-- > 0;) {
    if (host[i] == '.') ++dots;
    if (host[i] == '_' && dots < 2) return false;
    const bool fits = is_word(host[i]) || static_cast<unsigned char>(host[i]) >= 0x80 ||
                      std::string_view("-._@").find(host[i]) != std::string_view::npos;
    if (!fits) return false;
  }
  return !host.empty() && host != "." && host[0] != '.';
}

}  // namespace

char32_t character_before(std::string_view text, std::size_t end, std::size_t& begin) {
  begin = end;
  if (end == 0) return 0;
  const char32_t c = utf8::previous(text, begin);
  do --begin;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80);
  return c;
}

// An address that stands bare in the text: it becomes one in angle brackets. The rules are GitHub's, and that CJK
// punctuation ends it, as do CJK letters that follow a letter.
std::size_t InlinePass::scan_address(std::size_t i) {
  std::size_t begin = i;
  while (begin > 0 && ascii::is_letter(text_[begin - 1])) --begin;
  const std::string scheme = ascii::to_lower(text_.substr(begin, i - begin));
  const std::size_t host = i + 3;
  if (host < text_.size() && is_ascii_punctuation(text_[host])) return host;
  const std::size_t end = find_address_end(host);
  const bool known = scheme == "http" || scheme == "https" || scheme == "ftp";
  const bool parted = begin == 0 || !is_word(text_[begin - 1]);
  if (!known || !parted || !has(Extension::Autolinks) || end <= host || !is_host(text_.substr(host, end - host)))
    return std::max(end, i + 1);
  addresses_.emplace_back(begin, end);
  return end;
}

// "www.example.org" without a scheme: behind a space, a mark or a wide character.
std::size_t InlinePass::scan_www(std::size_t i) {
  std::size_t before = i;
  const char32_t c = character_before(text_, i, before);
  const bool parted = i == 0 || unicode::is_space(c) || unicode::is_wide(c) || c == '*' || c == '_' || c == '~' ||
                      c == '(' || c == '\n';
  const std::size_t end = find_address_end(i);
  const std::string_view address = text_.substr(i, end - i);
  if (!parted || end <= i + kWww.size() || !is_host(address)) return give_up(i, end, i + kWww.size());
  addresses_.emplace_back(i, end);
  return end;
}

std::size_t InlinePass::find_address_end(std::size_t host) const {
  std::size_t end = host;
  bool path = false;
  char32_t last = 0;
  while (end < text_.size()) {
    std::size_t next = end;
    const char32_t c = utf8::next(text_, next);
    if (c <= ' ' || c == '<' || c == '>' || c == '`' || c == '|' || c == '"' || c == '{' || unicode::is_space(c)) break;
    // A bracket that was open before the address ends the text of a link.
    if (c == ']' && text_.substr(host, end - host).find('[') == std::string_view::npos) break;
    if (c >= 0x80 && unicode::is_wide(c)) {
      const bool goes_on =
          last == '/' || last == '=' || last == '#' || last == '-' || last == '_' || unicode::is_wide(last);
      if (unicode::is_punctuation(c) || !goes_on || !path) break;
    } else if (c >= 0x2018 && c <= 0x2026) {
      break;
    }
    path = path || c == '/';
    last = c;
    end = next;
  }
  return trim_address(host, end);
}

// Punctuation at an address's end belongs to the sentence around it.
std::size_t InlinePass::trim_address(std::size_t begin, std::size_t end) const {
  // How many brackets are closed and not opened: round ones, square ones.
  std::ptrdiff_t round = 0, square = 0;
  for (std::size_t k = begin; k < end; ++k) {
    round += text_[k] == ')' ? 1 : text_[k] == '(' ? -1 : 0;
    square += text_[k] == ']' ? 1 : text_[k] == '[' ? -1 : 0;
  }
  while (end > begin) {
    const char last = text_[end - 1];
    const std::string_view address = text_.substr(begin, end - begin);
    if (last == ')' || last == ']') {
      if ((last == ')' ? round : square) <= 0) break;
      --(last == ')' ? round : square);
    } else if (last == ';') {
      // What looks like an entity is one.
      const std::size_t ampersand = address.rfind('&');
      const std::string_view name =
          ampersand == std::string_view::npos ? address : address.substr(ampersand + 1, address.size() - ampersand - 2);
      const bool entity = ampersand != std::string_view::npos && !name.empty() &&
                          std::all_of(name.begin(), name.end(), [](char c) { return is_word(c); });
      if (!entity) break;
      end = begin + ampersand;
      continue;
    } else if (std::string_view("?!.,:*_~'\\").find(last) == std::string_view::npos) {
      break;
    }
    --end;
  }
  return end;
}

}  // namespace mdconv::markdown
