// SPDX-License-Identifier: MIT
#include "text/break_finder.h"

#include <unicode/ubrk.h>

#include <algorithm>
#include <string_view>

#include "text/line_items.h"

// ICU's line iterator with `lb=strict` knows which marks may not start or end a line and keeps numbers, —— and ……
// whole. What it does not do for Chinese technical prose this file adds:
//   - “ ” ‘ ’ have no opportunity on their outer side; beside Han they get one;
//   - it breaks inside Western words at + / | and the like (`C+|+`), where a reader expects none; Western text breaks
//     at spaces and hyphens only, and URLs and paths after their separators, at a price;
//   - a note's mark stays with the word before it, a middle dot never starts a line, full-width digits of a number
//     stay together;
//   - the levels of `line-break` loosen or tighten what may begin and end a line (`apply_level`);
//   - a piece that is wider than the whole line breaks between any two characters, at a high price (line_items.cpp).

namespace mdconv::text {

namespace {

// Breaking a URL costs about as much as a line whose spaces are stretched to their limit; in a host's or a file's
// name it looks worse.
constexpr int kUrlPenalty = 60;
constexpr int kNamePenalty = 150;
// Within a part of a long identifier, where its humps or digits show a seam.
constexpr int kSeamPenalty = 300;
// In short names and in code, where a hole would open up otherwise.
constexpr int kLastResortPenalty = kBrokenWord;
// Before —— or ……, which strict setting does not allow at all.
constexpr int kDashPenalty = 200;
// After a full-width solidus, where GB/T 15834 allows none.
constexpr int kSolidusPenalty = 100;
// Korean words rather part at their spaces.
constexpr int kHangulPenalty = 50;

using style::LineBreak;

bool can_end_before_dash(CharacterClass c) {
  return c != CharacterClass::Opening && c != CharacterClass::Newline && c != CharacterClass::Space;
}

bool is_western(CharacterClass c) { return c == CharacterClass::Letter || c == CharacterClass::Sign; }

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_number(const std::vector<Character>& characters, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i)
    if (characters[i].cls == CharacterClass::Letter && !is_digit(characters[i].code)) return false;
  return true;
}

enum class Address : std::uint8_t { None, Name, Url };

// Whether a run of Western characters without spaces reads as an address, a path or a long identifier. Numbers, dates
// and times are none.
Address address_of(const std::vector<Character>& characters, std::size_t begin, std::size_t end) {
  std::size_t separators = 0, letters = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (characters[i].code == U':' && i + 2 < end && characters[i + 1].code == U'/' && characters[i + 2].code == U'/')
      return Address::Url;
    if (is_one_of(characters[i].code, U"/._?&=-@\\:#")) ++separators;
    if (characters[i].cls == CharacterClass::Letter && !is_digit(characters[i].code)) ++letters;
  }
  constexpr std::size_t kLongWord = 16;
  return end - begin >= kLongWord && separators > 0 && letters > 1 ? Address::Name : Address::None;
}

// Whether a run of Western characters is hexadecimal from i on, as hashes are, and where that ends.
std::size_t end_of_hexadecimal(const std::vector<Character>& characters, std::size_t i, std::size_t end) {
  const auto is_hexadecimal = [](char32_t c) {
    return is_digit(c) || (c >= U'a' && c <= U'f') || (c >= U'A' && c <= U'F');
  };
  while (i < end && is_hexadecimal(characters[i].code)) ++i;
  return i;
}

