// SPDX-License-Identifier: MIT
#include "layout/line_layout.h"

#include <algorithm>
#include <cmath>

#include "layout/box_drawing.h"
#include "layout/ruby_layout.h"
#include "layout/text_marks.h"
#include "support/unicode.h"
#include "support/utf8.h"
#include "text/bidi.h"

// One paragraph: shape, find the breaks, and place each line's clusters as items of a box.

namespace mdconv::layout {

namespace {

constexpr double kUnbounded = 1e7;
// How far what stands above a line keeps from a rule above that: a share of the size.
constexpr double kClearOfRules = 0.15;

// Makes the items of one line's box.
class LineBuilder {
 public:
  LineBuilder(Context& context, const InlineContent& content, const PreparedText& prepared, const ParagraphShape& shape)
      : context_(context), content_(content), prepared_(prepared), shape_(shape) {}

  FlowBox build(const text::LineRange& line, double indent) {
    box_ = FlowBox();
    const double width = shape_.width - indent;
    const bool justified = shape_.align == style::TextAlign::Justify && !line.ends_paragraph;
    const std::vector<double> placed = text::place_items(prepared_.items, line, width, justified);
    double left = shape_.x + indent;
    if (shape_.align == style::TextAlign::Center || shape_.align == style::TextAlign::End) {
      const double slack = std::max(0.0, width - text::natural_width(prepared_.items, line));
      left += shape_.align == style::TextAlign::Center ? slack / 2 : slack;
    }
    line_ = {line, order(line, placed)};
    for (double& x : line_.origins) x += left;
    readings_ = place_rubies(content_, prepared_, line_);
    next_reading_ = 0;
    LineMarks marks = mark_line(context_, content_, prepared_, line_, readings_);
    set_height(line, missing_room(below_, marks.above, shape_.size, shape_.pitch));
    const double half_gap = box_.height - shape_.pitch + (shape_.pitch - shape_.size) / 2;
    const double clear = kClearOfRules * shape_.size;
    for (const Reach& reach : marks.above)
      box_.reach_above = std::max(box_.reach_above, reach.depth + clear - half_gap);
    below_ = std::move(marks.below);
    for (Item& item : marks.items) {
      move(item, 0, baseline_);
      box_.items.push_back(std::move(item));
    }
    for (std::size_t i = line.begin; i < line.end;) {
      i = add_run(i);
      // A reading is read after its base.
      for (; next_reading_ < readings_.size() && readings_[next_reading_].last < i; ++next_reading_)
        add_reading(readings_[next_reading_]);
    }
    set_shrinking();
    return std::move(box_);
  }

 private:
  const text::Cluster& cluster(std::size_t i) const { return prepared_.shaped.clusters[i]; }

  void set_shrinking() {
    constexpr double kMost = 0.4;
    const auto* image = box_.items.size() == 1 ? std::get_if<PlacedImage>(&box_.items.front().content) : nullptr;
    if (image == nullptr) return;
    box_.may_shrink = std::floor(kMost * image->rect.height / shape_.pitch) * shape_.pitch;
    box_.shrink_left = shape_.align == style::TextAlign::Center ? 0.5 : shape_.align == style::TextAlign::End ? 1 : 0;
  }

  // With its frame; 0 of what is no picture.
  double picture_height(std::size_t i) const {
    const double height = prepared_.image_heights[i];
    if (height <= 0) return 0;
    const style::ComputedStyle& style = content_.runs[cluster(i).run].element->style();
    return height + picture_room(style, style::Top) + picture_room(style, style::Bottom);
  }

  // `top`: of its frame.
  void add_picture(std::size_t i, const RunInfo& info, double x, double top) {
    const style::ComputedStyle& style = info.element->style();
    const double left = picture_room(style, style::Left), width = cluster(i).advance;
    const Rect frame{x - left, top, left + width + picture_room(style, style::Right), picture_height(i)};
    const auto background = style.background ? std::optional(to_color(*style.background)) : std::nullopt;
    for (Item& item : box_items(frame, background, style.border, true, true)) box_.items.push_back(std::move(item));
    box_.items.push_back({PlacedImage{{x, top + picture_room(style, style::Top), width, prepared_.image_heights[i]},
                                      info.image->resource},
                          info.structure, content_.place_of(cluster(i).text_begin)});
  }

