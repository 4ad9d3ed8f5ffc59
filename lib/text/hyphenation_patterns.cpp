// SPDX-License-Identifier: MIT
#include "text/hyphenation_patterns.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "support/utf8.h"

// The hyphen library itself takes ten times as long to read its dictionary as a post takes to typeset, for it builds
// an automaton of every state; a table of where the patterns stand is ready in a fraction of a millisecond.

namespace mdconv::text {

namespace {

std::string to_utf8(std::string_view text, const std::string& charset) {
  if (charset == "UTF-8") return std::string(text);
  std::string result(text.size() * 3 + 1, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t length =
      ucnv_convert("UTF-8", charset.c_str(), result.data(), static_cast<std::int32_t>(result.size()), text.data(),
                   static_cast<std::int32_t>(text.size()), &status);
  if (U_FAILURE(status)) return {};
  result.resize(static_cast<std::size_t>(length));
  return result;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line;
}

// FNV-1a over characters; a prefix's hash goes on to the longer one's.
constexpr std::uint64_t kEmptyHash = 0xCBF29CE484222325;
constexpr std::uint64_t hashed(std::uint64_t hash, char32_t c) noexcept { return (hash ^ c) * 0x100000001B3; }
// The low bits of a product change with the high ones of its factors too little.
constexpr std::uint32_t folded(std::uint64_t hash) noexcept { return static_cast<std::uint32_t>(hash ^ (hash >> 29)); }

// A character of a pattern. Most are ASCII.
char32_t take_character(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte >= 0x80) return utf8::next(text, at);
  ++at;
  return byte;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

}  // namespace

HyphenationPatterns::HyphenationPatterns(std::string_view dictionary) {
  const std::string charset(take_line(dictionary));
  if (charset != "UTF-8") dictionary = converted_ = to_utf8(dictionary, charset);
  text_ = dictionary.substr(0, std::numeric_limits<std::uint32_t>::max());
  constexpr std::size_t kUsualLine = 9;
  patterns_.reserve(text_.size() / kUsualLine);
  for (std::string_view rest = text_; !rest.empty() && !finished_;) read_line(take_line(rest));
  std::size_t size = 16;
  while (2 * size < 3 * patterns_.size()) size *= 2;
  table_.resize(size);
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    std::size_t at = patterns_[i].hash & (size - 1);
    while (table_[at] != 0) at = (at + 1) & (size - 1);
    table_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

void HyphenationPatterns::read_line(std::string_view line) {
  if (line.empty() || line.front() == '%' || line.front() == '#') return;
  // Patterns are of lower-case letters.
  if (line.front() >= 'A' && line.front() <= 'Z' && read_setting(line)) return;
  std::uint64_t hash = kEmptyHash;
  std::size_t length = 0;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = take_character(line, at);
    if (is_digit(c)) continue;
    if (c == U'/') return;
    hash = hashed(hash, c);
    ++length;
  }
  longest_ = std::max(longest_, length);
  patterns_.push_back({static_cast<std::uint32_t>(line.data() - text_.data()), folded(hash)});
}

bool HyphenationPatterns::matches(const Pattern& pattern, std::u32string_view letters) const {
  std::string_view rest = text_.substr(pattern.begin);
  const std::string_view line = take_line(rest);
  std::size_t letter = 0;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = take_character(line, at);
    if (is_digit(c)) continue;
    if (letter == letters.size() || letters[letter] != c) return false;
    ++letter;
  }
  return letter == letters.size();
}

void HyphenationPatterns::apply(const Pattern& pattern, char* values) const {
  std::string_view rest = text_.substr(pattern.begin);
  const std::string_view line = take_line(rest);
  std::size_t letter = 0;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = take_character(line, at);
    if (is_digit(c)) {
      values[letter] = std::max(values[letter], static_cast<char>(c - U'0'));
    } else {
      ++letter;
    }
  }
}

// Whether the line is none of a pattern.
bool HyphenationPatterns::read_setting(std::string_view line) {
  const auto minimum = [&](std::string_view name, std::size_t& value) {
    if (!line.starts_with(name)) return false;
    line.remove_prefix(std::min(line.size(), name.size() + 1));
    std::from_chars(line.data(), line.data() + line.size(), value);
    return true;
  };
  std::size_t ignored = 0;
  if (minimum("LEFTHYPHENMIN", left_) || minimum("RIGHTHYPHENMIN", right_) || minimum("COMPOUND", ignored)) return true;
  // What follows parts compounds' words.
  if (line == "NEXTLEVEL") {
    finished_ = !patterns_.empty();
    return true;
  }
  return line.starts_with("NOHYPHEN");
}

std::vector<std::size_t> HyphenationPatterns::points(std::u32string_view word) const {
  const std::u32string dotted = U'.' + std::u32string(word) + U'.';
  std::string values(dotted.size() + 1, '\0');
  for (std::size_t begin = 0; begin < dotted.size(); ++begin) {
    std::uint64_t hash = kEmptyHash;
    for (std::size_t length = 1; length <= longest_ && begin + length <= dotted.size(); ++length) {
      hash = hashed(hash, dotted[begin + length - 1]);
      const std::uint32_t wanted = folded(hash);
      for (std::size_t at = wanted & (table_.size() - 1); table_[at] != 0; at = (at + 1) & (table_.size() - 1)) {
        const Pattern& pattern = patterns_[table_[at] - 1];
        if (pattern.hash == wanted && matches(pattern, std::u32string_view(dotted).substr(begin, length)))
          apply(pattern, values.data() + begin);
      }
    }
  }
  std::vector<std::size_t> points;
  for (std::size_t i = std::max<std::size_t>(left_, 2); i + std::max<std::size_t>(right_, 3) <= word.size(); ++i)
    if (values[i + 1] % 2 == 1) points.push_back(i);
  return points;
}

}  // namespace mdconv::text
