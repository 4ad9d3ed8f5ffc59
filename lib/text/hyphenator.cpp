// SPDX-License-Identifier: MIT
#include "text/hyphenator.h"

#include <string_view>

#include "support/language.h"
#include "support/unicode.h"

namespace mdconv::text {

namespace {

// A hyphen costs more than a URL's break and less than spaces that are stretched visibly.
constexpr int kHyphenPenalty = 90;
constexpr int kNamePenalty = 1000;
constexpr std::size_t kShortestWord = 5;
// Amid Chinese, Japanese and Korean a hyphen is the exception, and a capital mostly begins a name.
constexpr std::size_t kEastAsianMinimum = 3;

// Letters of Latin, Greek and Cyrillic: words that hyphens part.
bool is_word_letter(const Character& c) {
  return c.cls == CharacterClass::Letter && c.code < 0x0590 && !(c.code >= U'0' && c.code <= U'9');
}

bool is_east_asian(std::string_view tag) { return language::is_chinese_or_japanese(tag) || language::is(tag, "ko"); }

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

// A word stands free between spaces, wide characters and the marks of a sentence: what is joined to it otherwise makes
// it part of a name, an address or a number.
bool is_free(const std::vector<Character>& characters, std::size_t begin, std::size_t end) {
  const auto is_joined = [&](std::size_t i) {
    return characters[i].cls == CharacterClass::Letter ||
           (characters[i].cls == CharacterClass::Sign && !is_one_of(characters[i].code, U"“”‘’\"'()[],;:.!?—–…"));
  };
  if (begin > 0 && is_joined(begin - 1)) return false;
  if (begin > 1 && is_one_of(characters[begin - 1].code, U".:'’") && is_joined(begin - 2)) return false;
  if (end < characters.size() && is_joined(end)) return false;
  return end + 1 >= characters.size() || !is_one_of(characters[end].code, U".:'’([") || !is_joined(end + 1);
}

}  // namespace

const HyphenationPatterns* PatternStore::find(const std::string& language) {
  const std::scoped_lock lock(mutex_);
  const auto [place, added] = entries_.try_emplace(language);
  Entry& entry = place->second;
  if (added && provider_ != nullptr) {
    entry.dictionary = provider_->hyphenation_patterns(language);
    if (!entry.dictionary.empty())
      entry.patterns = std::make_unique<const HyphenationPatterns>(entry.dictionary.view());
  }
  return entry.patterns.get();
}

Hyphenator::Language& Hyphenator::language_of(const std::string& tag) {
  // Western words in such text are nearly always English.
  const std::string name = is_east_asian(tag) ? "en" : tag;
  const auto [entry, added] = languages_.try_emplace(name);
  if (added) entry->second.patterns = patterns_.find(name);
  return entry->second;
}

const std::vector<std::size_t>& Hyphenator::points(Language& language, const std::u32string& word) {
  const auto [entry, added] = language.words.try_emplace(word);
  if (added) entry->second = language.patterns->points(word);
  return entry->second;
}

bool Hyphenator::add_breaks(const StyledText& text, const ShapedText& shaped, const Shaper& shaper,
                            std::vector<LineItem>& items, bool names) {
  const std::vector<Character>& characters = shaped.characters;
  const std::vector<Cluster>& clusters = shaped.clusters;
  bool any = false;
  std::size_t cluster = 0;
  for (std::size_t begin = 0, end = 0; begin < characters.size(); begin = end) {
    end = begin + 1;
    if (!is_word_letter(characters[begin])) continue;
    while (end < characters.size() && is_word_letter(characters[end])) ++end;
    if (end - begin < kShortestWord || !is_free(characters, begin, end)) continue;

    while (clusters[cluster].text_begin + clusters[cluster].text_length <= characters[begin].offset) ++cluster;
    const TextStyle& style = *text.runs[clusters[cluster].run].style;
    if (!style.hyphenate || style.code) continue;
    std::u32string word;
    bool mixed = false;
    for (std::size_t i = begin; i < end; ++i) {
      word.push_back(unicode::to_lower(characters[i].code));
      mixed = mixed || (i > begin && word.back() != characters[i].code);
    }
    Language& language = language_of(style.language);
    const bool east_asian = is_east_asian(style.language);
    const bool name = east_asian && word.front() != characters[begin].code;
    if (mixed || (name && !names) || language.patterns == nullptr) continue;
    const std::size_t minimum = east_asian ? kEastAsianMinimum : 0;

    std::size_t at = cluster;
    for (const std::size_t point : points(language, word)) {
      if (point < minimum || word.size() - point < minimum) continue;
      const std::uint32_t offset = characters[begin + point].offset;
      while (clusters[at].text_begin + clusters[at].text_length < offset) ++at;
      // No hyphen within a ligature, nor where a break needs none.
      if (clusters[at].text_begin + clusters[at].text_length != offset || items[at].penalty < kBrokenWord) continue;
      items[at].penalty = name ? kNamePenalty : kHyphenPenalty;
      set_hyphen(items[at], clusters[at], shaper, style.size);
      any = true;
    }
  }
  return any;
}

}  // namespace mdconv::text
