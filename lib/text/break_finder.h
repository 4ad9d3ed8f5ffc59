// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "text/shaper.h"

struct UBreakIterator;

namespace mdconv::text {

struct LineItem;

/// Where lines may be broken: UAX #14 by ICU, strict for CJK, with what CLREQ and readers of technical text ask
/// beyond it. Holds ICU's iterators: one for each thread.
class BreakFinder {
 public:
  BreakFinder() = default;
  ~BreakFinder();
  BreakFinder(const BreakFinder&) = delete;
  BreakFinder& operator=(const BreakFinder&) = delete;

  /// For each cluster the penalty of a break after it: kNeverBreak, kForceBreak, 0, or a price.
  std::vector<int> find(const StyledText& text, const ShapedText& shaped);

  /// Adds breaks within short names and code, for paragraphs that have holes without them: at seams and after signs.
  /// `false`: there was no place.
  static bool add_last_resorts(const ShapedText& shaped, std::vector<LineItem>& items);

 private:
  UBreakIterator* iterator_for(Region region);
  template <class F>
  void for_each_opportunity(const std::vector<Character>& characters, Region region, F&& f);
  void mark_opportunities(const StyledText& text, const ShapedText& shaped, std::vector<int>& penalties);

  std::map<Region, UBreakIterator*> iterators_;
  /// What ICU sees of a text, and the character of each unit.
  std::u16string utf16_;
  std::vector<std::uint32_t> character_of_;
};

}  // namespace mdconv::text
