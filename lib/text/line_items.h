// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "text/shaper.h"

namespace mdconv::text {

/// Where a line may give way, in the order in which it does (CLREQ 3.2.4, TYPOGRAPHY J3): each kind to its limit
/// before the next one.
enum class Shrink : std::uint8_t { WordSpace, MiddleDot, Bracket, Comma, HanWestern, Stop, Count };
/// Where a line may open up (J4); between letters only when nothing else helps.
enum class Stretch : std::uint8_t { WordSpace, HanWestern, Han, Mark, Letter, Count };

inline constexpr std::size_t kShrinkKinds = static_cast<std::size_t>(Shrink::Count);
inline constexpr std::size_t kStretchKinds = static_cast<std::size_t>(Stretch::Count);

/// Penalties of a break after an item; in between: the higher, the worse.
inline constexpr int kNeverBreak = std::numeric_limits<int>::max();
inline constexpr int kForceBreak = std::numeric_limits<int>::min();
/// From it on a break parts what should be whole, without a hyphen.
inline constexpr int kBrokenWord = 1500;

/// A cluster as the line breaker sees it. Lengths in points.
///
/// `width` is the advance less what spacing took away; `gap` is the space after it when no break follows. A mark
/// at a line's edge loses `start_trim` or `end_trim` more. At a line's end the width of trailing spaces is nothing.
struct LineItem {
  double width = 0;
  double gap = 0;
  double start_trim = 0;
  double end_trim = 0;
  /// What it loses at a line's end only if the line would be too long, before anything else gives way.
  double end_give = 0;
  /// What of it may then stand outside instead (`hanging-punctuation`).
  double hang = 0;
  /// Where the glyphs stand relative to the item's left edge: what trimming took off the front, negated.
  double shift = 0;
  /// How much the item or its gap can give; only one kind each. Of it `shrink_front` is taken off the item's front:
  /// all of an opening bracket's, half of a centred mark's.
  double shrink = 0;
  double shrink_front = 0;
  double stretch = 0;       // the comfortable amount
  double stretch_most = 0;  // the most before other places give way too
  Shrink shrink_kind = Shrink::Count;
  Stretch stretch_kind = Stretch::Count;
  bool is_space = false;
  /// Opens up only in a line where nothing else can: between the letters of words.
  bool only_stretch = false;
  /// A break after the item shows a hyphen, whose advance `end_trim` counts.
  bool hyphenated = false;
  /// What the item weighs against a last line of a single character: a Han character 1, a Western letter half.
  float weight = 0;
  int penalty = kNeverBreak;
};

/// Lets a break after the item show its face's hyphen.
void set_hyphen(LineItem& item, const Cluster& cluster, const Shaper& shaper, double size);

/// Widths, spaces and trims of shaped text, and the breaks that its language allows.
class BreakFinder;
std::vector<LineItem> make_line_items(const StyledText& text, const ShapedText& shaped, double measure,
                                      BreakFinder& breaks, const Shaper& shaper);

}  // namespace mdconv::text
