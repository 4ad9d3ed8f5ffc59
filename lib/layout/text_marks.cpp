// SPDX-License-Identifier: MIT
#include "layout/text_marks.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "layout/box_drawing.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::layout {

namespace {

// Shares of the font size. An underline in Han text stands clear of the glyphs.
constexpr double kUnderlineDrop = 0.16;
constexpr double kLineThickness = 0.05;
constexpr double kStrikeHeight = 0.32;
// An emphasis mark is half as large as the text and stands close to the character, or to the line below it.
constexpr double kMarkSize = 0.5;
// Faces draw • and ◦ from as small as a middle dot to as large as a list's bullet: here they have one height.
constexpr double kDotHeight = 0.13;
constexpr double kMarkDistance = 0.11;
// What stands above a line keeps clear of the characters before it.
constexpr double kClear = 0.05;
// How far lines keep from frames around text.
constexpr double kFrameDistance = 0.25;
// What two marks that meet between two lines may share: there is no ink at the edges of either.
constexpr double kBlank = 0.06;

class Marker {
 public:
  Marker(Context& context, const InlineContent& content, const PreparedText& text, const PlacedLine& line)
      : context_(context), content_(content), text_(text), line_(line) {}

  LineMarks run(const std::vector<PlacedReading>& readings) {
    for (const PlacedReading& reading : readings)
      (reading.under ? marks_.below : marks_.above).push_back({reading.extent, reading.reach});
    before_ = after_ = line_.range.begin;
    trailing_ = line_.range.end;
    while (trailing_ > line_.range.begin && is_blank(trailing_ - 1)) --trailing_;
    for (std::size_t i = line_.range.begin; i < trailing_; ++i) take_up(i);
    for (const auto& [decoration, extent] : extents_)
      if (content_.decorations[decoration].background || content_.decorations[decoration].framed)
        add_box(content_.decorations[decoration], extent);
    for (const auto& [decoration, extent] : extents_)
      add_lines(content_.decorations[decoration].element->style(), extent);
    add_emphasis();
    return std::move(marks_);
  }

 private:
  const text::Cluster& cluster(std::size_t i) const { return text_.shaped.clusters[i]; }
  const RunInfo& info(std::size_t i) const { return content_.runs[cluster(i).run]; }
  const style::ComputedStyle& style(std::size_t i) const { return info(i).element->style(); }

  // Spaces at the edges of a line are not seen; those at the edges of decorated text are not decorated.
  void take_up(std::size_t i) {
    look_around(i);
    if (!info(i).decoration) return;
    const Extent whole_cluster = line_.extent(text_, i), ink = without_blank(i, whole_cluster);
    for (auto d = info(i).decoration; d; d = content_.decorations[*d].outer) {
      // A picture draws its own.
      if (cluster(i).cls == text::CharacterClass::Object && content_.decorations[*d].element == info(i).element)
        continue;
      const bool box = content_.decorations[*d].background || content_.decorations[*d].framed;
      if (is_blank(i) && !box && is_at_edge(*d)) continue;
      Extent here = box ? whole_cluster : ink;
      leave_outer_frames(content_.decorations[*d], i, here);
      const auto [entry, is_new] = extents_.try_emplace(*d, here);
      Extent& whole = entry->second;
      if (!is_new) whole = {std::min(whole.left, here.left), std::max(whole.right, here.right)};
    }
  }

  bool opens(const InlineDecoration& decoration, std::size_t i) const {
    return i == 0 || cluster(i - 1).text_begin < decoration.begin;
  }

  bool closes(const InlineDecoration& decoration, std::size_t i) const {
    return i + 1 == text_.shaped.clusters.size() || cluster(i + 1).text_begin >= decoration.end;
  }

  // The room of frames around an element is theirs, not the element's.
  void leave_outer_frames(const InlineDecoration& decoration, std::size_t i, Extent& extent) const {
    for (auto d = decoration.outer; d; d = content_.decorations[*d].outer) {
      const InlineDecoration& outer = content_.decorations[*d];
      if (!outer.framed) continue;
      if (opens(outer, i)) extent.left += frame_room(outer.element->style(), style::Left);
      if (closes(outer, i)) extent.right -= frame_room(outer.element->style(), style::Right);
    }
  }

