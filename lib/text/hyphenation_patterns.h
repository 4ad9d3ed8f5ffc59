// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mdconv::text {

/// A language's hyphenation patterns (Liang 1983), read from a dictionary in the format of the hyphen library:
/// the character set, LEFTHYPHENMIN and the like, then a pattern a line ("hy3ph"). Patterns that change the spelling
/// are left out, and so is what the dictionary has for parts of compounds.
class HyphenationPatterns {
 public:
  /// Anything that is no dictionary gives patterns that match nothing. The dictionary must outlive the patterns.
  explicit HyphenationPatterns(std::string_view dictionary);
  HyphenationPatterns(const HyphenationPatterns&) = delete;
  HyphenationPatterns& operator=(const HyphenationPatterns&) = delete;

  /// The places in a word of lower-case letters where a hyphen may stand: after so many characters.
  std::vector<std::size_t> points(std::u32string_view word) const;

 private:
  struct Pattern {
    std::uint32_t begin = 0;  // of its line in text_
    std::uint32_t hash = 0;   // of its letters
  };

  void read_line(std::string_view line);
  bool read_setting(std::string_view line);
  bool matches(const Pattern& pattern, std::u32string_view letters) const;
  /// Raises the values of the places before, between and after its letters to its digits.
  void apply(const Pattern& pattern, char* values) const;

  std::size_t left_ = 2;
  std::size_t right_ = 3;
  std::size_t longest_ = 0;
  bool finished_ = false;

  /// In UTF-8; what is not is converted.
  std::string converted_;
  std::string_view text_;
  std::vector<Pattern> patterns_;
  /// Open addressing: an index into patterns_ and one more, 0 where there is none. A power of two long.
  std::vector<std::uint32_t> table_;
};

}  // namespace mdconv::text
