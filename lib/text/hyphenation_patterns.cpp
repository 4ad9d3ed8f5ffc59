// SPDX-License-Identifier: MIT
#include "text/hyphenation_patterns.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <charconv>

#include "support/utf8.h"

// The hyphen library itself takes ten times as long to read its dictionary as a post takes to typeset, for it builds
// an automaton of every state; a table of the patterns is ready in a fraction of a millisecond.

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
constexpr std::size_t slot(std::uint64_t hash) noexcept { return static_cast<std::size_t>(hash ^ (hash >> 29)); }

}  // namespace

HyphenationPatterns::HyphenationPatterns(std::string_view dictionary) {
  const std::string charset(take_line(dictionary));
  const std::string text = to_utf8(dictionary, charset);
  std::string_view rest = text;
  letters_.reserve(rest.size());
  digits_.reserve(rest.size());
  while (!rest.empty() && !finished_) read_line(take_line(rest));
  std::size_t size = 16;
  while (size < 2 * patterns_.size()) size *= 2;
  table_.resize(size);
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    std::size_t at = slot(patterns_[i].hash) & (size - 1);
    while (table_[at] != 0) at = (at + 1) & (size - 1);
    table_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

void HyphenationPatterns::read_line(std::string_view line) {
  if (line.empty() || line.front() == '%' || line.front() == '#') return;
  // Patterns are of lower-case letters.
  if (line.front() >= 'A' && line.front() <= 'Z' && read_setting(line)) return;
  if (line.find('/') != std::string_view::npos) return;

  Pattern pattern{static_cast<std::uint32_t>(letters_.size()), 0, kEmptyHash};
  char digit = 0;
  for (std::size_t i = 0; i < line.size();) {
    auto c = static_cast<char32_t>(static_cast<unsigned char>(line[i]));
    if (c < 0x80) {
      ++i;
    } else {
      c = utf8::next(line, i);
    }
    if (c >= U'0' && c <= U'9') {
      digit = static_cast<char>(c - U'0');
      continue;
    }
    letters_.push_back(c);
    digits_.push_back(digit);
    digit = 0;
    pattern.hash = hashed(pattern.hash, c);
    ++pattern.length;
  }
  // A letter that is none holds the place of the last digit.
  letters_.push_back(0);
  digits_.push_back(digit);
  longest_ = std::max<std::size_t>(longest_, pattern.length);
  patterns_.push_back(pattern);
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
      for (std::size_t at = slot(hash) & (table_.size() - 1); table_[at] != 0; at = (at + 1) & (table_.size() - 1)) {
        const Pattern& pattern = patterns_[table_[at] - 1];
        if (pattern.hash != hash || pattern.length != length ||
            !std::equal(dotted.begin() + static_cast<std::ptrdiff_t>(begin),
                        dotted.begin() + static_cast<std::ptrdiff_t>(begin + length), letters_.begin() + pattern.begin))
          continue;
        for (std::size_t i = 0; i <= length; ++i)
          values[begin + i] = std::max(values[begin + i], digits_[pattern.begin + i]);
      }
    }
  }
  std::vector<std::size_t> points;
  for (std::size_t i = std::max<std::size_t>(left_, 2); i + std::max<std::size_t>(right_, 3) <= word.size(); ++i)
    if (values[i + 1] % 2 == 1) points.push_back(i);
  return points;
}

}  // namespace mdconv::text
