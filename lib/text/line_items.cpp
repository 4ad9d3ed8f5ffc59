// SPDX-License-Identifier: MIT
#include "text/line_items.h"

#include <algorithm>
#include <cmath>

#include "text/break_finder.h"

// Spacing before line breaking: adjacent full-width marks share their blank halves, Han and Western text stand a
// quarter em apart whether or not the author typed a space there, and every place is told how far it can give way.

namespace mdconv::text {

namespace {

constexpr double kHanWesternGap = 0.25;          // em; CLREQ "up to 1/4"
constexpr double kHanWesternShrunk = 0.125;      // em
constexpr double kHanWesternStretch = 1.0 / 12;  // em beyond the natural gap: to a third
constexpr double kWordSpaceLimit = 0.5;          // em
constexpr double kWordSpaceShrunk = 0.2;         // em: a quarter in most faces' eyes, whose own space is 0.22 to 0.25
constexpr double kHanWesternMost = 0.23;         // em beyond it, just short of half an em in all
constexpr double kWordSpaceMost = 1.0;           // em
constexpr double kHanComfort = 0.06;             // em between two Han characters before it shows
constexpr double kHanMost = 0.24;
constexpr double kMarkComfort = 0.03;
// Between the letters of a word: so little that only a line of nothing but long words is set by it.
constexpr double kLetterComfort = 0.004;
constexpr double kLetterMost = 0.08;

// A break inside a word that no line can hold: worse than anything but an overfull line.
constexpr int kEmergencyPenalty = 2000;

class ItemMaker {
 public:
  ItemMaker(const StyledText& text, const ShapedText& shaped)
      : text_(text), shaped_(shaped), items_(shaped.clusters.size()), first_character_(shaped.clusters.size()) {
    std::uint32_t character = 0;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      while (shaped.characters[character].offset < shaped.clusters[i].text_begin) ++character;
      first_character_[i] = character;
    }
  }

  std::vector<LineItem> make(const std::vector<int>& penalties) {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const Cluster& cluster = shaped_.clusters[i];
      items_[i].width = cluster.advance;
      items_[i].penalty = penalties[i];
      items_[i].is_space = cluster.cls == CharacterClass::Space;
      items_[i].end_trim = static_cast<double>(cluster.kerning);
      if (!is_note(i)) items_[i].weight = weight_of(cluster.cls);
    }
    for (std::size_t i = 0; i < items_.size(); ++i) set_mark(i);
    for (std::size_t i = 0; i < items_.size(); ++i) set_space(i);
    return std::move(items_);
  }

 private:
  const Cluster& cluster(std::size_t i) const { return shaped_.clusters[i]; }
  const TextStyle& style(std::size_t i) const { return *text_.runs[cluster(i).run].style; }
  bool is_note(std::size_t i) const { return style(i).note_mark; }

  static float weight_of(CharacterClass c) {
    if (c == CharacterClass::Ideograph || c == CharacterClass::Hangul) return 1;
    if (c == CharacterClass::Object) return 2;
    return c == CharacterClass::Letter ? 0.5F : 0;
  }

  bool is_mark(std::size_t i) const {
    return i < items_.size() && is_wide_mark(cluster(i).cls) && cluster(i).blank_before + cluster(i).blank_after > 0;
  }

  bool is_opening(std::size_t i) const { return cluster(i).cls == CharacterClass::Opening; }

  bool is_han(std::size_t i) const { return cluster(i).last_cls == CharacterClass::Ideograph && !style(i).code; }

  bool is_western_edge(std::size_t i) const {
    return style(i).code || cluster(i).cls == CharacterClass::Letter || cluster(i).last_cls == CharacterClass::Letter;
  }

