// SPDX-License-Identifier: MIT
#include "text/line_breaker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

// Total-fit line breaking after Knuth and Plass (1981), on the glue of Chinese text.
//
// Greedy breaking would leave the holes that long Western words make in a line of Han wherever they fall. Here every
// feasible set of breaks is weighed as a whole: for each legal break the best way to get there is kept, built from
// the best ways to the breaks up to a line before it. A line's badness grows with the cube of how far its spaces
// are moved, so that many lines give a little rather than one a lot.
//
// The differences to Western text: almost every position is a legal break, so a line has dozens of candidates, and
// prefix sums make weighing one a few additions; marks are narrower at a line's edges, so widths are corrected for the
// two ends of each candidate; words are hyphenated in a second pass, and a line can always be stretched, however badly,
// so one pass always gives lines. The cost is linear in the text: the candidates of a break lie within one measure
// before it.

namespace mdconv::text {

namespace {

constexpr double kRounding = 1e-6;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Justified lines shorter than this share of the measure are weighed only if no longer one reaches the break.
constexpr double kShortestShare = 0.75;
// What an overfull line costs for each point beyond the measure, beyond any other fault.
constexpr double kOverfullDemerits = 1e9;
// A last line of a single character, with or without marks, is to be avoided at the price of loose lines, two of them
// with up to a quarter em between Han, but not of a hole.
constexpr double kLonelyDemerits = 9e7;
constexpr double kLonelyWeight = 2;
// A line with holes: worse than anything but an overfull one, so that there is none where another break avoids it.
constexpr double kHoleDemerits = 1e8;
// Neighbouring lines of very different tightness.
constexpr double kFitnessDemerits = 1500;
// Two lines one after the other that end with hyphens.
constexpr double kHyphensDemerits = 10000;
// Badness of a line at the limit of its comfort.
constexpr double kBadnessAtLimit = 100;
constexpr double kWorstBadness = 1e7;
// What the most between Han is to the comfort there.
constexpr double kRatioAtMost = 4;
// What breaks cost in ragged lines, which need none within words: so many times as much.
constexpr double kRaggedPrice = 4;
// However short a ragged line is, as in narrow columns, names are not broken to make it longer: from here on it counts
// a tenth.
constexpr double kVeryRagged = 3;
// Beyond it every point of slack counts, so that the least of two bad lines is chosen.
constexpr double kBadnessOfSlack = 1e5;
// A line with fewer places between Han characters opens up at its marks too.
constexpr std::size_t kFewHan = 4;
// Letters stand no further apart than so many times what they give before everything else: such a line stays short.
constexpr double kWidestLetters = 3;

struct Sums {
  double width = 0;  // widths and gaps of all items before
  double shrink = 0;
  double stretch = 0;
  double most = 0;  // of all places but marks and letters of words
  double mark_most = 0;
  double han = 0;  // places between Han characters
  double weight = 0;
};

struct Breakpoint {
  std::size_t position = 0;  // the line ends before this item
  std::size_t previous = 0;  // index into the breakpoints
  double demerits = 0;
  double ratio = 0;  // of the line that ends here: negative when shrunk
  double end_loss = 0;
  bool holes = false;
  std::size_t line = 0;
  /// What is before the next line: widths and gaps, and what its first item loses.
  double start_width = 0;
};

class Breaker {
 public:
  Breaker(const std::vector<LineItem>& items, const LineShape& shape) : items_(items), shape_(shape) {
    sums_.resize(items.size() + 1);
    visible_end_.resize(items.size() + 1);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const LineItem& item = items[i];
      const bool opens = item.stretch_kind != Stretch::Count && !item.only_stretch;
      const bool mark = item.stretch_kind == Stretch::Mark;
      Sums& sums = sums_[i + 1] = sums_[i];
      sums.width += item.width + item.gap;
      sums.weight += static_cast<double>(item.weight);
      if (item.shrink_kind != Shrink::Count) sums.shrink += item.shrink;
      if (opens) sums.stretch += item.stretch;
      if (opens) (mark ? sums.mark_most : sums.most) += item.stretch_most;
      if (item.stretch_kind == Stretch::Han) ++sums.han;
      visible_end_[i + 1] = item.is_space ? visible_end_[i] : i + 1;
    }
  }