  // A line along text begins and ends with what is seen: not with the blank half of a mark.
  Extent without_blank(std::size_t i, const Extent& extent) const {
    const text::Cluster& c = cluster(i);
    Extent ink = extent;
    const double before = c.blank_before, after = c.blank_after;
    if (before > 0) ink.left = std::max(ink.left, line_.origin(i) + before);
    if (after > 0) ink.right = std::min(ink.right, line_.origin(i) + c.advance - after);
    return ink;
  }

  bool is_blank(std::size_t i) const {
    return text_.items[i].is_space || cluster(i).cls == text::CharacterClass::Newline;
  }

  // Finds the nearest clusters that are no spaces; where there is none, a space at the line's end. Clusters come in
  // order.
  void look_around(std::size_t i) {
    if (!text_.items[i].is_space) {
      before_ = after_ = i;
    } else if (after_ <= i) {
      for (after_ = i; after_ + 1 < line_.range.end && text_.items[after_].is_space;) ++after_;
    }
  }

  bool has(std::size_t i, std::size_t decoration) const {
    for (auto d = info(i).decoration; d; d = content_.decorations[*d].outer)
      if (*d == decoration) return true;
    return false;
  }

  // Of the space that was looked around.
  bool is_at_edge(std::size_t decoration) const {
    return text_.items[before_].is_space || text_.items[after_].is_space || !has(before_, decoration) ||
           !has(after_, decoration);
  }

  void add(decltype(Item::content) content) { marks_.items.push_back({std::move(content), kArtifact, {}}); }

  // The background, and the frame, which a line's end leaves open.
  void add_box(const InlineDecoration& decoration, const Extent& extent) {
    const style::ComputedStyle& style = decoration.element->style();
    const double size = style.font_size;
    Rect rect{extent.left, -kEmAscent * size, extent.right - extent.left, size};
    std::array<style::Border, 4> border = {};
    if (decoration.framed) {
      const double above = frame_room(style, style::Top), below = frame_room(style, style::Bottom);
      rect.y -= above;
      rect.height += above + below;
      border = style.border;
      if (!opens(decoration, line_.range.begin) && cluster(line_.range.begin).text_begin > decoration.begin)
        border[style::Left] = {};
      if (cluster(trailing_ - 1).text_begin + cluster(trailing_ - 1).text_length < decoration.end)
        border[style::Right] = {};
      marks_.above.push_back({extent, above + kFrameDistance * size});
      marks_.below.push_back({extent, below + kFrameDistance * size});
    }
    const auto background = style.background ? std::optional(to_color(*style.background)) : std::nullopt;
    for (Item& item : box_items(rect, background, border, true, true)) marks_.items.push_back(std::move(item));
  }

  void add_lines(const style::ComputedStyle& style, const Extent& extent) {
    const double size = style.font_size;
    const double thickness = style.decoration_thickness.value_or(kLineThickness * size);
    const Extent inner{extent.left + style.decoration_inset, extent.right - style.decoration_inset};
    if (inner.right <= inner.left) return;
    if (style.underline) {
      const double depth = add_line(style, inner, kUnderlineDrop * size, thickness);
      marks_.below.push_back({inner, (kUnderlineDrop - kEmDescent) * size + depth});
    }
    if (style.line_through) add_line(style, inner, -kStrikeHeight * size, thickness);
  }

  // A line with its upper edge at y; yields its height.
  double add_line(const style::ComputedStyle& style, const Extent& extent, double y, double thickness) {
    const Color color = to_color(style.decoration_color.value_or(style.color));
    const double length = extent.right - extent.left;
    const auto pattern = [&](PatternLine::Pattern kind, double height) {
      add(PatternLine{kind, {extent.left, y + height / 2}, length, thickness, color});
      return height;
    };
    switch (style.decoration_style) {
      case style::LineStyle::Wavy: return pattern(PatternLine::Pattern::Wavy, (2 * kWaveReach + 1) * thickness);
      case style::LineStyle::Dotted: return pattern(PatternLine::Pattern::Dotted, thickness);
      case style::LineStyle::Dashed: return pattern(PatternLine::Pattern::Dashed, thickness);
      case style::LineStyle::Double:
        add(FilledRect{{extent.left, y, length, thickness}, color});
        add(FilledRect{{extent.left, y + 2 * thickness, length, thickness}, color});
        return 3 * thickness;
      case style::LineStyle::Solid: break;
    }
    add(FilledRect{{extent.left, y, length, thickness}, color});
    return thickness;
  }