// Whether a long identifier has a seam after character i: before a hump (`camelCase`, `MIMEType`), or between a digit
// and what stands beside it (hashes).
bool is_seam(const std::vector<Character>& characters, std::size_t i) {
  const auto is_upper = [](char32_t c) { return c >= U'A' && c <= U'Z'; };
  const auto is_lower = [](char32_t c) { return c >= U'a' && c <= U'z'; };
  const char32_t here = characters[i].code, next = characters[i + 1].code;
  if (characters[i].cls != CharacterClass::Letter || characters[i + 1].cls != CharacterClass::Letter) return false;
  // The s of a plural, as in URLs, is no word.
  const bool ends_acronym = is_upper(here) && is_upper(next) && i + 3 < characters.size() &&
                            is_lower(characters[i + 2].code) && is_lower(characters[i + 3].code);
  return ends_acronym || (!is_upper(here) && is_upper(next)) || is_digit(here) != is_digit(next);
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
// names at their seams; hashes have none, and part anywhere.
void break_addresses(const std::vector<Character>& characters, std::vector<std::uint8_t>& allowed,
                     std::vector<int>& prices) {
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
    constexpr std::size_t kHash = 24, kOfHash = 2;
    for (std::size_t i = begin; end - begin >= kHash && i < end; ++i) {
      const std::size_t hash_end = end_of_hexadecimal(characters, i, end);
      if (hash_end - i >= kHash && !is_number(characters, i, hash_end)) {
        for (std::size_t k = i + kAway; k + kOfHash < hash_end; ++k) {
          allowed[k] = true;
          prices[k] = kSeamPenalty;
        }
      }
      i = hash_end;
    }
    const Address address = address_of(characters, begin, end);
    if (address != Address::None) {
      constexpr std::size_t kShortest = 2;
      const std::u32string_view separators = address == Address::Url ? U"/.?&=-" : U"/\\.?&=-_#:@";
      for (std::size_t i = begin + kShortest; i + kShortest < end; ++i) {
        const char32_t here = characters[i].code, next = characters[i + 1].code;
        if (!is_one_of(here, separators) || is_one_of(next, U"/\\.?&=-_#:@)")) continue;
        allowed[i] = true;
        prices[i] = is_one_of(here, U"/\\?&=-#") ? kUrlPenalty : kNamePenalty;
      }
    }
    begin = end;
  }
}

// Small kana, which a line may begin with unless it is set strictly.
bool is_small_kana(char32_t c) {
  return is_one_of(c, U"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿー");
}
// Iteration marks, with which only loose lines begin.
bool is_iteration_mark(char32_t c) { return is_one_of(c, U"々〻ゝゞヽヾ"); }

// Letters of scripts without spaces between words: ICU's dictionaries say where those end.
bool needs_dictionary(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

// In none of the classes that rules single out.
bool is_plain_ideograph(const Character& c) { return c.code >= 0x4E00 && c.code <= 0x9FFF; }

// In code a space parts words that begin with a sign, `..`, `/tmp`, `!x`, whatever the sign ends in a sentence.
bool begins_code_word(const Character& c) { return !is_one_of(c.code, U",;)]}"); }

bool is_halves_of_one(const Character& a, const Character& b) {
  return a.code == b.code && (a.cls == CharacterClass::Dash || a.cls == CharacterClass::Ellipsis);
}

// Where a break may fall, and what it costs.
struct Opportunities {
  const std::vector<Character>& characters;
  std::vector<std::uint8_t> allowed;  // after each character
  std::vector<int> prices;

  explicit Opportunities(const std::vector<Character>& all)
      : characters(all), allowed(all.size()), prices(all.size()) {}

  void allow(std::size_t i, int price) {
    allowed[i] = true;
    prices[i] = price;
  }

  // Between characters i and i + 1, at a level other than None and Anywhere.
  void refine(std::size_t i) {
    const Character& a = characters[i];
    const Character& b = characters[i + 1];
    const bool before_opening = b.cls == CharacterClass::Opening && a.cls != CharacterClass::Opening;
    const bool after_closing =
        a.cls == CharacterClass::Closing &&
        (is_square(b.cls) || b.cls == CharacterClass::Letter || b.cls == CharacterClass::Opening);
    if ((before_opening && a.cls != CharacterClass::Dash) || after_closing) allowed[i] = true;
    if (a.cls == CharacterClass::Hangul && b.cls == CharacterClass::Hangul) prices[i] = kHangulPenalty;
    if (is_western(a.cls) && is_western(b.cls) && !needs_dictionary(a.code)) {
      const bool hyphen =
          a.code == U'-' && b.cls == CharacterClass::Letter && i > 0 && characters[i - 1].cls == CharacterClass::Letter;
      const bool soft_hyphen = a.code == U'\u00AD' || a.code == U'\u200B' || a.code == U'–' || a.code == U'—';
      const bool solidus = a.code == U'/' && is_between_words(characters, i);
      allowed[i] = (allowed[i] && (hyphen || soft_hyphen)) || solidus;
      prices[i] = solidus ? kUrlPenalty : 0;
    }
    if (b.cls == CharacterClass::MiddleDot || b.cls == CharacterClass::Connector || b.code == U'·') allowed[i] = false;
    // A hyphen or dash between spaces connects what stands beside it: no line begins with it.
    const bool connects = (b.code == U'-' || b.code == U'–') && a.cls == CharacterClass::Space;
    if (connects && i + 2 < characters.size() && characters[i + 2].cls == CharacterClass::Space) allowed[i] = false;
    if (is_full_width_alphanumeric(a.code) && is_full_width_alphanumeric(b.code)) allowed[i] = false;
    const bool separator = (a.code == U'．' || a.code == U'，') && i > 0;
    if (separator && is_full_width_alphanumeric(characters[i - 1].code) && is_full_width_alphanumeric(b.code))
      allowed[i] = false;
    // An ASCII bracket belongs to what it encloses and follows what it stands after.
    if (b.cls == CharacterClass::Sign && is_one_of(b.code, U",.;:!?)]}%")) allowed[i] = false;
    if (a.cls == CharacterClass::Sign && is_one_of(a.code, U"([{$#@<")) allowed[i] = false;
  }

  // What the levels treat in different ways.
  void apply_level(std::size_t i, LineBreak level) {
    const Character& a = characters[i];
    const Character& b = characters[i + 1];
    if (level != LineBreak::Strict && is_square(a.cls) &&
        (is_small_kana(b.code) || (level == LineBreak::Loose && is_iteration_mark(b.code))))
      allowed[i] = true;
    // A dash or an ellipsis follows what it stands after; a single dash connects and never begins a line.
    const bool dash = b.cls == CharacterClass::Dash, ellipsis = b.cls == CharacterClass::Ellipsis;
    if ((dash || ellipsis) && a.cls != b.cls) {
      const bool single = b.code == U'—' && !(i + 2 < characters.size() && characters[i + 2].code == b.code);
      allowed[i] = false;
      if (level != LineBreak::Strict && !single && can_end_before_dash(a.cls)) allow(i, kDashPenalty);
    }
    const bool after_solidus = a.code == U'／' || (a.code == U'/' && is_cjk(b.cls));
    if (after_solidus && (level == LineBreak::Gb || level == LineBreak::Strict)) allowed[i] = false;
    if (after_solidus && allowed[i]) prices[i] = kSolidusPenalty;
  }
};

}  // namespace

