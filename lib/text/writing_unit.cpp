// SPDX-License-Identifier: MIT
#include "text/writing_unit.h"

#include <unicode/uchar.h>

#include <algorithm>

// The rules are those of UAX #29 (grapheme clusters) and UTS #51 (emoji) as far as they matter to the choice of a face.
// Most characters are told by their neighbour's number alone, without a look-up.

namespace mdconv::text {

namespace {

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kTextSelector = 0xFE0E;
constexpr char32_t kPictureSelector = 0xFE0F;
constexpr char32_t kFirstEmoji = 0x203C;

bool has(char32_t c, UProperty property) { return u_hasBinaryProperty(static_cast<UChar32>(c), property) != 0; }

bool is_regional_indicator(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

bool joins_the_one_before(char32_t c) {
  if (has_no_ink(c)) return true;
  const int kind = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_GRAPHEME_CLUSTER_BREAK);
  return kind == U_GCB_EXTEND || kind == U_GCB_SPACING_MARK || kind == U_GCB_ZWJ;
}

}  // namespace

bool has_no_ink(char32_t c) {
  return c == 0x200B || c == 0x200C || c == kJoiner || c == 0xFEFF || c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0xE0100 && c <= 0xE01EF) || c == 0x00AD || (c >= 0x200E && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool begins_a_unit(char32_t c) {
  if (c < 0x300) return c != 0xAD;
  return (c >= 0x3000 && c < 0x302A) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xFF00 && c < 0xFF9E);
}

WritingUnit first_unit(std::span<const Character> characters) {
  const char32_t base = characters.front().code;
  WritingUnit unit;
  unit.kind = is_cjk(characters.front().cls) ? fonts::TextKind::Cjk : fonts::TextKind::Western;
  const bool may_be_emoji = base >= kFirstEmoji && !(base >= 0x3040 && base <= 0x1EFFF);
  bool picture = may_be_emoji && has(base, UCHAR_EMOJI_PRESENTATION);
  for (char32_t before = base; unit.length < std::min(characters.size(), kLongestUnit); ++unit.length) {
    const char32_t c = characters[unit.length].code;
    if (begins_a_unit(c)) break;
    const bool flag = unit.length == 1 && is_regional_indicator(base) && is_regional_indicator(c);
    const bool joined = before == kJoiner && may_be_emoji && has(c, UCHAR_EXTENDED_PICTOGRAPHIC);
    if (!flag && !joined && !joins_the_one_before(c)) break;
    if (unit.length == 1 && c == kTextSelector) picture = false;
    if (unit.length == 1 && c == kPictureSelector && has(base, UCHAR_EMOJI)) picture = true;
    if (flag || joined || has(c, UCHAR_EMOJI_MODIFIER)) picture = true;
    before = c;
  }
  if (picture) unit.kind = fonts::TextKind::Emoji;
  return unit;
}

}  // namespace mdconv::text
