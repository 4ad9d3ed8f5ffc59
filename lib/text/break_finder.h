// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "text/shaper.h"

struct UBreakIterator;

namespace mdconv::text {

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

 private:
  UBreakIterator* iterator_for(const std::string& language);
  void mark_opportunities(const StyledText& text, const ShapedText& shaped, std::vector<int>& penalties);

  std::map<std::string, UBreakIterator*> iterators_;
};

}  // namespace mdconv::text
