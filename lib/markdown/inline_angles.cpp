// SPDX-License-Identifier: MIT
#include <algorithm>

#include "markdown/inline_pass.h"
#include "support/unicode.h"
#include "support/utf8.h"

// Tags and addresses in angle brackets, templates in them, and quotation marks that look so.

namespace mdconv::markdown {

namespace {

bool is_letter(char32_t c) {
  return c >= 0x80 ? unicode::is_letter_or_digit(c) : c != 0 && ascii::is_letter(static_cast<char>(c));
}

}  // namespace

// Behind a tag, a comment or an address in angle brackets. Only templates are markup in there.
std::size_t InlinePass::scan_angle(std::size_t i) {
  if (const std::size_t end = scan_guillemets(i); end > i) return end;
  const std::string_view rest = text_.substr(i);
  std::size_t end = std::string_view::npos;
  std::size_t looked = 1;
  if (rest.starts_with("<!--")) {
    looked = rest.size();
    end = rest.find("-->");
    if (end != std::string_view::npos) end += 3;
  } else if (rest.size() > 1 && (ascii::is_letter(rest[1]) || rest[1] == '/' || rest[1] == '?' || rest[1] == '!')) {
    char quote = '\0';
    for (std::size_t k = 1; k < rest.size() && end == std::string_view::npos; looked = ++k) {
      if (quote != '\0') {
        if (rest[k] == quote) quote = '\0';
      } else if (rest[k] == '"' || rest[k] == '\'') {
        quote = rest[k];
      } else if (rest[k] == '>') {
        end = k + 1;
      } else if (rest[k] == '<') {
        break;
      }
    }
  }
  if (end == std::string_view::npos) return give_up(i, i + looked, i + 1);
  return scan_templates(i + 1, i + end);
}

// Only templates are markup between the two places.
std::size_t InlinePass::scan_templates(std::size_t begin, std::size_t end) {
  if (!has(Extension::Liquid)) return end;
  for (std::size_t k = find_brace(begin, end); k < end; k = find_brace(k, end)) {
    const std::string_view rest = text_.substr(k);
    const std::size_t behind = rest.starts_with("{{")   ? scan_value(k, true)
                               : rest.starts_with("{%") ? scan_tag(k, true)
                                                        : k + 1;
    k = behind;
    end = std::max(end, behind);
  }
  return end;
}

// The next opening brace before `end`, or `end`.
std::size_t InlinePass::find_brace(std::size_t begin, std::size_t end) const {
  return std::min(text_.substr(0, end).find('{', begin), end);
}

// <<text>>: kramdown's quotation marks. Where a word stands outside or a space inside they are operators.
std::size_t InlinePass::scan_guillemets(std::size_t i) {
  constexpr std::size_t kLongest = 1000;
  if (!has(Extension::Smart) || !text_.substr(i).starts_with("<<") || i + 2 >= text_.size()) return i;
  std::size_t begin = 0;
  std::size_t first = i + 2;
  if (i > 0 && is_word(text_[i - 1])) return i;
  if (!is_letter(utf8::next(text_, first))) return i;
  const std::string_view inside = text_.substr(i + 2, kLongest);
  const std::size_t length = inside.find_first_of("<>`");
  const std::size_t close = i + 2 + length;
  if (length == std::string_view::npos || !text_.substr(close).starts_with(">>")) return i;
  const char32_t last = character_before(text_, close, begin);
  const std::size_t end = close + 2;
  if (last < 0x80 && (ascii::is_space(static_cast<char>(last)) || last == '-' || last == '=')) return i;
  if (end < text_.size() && (is_word(text_[end]) || text_[end] == '>' || text_[end] == '=')) return i;
  replace(i, i + 2, "«");
  replace(close, end, "»");
  return i + 2;
}

}  // namespace mdconv::markdown
