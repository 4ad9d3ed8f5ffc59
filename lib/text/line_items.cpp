// SPDX-License-Identifier: MIT
#include "text/line_items.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "text/break_finder.h"

// Spacing before line breaking: adjacent full-width marks share their blank halves, Han and Western text stand a
// quarter em apart whether or not the author typed a space there, and every place is told how far it can give way.

namespace mdconv::text {

namespace {

// Between Han and Western text, in ems: no less, comfortably, at most (just short of a half).
constexpr double kHanWesternShrunk = 0.125;
constexpr double kHanWesternComfort = 1.0 / 3;
constexpr double kHanWesternMost = 0.4985;
constexpr double kWordSpaceLimit = 0.5;  // em
// What a word space keeps: in Chinese, Japanese and Korean text, and in Western text as a share of its own width.
constexpr double kWordSpaceShrunk = 0.25;  // em
constexpr double kWesternSpaceShrunk = 2.0 / 3;
constexpr double kWordSpaceMost = 1.0;  // em
constexpr double kHanComfort = 0.06;    // em between two Han characters before it shows
constexpr double kHanMost = 0.24;
// Between two syllables of a Korean word, before its spaces become wider than is comfortable.
constexpr double kHangulMost = 0.06;
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
      const bool joined = i + 1 < items_.size() && style(i).no_wrap && style(i + 1).no_wrap;
      if (joined && penalties[i] != kForceBreak) items_[i].penalty = kNeverBreak;
      items_[i].is_space = cluster.cls == CharacterClass::Space;
      items_[i].end_trim = static_cast<double>(cluster.kerning);
      if (!is_note(i)) items_[i].weight = weight_of(i);
    }
    share_blanks();
    for (std::size_t i = 0; i < items_.size(); ++i) set_mark(i);
    for (std::size_t i = 0; i < items_.size(); ++i) set_space(i);
    for (std::size_t i = 0; i < items_.size(); ++i) set_letter_spacing(i);
    return std::move(items_);
  }

 private:
  const Cluster& cluster(std::size_t i) const { return shaped_.clusters[i]; }
  const TextStyle& style(std::size_t i) const { return *text_.runs[cluster(i).run].style; }
  bool is_note(std::size_t i) const { return style(i).note_mark; }
  char32_t code(std::size_t i) const { return shaped_.characters[first_character_[i]].code; }

  float weight_of(std::size_t i) const {
    const CharacterClass c = cluster(i).cls;
    if (c == CharacterClass::Ideograph || c == CharacterClass::Hangul) return 1;
    if (c == CharacterClass::Object) return 2;
    // In code a mark is a character like others.
    const bool counts = c == CharacterClass::Letter || (style(i).code && c == CharacterClass::Sign);
    return counts ? 0.5F : 0;
  }

  // Whose width spacing may change.
  bool is_mark(std::size_t i) const {
    return is_wide_mark(cluster(i).cls) && !style(i).code && style(i).spacing_trim != style::SpacingTrim::SpaceAll;
  }

  bool is_opening(std::size_t i) const { return cluster(i).cls == CharacterClass::Opening; }

  bool is_han(std::size_t i) const { return cluster(i).last_cls == CharacterClass::Ideograph && !style(i).code; }

  bool is_western_edge(std::size_t i) const {
    return style(i).code || cluster(i).cls == CharacterClass::Letter || cluster(i).last_cls == CharacterClass::Letter;
  }

  // The blank parts of each mark that its neighbours and the style leave.
  void share_blanks() {
    std::size_t last = items_.size();  // the mark before, with nothing but notes' marks and typed spaces between
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const bool closed_up = items_[i].is_space && !style(i).code;  // between marks a space has no width
      if (is_note(i) || closed_up) continue;
      if (!is_mark(i)) {
        last = items_.size();
        continue;
      }
      blank(i) = {cluster(i).blank_before, cluster(i).blank_after};
      const style::SpacingTrim trim = style(i).spacing_trim;
      const bool half = trim == style::SpacingTrim::TrimAll ||
                        (trim == style::SpacingTrim::Kaiming && cluster(i).cls != CharacterClass::Stop);
      if (half) take(i, blank(i).before, blank(i).after);
      if (last < items_.size()) share_between(last, i);
      last = i;
    }
  }

  // Two marks side by side take an em and a half: of the blanks between them half an em goes.
  void share_between(std::size_t a, std::size_t b) {
    const bool centred = blank(a).before > 0 && blank(a).after > 0;
    if (style(b).tight_marks) {
      take(a, is_opening(a) && !is_opening(b) ? 0 : blank(a).before, blank(a).after);
      take(b, blank(b).before, is_opening(a) && !is_opening(b) ? 0 : blank(b).after);
    } else if (is_opening(a)) {
      if (is_opening(b)) take(b, blank(b).before, 0);
    } else if (centred && cluster(b).cls == CharacterClass::Closing) {
      take(a, blank(a).before, blank(a).after);
    } else if (centred) {
      take(a, 0, is_opening(b) ? 0 : blank(a).after);
      take(b, blank(b).before, 0);
    } else {
      take(a, 0, blank(a).after);
      // ！！ and ？！ take one em (GB/T 15834); a third mark stands alone.
      const bool pair = cluster(a).cls == CharacterClass::Stop && cluster(b).cls == CharacterClass::Stop;
      if (pair && is_exclamation(a) && is_exclamation(b) && !(a > 0 && is_exclamation(a - 1) && paired_ == a)) {
        take(b, blank(b).before, blank(b).after);
        paired_ = b;
      }
    }
  }

  bool is_exclamation(std::size_t i) const { return code(i) == U'！' || code(i) == U'？'; }

  struct Blank {
    double before = 0;
    double after = 0;
  };

  Blank& blank(std::size_t i) {
    if (blanks_.empty()) blanks_.resize(items_.size());
    return blanks_[i];
  }

  void take(std::size_t i, double before, double after) {
    items_[i].width -= before + after;
    items_[i].shift -= before;
    blank(i).before -= before;
    blank(i).after -= after;
  }

  void set_mark(std::size_t i) {
    if (!is_mark(i)) return;
    LineItem& item = items_[i];
    const auto [before, after] = blank(i);
    const style::SpacingTrim trim = style(i).spacing_trim;
    const bool starts_paragraph = i == 0 || cluster(i - 1).cls == CharacterClass::Newline;
    const bool trims_start =
        trim != style::SpacingTrim::Normal && !(trim == style::SpacingTrim::SpaceFirst && starts_paragraph);
    if (is_opening(i) && trims_start) item.start_trim = before;
    // A middle dot keeps its place in the em box at a line's end.
    if (!is_opening(i) && cluster(i).cls != CharacterClass::MiddleDot) {
      const bool on_demand = trim == style::SpacingTrim::Normal || trim == style::SpacingTrim::SpaceFirst ||
                             trim == style::SpacingTrim::TrimStart;
      (on_demand ? item.end_give : item.end_trim) = after;
      if (may_hang(i)) set_hanging(i);
    }
    item.shrink_front = before;
    item.shrink = before + after;
    if (item.shrink <= 0) return;
    switch (cluster(i).cls) {
      case CharacterClass::Opening:
      case CharacterClass::Closing: item.shrink_kind = Shrink::Bracket; break;
      case CharacterClass::Comma: item.shrink_kind = Shrink::Comma; break;
      case CharacterClass::MiddleDot: item.shrink_kind = Shrink::MiddleDot; break;
      default:
        // A Japanese full stop keeps its blank half or has none (JLREQ).
        if (style(i).region == Region::Japanese)
          item.shrink = item.shrink_front = 0;
        else
          item.shrink_kind = Shrink::Stop;
        break;
    }
  }

  // 、，。 and in Simplified Chinese every pause mark, alone; never in Traditional Chinese (CLREQ).
  bool may_hang(std::size_t i) const {
    const TextStyle& text = style(i);
    if (text.hanging == style::Hanging::None || text.region == Region::Hant) return false;
    const bool pause = cluster(i).cls == CharacterClass::Comma || cluster(i).cls == CharacterClass::Stop;
    const char32_t c = code(i);
    const bool japanese = c == U'、' || c == U'，' || c == U'。' || c == U'．';
    return pause && (text.region == Region::Hans || japanese) && !(i > 0 && is_wide_mark(cluster(i - 1).cls));
  }

  void set_hanging(std::size_t i) {
    LineItem& item = items_[i];
    if (style(i).hanging == style::Hanging::Force) {
      item.end_give = 0;
      item.end_trim = item.width;
    } else {
      item.hang = item.width - item.end_trim;
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
    const bool on_one_line = style(i).rise == style(i + 1).rise;  // no space beside superiors and inferiors
    if (!inside_code && !notes && on_one_line && meet(i, i + 1)) {
      set_han_western(i, item.gap, em);
      return;
    }
    if (notes) return;
    if (is_spaced_letter(i) && is_spaced_letter(i + 1)) {
      // Words keep their letters together (CLREQ); code, addresses and what fills a line by itself may give a little.
      if (!inside_code && !in_address(i)) item.only_stretch = true;
      set_stretch(item, Stretch::Letter, kLetterComfort * em, kLetterMost * em);
      return;
    }
    if (inside_code) return;
    // What belongs together as a number does is not pulled apart.
    const bool one =
        item.penalty == kNeverBreak && here == CharacterClass::WideSign && next == CharacterClass::WideSign;
    if (one) return;
    if (is_square(here) && is_square(next)) {
      set_stretch(item, Stretch::Han, kHanComfort * em, kHanMost * em);
    } else if (here == CharacterClass::Hangul && next == CharacterClass::Hangul) {
      set_stretch(item, Stretch::Han, 0, kHangulMost * em);
    } else if ((is_wide_mark(here) && !is_opening(i) && (is_square(next) || next == CharacterClass::Letter)) ||
               (is_square(here) && next == CharacterClass::Opening)) {
      set_stretch(item, Stretch::Mark, kMarkComfort * em, kHanMost * em);
    }
  }

  // What the style adds between two characters, neither of which is a part of another word's whole.
  void set_letter_spacing(std::size_t i) {
    LineItem& item = items_[i];
    if (item.is_space && item.width > 0) item.width = std::max(0.0, item.width + style(i).word_spacing);
    if (i + 1 == items_.size()) return;
    const double here = style(i).letter_spacing, next = style(i + 1).letter_spacing;
    if (here == 0 || next == 0 || is_note(i) || is_note(i + 1)) return;
    if (cluster(i).cls == CharacterClass::Newline || cluster(i + 1).cls == CharacterClass::Newline) return;
    if (is_joined_script(code(i)) && is_joined_script(code(i + 1))) return;
    item.gap += std::abs(here) < std::abs(next) ? here : next;
  }

  // Letters that are written together: Arabic, Syriac and their kin, Devanagari to Myanmar, Mongolian.
  static bool is_joined_script(char32_t c) {
    return (c >= 0x0600 && c <= 0x08FF) || (c >= 0x0900 && c <= 0x0DFF) || (c >= 0x1000 && c <= 0x109F) ||
           (c >= 0x1800 && c <= 0x18AF) || (c >= 0xFB50 && c <= 0xFEFC);
  }

  // Whether Han and Western text meet between two items, and the style wants space there.
  bool meet(std::size_t a, std::size_t b) {
    const bool han_first = is_han(a) && is_western_edge(b);
    if (!han_first && !(is_western_edge(a) && is_han(b))) return false;
    if (cluster(a).run == cluster(b).run && is_url(cluster(a).run)) return false;
    // The space around code belongs to the text that the code stands in.
    const std::size_t western = han_first ? b : a, han = han_first ? a : b;
    // Between two elements the one around both decides, whose style one of them has.
    const TextStyle& one = style(style(western).code ? han : a);
    const TextStyle& other = style(style(western).code ? han : b);
    const char32_t c = code(western);
    return c >= U'0' && c <= U'9' ? one.autospace_numeric || other.autospace_numeric
                                  : one.autospace_alpha || other.autospace_alpha;
  }

  // Whether a run is an address from its scheme to its end. Runs are asked for in order, each again and again.
  bool is_url(std::uint32_t run) {
    if (url_run_ != run) run_is_url_ = reads_as_url(run);
    url_run_ = run;
    return run_is_url_;
  }

  bool reads_as_url(std::uint32_t run) const {
    const StyledRun& stretch = text_.runs[run];
    const std::string_view content = std::string_view(text_.utf8).substr(stretch.begin, stretch.end - stretch.begin);
    const std::size_t scheme = content.find("://");
    if (scheme == std::string_view::npos || content.find(' ') != std::string_view::npos) return false;
    return std::all_of(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(scheme),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+'; });
  }

  static void set_stretch(LineItem& item, Stretch kind, double comfort, double most) {
    item.stretch_kind = kind;
    item.stretch = comfort;
    item.stretch_most = most;
  }

  // Whether an item stands in a run of Western characters that reads as an address or a long identifier. Items are
  // asked for in order.
  bool in_address(std::size_t i) {
    if (i < run_end_) return run_is_address_;
    const auto is_western = [&](std::size_t k) {
      return cluster(k).cls == CharacterClass::Letter || cluster(k).cls == CharacterClass::Sign;
    };
    constexpr std::size_t kLongWord = 16;
    std::size_t separators = 0;
    run_end_ = i;
    for (; run_end_ < items_.size() && is_western(run_end_); ++run_end_)
      if (std::u32string_view(U"/._?&=-@\\:#").find(code(run_end_)) != std::u32string_view::npos) ++separators;
    return run_is_address_ = separators > 0 && run_end_ - i >= kLongWord;
  }

  // Letters and signs of the scripts whose letters stand apart: Latin, Greek, Cyrillic and the like.
  bool is_spaced_letter(std::size_t i) const {
    const bool western = cluster(i).cls == CharacterClass::Letter || cluster(i).cls == CharacterClass::Sign;
    return western && code(i) < 0x0590;
  }

  // `width` is what the gap or the typed space between Han and Western text becomes.
  void set_han_western(std::size_t i, double& width, double em) {
    LineItem& item = items_[i];
    const double natural = style(i).autospace_width;
    width = natural * em;
    // A mark that could shrink itself keeps that; the gap then only stretches.
    if (item.shrink_kind == Shrink::Count && natural > kHanWesternShrunk) {
      item.shrink_kind = Shrink::HanWestern;
      item.shrink = (natural - kHanWesternShrunk) * em;
    }
    set_stretch(item, Stretch::HanWestern, std::max(kHanWesternComfort - natural, 0.02) * em,
                std::max(kHanWesternMost - natural, 0.02) * em);
  }

  // The items before and after the spaces that item `i` is one of. Spaces are asked for in order.
  std::pair<std::size_t, std::size_t> around_spaces(std::size_t i) {
    if (i >= after_spaces_) {
      before_spaces_ = after_spaces_ = i;
      while (before_spaces_ > 0 && items_[before_spaces_].is_space) --before_spaces_;
      while (after_spaces_ + 1 < items_.size() && items_[after_spaces_].is_space) ++after_spaces_;
    }
    return {before_spaces_, after_spaces_};
  }

  void set_typed_space(std::size_t i) {
    LineItem& item = items_[i];
    const double em = style(i).size;
    const auto [before, after] = around_spaces(i);
    const bool inner = !items_[before].is_space && !items_[after].is_space;
    const bool trims = style(i).spacing_trim != style::SpacingTrim::SpaceAll;
    if (inner && (is_wide_mark(cluster(before).cls) || is_wide_mark(cluster(after).cls)) && trims) {
      item.width = 0;  // the mark brings its own space
      return;
    }
    if (inner && meet(before, after) && before + 1 == i && after == i + 1) {
      set_han_western(i, item.width, em);
      return;
    }
    const bool western = style(i).region == Region::Western;
    item.shrink_kind = Shrink::WordSpace;
    item.shrink = std::max(0.0, item.width - (western ? kWesternSpaceShrunk * item.width : kWordSpaceShrunk * em));
    set_stretch(item, Stretch::WordSpace, std::max(0.05 * em, kWordSpaceLimit * em - item.width),
                std::max(0.05 * em, kWordSpaceMost * em - item.width));
  }

  const StyledText& text_;
  const ShapedText& shaped_;
  std::vector<LineItem> items_;
  std::vector<std::uint32_t> first_character_;  // of each cluster
  std::vector<Blank> blanks_;
  std::size_t paired_ = 0;   // the second of ！！
  std::size_t run_end_ = 0;  // of the run that in_address looked at
  bool run_is_address_ = false;
  std::size_t before_spaces_ = 0, after_spaces_ = 0;  // that around_spaces found
  std::optional<std::uint32_t> url_run_;              // that is_url looked at
  bool run_is_url_ = false;
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

const Character& first_character_of(const ShapedText& shaped, std::size_t cluster) {
  return *std::lower_bound(shaped.characters.begin(), shaped.characters.end(), shaped.clusters[cluster].text_begin,
                           [](const Character& c, std::uint32_t offset) { return c.offset < offset; });
}

// Marks of Western text that follow what they stand after.
bool is_following_sign(const Character& c) {
  return c.cls == CharacterClass::Sign && std::u32string_view(U",.;:!?)]}%").find(c.code) != std::u32string_view::npos;
}

// Items without a break between them, and what a line of them needs: nothing for the space at its end.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;  // the item that a break follows
  double width = 0;
};

// Calls f with each piece that is wider than the measure.
template <class F>
void for_each_too_wide(const std::vector<LineItem>& items, double measure, F&& f) {
  for (std::size_t begin = 0; begin < items.size();) {
    Piece piece{begin, begin};
    for (; piece.end < items.size() && items[piece.end].penalty == kNeverBreak; ++piece.end)
      piece.width += items[piece.end].width + items[piece.end].gap;
    if (piece.end < items.size() && !items[piece.end].is_space) piece.width += items[piece.end].width;
    begin = piece.end + 1;
    if (piece.width > measure) f(piece);
  }
}

// Where no break lies within a whole measure, names part at their seams, and what is still too wide between any two
// characters.
void add_emergency_breaks(const ShapedText& shaped, double measure, std::vector<LineItem>& items) {
  bool too_wide = false;
  for_each_too_wide(items, measure, [&](const Piece&) { too_wide = true; });
  if (too_wide) BreakFinder::add_last_resorts(shaped, items);
  const auto follows = [&](std::size_t i) { return is_following_sign(first_character_of(shaped, i)); };
  for_each_too_wide(items, measure, [&](const Piece& piece) {
    for (std::size_t i = piece.begin; i + 1 < items.size() && i < piece.end; ++i) {
      const CharacterClass next = shaped.clusters[i + 1].cls;
      if (next == CharacterClass::Newline || next == CharacterClass::Space) continue;
      // A mark may still not start a line, unless there is nothing but marks.
      const bool inside = i > piece.begin + 1;
      const bool mark_starts =
          is_wide_mark(next) && next != CharacterClass::Opening && inside && !is_wide_mark(shaped.clusters[i].cls);
      const bool sign_starts = inside && follows(i + 1) && !follows(i);
      if (!mark_starts && !sign_starts) items[i].penalty = kEmergencyPenalty;
    }
  });
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