  // `room`: what marks need beyond the pitch.
  void set_height(const text::LineRange& line, double room) {
    double tallest = 0;
    for (std::size_t i = line.begin; i < line.end; ++i) tallest = std::max(tallest, picture_height(i));
    const double size = shape_.size;
    box_.height = shape_.pitch + room;
    // An image that is higher than a line takes whole lines, so that the lines after it stay in register, and keeps
    // half a line between the text and itself.
    if (tallest > shape_.pitch) box_.height = room + std::ceil(tallest / shape_.pitch + 0.5 - 1e-6) * shape_.pitch;
    baseline_ = box_.height - (shape_.pitch - size) / 2 - kEmDescent * size;
    if (tallest > shape_.pitch) baseline_ = (box_.height + room + tallest) / 2 - kEmDescent * size * 0.5;
    box_.baseline = baseline_;
  }

  // Positions in reading order come out as positions in the order that right-to-left text is seen in.
  std::vector<double> order(const text::LineRange& line, std::vector<double> xs) const {
    if (!prepared_.shaped.has_right_to_left) return xs;
    std::vector<std::uint8_t> levels;
    std::vector<double> widths;
    for (std::size_t i = line.begin; i < line.end; ++i) {
      levels.push_back(cluster(i).bidi_level);
      const std::size_t k = i - line.begin;
      widths.push_back(k + 1 < xs.size() ? xs[k + 1] - xs[k] : cluster(i).advance);
    }
    double x = xs.empty() ? 0 : xs.front();
    for (const std::size_t k : text::visual_order(levels)) {
      xs[k] = x;
      x += widths[k];
    }
    return xs;
  }

  // Whether clusters side by side can be drawn together.
  static bool are_one_run(const text::Cluster& a, const text::Cluster& b) {
    return a.run == b.run && a.face == b.face && a.scale == b.scale;
  }

  // One run of clusters that share face and style, from `i` on; yields the cluster after it.
  std::size_t add_run(std::size_t i) {
    const text::LineRange& line = line_.range;
    const text::Cluster& first = cluster(i);
    const RunInfo& info = content_.runs[first.run];
    std::size_t end = i + 1;
    while (end < line.end && are_one_run(first, cluster(end))) ++end;
    add_anchors(end);
    const text::TextStyle& style = *content_.text.runs[first.run].style;
    const double x0 = line_.origin(i);
    if (first.cls == text::CharacterClass::Newline) {
      add_line_end(info, style, x0, first.text_begin);
      return end;
    }
    if (first.cls == text::CharacterClass::Object) {
      const double height = picture_height(i);
      // What fits into the line stands in its middle, as the characters' boxes do; what is higher stands on it.
      const double below =
          height > shape_.pitch ? kEmDescent * style.size * 0.5 : height / 2 - (0.5 - kEmDescent) * shape_.size;
      if (info.image) add_picture(i, info, x0, baseline_ + below - height);
      if (info.link)
        add_link(content_.links[*info.link], x0, first.advance, height, baseline_ + below - kEmDescent * height);
      return i + 1;
    }
    if (first.face == fonts::kNoFace) return end;

    GlyphRun run = glyph_run(content_, prepared_.shaped, line_, i, end, baseline_);
    const std::uint32_t text_begin = first_text_ = first.text_begin;
    double right = x0;
    for (std::size_t k = i; k < end; ++k)
      if (!prepared_.items[k].is_space || k + 1 < line.end)
        right = std::max(right, line_.origin(k) - std::max(0.0, prepared_.items[k].shift) + prepared_.items[k].width);
    const text::Cluster& last = cluster(end - 1);
    if (end == line.end && prepared_.items[end - 1].hyphenated) right = add_hyphen(run, last, line_.origin(end - 1));
    if (info.link) add_link(content_.links[*info.link], x0, right - x0, style.size, run.origin.y);
    if (run.glyphs.empty()) return end;
    add_number(info);
    box_.items.push_back({std::move(run), info.structure, content_.place_of(text_begin)});
    return end;
  }

