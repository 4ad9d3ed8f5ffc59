// SPDX-License-Identifier: MIT
#include "pdf/to_unicode.h"

#include <algorithm>
#include <vector>

#include "pdf/hex.h"
#include "support/utf8.h"

namespace mdconv::pdf {
namespace {

// A begin…end block may hold at most this many entries.
constexpr std::size_t kBlock = 100;

constexpr std::string_view kHead =
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n";
constexpr std::string_view kTail = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

/// What no code may mean by PDF/A and PDF/UA: byte order marks, either way round, and nothing.
bool is_forbidden(char32_t character) noexcept { return character == 0 || character == 0xFEFF || character == 0xFFFE; }

/// The text with U+FFFD in place of such characters.
std::string allowed(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t character = utf8::next(text, at);
    utf8::append(result, is_forbidden(character) ? U'\uFFFD' : character);
  }
  return result;
}

/// Consecutive codes whose texts are consecutive characters.
struct Range {
  std::uint16_t first = 0;
  std::uint16_t last = 0;
  std::string_view text;
};

/// The text's only character if a range can count on from it, else 0.
char32_t single_character(std::string_view text) {
  std::size_t at = 0;
  if (text.empty()) return 0;
  const char32_t character = utf8::next(text, at);
  return at == text.size() && character < 0x10000 && !is_forbidden(character) ? character : 0;
}

std::vector<Range> find_ranges(std::span<const CodeText> texts) {
  std::vector<Range> ranges;
  char32_t previous = 0;
  for (const CodeText& entry : texts) {
    const char32_t character = single_character(entry.text);
    // Neither the code's nor the character's high byte may change within a range.
    const bool counts_on = !ranges.empty() && character != 0 && previous != 0 && character == previous + 1 &&
                           entry.code == ranges.back().last + 1 && (entry.code & 0xFF) != 0 && (character & 0xFF) != 0;
    if (counts_on)
      ranges.back().last = entry.code;
    else
      ranges.push_back({entry.code, entry.code, entry.text});
    previous = character;
  }
  return ranges;
}

void append_code(std::string& cmap, std::uint16_t code, CodeSize size) {
  cmap += '<';
  if (size == CodeSize::One)
    append_hex8(cmap, code);
  else
    append_hex16(cmap, code);
  cmap += '>';
}

void append_blocks(std::string& cmap, const std::vector<Range>& ranges, CodeSize size, bool single) {
  std::vector<const Range*> chosen;
  for (const Range& range : ranges)
    if ((range.first == range.last) == single) chosen.push_back(&range);
  const std::string_view kind = single ? "bfchar\n" : "bfrange\n";
  for (std::size_t begin = 0; begin < chosen.size(); begin += kBlock) {
    const std::size_t count = std::min(kBlock, chosen.size() - begin);
    cmap += std::to_string(count) + " begin";
    cmap += kind;
    for (std::size_t i = begin; i < begin + count; ++i) {
      append_code(cmap, chosen[i]->first, size);
      if (!single) append_code(cmap, chosen[i]->last, size);
      cmap += '<';
      append_hex_utf16(cmap, allowed(chosen[i]->text));
      cmap += ">\n";
    }
    cmap += "end";
    cmap += kind;
  }
}

}  // namespace

std::string to_unicode_cmap(std::span<const CodeText> texts, CodeSize size) {
  const std::vector<Range> ranges = find_ranges(texts);
  std::string cmap(kHead);
  append_code(cmap, 0, size);
  cmap += ' ';
  append_code(cmap, size == CodeSize::One ? 0xFF : 0xFFFF, size);
  cmap += "\nendcodespacerange\n";
  append_blocks(cmap, ranges, size, true);
  append_blocks(cmap, ranges, size, false);
  cmap += kTail;
  return cmap;
}

}  // namespace mdconv::pdf