BreakFinder::~BreakFinder() {
  for (const auto& [region, iterator] : iterators_) ubrk_close(iterator);
}

UBreakIterator* BreakFinder::iterator_for(Region region) {
  const auto found = iterators_.find(region);
  if (found != iterators_.end()) return found->second;
  // Chinese rules suit Han text in a document of any language; only with them do quotes beside Han break.
  const char* locale = region == Region::Japanese ? "ja@lb=strict"
                       : region == Region::Korean ? "ko@lb=strict"
                                                  : "zh@lb=strict";
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator* iterator = ubrk_open(UBRK_LINE, locale, nullptr, 0, &status);
  return iterators_[region] = U_SUCCESS(status) ? iterator : nullptr;
}

// Calls f with each character that ICU would break after, by the rules of a region.
//
// Three quarters of Chinese text are ideographs between ideographs, where every language breaks, and what stands
// further on does not depend on how many they are: of each run ICU is shown the first and the last.
template <class F>
void BreakFinder::for_each_opportunity(const std::vector<Character>& characters, Region region, F&& f) {
  UBreakIterator* iterator = iterator_for(region);
  if (!iterator) return;
  utf16_.clear();
  character_of_.clear();
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const char32_t c = characters[i].code;
    const bool inside = i > 0 && i + 1 < characters.size() && is_plain_ideograph(characters[i - 1]) &&
                        is_plain_ideograph(characters[i]) && is_plain_ideograph(characters[i + 1]);
    if (inside) {
      f(i);
      continue;
    }
    if (c >= 0x10000) {
      utf16_.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
      character_of_.push_back(static_cast<std::uint32_t>(i));
    }
    utf16_.push_back(static_cast<char16_t>(c < 0x10000 ? c : 0xDC00 | (c & 0x3FF)));
    character_of_.push_back(static_cast<std::uint32_t>(i));
  }
  UErrorCode status = U_ZERO_ERROR;
  ubrk_setText(iterator, utf16_.data(), static_cast<std::int32_t>(utf16_.size()), &status);
  if (U_FAILURE(status)) return;
  for (std::int32_t at = ubrk_first(iterator); at != UBRK_DONE; at = ubrk_next(iterator))
    if (at > 0) f(character_of_[static_cast<std::size_t>(at) - 1]);
}