  // Clusters [begin, end), which share face and style.
  GlyphRun glyph_run(const InlineContent& content, const text::ShapedText& shaped, const PlacedLine& line,
                     std::size_t begin, std::size_t end, double baseline) const {
    const text::Cluster& first = shaped.clusters[begin];
    const text::Cluster& last = shaped.clusters[end - 1];
    const text::TextStyle& style = *content.text.runs[first.run].style;
    const double x0 = line.origin(begin);
    GlyphRun run;
    run.face = first.face;
    run.size = style.size * double{first.scale};
    const style::ComputedStyle& computed = content.runs[first.run].element->style();
    run.shows_others = style.transform != style::TextTransform::None || style.small_caps;
    run.stroke = context_.stroke_for(computed, first.face, style.size);
    run.color = to_color(computed.color);
    run.origin = {x0, baseline - style.rise};
    run.glyphs.reserve(end - begin);
    for (std::size_t k = begin; k < end; ++k) {
      const text::Cluster& c = shaped.clusters[k];
      for (std::uint32_t g = 0; g < c.glyph_count; ++g) {
        const text::ShapedGlyph& glyph = shaped.glyphs[c.glyph_begin + g];
        run.glyphs.push_back({glyph.id, static_cast<float>(line.origin(k) - x0 + glyph.x), glyph.y,
                              c.text_begin - first.text_begin, g == 0 ? c.text_length : 0});
      }
    }
    run.text = content.text.utf8.substr(first.text_begin, last.text_begin + last.text_length - first.text_begin);
    return run;
  }

  void add_reading(const PlacedReading& placed) {
    const InlineContent& content = *placed.ruby->source->reading;
    const text::ShapedText& shaped = placed.ruby->reading.shaped;
    const auto& clusters = shaped.clusters;
    const double baseline = baseline_ + placed.baseline;
    for (std::size_t begin = 0, end = 0; begin < clusters.size(); begin = end) {
      const text::Cluster& first = clusters[begin];
      const RunInfo& info = content.runs[first.run];
      const mdconv::Span place = content.place_of(first.text_begin);
      const double x = placed.line.origin(begin);
      end = begin + 1;
      if (first.cls == text::CharacterClass::Object) {
        const double height = placed.ruby->reading.image_heights[begin];
        const double top = baseline + kEmDescent * height - height;
        if (info.image)
          box_.items.push_back(
              {PlacedImage{{x, top, first.advance, height}, info.image->resource}, info.structure, place});
        if (info.link) add_link(content.links[*info.link], x, first.advance, height, baseline);
        continue;
      }
      while (end < clusters.size() && clusters[end].run == first.run && clusters[end].face == first.face) ++end;
      if (first.face == fonts::kNoFace) continue;
      GlyphRun run = glyph_run(content, shaped, placed.line, begin, end, baseline);
      const double right = placed.line.origin(end - 1) + clusters[end - 1].advance;
      if (info.link) add_link(content.links[*info.link], x, right - x, run.size, run.origin.y);
      if (run.glyphs.empty()) continue;
      add_number(info);
      box_.items.push_back({std::move(run), info.structure, place});
    }
  }

  // Of a note, that is known only when the pages are: the next item shows it.
  void add_number(const RunInfo& info) {
    if (!info.note) return;
    NoteNumber number{box_.items.size(), {}, *info.note};
    if (info.link) number.link = box_.links.size() - 1;
    box_.numbers.push_back(number);
  }

  // A forced line end is part of the text: a space that nobody sees says so.
  void add_line_end(const RunInfo& info, const text::TextStyle& style, double x, std::uint32_t text_begin) {
    GlyphRun run;
    run.face = style.fonts->primary();
    const fonts::GlyphId space = context_.fonts.face(run.face).glyph(U' ');
    if (space == 0) return;
    run.size = style.size;
    run.color = to_color(info.element->style().color);
    run.origin = {x, baseline_ - style.rise};
    run.glyphs.push_back({space, 0, 0, 0, 1});
    run.text = "\n";
    box_.items.push_back({std::move(run), info.structure, content_.place_of(text_begin)});
  }

