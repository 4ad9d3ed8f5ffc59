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
  /// Anything that is no dictionary gives patterns that match nothing.
  explicit HyphenationPatterns(std::string_view dictionary);

  /// The places in a word of lower-case letters where a hyphen may stand: after so many characters.
  std::vector<std::size_t> points(std::u32string_view word) const;

 private:
  void read_line(std::string_view line);
  bool read_setting(std::string_view line);

  std::size_t left_ = 2;
  std::size_t right_ = 3;
  std::size_t longest_ = 0;
  bool finished_ = false;

  /// A pattern's letters are letters_[begin, begin + length); its digits, one more, stand at the same place of digits_.
  struct Pattern {
    std::uint32_t begin = 0;
    std::uint32_t length = 0;
    std::uint64_t hash = 0;
  };

  std::vector<char32_t> letters_;
  std::vector<char> digits_;
  std::vector<Pattern> patterns_;
  /// Open addressing: an index into patterns_ and one more, 0 where there is none. A power of two long.
  std::vector<std::uint32_t> table_;
};

}  // namespace mdconv::text
