// SPDX-License-Identifier: MIT
#include "text/break_finder.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <algorithm>
#include <string_view>

#include "support/language.h"
#include "text/line_items.h"

// ICU's line iterator with `lb=strict` knows which marks may not start or end a line and keeps numbers, —— and ……
// whole. Four things it does not do for Chinese technical prose, and this file adds:
//   - “ ” ‘ ’ have no opportunity on their outer side; beside Han they get one;
//   - it breaks inside Western words at + / | and the like (`C+|+`), where a reader expects none; Western text breaks
//     at spaces and hyphens only, and URLs and paths after their separators, at a price;
//   - a note's mark stays with the word before it, a middle dot never starts a line, full-width digits of a number
//     stay together;
//   - a piece that is wider than the whole line breaks between any two characters, at a high price (line_items.cpp).

namespace mdconv::text {

namespace {

// Breaking a URL costs about as much as a line whose spaces are stretched to their limit; in a host's or a file's
// name it looks worse.
constexpr int kUrlPenalty = 60;
constexpr int kNamePenalty = 150;
// Within a part of a long identifier, where its humps or digits show a seam.
constexpr int kSeamPenalty = 300;

constexpr int kDashPenalty = 200;

bool can_end_before_dash(CharacterClass c) {
  return c != CharacterClass::Opening && c != CharacterClass::Newline && c != CharacterClass::Space;
}

bool is_western(CharacterClass c) { return c == CharacterClass::Letter || c == CharacterClass::Sign; }

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

// A run of Western characters without spaces that reads as an address, a path or a long identifier.
bool is_address_like(const ShapedText& shaped, std::size_t begin, std::size_t end) {
  const auto& characters = shaped.characters;
  std::size_t separators = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (characters[i].code == U':' && i + 2 < end && characters[i + 1].code == U'/' && characters[i + 2].code == U'/')
      return true;
    if (is_one_of(characters[i].code, U"/._?&=-@\\:#")) ++separators;
  }
  constexpr std::size_t kLongWord = 16;
  return end - begin >= kLongWord && separators > 0;
}

// Whether a long identifier has a seam after character i: before a hump (`camelCase`), or between a digit and what
// stands beside it (hashes).
bool is_seam(const std::vector<Character>& characters, std::size_t i) {
  const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
  const auto is_upper = [](char32_t c) { return c >= U'A' && c <= U'Z'; };
  const char32_t here = characters[i].code, next = characters[i + 1].code;
  if (characters[i].cls != CharacterClass::Letter || characters[i + 1].cls != CharacterClass::Letter) return false;
  return (!is_upper(here) && is_upper(next)) || is_digit(here) != is_digit(next);
}

bool is_full_width_alphanumeric(char32_t c) {
  return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
}

// Alternatives like SIP/VoIP may part after the solidus when both sides are words.
bool is_between_words(const std::vector<Character>& characters, std::size_t i) {
  const auto letter = [&](std::size_t k) {
    return k < characters.size() && characters[k].cls == CharacterClass::Letter;
  };
  return i >= 2 && letter(i - 1) && letter(i - 2) && letter(i + 1) && letter(i + 2);
}

// Breaks of address-like text: after a separator that is not followed by another, away from both ends; and of long
// names at their seams.
void break_addresses(const ShapedText& shaped, std::vector<bool>& allowed, std::vector<int>& prices) {
  const auto& characters = shaped.characters;
  for (std::size_t begin = 0; begin < characters.size();) {
    if (!is_western(characters[begin].cls)) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < characters.size() && is_western(characters[end].cls)) ++end;
    constexpr std::size_t kLongName = 16, kAway = 4;
    for (std::size_t i = begin + kAway; end - begin >= kLongName && i + kAway < end; ++i) {
      if (!is_seam(characters, i)) continue;
      allowed[i] = true;
      prices[i] = kSeamPenalty;
    }
    if (is_address_like(shaped, begin, end)) {
      constexpr std::size_t kShortest = 2;
      for (std::size_t i = begin + kShortest; i + kShortest < end; ++i) {
        const char32_t here = characters[i].code, next = characters[i + 1].code;
        if (!is_one_of(here, U"/.?&=-_#:@") || is_one_of(next, U"/.?&=-_#:@)")) continue;
        allowed[i] = true;
        prices[i] = is_one_of(here, U"/?&=-#") ? kUrlPenalty : kNamePenalty;
      }
    }
    begin = end;
  }
}

}  // namespace

BreakFinder::~BreakFinder() {
  for (const auto& [language, iterator] : iterators_) ubrk_close(iterator);
}

UBreakIterator* BreakFinder::iterator_for(const std::string& language) {
  // Chinese rules suit Han text in a document of any language; only with them do quotes beside Han break.
  std::string locale = "zh@lb=strict";
  if (language::is(language, "ja")) locale = "ja@lb=strict";
  if (language::is(language, "ko")) locale = "ko@lb=strict";
  const auto found = iterators_.find(locale);
  if (found != iterators_.end()) return found->second;
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator* iterator = ubrk_open(UBRK_LINE, locale.c_str(), nullptr, 0, &status);
  return iterators_[locale] = U_SUCCESS(status) ? iterator : nullptr;
}