  // At the end of a run whose line breaks a word; a soft hyphen of the source becomes visible. Yields the right edge.
  double add_hyphen(GlyphRun& run, const text::Cluster& last, double x) const {
    constexpr std::string_view kSoftHyphen = "\u00AD";
    const text::Hyphen hyphen = context_.shaper.hyphen(run.face);
    if (run.text.ends_with(kSoftHyphen)) {
      for (PlacedGlyph& glyph : run.glyphs)
        if (glyph.text_begin == last.text_begin - first_text_ && glyph.text_length > 0)
          glyph.text_length -= static_cast<std::uint32_t>(kSoftHyphen.size());
      run.text.resize(run.text.size() - kSoftHyphen.size());
    }
    const double end = x + last.advance - static_cast<double>(last.kerning);
    run.glyphs.push_back({hyphen.glyph, static_cast<float>(end - run.origin.x), 0,
                          static_cast<std::uint32_t>(run.text.size()), static_cast<std::uint32_t>(kSoftHyphen.size())});
    run.text += kSoftHyphen;
    return end + hyphen.advance * run.size;
  }

  void add_link(const InlineLink& link, double x, double width, double height, double baseline) {
    const Rect rect{x, baseline - kEmAscent * height, width, height};
    if (!box_.links.empty()) {
      // Runs of one link side by side are one area.
      LinkArea& last = box_.links.back();
      if (last.structure == link.structure && std::abs(last.rect.x + last.rect.width - x) < height) {
        const double bottom = std::max(last.rect.y + last.rect.height, rect.y + rect.height);
        last.rect.y = std::min(last.rect.y, rect.y);
        last.rect.height = bottom - last.rect.y;
        last.rect.width = std::max(last.rect.width, x + width - last.rect.x);
        return;
      }
    }
    box_.links.push_back({rect, link.target, link.structure, link.description});
  }

  void add_anchors(std::size_t end) {
    const std::uint32_t text_end = cluster(end - 1).text_begin + cluster(end - 1).text_length;
    while (next_anchor_ < content_.anchors.size() && content_.anchors[next_anchor_].offset < text_end)
      box_.ids.push_back(content_.anchors[next_anchor_++].id);
    for (; next_call_ < content_.calls.size() && content_.calls[next_call_].offset < text_end; ++next_call_)
      box_.calls.push_back({content_.calls[next_call_].note, content_.structure});
  }

  Context& context_;
  const InlineContent& content_;
  const PreparedText& prepared_;
  const ParagraphShape& shape_;
  FlowBox box_;
  PlacedLine line_;
  double baseline_ = 0;
  std::vector<PlacedReading> readings_;
  std::size_t next_reading_ = 0;
  std::vector<Reach> below_;      // of the line before
  std::uint32_t first_text_ = 0;  // where the run's text begins
  std::size_t next_anchor_ = 0;
  std::size_t next_call_ = 0;
};

// Words are hyphenated only where lines would be loose without it, or the last one a single character; names and code
// are broken only where lines would have holes.
std::vector<text::LineRange> find_lines(Context& context, const InlineContent& content, const ParagraphShape& shape,
                                        PreparedText& prepared) {
  const text::LineShape line_shape{shape.width, shape.first_indent, shape.align == style::TextAlign::Justify};
  std::vector<text::LineRange> lines = text::break_lines(prepared.items, line_shape);
  // Ragged lines may be short, in narrow columns very much so; words that fit into one stay whole there.
  constexpr double kLoose = 1.0, kVeryShort = 2.0, kNarrow = 20;
  const double loose = line_shape.justified ? kLoose : shape.width < kNarrow * shape.size ? kUnbounded : kVeryShort;
  const auto is_bad = [&](const text::LineRange& line) {
    const bool breaks_word = prepared.items[line.end - 1].penalty >= text::kBrokenWord;
    return line.ratio > loose || line.is_lonely || breaks_word;
  };
  const auto has_holes = [](const text::LineRange& line) { return line.has_holes; };
  const auto hyphenate = [&](bool names) {
    return context.hyphenator.add_breaks(content.text, prepared.shaped, context.shaper, prepared.items, names);
  };
  const auto break_again = [&] {
    keep_bases_whole(prepared);
    lines = text::break_lines(prepared.items, line_shape);
  };
  if (std::any_of(lines.begin(), lines.end(), is_bad) && hyphenate(false)) break_again();
  if (std::any_of(lines.begin(), lines.end(), has_holes)) {
    const bool more_words = hyphenate(true);
    if (text::BreakFinder::add_last_resorts(prepared.shaped, prepared.items) || more_words) break_again();
  }
  return lines;
}

// Of as many lines as there are the most even, that end at spaces and marks rather than within a phrase: the breaks
// with the least sum of what lines cost. Headings are short, so each pair of breaks may be tried.
class Balancer {
 public:
  Balancer(const InlineContent& content, const PreparedText& prepared, const ParagraphShape& shape)
      : content_(content), prepared_(prepared), shape_(shape) {}

