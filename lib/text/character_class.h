// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "style/computed_style.h"

namespace mdconv::text {

/// What a character is to a line of mixed Chinese and Western text; the groups of CLREQ 3.1.2 and JLREQ 3.9.2
/// as far as their rules differ.
enum class CharacterClass : std::uint8_t {
  Ideograph,  // Han, kana and what is written like them: one em, breakable on both sides
  WideSign,   // full-width letters, digits and signs: the same, without space beside Latin
  Opening,    // full-width opening brackets and quotes
  Closing,    // full-width closing brackets and quotes
  Comma,      // 、，；：
  Stop,       // 。．！？
  MiddleDot,  // ·・ between Han
  Connector,  // ～／, and - – / in Han of the mainland: never adjusted
  Dash,       // — of a ——
  Ellipsis,   // … of a ……
  Hangul,
  Letter,   // letters and digits of scripts that set words apart by spaces
  Sign,     // every other narrow character
  Space,    // U+0020, and U+0009 of code
  Object,   // U+FFFC, an image in the line
  Newline,  // U+000A, a forced break
};

/// Whether the class is a full-width mark, whose blank half can be trimmed.
constexpr bool is_wide_mark(CharacterClass c) noexcept {
  return c == CharacterClass::Opening || c == CharacterClass::Closing || c == CharacterClass::Comma ||
         c == CharacterClass::Stop || c == CharacterClass::MiddleDot;
}

/// Whether the class fills an em box with ink, and lines may open up beside it.
constexpr bool is_square(CharacterClass c) noexcept {
  return c == CharacterClass::Ideograph || c == CharacterClass::WideSign;
}

/// Whether text of the class belongs to a CJK face and to the script Han.
constexpr bool is_cjk(CharacterClass c) noexcept {
  return c == CharacterClass::Ideograph || c == CharacterClass::WideSign || is_wide_mark(c) ||
         c == CharacterClass::Connector || c == CharacterClass::Dash || c == CharacterClass::Ellipsis;
}

struct Character {
  char32_t code = 0;
  std::uint32_t offset = 0;  // of its first byte
  CharacterClass cls = CharacterClass::Sign;
};

/// Whose rules text follows.
enum class Region : std::uint8_t { Hans, Hant, Japanese, Korean, Western };

Region region_of(std::string_view language) noexcept;

/// Bytes up to `end`, from the stretch before, in one language, whose letters are shown in one way.
struct LanguageStretch {
  std::uint32_t end = 0;
  Region region = Region::Hans;
  style::TextTransform transform = style::TextTransform::None;
};

/// The characters of a paragraph, as they are shown, with their classes.
///
/// Quotes, dashes, ellipses and middle dots are wide in Han text and narrow in Western text though they are the
/// same code points. Both quotes of a pair decide together: by what they enclose, else by their neighbours.
/// Outside Chinese and Japanese such marks are narrow.
std::vector<Character> classify(std::string_view utf8, const std::vector<LanguageStretch>& languages);
std::vector<Character> classify(std::string_view utf8, std::string_view language);

}  // namespace mdconv::text