void BreakFinder::mark_opportunities(const StyledText& text, const ShapedText& shaped, std::vector<int>& penalties) {
  const auto& characters = shaped.characters;
  const std::size_t count = characters.size();
  // allowed[i]: a break after character i.
  std::vector<bool> allowed(count);
  std::vector<int> prices(count);

  if (UBreakIterator* iterator = iterator_for(text.language)) {
    UErrorCode status = U_ZERO_ERROR;
    UText input = UTEXT_INITIALIZER;
    utext_openUTF8(&input, text.utf8.data(), static_cast<std::int64_t>(text.utf8.size()), &status);
    ubrk_setUText(iterator, &input, &status);
    if (U_SUCCESS(status)) {
      std::size_t character = 0;
      for (std::int32_t at = ubrk_first(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
        while (character < count && characters[character].offset < static_cast<std::uint32_t>(at)) ++character;
        if (character > 0) allowed[character - 1] = true;
      }
    }
    utext_close(&input);
  }

  for (std::size_t i = 0; i + 1 < count; ++i) {
    const Character& a = characters[i];
    const Character& b = characters[i + 1];
    const bool before_opening = b.cls == CharacterClass::Opening && a.cls != CharacterClass::Opening;
    const bool after_closing =
        a.cls == CharacterClass::Closing &&
        (b.cls == CharacterClass::Ideograph || b.cls == CharacterClass::Letter || b.cls == CharacterClass::Opening);
    if ((before_opening && a.cls != CharacterClass::Dash) || after_closing) allowed[i] = true;
    // A dash stands between what it joins: a line rather ends with it than begins.
    if (b.cls == CharacterClass::Dash && a.cls != CharacterClass::Dash && can_end_before_dash(a.cls)) {
      allowed[i] = true;
      prices[i] = kDashPenalty;
    }
    if (is_western(a.cls) && is_western(b.cls)) {
      const bool hyphen =
          a.code == U'-' && b.cls == CharacterClass::Letter && i > 0 && characters[i - 1].cls == CharacterClass::Letter;
      const bool soft_hyphen = a.code == U'\u00AD' || a.code == U'\u200B' || a.code == U'–' || a.code == U'—';
      const bool solidus = a.code == U'/' && is_between_words(characters, i);
      allowed[i] = (allowed[i] && (hyphen || soft_hyphen)) || solidus;
      prices[i] = solidus ? kUrlPenalty : 0;
    }
    if (b.cls == CharacterClass::MiddleDot || b.code == U'·' || b.code == U'～' || b.code == U'／') allowed[i] = false;
    if (a.code == U'／') allowed[i] = false;
    if (is_full_width_alphanumeric(a.code) && is_full_width_alphanumeric(b.code)) allowed[i] = false;
    // An ASCII bracket belongs to what it encloses and follows what it stands after.
    if (b.cls == CharacterClass::Sign && is_one_of(b.code, U",.;:!?)]}%")) allowed[i] = false;
    if (a.cls == CharacterClass::Sign && is_one_of(a.code, U"([{$#@<")) allowed[i] = false;
  }
  break_addresses(shaped, allowed, prices);

  std::size_t character = 0;
  for (std::size_t i = 0; i < shaped.clusters.size(); ++i) {
    const Cluster& cluster = shaped.clusters[i];
    const std::uint32_t end = cluster.text_begin + cluster.text_length;
    while (character + 1 < count && characters[character + 1].offset < end) ++character;
    if (allowed[character]) penalties[i] = prices[character];
  }
}

std::vector<int> BreakFinder::find(const StyledText& text, const ShapedText& shaped) {
  std::vector<int> penalties(shaped.clusters.size(), kNeverBreak);
  if (penalties.empty()) return penalties;
  mark_opportunities(text, shaped, penalties);
  for (std::size_t i = 0; i < penalties.size(); ++i) {
    const Cluster& cluster = shaped.clusters[i];
    if (cluster.cls == CharacterClass::Newline) penalties[i] = kForceBreak;
    if (i + 1 == penalties.size()) break;
    const Cluster& next = shaped.clusters[i + 1];
    if (next.cls == CharacterClass::Newline && cluster.cls != CharacterClass::Newline) penalties[i] = kNeverBreak;
    const bool before_note = text.runs[next.run].style->note_mark;
    const bool same_run = next.run == cluster.run;
    if (before_note && !(same_run && cluster.cls == CharacterClass::Space)) penalties[i] = kNeverBreak;
    // An image in the line is a word of its own.
    const bool object = cluster.cls == CharacterClass::Object || next.cls == CharacterClass::Object;
    if (object && cluster.cls != CharacterClass::Newline && next.cls != CharacterClass::Newline && !before_note)
      penalties[i] = std::min(penalties[i], 0);
  }
  penalties.back() = kForceBreak;
  return penalties;
}

}  // namespace mdconv::text
