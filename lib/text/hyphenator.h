// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "mdconv/host.h"
#include "text/hyphenation_patterns.h"
#include "text/line_items.h"
#include "text/shaper.h"

namespace mdconv::text {

/// Breaks Western words at their syllables. Holds the patterns and the words seen: one for each thread.
class Hyphenator {
 public:
  /// Null: no word is broken.
  explicit Hyphenator(HyphenationProvider* provider) : provider_(provider) {}

  /// Adds to the items of shaped text the breaks within words whose style allows it. Parts of addresses,
  /// abbreviations and names in mixed case are left whole. `false`: there was no place.
  /// With `names`, words that begin with a capital amid Chinese, Japanese and Korean too, at a higher price.
  bool add_breaks(const StyledText& text, const ShapedText& shaped, const Shaper& shaper, std::vector<LineItem>& items,
                  bool names = false);

 private:
  struct Language {
    std::unique_ptr<HyphenationPatterns> patterns;  // null: the language has none
    std::unordered_map<std::u32string, std::vector<std::size_t>> words;
  };

  Language& language_of(const std::string& tag);
  const std::vector<std::size_t>& points(Language& language, const std::u32string& word);

  HyphenationProvider* provider_;
  std::map<std::string, Language> languages_;
};

}  // namespace mdconv::text
