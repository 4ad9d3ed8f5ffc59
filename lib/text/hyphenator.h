// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "mdconv/host.h"
#include "text/hyphenation_patterns.h"
#include "text/line_items.h"
#include "text/shaper.h"

namespace mdconv::text {

/// The patterns of languages, for all threads.
class PatternStore {
 public:
  /// Null: no language has any.
  explicit PatternStore(HyphenationProvider* provider) : provider_(provider) {}

  /// Null: the language has none. Who asks while another reads it waits.
  const HyphenationPatterns* find(const std::string& language);

 private:
  HyphenationProvider* provider_;
  std::mutex mutex_;
  struct Entry {
    Blob dictionary;
    std::unique_ptr<const HyphenationPatterns> patterns;
  };
  std::map<std::string, Entry> entries_;
};

/// Breaks Western words at their syllables. Holds the words seen: one for each thread.
class Hyphenator {
 public:
  explicit Hyphenator(PatternStore& patterns) : patterns_(patterns) {}

  /// Adds to the items of shaped text the breaks within words whose style allows it. Parts of addresses,
  /// abbreviations and names in mixed case are left whole. `false`: there was no place.
  /// With `names`, words that begin with a capital amid Chinese, Japanese and Korean too, at a higher price.
  bool add_breaks(const StyledText& text, const ShapedText& shaped, const Shaper& shaper, std::vector<LineItem>& items,
                  bool names = false);

 private:
  struct Language {
    const HyphenationPatterns* patterns = nullptr;  // null: the language has none
    std::unordered_map<std::u32string, std::vector<std::size_t>> words;
  };

  Language& language_of(const std::string& tag);
  const std::vector<std::size_t>& points(Language& language, const std::u32string& word);

  PatternStore& patterns_;
  std::map<std::string, Language> languages_;
};

}  // namespace mdconv::text