  void run(std::vector<text::LineRange>& lines) {
    constexpr std::size_t kMostLines = 6, kMostItems = 400;
    const std::vector<text::LineItem>& items = prepared_.items;
    const bool forced = std::count_if(lines.begin(), lines.end(), [](const auto& l) { return l.ends_paragraph; }) > 1;
    if (lines.size() < 2 || lines.size() > kMostLines || items.size() > kMostItems || forced) return;
    ends_ = {0};
    for (std::size_t i = 0; i + 1 < items.size(); ++i)
      if (items[i].penalty != text::kNeverBreak && !items[i].hyphenated) ends_.push_back(i + 1);
    ends_.push_back(items.size());
    double total = 0;
    for (const text::LineRange& line : lines) total += text::natural_width(items, line);
    mean_ = total / static_cast<double>(lines.size());
    const std::vector<std::size_t> chosen = choose(lines.size());
    for (std::size_t i = 0; i + 1 < chosen.size(); ++i)
      lines[i] = {.begin = chosen[i], .end = chosen[i + 1], .ends_paragraph = i + 2 == chosen.size()};
  }

 private:
  static constexpr double kTooWide = 1e9;

  // Of the line between two breaks.
  double cost(std::size_t from, std::size_t to) const {
    const text::LineRange line{ends_[from], ends_[to], to + 1 == ends_.size()};
    const double width = text::natural_width(prepared_.items, line);
    if (width + (from == 0 ? shape_.first_indent : 0) > shape_.width) return kTooWide;
    constexpr double kInPhrase = 0.1;
    constexpr double kPenalties = 1.0 / 400;
    const double off = (width - mean_) / shape_.width;
    if (line.ends_paragraph) return off * off;
    const int penalty = std::max(prepared_.items[line.end - 1].penalty, 0);
    return off * off + penalty * kPenalties + (ends_phrase(line.end - 1) ? 0 : kInPhrase);
  }

  bool ends_phrase(std::size_t item) const {
    std::size_t at = prepared_.shaped.clusters[item].text_begin;
    return prepared_.items[item].is_space || unicode::is_punctuation(utf8::next(content_.text.utf8, at));
  }

  // Where the lines begin, and the end; nothing if they do not fit.
  std::vector<std::size_t> choose(std::size_t count) const {
    struct Way {
      double cost = kTooWide;
      std::size_t from = 0;
    };
    std::vector<std::vector<Way>> ways(count + 1, std::vector<Way>(ends_.size()));
    ways[0][0].cost = 0;
    for (std::size_t line = 1; line <= count; ++line) {
      for (std::size_t to = line; to < ends_.size(); ++to) {
        for (std::size_t from = to; from-- > 0;) {
          const double here = cost(from, to);
          if (here >= kTooWide) break;
          if (ways[line - 1][from].cost + here < ways[line][to].cost)
            ways[line][to] = {ways[line - 1][from].cost + here, from};
        }
      }
    }
    std::vector<std::size_t> chosen;
    std::size_t to = ends_.size() - 1;
    if (ways[count][to].cost >= kTooWide) return chosen;
    for (std::size_t line = count; line > 0; to = ways[line--][to].from) chosen.push_back(ends_[to]);
    chosen.push_back(0);
    std::reverse(chosen.begin(), chosen.end());
    return chosen;
  }

