// SPDX-License-Identifier: MIT
#include "support/unicode.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>

#include <memory>

#include "support/utf8.h"

namespace mdconv::unicode {

namespace {

UChar32 code_point(char32_t c) { return static_cast<UChar32>(c); }

UScriptCode script(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(code_point(c), &status);
}

bool has_wide_cell(char32_t c) {
  const int width = u_getIntPropertyValue(code_point(c), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

}  // namespace

bool is_wide(char32_t c) noexcept {
  if (c < 0x1100) return false;
  // The common case first: no property look-up for the unified ideographs.
  if (c >= 0x4E00 && c <= 0x9FFF) return true;
  const int width = u_getIntPropertyValue(code_point(c), UCHAR_EAST_ASIAN_WIDTH);
  const bool wide = width == U_EA_WIDE || width == U_EA_FULLWIDTH || width == U_EA_HALFWIDTH;
  return (wide && !u_hasBinaryProperty(code_point(c), UCHAR_EMOJI_PRESENTATION)) || is_hangul(c);
}

int display_width(char32_t c) noexcept {
  if (c < 0x300) return 1;
  const int category = u_charType(code_point(c));
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return 0;
  return has_wide_cell(c) ? 2 : 1;
}

bool is_han(char32_t c) noexcept {
  const bool in_main_block = c >= 0x4E00 && c <= 0x9FFF;
  return in_main_block || (c >= 0x2E80 && script(c) == USCRIPT_HAN);
}
bool is_hangul(char32_t c) noexcept { return c >= 0x1100 && script(c) == USCRIPT_HANGUL; }

bool is_kana(char32_t c) noexcept {
  if (c < 0x3040) return false;
  const UScriptCode s = script(c);
  return s == USCRIPT_HIRAGANA || s == USCRIPT_KATAKANA;
}

bool is_letter(char32_t c) noexcept { return u_isalpha(code_point(c)) != 0; }
bool is_letter_or_digit(char32_t c) noexcept { return u_isalnum(code_point(c)) != 0; }

bool is_punctuation(char32_t c) noexcept { return (U_GET_GC_MASK(code_point(c)) & (U_GC_P_MASK | U_GC_S_MASK)) != 0; }

bool is_emoji(char32_t c) noexcept { return c >= 0xA9 && u_hasBinaryProperty(code_point(c), UCHAR_EMOJI); }
bool is_symbol(char32_t c) noexcept { return (U_GET_GC_MASK(code_point(c)) & U_GC_S_MASK) != 0; }

bool is_mark(char32_t c) noexcept { return (U_GET_GC_MASK(code_point(c)) & U_GC_M_MASK) != 0; }

char32_t compatibility_equivalent(char32_t c) noexcept {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfkc = unorm2_getNFKCInstance(&status);
  if (U_FAILURE(status)) return c;
  UChar units[4];
  const int32_t length = unorm2_getDecomposition(nfkc, code_point(c), units, 4, &status);
  if (U_FAILURE(status) || length <= 0) return c;
  UChar32 equivalent = 0;
  int32_t end = 0;
  U16_NEXT(units, end, length, equivalent);
  return end == length ? static_cast<char32_t>(equivalent) : c;
}

bool is_space(char32_t c) noexcept { return u_isUWhiteSpace(code_point(c)) != 0; }
bool is_lower(char32_t c) noexcept { return u_islower(code_point(c)) != 0; }
char32_t to_upper(char32_t c) noexcept { return static_cast<char32_t>(u_toupper(code_point(c))); }
char32_t to_lower(char32_t c) noexcept { return static_cast<char32_t>(u_tolower(code_point(c))); }

std::string to_lower(std::string_view text) {
  std::string lower;
  for (std::size_t i = 0; i < text.size();) utf8::append(lower, to_lower(utf8::next(text, i)));
  return lower;
}

char32_t emoji_by_name(std::string_view name) {
  std::string written;
  for (const char c : name)
    written.push_back(c == '_' ? ' ' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  UErrorCode status = U_ZERO_ERROR;
  const UChar32 c = u_charFromName(U_UNICODE_CHAR_NAME, written.c_str(), &status);
  constexpr UChar32 kFirst = 0x2000;  // digits are emoji too, in their way
  return U_SUCCESS(status) && c >= kFirst && u_hasBinaryProperty(c, UCHAR_EMOJI) ? static_cast<char32_t>(c) : 0;
}

std::string code_point_name(char32_t c) { return fmt::format("U+{:04X}", static_cast<std::uint32_t>(c)); }

std::string host_to_ascii(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII, &status),
                                                            uidna_close);
  if (U_FAILURE(status)) return {};
  // Longer ones are no names of hosts.
  char ascii[256];
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const std::int32_t length = uidna_nameToASCII_UTF8(idna.get(), name.data(), static_cast<std::int32_t>(name.size()),
                                                     ascii, sizeof ascii, &info, &status);
  if (U_FAILURE(status) || info.errors != 0) return {};
  return {ascii, static_cast<std::size_t>(length)};
}

bool is_right_to_left(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  char locale[ULOC_FULLNAME_CAPACITY];
  uloc_forLanguageTag(std::string(language).c_str(), locale, sizeof locale, nullptr, &status);
  return U_SUCCESS(status) && uloc_isRightToLeft(locale) != 0;
}

std::string library_version() {
  UVersionInfo version;
  u_getVersion(version);
  char text[U_MAX_VERSION_STRING_LENGTH];
  u_versionToString(version, text);
  return text;
}

}  // namespace mdconv::unicode