  void set_mark(std::size_t i) {
    if (!is_mark(i)) return;
    const Cluster& mark = cluster(i);
    LineItem& item = items_[i];
    double before = mark.blank_before, after = mark.blank_after;

    // Two marks side by side take an em and a half: of the two blanks between them one goes.
    if (i + 1 < items_.size() && is_wide_mark(cluster(i + 1).cls) && !is_opening(i)) {
      item.width -= after;
      after = 0;
    }
    if (i > 0 && is_opening(i) && is_opening(i - 1) && is_wide_mark(cluster(i - 1).cls)) {
      item.width -= before;
      item.shift -= before;
      before = 0;
    }
    item.start_trim = is_opening(i) ? before : 0;
    // A middle dot keeps its place in the em box at a line's end.
    item.end_trim = is_opening(i) || mark.cls == CharacterClass::MiddleDot ? 0 : after;

    item.shrink = is_opening(i) ? before : after;
    item.shrinks_in_front = is_opening(i);
    if (item.shrink <= 0) return;
    switch (mark.cls) {
      case CharacterClass::Opening:
      case CharacterClass::Closing: item.shrink_kind = Shrink::Bracket; break;
      case CharacterClass::Comma: item.shrink_kind = Shrink::Comma; break;
      case CharacterClass::MiddleDot: item.shrink_kind = Shrink::MiddleDot; break;
      default: item.shrink_kind = Shrink::Stop; break;
    }
  }

  void set_space(std::size_t i) {
    LineItem& item = items_[i];
    if (item.is_space) {
      if (!style(i).code) set_typed_space(i);
      return;
    }
    if (i + 1 >= items_.size() || items_[i + 1].is_space) return;
    const CharacterClass here = cluster(i).last_cls, next = cluster(i + 1).cls;
    if (here == CharacterClass::Newline || next == CharacterClass::Newline) return;
    const bool inside_code = style(i).code && style(i + 1).code;
    const bool notes = is_note(i) || is_note(i + 1);
    const double em = std::max(style(i).size, style(i + 1).size);
    const bool meet = (is_han(i) && is_western_edge(i + 1)) || (is_western_edge(i) && is_han(i + 1));
    // The space around code belongs to the text that the code stands in.
    const bool autospace = style(style(i).code ? i + 1 : i).autospace;
    if (meet && !inside_code && !notes && autospace) {
      set_han_western(item, item.gap, em);
      return;
    }
    if (notes) return;
    if (is_spaced_letter(i) && is_spaced_letter(i + 1)) {
      set_stretch(item, Stretch::Letter, kLetterComfort * em, kLetterMost * em);
      return;
    }
    if (inside_code) return;
    const auto is_square = [](CharacterClass c) { return c == CharacterClass::Ideograph; };
    if (is_square(here) && is_square(next)) {
      set_stretch(item, Stretch::Han, kHanComfort * em, kHanMost * em);
    } else if ((is_wide_mark(here) && !is_opening(i) && (is_square(next) || next == CharacterClass::Letter)) ||
               (is_square(here) && next == CharacterClass::Opening)) {
      set_stretch(item, Stretch::Mark, kMarkComfort * em, kHanMost * em);
    }
  }

  static void set_stretch(LineItem& item, Stretch kind, double comfort, double most) {
    item.stretch_kind = kind;
    item.stretch = comfort;
    item.stretch_most = most;
  }

  // Letters and signs of the scripts whose letters stand apart: Latin, Greek, Cyrillic and the like.
  bool is_spaced_letter(std::size_t i) const {
    const bool western = cluster(i).cls == CharacterClass::Letter || cluster(i).cls == CharacterClass::Sign;
    return western && shaped_.characters[first_character_[i]].code < 0x0590;
  }

  // `width` is what the gap or the typed space between Han and Western text becomes.
  void set_han_western(LineItem& item, double& width, double em) {
    width = kHanWesternGap * em;
    // A mark that could shrink itself keeps that; the gap then only stretches.
    if (item.shrink_kind == Shrink::Count) {
      item.shrink_kind = Shrink::HanWestern;
      item.shrink = (kHanWesternGap - kHanWesternShrunk) * em;
    }
    set_stretch(item, Stretch::HanWestern, kHanWesternStretch * em, kHanWesternMost * em);
  }