  std::vector<LineRange> run() {
    points_.reserve(items_.size() + 1);
    points_.push_back({});
    points_.back().start_width = start_width_of(0);
    for (std::size_t end = 1; end <= items_.size(); ++end) {
      const int penalty = items_[end - 1].penalty;
      if (penalty != kNeverBreak) consider(end, penalty);
    }
    return collect();
  }

 private:
  struct Candidate {
    double demerits = kInfinity;
    double ratio = 0;
    std::size_t from = 0;
    double end_loss = 0;
    bool holes = false;
  };

  double measure_of(const Breakpoint& from) const {
    return shape_.measure - (from.line == 0 ? shape_.first_indent : 0);
  }

  double start_width_of(std::size_t position) const {
    return sums_[position].width + (position < items_.size() ? items_[position].start_trim : 0);
  }

  // Without what the marks at the edges have given away by being trimmed, and without the last gap.
  double shrink_between(std::size_t begin, std::size_t end) const {
    const std::size_t last = visible_end_[end];
    if (last <= begin + 1) return 0;
    const LineItem& first = items_[begin];
    const LineItem& at_end = items_[last - 1];
    double shrink = sums_[last].shrink - sums_[begin].shrink;
    if (at_end.shrink_kind != Shrink::Count) shrink -= at_end.shrink - at_end.shrink_front;
    if (first.shrink_kind != Shrink::Count && first.start_trim > 0) shrink -= first.shrink_front;
    return std::max(shrink, 0.0);
  }

  // What the mark at a line's end gives when the line is too long: its blank half first, then it hangs.
  double end_loss_of(std::size_t begin, std::size_t end, double excess) const {
    const LineItem& last = items_[std::max(visible_end_[end], begin + 1) - 1];
    if (excess <= kRounding || last.end_give + last.hang <= 0) return 0;
    return excess - last.end_give > kRounding && last.hang > 0 ? last.hang : last.end_give;
  }

  double stretch_between(std::size_t begin, std::size_t end) const {
    const std::size_t last = visible_end_[end];
    return last <= begin + 1 ? 0 : sums_[last - 1].stretch - sums_[begin].stretch;
  }

  // What a line can take before it has holes.
  double most_between(std::size_t begin, std::size_t end) const {
    const std::size_t last = visible_end_[end];
    if (last <= begin + 1) return 0;
    const Sums& from = sums_[begin];
    const Sums& to = sums_[last - 1];
    const bool with_marks = to.han - from.han < static_cast<double>(kFewHan);
    return to.most - from.most + (with_marks ? to.mark_most - from.mark_most : 0);
  }

