// SPDX-License-Identifier: MIT
#include "layout/ruby_layout.h"

#include <algorithm>
#include <limits>

#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::layout {

namespace {

constexpr double kUnlimited = std::numeric_limits<double>::infinity();
// Between the readings of two bases, so that they are read as two; kana stand solid. Of the base's em.
constexpr double kBetweenReadings = 0.25;
// Western letters go further down than Han and kana, and less far up: shares of the reading's size.
constexpr double kWesternDescent = 0.22;

bool is_kana(char32_t c) { return unicode::is_kana(c) || c == U'ー'; }

char32_t character_at(const InlineContent& content, const text::Cluster& cluster) {
  std::size_t at = cluster.text_begin;
  return utf8::next(content.text.utf8, at);
}

bool is_square(const PreparedText& text, std::size_t begin, std::size_t end) {
  const auto& clusters = text.shaped.clusters;
  for (std::size_t i = begin; i < end; ++i)
    if (clusters[i].cls != text::CharacterClass::Ideograph) return false;
  return begin < end;
}

bool is_square(const PreparedText& text) { return is_square(text, 0, text.shaped.clusters.size()); }

// Spaces the bases of a paragraph's readings, from first to last.
class Fitter {
 public:
  Fitter(const InlineContent& content, PreparedText& text) : content_(content), text_(text) {
    base_of_.assign(text.items.size(), kNone);
    for (std::size_t r = 0; r < text.rubies.size(); ++r)
      for (std::size_t i = text.rubies[r].begin; i < text.rubies[r].end; ++i) base_of_[i] = r;
  }