  void set_typed_space(std::size_t i) {
    LineItem& item = items_[i];
    const double em = style(i).size;
    std::size_t before = i, after = i;
    while (before > 0 && items_[before].is_space) --before;
    while (after + 1 < items_.size() && items_[after].is_space) ++after;
    const bool inner = !items_[before].is_space && !items_[after].is_space;
    if (inner && (is_wide_mark(cluster(before).cls) || is_wide_mark(cluster(after).cls)) && style(i).spacing_trim) {
      item.width = 0;  // the mark brings its own space
      return;
    }
    const bool meet =
        inner && ((is_han(before) && is_western_edge(after)) || (is_western_edge(before) && is_han(after)));
    if (meet && style(i).autospace && before + 1 == i && after == i + 1) {
      set_han_western(item, item.width, em);
      return;
    }
    item.shrink_kind = Shrink::WordSpace;
    item.shrink = std::max(0.0, item.width - kWordSpaceShrunk * em);
    set_stretch(item, Stretch::WordSpace, std::max(0.05 * em, kWordSpaceLimit * em - item.width),
                std::max(0.05 * em, kWordSpaceMost * em - item.width));
  }

  const StyledText& text_;
  const ShapedText& shaped_;
  std::vector<LineItem> items_;
  std::vector<std::uint32_t> first_character_;  // of each cluster
};

// A soft hyphen shows where its line ends.
void add_soft_hyphens(const StyledText& text, const ShapedText& shaped, const Shaper& shaper,
                      std::vector<LineItem>& items) {
  constexpr std::string_view kSoftHyphen = "\u00AD";
  if (text.utf8.find(kSoftHyphen) == std::string::npos) return;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Cluster& cluster = shaped.clusters[i];
    const std::string_view content = std::string_view(text.utf8).substr(cluster.text_begin, cluster.text_length);
    if (content.ends_with(kSoftHyphen)) set_hyphen(items[i], cluster, shaper, text.runs[cluster.run].style->size);
  }
}

// Where no break lies within a whole measure, every character boundary becomes one.
void add_emergency_breaks(const ShapedText& shaped, double measure, std::vector<LineItem>& items) {
  for (std::size_t begin = 0; begin < items.size();) {
    double width = 0;
    std::size_t end = begin;
    while (end < items.size() && items[end].penalty == kNeverBreak) {
      width += items[end].width + items[end].gap;
      ++end;
    }
    if (end < items.size()) width += items[end].width;
    if (width > measure) {
      for (std::size_t i = begin; i + 1 < items.size() && i < end; ++i) {
        const CharacterClass next = shaped.clusters[i + 1].cls;
        if (next == CharacterClass::Newline) continue;
        // A mark may still not start a line, unless there is nothing but marks.
        const bool mark_starts = is_wide_mark(next) && next != CharacterClass::Opening && i > begin + 1 &&
                                 !is_wide_mark(shaped.clusters[i].cls);
        if (!mark_starts) items[i].penalty = kEmergencyPenalty;
      }
    }
    begin = std::max(end, begin) + 1;
  }
}

}  // namespace

void set_hyphen(LineItem& item, const Cluster& cluster, const Shaper& shaper, double size) {
  if (cluster.face == fonts::kNoFace) return;
  item.hyphenated = true;
  item.end_trim = static_cast<double>(cluster.kerning) - shaper.hyphen(cluster.face).advance * size;
}

std::vector<LineItem> make_line_items(const StyledText& text, const ShapedText& shaped, double measure,
                                      BreakFinder& breaks, const Shaper& shaper) {
  std::vector<LineItem> items = ItemMaker(text, shaped).make(breaks.find(text, shaped));
  add_soft_hyphens(text, shaped, shaper, items);
  add_emergency_breaks(shaped, measure, items);
  return items;
}

}  // namespace mdconv::text