  void consider(std::size_t end, int penalty) {
    const bool forced = penalty == kForceBreak;
    Candidate best;
    Candidate shortest_overfull;
    double least_overfull = kInfinity;
    const double least_demerits = (1 + price_of(penalty)) * (1 + price_of(penalty));
    // What all lines that end here have in common.
    const std::size_t visible = visible_end_[end];
    const double end_width =
        visible > 0 ? sums_[visible].width - items_[visible - 1].gap - items_[visible - 1].end_trim : 0;
    // Breakpoints are in order of position: the first make the longest lines.
    for (std::size_t a = first_active_; a < points_.size(); ++a) {
      const Breakpoint& from = points_[a];
      const double measure = measure_of(from);
      const double width = visible > from.position ? end_width - from.start_width : 0;
      const bool short_line = shape_.justified && width < kShortestShare * measure;
      if (!forced && short_line && best.demerits < kInfinity && !best.holes) break;
      double excess = width - measure;
      const double shrink = excess > 0 ? shrink_between(from.position, end) : 0;
      const double end_loss = end_loss_of(from.position, end, excess);
      excess -= end_loss;
      if (excess > shrink + kRounding) {
        if (excess - shrink < least_overfull) {
          least_overfull = excess - shrink;
          shortest_overfull = {from.demerits + kOverfullDemerits * (excess - shrink), -1, a, end_loss, false};
        }
        // What is too long from here stays so, for later lines only add to it; unless it is so by a hyphen.
        const double hyphen = -std::min(0.0, items_[std::max(visible_end_[end], from.position + 1) - 1].end_trim);
        if (a == first_active_ && excess - hyphen > shrink) ++first_active_;
        continue;
      }
      if (from.demerits + least_demerits >= best.demerits) continue;  // no line makes it better
      Candidate candidate = weigh(a, end, excess, shrink, penalty);
      candidate.end_loss = end_loss;
      if (candidate.demerits < best.demerits) best = candidate;
    }
    if (best.demerits == kInfinity && first_active_ == points_.size()) best = shortest_overfull;
    if (best.demerits == kInfinity) return;

    points_.push_back({end, best.from, best.demerits, best.ratio, best.end_loss, best.holes,
                       points_[best.from].line + 1, start_width_of(end)});
    if (forced) first_active_ = points_.size() - 1;
  }

  double price_of(int penalty) const {
    return penalty == kForceBreak ? 0 : static_cast<double>(penalty) * (shape_.justified ? 1 : kRaggedPrice);
  }

  // One where every place has its comfort, kRatioAtMost where each has the most that it may take.
  static double stretch_ratio(double slack, double comfort, double most) {
    comfort = std::max(comfort, 1e-3);
    if (slack <= comfort || most <= comfort) return slack / comfort;
    const double beyond = (slack - comfort) / (most - comfort);
    return 1 + (kRatioAtMost - 1) * beyond;
  }

  double ragged_ratio(double slack) const {
    const double ratio = slack / (0.15 * shape_.measure);
    return std::min(ratio, kVeryRagged + (ratio - kVeryRagged) / 10);
  }

  Candidate weigh(std::size_t from_index, std::size_t end, double excess, double shrink, int penalty) const {
    const Breakpoint& from = points_[from_index];
    const bool forced = penalty == kForceBreak;
    bool holes = false;
    double ratio = 0;
    if (excess > 0) {
      ratio = shrink > 0 ? -excess / shrink : 0;
    } else if (!forced && !shape_.justified) {
      ratio = ragged_ratio(-excess);
    } else if (!forced) {
      const double comfort = stretch_between(from.position, end);
      const double most = -excess > comfort ? most_between(from.position, end) : comfort;
      holes = -excess > most + kRounding;
      ratio = stretch_ratio(-excess, comfort, most);
    }
    double badness = kBadnessAtLimit * std::abs(ratio * ratio * ratio);
    if (badness > kWorstBadness) badness = kWorstBadness + kBadnessOfSlack * std::abs(excess);
    const double price = price_of(penalty);
    double demerits = (1 + badness + price) * (1 + badness + price);
    if (holes) demerits += kHoleDemerits;
    const bool hyphens = items_[end - 1].hyphenated && from.position > 0 && items_[from.position - 1].hyphenated;
    if (hyphens) demerits += kHyphensDemerits;
    if (from.line > 0 && std::abs(ratio - from.ratio) > 1) demerits += kFitnessDemerits;
    if (forced && is_lonely(from, end)) demerits += kLonelyDemerits;
    return {from.demerits + demerits, ratio, from_index, 0, holes};
  }

  bool is_lonely(const Breakpoint& from, std::size_t end) const {
    const bool follows = from.line > 0 && items_[from.position - 1].penalty != kForceBreak;
    return follows && sums_[end].weight - sums_[from.position].weight < kLonelyWeight;
  }