  const InlineContent& content_;
  const PreparedText& prepared_;
  const ParagraphShape& shape_;
  /// Where lines may end, from 0 on.
  std::vector<std::size_t> ends_;
  double mean_ = 0;
};

}  // namespace

ChosenLines choose_lines(Context& context, const InlineContent& content, const ParagraphShape& shape) {
  ChosenLines chosen;
  chosen.prepared = prepare_quietly(context, content, shape.width, shape.max_image_height);
  chosen.lines = find_lines(context, content, shape, chosen.prepared);
  if (shape.balance && shape.align != style::TextAlign::Justify)
    Balancer(content, chosen.prepared, shape).run(chosen.lines);
  return chosen;
}

Flow lay_out_lines(Context& context, const InlineContent& content, const ParagraphShape& shape) {
  if (content.text.utf8.empty()) return {};
  return build_lines(context, content, shape, choose_lines(context, content, shape));
}

Flow build_lines(Context& context, const InlineContent& content, const ParagraphShape& shape,
                 const ChosenLines& chosen) {
  Flow flow;
  const std::vector<text::LineRange>& lines = chosen.lines;
  report_missing(context, content, chosen.prepared.missing);
  LineBuilder builder(context, content, chosen.prepared, shape);
  const std::size_t count = lines.size();
  for (std::size_t i = 0; i < count; ++i) {
    FlowBox box = builder.build(lines[i], i == 0 ? shape.first_indent : 0);
    const bool orphan = i > 0 && i < static_cast<std::size_t>(shape.orphans);
    const bool widow = i > 0 && count - i < static_cast<std::size_t>(shape.widows);
    box.may_break_before = !orphan && !widow;
    flow.push_back(std::move(box));
  }
  // Anchors behind the last character.
  for (const InlineAnchor& anchor : content.anchors)
    if (anchor.offset >= content.text.utf8.size() && !flow.empty()) flow.back().ids.push_back(anchor.id);
  return flow;
}

Flow build_lines(Context& context, const InlineContent& content, const PreparedText& prepared,
                 const ParagraphShape& shape, const std::vector<IndentedLine>& lines) {
  Flow flow;
  LineBuilder builder(context, content, prepared, shape);
  for (const IndentedLine& line : lines) flow.push_back(builder.build(line.range, line.indent));
  return flow;
}

double content_width(Context& context, const InlineContent& content) {
  if (content.text.utf8.empty()) return 0;
  const PreparedText prepared = prepare(context, content, kUnbounded, kUnbounded);
  double widest = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < prepared.items.size(); ++i) {
    if (prepared.items[i].penalty != text::kForceBreak) continue;
    widest = std::max(widest, text::natural_width(prepared.items, {begin, i + 1, true}));
    begin = i + 1;
  }
  return widest;
}

namespace {

// The widest stretch between two breaks.
double widest_word(const PreparedText& prepared) {
  double widest = 0, width = 0, gap = 0;
  for (std::size_t i = 0; i < prepared.items.size(); ++i) {
    const text::LineItem& item = prepared.items[i];
    if (!item.is_space) {
      width += gap + item.width;
      gap = item.gap;
      widest = std::max(widest, width - item.end_trim);
    } else {
      gap += item.width + item.gap;
    }
    if (item.penalty != text::kNeverBreak) width = gap = 0;
  }
  return widest;
}

}  // namespace

WidthNeeds content_needs(Context& context, const InlineContent& content, double size, double limit) {
  // A column of Han is no narrower than this many characters, nor one of words that can be broken.
  constexpr double kFewest = 4, kVeryFewest = 2.5, kLongWord = 8;
  WidthNeeds needs;
  if (content.text.utf8.empty()) return needs;
  PreparedText prepared = prepare(context, content, kUnbounded, kUnbounded);
  for (std::size_t i = 0; i < prepared.items.size(); ++i)
    if (prepared.image_heights[i] > 0) prepared.items[i].width = std::min(prepared.items[i].width, limit);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < prepared.items.size(); ++i) {
    if (prepared.items[i].penalty != text::kForceBreak) continue;
    needs.most = std::max(needs.most, text::natural_width(prepared.items, {begin, i + 1, true}));
    begin = i + 1;
  }
  for (std::size_t i = 0; i < prepared.items.size(); ++i)
    if (prepared.image_heights[i] > 0) prepared.items[i].width = std::min(prepared.items[i].width, kFewest * size);
  double word = widest_word(prepared);
  if (word > kLongWord * size && text::BreakFinder::add_last_resorts(prepared.shaped, prepared.items))
    word = widest_word(prepared);
  needs.least = std::min(needs.most, std::max(word, kFewest * size));
  needs.tightest = std::min(needs.most, kVeryFewest * size);
  return needs;
}

}  // namespace mdconv::layout