  void run() {
    for (std::size_t r = 0; r < text_.rubies.size(); ++r) fit(r);
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  const text::Cluster& cluster(std::size_t i) const { return text_.shaped.clusters[i]; }
  double em(std::size_t i) const { return content_.text.runs[cluster(i).run].style->size; }

  double width(std::size_t begin, std::size_t end) const {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += text_.items[i].width + (i + 1 < end ? text_.items[i].gap : 0);
    return sum;
  }

  bool begins_with_kana(const PreparedRuby& ruby) const {
    const InlineContent& reading = *ruby.source->reading;
    return is_kana(character_at(reading, ruby.reading.shaped.clusters.front()));
  }
  bool ends_with_kana(const PreparedRuby& ruby) const {
    const InlineContent& reading = *ruby.source->reading;
    return is_kana(character_at(reading, ruby.reading.shaped.clusters.back()));
  }

  // How far a reading may hang over the cluster beside its base (JLREQ 3.3.8): over kana and the ink of marks as far as
  // one of its own characters, over blank space, over no Han character that is not read with it.
  double room_over(std::size_t beside, const PreparedRuby& ruby, bool before) const {
    const text::Cluster& c = cluster(beside);
    const double most = ruby.source->element->style().font_size;
    if (c.cls == text::CharacterClass::Newline) return kUnlimited;
    if (base_of_[beside] != kNone) {
      const PreparedRuby& other = text_.rubies[base_of_[beside]];
      const bool kana = begins_with_kana(ruby) || begins_with_kana(other);
      return !kana || other.source->word == ruby.source->word ? kUnlimited : 0;
    }
    const text::LineItem& item = text_.items[beside];
    const double gap = before ? item.gap : text_.items[ruby.end - 1].gap;
    if (c.cls == text::CharacterClass::Space) return item.width / 2;
    if (c.cls == text::CharacterClass::Opening) return before ? most : blank_of(beside);
    if (c.cls == text::CharacterClass::MiddleDot) return most / 2;
    if (text::is_wide_mark(c.cls)) return before ? std::min(most, blank_of(beside)) : most;
    if (c.cls == text::CharacterClass::Dash || c.cls == text::CharacterClass::Ellipsis) return most;
    if (c.cls == text::CharacterClass::Ideograph && is_kana(character_at(content_, c))) return most;
    return gap / 2;
  }

  // What spacing has left of a mark's blank half.
  double blank_of(std::size_t i) const {
    const double blank = static_cast<double>(cluster(i).blank_before) + static_cast<double>(cluster(i).blank_after);
    return std::max(0.0, blank - (cluster(i).advance - text_.items[i].width));
  }

  // The blank under a reading is no longer there to be shrunk.
  void take_blank(std::size_t beside, double amount) {
    if (!text::is_wide_mark(cluster(beside).cls)) return;
    text::LineItem& item = text_.items[beside];
    item.shrink = std::max(0.0, item.shrink - amount);
  }

  void fit(std::size_t index) {
    PreparedRuby& ruby = text_.rubies[index];
    advance_to(ruby.begin);
    const double base = width(ruby.begin, ruby.end);
    const double over = (ruby.width - base) / 2;  // on either side
    double left = over, right = over;
    if (over > 0) {
      if (ruby.begin > 0) {
        left = std::min(over, room_over(ruby.begin - 1, ruby, true));
        take_blank(ruby.begin - 1, left);
      }
      if (ruby.end < text_.items.size()) {
        right = std::min(over, room_over(ruby.end, ruby, false));
        take_blank(ruby.end, right);
      }
    }
    // What is lacking goes beside and, twice as much, between the base's characters.
    const double lacking_left = over > 0 ? over - left : 0, lacking_right = over > 0 ? over - right : 0;
    const auto parts = static_cast<double>(is_square(text_, ruby.begin, ruby.end) ? ruby.end - ruby.begin : 1);
    double before = lacking_left / parts;
    const double after = lacking_right / parts;
    const double between = parts > 1 ? (lacking_left + lacking_right - before - after) / (parts - 1) : 0;
    for (std::size_t i = ruby.begin; parts > 1 && i + 1 < ruby.end; ++i) text_.items[i].width += between;
    ruby.over_left = left + before;
    ruby.over_right = right + after;

    before += std::max(0.0, edge_ + distance_to(index) - (x_ + before - ruby.over_left));
    text::LineItem& first = text_.items[ruby.begin];
    first.width += before;
    first.shift += before;
    // At a line's edge a reading does not hang over: it is flush with the line.
    first.start_trim += before - std::max(0.0, ruby.over_left);
    text::LineItem& last = text_.items[ruby.end - 1];
    last.width += after;
    last.end_trim += after - std::max(0.0, ruby.over_right);

    edge_ = x_ + before + base + between * (parts - 1) + ruby.over_right;
  }

  double distance_to(std::size_t index) const {
    const PreparedRuby& ruby = text_.rubies[index];
    const bool kana = index > 0 && ends_with_kana(text_.rubies[index - 1]) && begins_with_kana(ruby);
    return kana ? 0 : kBetweenReadings * em(ruby.begin);
  }

  // Moves on along the text as one endless line.
  void advance_to(std::size_t cluster_index) {
    for (; at_ < cluster_index; ++at_) {
      x_ += text_.items[at_].width + text_.items[at_].gap;
      if (cluster(at_).cls == text::CharacterClass::Newline) edge_ = -kUnlimited;
    }
  }

  const InlineContent& content_;
  PreparedText& text_;
  std::vector<std::size_t> base_of_;
  std::size_t at_ = 0;
  double x_ = 0;
  double edge_ = -kUnlimited;  // where the last reading ends
};

// Where the clusters of a reading stand when it has more room than it needs: Han, kana and the like are spaced, half as
// much at the ends as between them, but no further from an end than they are wide.
void spread(const PreparedRuby& ruby, double slack, double left, PlacedReading& placed) {
  const style::ComputedStyle& style = ruby.source->element->style();
  const std::size_t count = placed.line.origins.size();
  double start = slack / 2, between = 0;
  if (style.ruby_align == style::RubyAlign::Start) start = 0;
  const bool spaced =
      style.ruby_align == style::RubyAlign::SpaceAround || style.ruby_align == style::RubyAlign::SpaceBetween;
  if (spaced && slack > 0 && count > 1 && is_square(ruby.reading)) {
    const bool around = style.ruby_align == style::RubyAlign::SpaceAround;
    start = around ? std::min(slack / static_cast<double>(2 * count), style.font_size) : 0;
    between = (slack - 2 * start) / static_cast<double>(count - 1);
  }
  for (std::size_t i = 0; i < count; ++i) placed.line.origins[i] += left + start + between * static_cast<double>(i);
  placed.extent = {left + start, left + slack + ruby.width - start};
}

}  // namespace

void keep_bases_whole(PreparedText& text) {
  for (const PreparedRuby& ruby : text.rubies)
    for (std::size_t i = ruby.begin; !ruby.breakable && i + 1 < ruby.end; ++i)
      text.items[i].penalty = text::kNeverBreak;
}

void prepare_rubies(Context& context, const InlineContent& content, double measure, PreparedText& text) {
  const auto& clusters = text.shaped.clusters;
  const auto cluster_at = [&](std::uint32_t offset) {
    const auto found = std::lower_bound(clusters.begin(), clusters.end(), offset,
                                        [](const text::Cluster& c, std::uint32_t o) { return c.text_begin < o; });
    return static_cast<std::size_t>(found - clusters.begin());
  };
  constexpr double kUnbounded = 1e7;
  for (const InlineRuby& source : content.rubies) {
    PreparedRuby ruby;
    ruby.source = &source;
    ruby.begin = cluster_at(source.begin);
    ruby.end = cluster_at(source.end);
    if (ruby.begin >= ruby.end) continue;
    // A picture in a reading is as high as the reading.
    ruby.reading = prepare(context, *source.reading, kUnbounded, source.element->style().font_size);
    if (ruby.reading.items.empty()) continue;
    ruby.width = text::natural_width(ruby.reading.items, {0, ruby.reading.items.size(), true});
    double base = 0;
    for (std::size_t i = ruby.begin; i < ruby.end; ++i) base += text.items[i].width + text.items[i].gap;
    ruby.breakable = std::max(base, ruby.width) > measure;
    text.rubies.push_back(std::move(ruby));
  }
  Fitter(content, text).run();
  keep_bases_whole(text);
}

std::vector<PlacedReading> place_rubies(const InlineContent& content, const PreparedText& text,
                                        const PlacedLine& line) {
  std::vector<PlacedReading> readings;
  auto at = std::lower_bound(text.rubies.begin(), text.rubies.end(), line.range.begin,
                             [](const PreparedRuby& ruby, std::size_t begin) { return ruby.begin < begin; });
  for (; at != text.rubies.end() && at->begin < line.range.end; ++at) {
    const PreparedRuby& ruby = *at;
    const std::size_t end = std::min(ruby.end, line.range.end);
    Extent base{line.origin(ruby.begin), line.origin(ruby.begin)};
    double size = 0;
    for (std::size_t i = ruby.begin; i < end; ++i) {
      const text::Cluster& cluster = text.shaped.clusters[i];
      base.left = std::min(base.left, line.origin(i));
      base.right = std::max(base.right, line.origin(i) + cluster.advance);
      size = std::max(size, content.text.runs[cluster.run].style->size);
    }
    base.left -= std::max(0.0, ruby.over_left);
    base.right += std::max(0.0, ruby.over_right);

    PlacedReading placed;
    placed.ruby = &ruby;
    placed.last = end - 1;
    const text::LineRange all{0, ruby.reading.items.size(), true};
    placed.line = {all, text::place_items(ruby.reading.items, all, ruby.width, false)};
    spread(ruby, base.right - base.left - ruby.width, base.left, placed);
    const double own = ruby.source->element->style().font_size;
    const double descent = (is_square(ruby.reading) ? kEmDescent : kWesternDescent) * own;
    placed.under = ruby.source->element->style().ruby_under;
    placed.reach = own;
    placed.baseline = placed.under ? kEmDescent * size + own - descent : -kEmAscent * size - descent;
    readings.push_back(std::move(placed));
  }
  return readings;
}

}  // namespace mdconv::layout