  std::vector<LineRange> collect() const {
    std::vector<LineRange> lines;
    for (std::size_t index = points_.size() - 1; index != 0; index = points_[index].previous) {
      const Breakpoint& point = points_[index];
      const bool forced = items_[point.position - 1].penalty == kForceBreak;
      const Breakpoint& from = points_[point.previous];
      lines.push_back({from.position, point.position, forced, point.end_loss, point.holes,
                       forced && is_lonely(from, point.position), point.ratio});
    }
    std::reverse(lines.begin(), lines.end());
    return lines;
  }

  const std::vector<LineItem>& items_;
  const LineShape& shape_;
  std::vector<Sums> sums_;
  // visible_end_[i]: i without the spaces before it.
  std::vector<std::size_t> visible_end_;
  std::vector<Breakpoint> points_;
  // Breakpoints before it lie more than a line back.
  std::size_t first_active_ = 0;
};

// A line's items with what it may still lose or gain at each.
class Placement {
 public:
  Placement(const std::vector<LineItem>& items, const LineRange& line) : items_(items), line_(line) {
    visible_end_ = line.end;
    while (visible_end_ > line.begin && items[visible_end_ - 1].is_space) --visible_end_;
  }

  std::vector<double> place(double width, bool justified) {
    const double slack = width - natural_width(items_, line_);
    change_.assign(line_.end - line_.begin, 0);
    if (slack < 0) {
      shrink(-slack);
    } else if (justified && slack > 0) {
      stretch(slack);
    }
    std::vector<double> positions;
    positions.reserve(line_.end - line_.begin);
    double x = 0;
    for (std::size_t i = line_.begin; i < line_.end; ++i) {
      const LineItem& item = items_[i];
      const double change = change_[i - line_.begin];
      const double give = shrinkable(i);
      const double front = (i == line_.begin ? item.start_trim : 0) +
                           (give > 0 ? -std::min(change, 0.0) * shrinkable_front(i) / give : 0);
      positions.push_back(x + item.shift - front);
      x += item.width - (i == line_.begin ? item.start_trim : 0) + change;
      if (i + 1 < visible_end_) x += item.gap;
      // The mark that closes the line gives its blank away before anything hangs behind it.
      if (i + 1 == visible_end_) x -= item.end_trim;
    }
    return positions;
  }

 private:
  double shrinkable_front(std::size_t i) const {
    return i == line_.begin && items_[i].start_trim > 0 ? 0 : items_[i].shrink_front;
  }

  // What an item can still give: nothing that its place at the edge has taken already.
  double shrinkable(std::size_t i) const {
    const double back = i + 1 == visible_end_ ? 0 : items_[i].shrink - items_[i].shrink_front;
    return back + shrinkable_front(i);
  }

  void shrink(double need) {
    for (std::size_t kind = 0; kind < kShrinkKinds && need > 1e-9; ++kind) {
      double available = 0;
      for (std::size_t i = line_.begin; i < visible_end_; ++i)
        if (items_[i].shrink_kind == static_cast<Shrink>(kind)) available += shrinkable(i);
      if (available <= 0) continue;
      const double share = std::min(1.0, need / available);
      for (std::size_t i = line_.begin; i < visible_end_; ++i)
        if (items_[i].shrink_kind == static_cast<Shrink>(kind)) change_[i - line_.begin] -= share * shrinkable(i);
      need -= share * available;
    }
  }

  bool has_only_words() const {
    for (std::size_t i = line_.begin; i + 1 < visible_end_; ++i)
      if (items_[i].stretch_kind != Stretch::Count && !items_[i].only_stretch) return false;
    return true;
  }

  // Word spaces and Han-Western gaps first, each to its comfort; then between Han; then each kind to its limit; what is
  // left goes to wherever it shows least.
  void stretch(double need) { stretch(need, has_only_words()); }