void BreakFinder::mark_opportunities(const StyledText& text, const ShapedText& shaped, std::vector<int>& penalties) {
  const auto& characters = shaped.characters;
  const std::size_t count = characters.size();
  Opportunities found(characters);
  std::vector<const TextStyle*> styles(count);
  std::size_t run = 0;
  bool one_region = true;
  for (std::size_t i = 0; i < count; ++i) {
    while (run + 1 < text.runs.size() && characters[i].offset >= text.runs[run].end) ++run;
    styles[i] = text.runs[run].style;
    one_region = one_region && styles[i]->region == styles[0]->region;
  }
  if (one_region) {
    for_each_opportunity(characters, styles[0]->region, [&](std::size_t i) { found.allowed[i] = true; });
  } else {
    for (const Region region : {Region::Hans, Region::Japanese, Region::Korean}) {
      const auto is_of = [&](Region r) {
        const bool own = r == Region::Japanese || r == Region::Korean;
        return own ? r == region : region == Region::Hans;
      };
      for_each_opportunity(characters, region, [&](std::size_t i) {
        if (is_of(styles[i]->region)) found.allowed[i] = true;
      });
    }
  }

  for (std::size_t i = 0; i + 1 < count; ++i) {
    if (is_plain_ideograph(characters[i]) && is_plain_ideograph(characters[i + 1])) continue;
    const LineBreak level = styles[i]->line_break;
    const CharacterClass here = characters[i].cls, next = characters[i + 1].cls;
    if (level == LineBreak::Anywhere || level == LineBreak::None) {
      const bool free = level == LineBreak::Anywhere || is_cjk(here) || is_cjk(next);
      if (free && next != CharacterClass::Space && next != CharacterClass::Newline) found.allowed[i] = true;
    } else {
      found.refine(i);
      found.apply_level(i, level);
    }
    const bool in_code = styles[i]->code && styles[i + 1]->code;
    if (in_code && here == CharacterClass::Space && next == CharacterClass::Sign && begins_code_word(characters[i + 1]))
      found.allowed[i] = true;
    if (is_halves_of_one(characters[i], characters[i + 1])) found.allowed[i] = false;
  }
  break_addresses(characters, found.allowed, found.prices);

  std::size_t character = 0;
  for (std::size_t i = 0; i < shaped.clusters.size(); ++i) {
    const Cluster& cluster = shaped.clusters[i];
    const std::uint32_t end = cluster.text_begin + cluster.text_length;
    while (character + 1 < count && characters[character + 1].offset < end) ++character;
    if (found.allowed[character]) penalties[i] = found.prices[character];
  }
}

bool BreakFinder::add_last_resorts(const ShapedText& shaped, std::vector<LineItem>& items) {
  const auto& characters = shaped.characters;
  constexpr std::size_t kAway = 2, kShortest = 5;
  bool any = false;
  std::size_t cluster = 0;
  const auto add = [&](std::size_t i) {
    const std::uint32_t end = characters[i + 1].offset;
    while (shaped.clusters[cluster].text_begin + shaped.clusters[cluster].text_length < end) ++cluster;
    const Cluster& at = shaped.clusters[cluster];
    if (at.text_begin + at.text_length != end || items[cluster].penalty != kNeverBreak) return;
    items[cluster].penalty = kLastResortPenalty;
    any = true;
  };
  for (std::size_t begin = 0, end = 0; begin < characters.size(); begin = end) {
    end = begin + 1;
    if (!is_western(characters[begin].cls)) continue;
    while (end < characters.size() && is_western(characters[end].cls)) ++end;
    if (end - begin < kShortest || is_number(characters, begin, end)) continue;
    for (std::size_t i = begin + kAway - 1; i + kAway < end; ++i) {
      const char32_t here = characters[i].code, next = characters[i + 1].code;
      const bool sign = is_one_of(here, U"/\\._-:=@#&+,;") && characters[i + 1].cls == CharacterClass::Letter;
      const bool before_sign = is_one_of(next, U"([{<") && characters[i].cls == CharacterClass::Letter;
      if (sign || before_sign || is_seam(characters, i)) add(i);
    }
  }
  return any;
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