  // ---- emphasis ----

  char32_t character(std::size_t i) const {
    std::size_t at = cluster(i).text_begin;
    return utf8::next(content_.text.utf8, at);
  }

  // Each Han character, kana or Hangul syllable; never a punctuation mark, and no Western letter, which a slanted or
  // bold face sets apart.
  bool is_marked(std::size_t i) const {
    const text::CharacterClass c = cluster(i).cls;
    const bool square = c == text::CharacterClass::Ideograph || c == text::CharacterClass::Hangul;
    return square && !style(i).emphasis_mark.empty() && !unicode::is_punctuation(character(i));
  }

  void add_emphasis() {
    for (std::size_t i = line_.range.begin; i < line_.range.end;) {
      if (!is_marked(i)) {
        ++i;
        continue;
      }
      const std::uint32_t run = cluster(i).run;
      std::vector<double> middles;
      const std::size_t first = i;
      for (; i < line_.range.end && cluster(i).run == run; ++i)
        if (is_marked(i)) middles.push_back(line_.origin(i) + cluster(i).advance / 2);
      add_row(first, std::move(middles));
    }
  }

  // How far what stands at the cluster already reaches.
  double taken(const std::vector<Reach>& reaches, std::size_t i) const {
    double depth = 0;
    for (const Reach& reach : reaches)
      if (reach.extent.left < line_.origin(i) + cluster(i).advance && reach.extent.right > line_.origin(i))
        depth = std::max(depth, reach.depth);
    return depth;
  }

  void add_row(std::size_t first, std::vector<double> middles) {
    const style::ComputedStyle& s = style(first);
    const std::shared_ptr<const fonts::Outline> shape = context_.emphasis_shape(*info(first).element);
    if (!shape) return;
    const double ink = shape->top - shape->bottom;
    const bool dot = s.emphasis_mark == "•" || s.emphasis_mark == "◦";
    const double size = (dot && ink > 0 ? kDotHeight / ink : kMarkSize) * s.font_size;
    const double height = ink * size;
    const double distance = kMarkDistance * s.font_size;
    const Extent extent{middles.front() - s.font_size / 2, middles.back() + s.font_size / 2};
    std::vector<Reach>& reaches = s.emphasis_under ? marks_.below : marks_.above;
    const double before = taken(reaches, first) + distance;
    const double y = s.emphasis_under ? kEmDescent * s.font_size + before + height / 2
                                      : -kEmAscent * s.font_size - before - height / 2;
    reaches.push_back({extent, before + height});
    add(ShapeRow{shape, size, to_color(s.emphasis_color.value_or(s.color)), y, std::move(middles)});
  }

  Context& context_;
  const InlineContent& content_;
  const PreparedText& text_;
  const PlacedLine& line_;
  std::map<std::size_t, Extent> extents_;  // of each decoration in the line
  std::size_t before_ = 0, after_ = 0;     // see look_around
  std::size_t trailing_ = 0;               // where the blanks at the line's end begin
  LineMarks marks_;
};

}  // namespace

LineMarks mark_line(Context& context, const InlineContent& content, const PreparedText& text, const PlacedLine& line,
                    const std::vector<PlacedReading>& readings) {
  return Marker(context, content, text, line).run(readings);
}

double missing_room(const std::vector<Reach>& below, const std::vector<Reach>& above, double size, double pitch) {
  const double gap = pitch - size;
  double missing = 0;
  for (const Reach& upper : above) {
    double needed = upper.depth + kClear * size;
    for (const Reach& lower : below)
      if (lower.extent.left < upper.extent.right && lower.extent.right > upper.extent.left)
        needed = std::max(needed, upper.depth + lower.depth - kBlank * size);
    missing = std::max(missing, needed - gap);
  }
  for (const Reach& lower : below) missing = std::max(missing, lower.depth - gap);
  return missing;
}

}  // namespace mdconv::layout