  void stretch(double need, bool words_only) {
    const double slack = need;
    std::array<double, kStretchKinds> comfort = {}, most = {};
    std::array<std::size_t, kStretchKinds> places = {};
    const auto stretches = [&](const LineItem& item) {
      return item.stretch_kind != Stretch::Count && (words_only || !item.only_stretch);
    };
    for (std::size_t i = line_.begin; i + 1 < visible_end_; ++i) {
      if (!stretches(items_[i])) continue;
      const auto kind = static_cast<std::size_t>(items_[i].stretch_kind);
      comfort[kind] += items_[i].stretch;
      most[kind] += items_[i].stretch_most;
      ++places[kind];
    }
    const auto word = static_cast<std::size_t>(Stretch::WordSpace), gap = static_cast<std::size_t>(Stretch::HanWestern),
               han = static_cast<std::size_t>(Stretch::Han), mark = static_cast<std::size_t>(Stretch::Mark),
               letter = static_cast<std::size_t>(Stretch::Letter);
    std::array<double, kStretchKinds> of_comfort = {}, of_most = {};
    const auto take = [&](double available, double& share) {
      if (available <= 0 || need <= 0) return;
      share = std::min(1.0, need / available);
      need -= share * available;
    };
    take(comfort[word], of_comfort[word]);
    take(comfort[gap], of_comfort[gap]);
    // Few Han characters: the marks beside them open up with them.
    const bool with_marks = places[han] < kFewHan;
    take(most[han] + (with_marks ? most[mark] : 0), of_most[han]);
    if (with_marks) of_most[mark] = of_most[han];
    double wider = 0;  // of what lies between comfort and the most
    take(most[word] - comfort[word] + most[gap] - comfort[gap], wider);
    take(most[letter], of_most[letter]);

    std::array<double, kStretchKinds> extra = {};  // points at each place
    if (need > 1e-9) {
      const std::size_t squares = places[han] + places[mark];
      // Rather than end short, words give what little is missing.
      if (places[word] + squares == 0 && !words_only) return stretch(slack, true);
      const std::size_t all = places[word] > 0 ? places[word] : squares > 0 ? squares : places[letter] + places[gap];
      const double each = all > 0 ? need / static_cast<double>(all) : 0;
      if (places[word] > 0) {
        extra[word] = each;
      } else if (squares > 0) {
        extra[han] = extra[mark] = each;
      } else {
        extra[letter] = std::min(
            each, (kWidestLetters - 1) * most[letter] / static_cast<double>(std::max<std::size_t>(places[letter], 1)));
        extra[gap] = extra[letter];
      }
    }
    for (std::size_t i = line_.begin; i + 1 < visible_end_; ++i) {
      const LineItem& item = items_[i];
      if (!stretches(item)) continue;
      const auto kind = static_cast<std::size_t>(item.stretch_kind);
      double change = of_comfort[kind] * item.stretch + of_most[kind] * item.stretch_most + extra[kind];
      if (kind == word || kind == gap) change += wider * (item.stretch_most - item.stretch);
      change_[i - line_.begin] += change;
    }
  }

  const std::vector<LineItem>& items_;
  const LineRange& line_;
  std::size_t visible_end_ = 0;
  std::vector<double> change_;
};

}  // namespace

std::vector<LineRange> break_lines(const std::vector<LineItem>& items, const LineShape& shape) {
  if (items.empty()) return {};
  return Breaker(items, shape).run();
}

double natural_width(const std::vector<LineItem>& items, const LineRange& line) {
  std::size_t end = line.end;
  while (end > line.begin && items[end - 1].is_space) --end;
  if (end == line.begin) return 0;
  double width = -items[line.begin].start_trim - items[end - 1].end_trim - items[end - 1].gap - line.end_loss;
  for (std::size_t i = line.begin; i < end; ++i) width += items[i].width + items[i].gap;
  return width;
}

std::vector<double> place_items(const std::vector<LineItem>& items, const LineRange& line, double width,
                                bool justified) {
  return Placement(items, line).place(width, justified);
}

}  // namespace mdconv::text
