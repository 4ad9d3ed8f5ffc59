// SPDX-License-Identifier: MIT
#include "text/character_class.h"

#include <array>

#include "support/language.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::text {

namespace {

using enum CharacterClass;

bool is_ambiguous_quote(char32_t c) { return c == U'“' || c == U'”' || c == U'‘' || c == U'’'; }

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

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
  if (c == U'⸺') return Dash;
  if (unicode::is_hangul(c)) return Hangul;
  if (unicode::is_wide(c)) return Ideograph;
  return unicode::is_letter_or_digit(c) ? Letter : Sign;
}

// Resolves the marks that take their width from their surroundings.
class AmbiguousMarks {
 public:
  explicit AmbiguousMarks(std::vector<Character>& characters) : characters_(characters) {}

  void resolve() {
    for (std::size_t i = 0; i < characters_.size(); ++i) {
      const char32_t c = characters_[i].code;
      if (c == U'“' || c == U'‘') open_.push_back(i);
      if (c == U'”' || c == U'’') close(i);
      if (c == U'—' && (follows(i, U'—') || has_cjk_neighbour(i, i))) characters_[i].cls = Dash;
      if ((c == U'…' || c == U'⋯') && (follows(i, c) || has_cjk_neighbour(i, i))) characters_[i].cls = Ellipsis;
      if ((c == U'·' || c == U'‧') && before(i) == Ideograph && after(i) == Ideograph) characters_[i].cls = MiddleDot;
    }
    for (const std::size_t i : open_)
      if (has_cjk_neighbour(i, i)) characters_[i].cls = Opening;
  }

 private:
  void close(std::size_t i) {
    const char32_t opening = characters_[i].code == U'”' ? U'“' : U'‘';
    // An apostrophe inside a word closes nothing.
    const bool apostrophe = characters_[i].code == U'’' && before(i) == Letter && after(i) == Letter;
    if (apostrophe) return;
    while (!open_.empty() && characters_[open_.back()].code != opening) open_.pop_back();
    if (open_.empty()) {
      if (has_cjk_neighbour(i, i)) characters_[i].cls = Closing;
      return;
    }
    const std::size_t begin = open_.back();
    open_.pop_back();
    if (encloses_cjk(begin, i) || has_cjk_neighbour(begin, i)) {
      characters_[begin].cls = Opening;
      characters_[i].cls = Closing;
    }
  }

  // A quotation can be long; looking at its beginning and end keeps nested quotes linear.
  bool encloses_cjk(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kReach = 64;
    for (std::size_t i = begin + 1; i < end && i <= begin + kReach; ++i)
      if (characters_[i].cls == Ideograph) return true;
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
  std::vector<std::size_t> open_;
};

}  // namespace

std::vector<Character> classify(std::string_view utf8, std::string_view language) {
  std::vector<Character> characters;
  characters.reserve(utf8.size() / 3 + 8);
  bool has_ambiguous = false;
  for (std::size_t i = 0; i < utf8.size();) {
    Character character;
    character.offset = static_cast<std::uint32_t>(i);
    character.code = utf8::next(utf8, i);
    character.cls = plain_class(character.code);
    has_ambiguous = has_ambiguous || is_ambiguous_quote(character.code) || is_one_of(character.code, U"—…⋯·‧");
    characters.push_back(character);
  }
  if (has_ambiguous && language::is_chinese_or_japanese(language)) AmbiguousMarks(characters).resolve();
  return characters;
}

}  // namespace mdconv::text
