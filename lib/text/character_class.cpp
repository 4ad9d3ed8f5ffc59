// SPDX-License-Identifier: MIT
#include "text/character_class.h"

#include <algorithm>
#include <array>

#include "support/language.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::text {

namespace {

using enum CharacterClass;

bool is_ambiguous_quote(char32_t c) { return c == U'“' || c == U'”' || c == U'‘' || c == U'’'; }

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

bool is_full_width_form(char32_t c) { return (c >= 0xFF01 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6); }

bool is_written_like_han(char32_t c) {
  constexpr char32_t kZero = U'〇';  // a number, not a letter, to Unicode
  return (unicode::is_letter_or_digit(c) && !is_full_width_form(c)) || c == kZero;
}

// Marks whose class their neighbours decide.
bool is_ambiguous(char32_t c) {
  if (c < 0x80) return c == U'-' || c == U'/';
  if (c > 0x22EF) return false;
  return is_ambiguous_quote(c) || is_one_of(c, U"—–…⋯·‧");
}

// The class of a character that has one whatever its neighbours are; ambiguous marks come out as Sign.
CharacterClass plain_class(char32_t c) {
  if (c < 0x80) {
    if (c == U'\n') return Newline;
    if (c == U' ' || c == U'\t') return Space;
    const bool letter = (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    return letter ? Letter : Sign;
  }
  // The common case first: no property look-up for the unified ideographs.
  if (c >= 0x4E00 && c <= 0x9FFF) return Ideograph;
  if (c == 0xFFFC) return Object;
  if (is_one_of(c, U"（〔［｛〈《「『【〖｟〘〚〝")) return Opening;
  if (is_one_of(c, U"）〕］｝〉》」』】〗｠〙〛〞〟")) return Closing;
  if (is_one_of(c, U"、，；：︐︑")) return Comma;
  if (is_one_of(c, U"。．！？")) return Stop;
  if (c == U'・') return MiddleDot;
  if (c == U'～' || c == U'〜' || c == U'／') return Connector;
  if (c == U'⸺') return Dash;
  if (unicode::is_hangul(c)) return Hangul;
  if (unicode::is_wide(c)) return is_written_like_han(c) ? Ideograph : WideSign;
  return unicode::is_letter_or_digit(c) ? Letter : Sign;
}

// Resolves the marks that take their width from their surroundings.
class AmbiguousMarks {
 public:
  AmbiguousMarks(std::vector<Character>& characters, const std::vector<LanguageStretch>& languages)
      : characters_(characters), languages_(languages) {}

  void resolve() {
    std::size_t stretch = 0;
    for (std::size_t i = 0; i < characters_.size(); ++i) {
      if (!is_ambiguous(characters_[i].code)) continue;
      while (stretch + 1 < languages_.size() && characters_[i].offset >= languages_[stretch].end) ++stretch;
      const Region region = languages_[stretch].region;
      const bool may_be_wide = region != Region::Korean && region != Region::Western;
      if (is_ambiguous_quote(characters_[i].code)) {
        resolve_quote(i, may_be_wide);
      } else if (may_be_wide) {
        resolve(i, region);
      }
    }
    for (const Open& quote : open_)
      if (quote.may_be_wide && has_cjk_neighbour(quote.at, quote.at)) characters_[quote.at].cls = Opening;
  }

 private:
  struct Open {
    std::size_t at = 0;
    bool may_be_wide = false;
  };

  void resolve_quote(std::size_t i, bool may_be_wide) {
    const char32_t c = characters_[i].code;
    if (c == U'“' || c == U'‘') {
      open_.push_back({i, may_be_wide});
      ++(c == U'“' ? open_double_ : open_single_);
    } else {
      close(i, may_be_wide);
    }
  }

  void resolve(std::size_t i, Region region) {
    const char32_t c = characters_[i].code;
    switch (c) {
      case U'—':
        if (follows(i, U'—') || has_cjk_neighbour(i, i)) characters_[i].cls = Dash;
        break;
      case U'…':
      case U'⋯':
        if (follows(i, c) || has_cjk_neighbour(i, i)) characters_[i].cls = Ellipsis;
        break;
      case U'·':
      case U'‧':
        if (is_square(before(i)) && is_square(after(i))) characters_[i].cls = MiddleDot;
        break;
      default:  // connectors and the solidus, set close between Han
        if (region == Region::Hans && i > 0 && i + 1 < characters_.size() && characters_[i - 1].cls == Ideograph &&
            characters_[i + 1].cls == Ideograph)
          characters_[i].cls = Connector;
        break;
    }
  }

  void close(std::size_t i, bool may_be_wide) {
    const char32_t opening = characters_[i].code == U'”' ? U'“' : U'‘';
    // An apostrophe inside a word closes nothing.
    const bool apostrophe = characters_[i].code == U'’' && before(i) == Letter && after(i) == Letter;
    if (apostrophe) return;
    // Nor does one at a word's edge: the quotes around it stay open.
    if ((opening == U'“' ? open_double_ : open_single_) == 0) {
      const bool after_letter = characters_[i].code == U'’' && i > 0 && characters_[i - 1].cls == Letter;
      if (may_be_wide && !after_letter && has_cjk_neighbour(i, i)) characters_[i].cls = Closing;
      return;
    }
    while (characters_[open_.back().at].code != opening) pop();
    const Open quote = open_.back();
    pop();
    // Both of a pair are wide or neither, also where only one of them stands in text that has wide ones.
    if (!may_be_wide || !quote.may_be_wide) return;
    if (encloses_cjk(quote.at, i) || has_cjk_neighbour(quote.at, i)) {
      characters_[quote.at].cls = Opening;
      characters_[i].cls = Closing;
    }
  }

  void pop() {
    --(characters_[open_.back().at].code == U'“' ? open_double_ : open_single_);
    open_.pop_back();
  }

  // A quotation can be long; looking at its beginning and end keeps nested quotes linear.
  bool encloses_cjk(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kReach = 64;
    for (std::size_t i = begin + 1; i < end && i <= begin + kReach; ++i)
      if (is_square(characters_[i].cls)) return true;
    return false;
  }

  bool follows(std::size_t i, char32_t c) const {
    return (i > 0 && characters_[i - 1].code == c) || (i + 1 < characters_.size() && characters_[i + 1].code == c);
  }

  CharacterClass before(std::size_t i) const {
    while (i > 0 && characters_[i - 1].cls == Space) --i;
    return i > 0 ? characters_[i - 1].cls : Newline;
  }

  CharacterClass after(std::size_t i) const {
    ++i;
    while (i < characters_.size() && characters_[i].cls == Space) ++i;
    return i < characters_.size() ? characters_[i].cls : Newline;
  }

  bool has_cjk_neighbour(std::size_t begin, std::size_t end) const {
    return is_cjk(before(begin)) || is_cjk(after(end));
  }

  std::vector<Character>& characters_;
  const std::vector<LanguageStretch>& languages_;
  std::vector<Open> open_;
  std::size_t open_double_ = 0;
  std::size_t open_single_ = 0;
};

char32_t full_width(char32_t c) {
  if (c == U' ') return U'\u3000';
  return c > U' ' && c <= U'~' ? c + 0xFEE0 : c;
}

// Each character becomes one, so that a text and what is shown of it have the same places.
class Transformer {
 public:
  explicit Transformer(const std::vector<LanguageStretch>& stretches)
      : stretches_(stretches), any_(std::any_of(stretches.begin(), stretches.end(), [](const LanguageStretch& each) {
          return each.transform != style::TextTransform::None;
        })) {}

  char32_t operator()(char32_t c, std::size_t offset) {
    if (!any_) return c;
    while (stretch_ + 1 < stretches_.size() && offset >= stretches_[stretch_].end) ++stretch_;
    const bool in_word = in_word_;
    // An apostrophe and what combines with a letter begin no word.
    in_word_ = unicode::is_letter_or_digit(c) || (in_word && (unicode::is_mark(c) || c == U'\'' || c == U'’'));
    switch (stretches_[stretch_].transform) {
      case style::TextTransform::None: break;
      case style::TextTransform::Uppercase: return unicode::to_upper(c);
      case style::TextTransform::Lowercase: return unicode::to_lower(c);
      case style::TextTransform::Capitalize: return in_word ? c : unicode::to_upper(c);
      case style::TextTransform::FullWidth: return full_width(c);
    }
    return c;
  }

 private:
  const std::vector<LanguageStretch>& stretches_;
  bool any_;
  bool in_word_ = false;
  std::size_t stretch_ = 0;
};

}  // namespace

Region region_of(std::string_view tag) noexcept {
  if (language::is(tag, "zh")) return language::is_traditional_chinese(tag) ? Region::Hant : Region::Hans;
  if (language::is(tag, "ja")) return Region::Japanese;
  return language::is(tag, "ko") ? Region::Korean : Region::Western;
}

std::vector<Character> classify(std::string_view utf8, const std::vector<LanguageStretch>& languages) {
  std::vector<Character> characters;
  characters.reserve(utf8.size() / 3 + 8);
  bool has_ambiguous = false;
  Transformer shown(languages);
  for (std::size_t i = 0; i < utf8.size();) {
    Character character;
    character.offset = static_cast<std::uint32_t>(i);
    character.code = shown(utf8::next(utf8, i), character.offset);
    character.cls = plain_class(character.code);
    has_ambiguous = has_ambiguous || is_ambiguous(character.code);
    characters.push_back(character);
  }
  if (has_ambiguous && !languages.empty()) AmbiguousMarks(characters, languages).resolve();
  return characters;
}

std::vector<Character> classify(std::string_view utf8, std::string_view language) {
  return classify(utf8, std::vector<LanguageStretch>{{static_cast<std::uint32_t>(utf8.size()), region_of(language)}});
}

}  // namespace mdconv::text
