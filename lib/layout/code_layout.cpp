// SPDX-License-Identifier: MIT
#include "layout/code_layout.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "layout/line_art.h"
#include "support/utf8.h"

namespace mdconv::layout {

namespace {

using text::CharacterClass;
using text::Cluster;

constexpr double kRounding = 1e-3;
// How far in a line goes on, in columns, beyond its own indent; the mark stands there.
constexpr double kHangColumns = 2;
// No line goes on further in than at this share of the measure.
constexpr double kDeepest = 0.4;

// How good it is to end a line at a place, as the share of the measure that it may stay shorter for.
constexpr double kAfterSpace = 0.4;
constexpr double kAfterSeparator = 0.35;
constexpr double kBetweenHan = 0.3;
constexpr double kAfterSign = 0.25;
constexpr double kBest = kAfterSpace;

/// A line of the source in its boxes.
struct SourceLine {
  std::size_t first_box = 0;
  std::size_t boxes = 0;
};

// Finds the breaks of code: greedily, as lines of code are no paragraph.
class CodeBreaker {
 public:
  CodeBreaker(const InlineContent& content, const PreparedText& prepared, double measure, double column)
      : content_(content), prepared_(prepared), measure_(measure), column_(column) {}

  void run() {
    const std::size_t count = prepared_.items.size();
    for (std::size_t begin = 0; begin < count;) {
      std::size_t end = begin;
      while (end < count && cluster(end).cls != CharacterClass::Newline) ++end;
      const std::size_t after = std::min(end + 1, count);
      break_line(begin, end, after);
      begin = after;
    }
  }

  std::vector<IndentedLine> lines;
  std::vector<SourceLine> source_lines;

 private:
  const Cluster& cluster(std::size_t i) const { return prepared_.shaped.clusters[i]; }
  double width(std::size_t i) const { return prepared_.items[i].width; }
  bool is_space(std::size_t i) const { return prepared_.items[i].is_space; }

  // The line [begin, end), with its line end up to `after`.
  void break_line(std::size_t begin, std::size_t end, std::size_t after) {
    source_lines.push_back({lines.size(), 0});
    double hang = kHangColumns * column_;
    for (std::size_t i = begin; i < end && is_space(i); ++i) hang += width(i);
    hang = std::min(hang, kDeepest * measure_);
    double indent = 0;
    while (true) {
      const std::size_t next = find_break(begin, end, measure_ - indent);
      const bool last = next == end;
      lines.push_back({{begin, last ? after : next, last}, indent});
      ++source_lines.back().boxes;
      if (last) return;
      begin = next;
      indent = hang;
    }
  }

  // Where the line that begins with a cluster ends, `room` being as wide as it may become.
  std::size_t find_break(std::size_t begin, std::size_t end, double room) const {
    double filled = 0;
    std::size_t limit = begin;  // the first that has no room
    while (limit < end && filled + width(limit) <= room + kRounding) filled += width(limit++);
    if (limit == end) return end;
    // A space at the end needs no room.
    const bool hangs = is_space(limit) && limit > begin && !is_space(limit - 1);
    if (hangs && (limit + 1 == end || !is_space(limit + 1))) return limit + 1;
    std::size_t best = std::max(limit, begin + 1);
    double best_score = 0;
    double share = filled / room;
    for (std::size_t i = limit; i > begin && share + kBest > best_score; --i) {
      const double quality = quality_of(i);
      if (quality >= 0 && share + quality > best_score) {
        best = i;
        best_score = share + quality;
      }
      share -= width(i - 1) / room;
    }
    return best;
  }

  // Of a break before cluster i; negative where there is none.
  double quality_of(std::size_t i) const {
    const CharacterClass before = cluster(i - 1).cls, after = cluster(i).cls;
    if (is_space(i)) return is_space(i - 1) ? 0 : -1;
    if (is_space(i - 1)) return kAfterSpace;
    const bool closes = text::is_wide_mark(after) && after != CharacterClass::Opening;
    if (closes || before == CharacterClass::Opening) return -1;
    if (text::is_wide_mark(before)) return kAfterSeparator;
    const bool wide_before = text::is_square(before) || before == CharacterClass::Hangul;
    const bool wide_after = text::is_square(after) || after == CharacterClass::Hangul || text::is_wide_mark(after);
    if (wide_before || wide_after) return kBetweenHan;
    return quality_between(character(i - 1), character(i));
  }

  static double quality_between(char before, char after) {
    constexpr std::string_view kSeparators = ",;", kSigns = "()[]{}<>|&:+=*/.-_?!\\", kStay = ")]}>,;:.'\"";
    if (kStay.find(after) != std::string_view::npos) return 0;
    if (kSeparators.find(before) != std::string_view::npos) return kAfterSeparator;
    // Operators of several characters stay whole.
    if (kSigns.find(before) == std::string_view::npos || kSigns.find(after) != std::string_view::npos) return 0;
    return kAfterSign;
  }

  // The cluster's one ASCII character, or a letter for any other.
  char character(std::size_t i) const {
    const char c = content_.text.utf8[cluster(i).text_begin];
    return static_cast<unsigned char>(c) < 0x80 ? c : 'x';
  }

  const InlineContent& content_;
  const PreparedText& prepared_;
  double measure_;
  double column_;
};

class CodeLayout {
 public:
  CodeLayout(Context& context, const InlineContent& content, const CodeBlockShape& shape)
      : context_(context), content_(content), shape_(shape) {}

  Flow run() {
    prepare();
    const text::TextStyle& style = context_.text_style(*shape_.element, TextRole::CodeBlock, 0);
    const double column = style.column > 0 ? style.column : style.size / 2;
    ParagraphShape paragraph = shape_.paragraph;
    if (shape_.lines.numbered) make_gutter(column, paragraph);
    CodeBreaker breaker(content_, prepared_, paragraph.width, column);
    breaker.run();
    flow_ = build_lines(context_, content_, prepared_, paragraph, breaker.lines);
    LineArt art(context_, content_, prepared_, paragraph);
    for (std::size_t i = 0; i < flow_.size(); ++i) art.join(breaker.lines[i], flow_[i]);
    std::uint32_t number = 0;
    for (const SourceLine& line : breaker.source_lines) finish(line, number++, breaker.lines, paragraph, column);
    set_breaks(breaker.source_lines);
    return std::move(flow_);
  }

 private:
  void prepare() {
    prepared_.shaped = shape(context_, content_);
    const auto& clusters = prepared_.shaped.clusters;
    prepared_.image_heights.resize(clusters.size());
    prepared_.items.resize(clusters.size());
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      prepared_.items[i].width = clusters[i].advance;
      prepared_.items[i].is_space = clusters[i].cls == CharacterClass::Space;
    }
  }

  // Room for the numbers on the left of the lines.
  void make_gutter(double column, ParagraphShape& paragraph) {
    number_ = &context_.cascade.child(*shape_.element, {.name = "span", .classes = {"line-number"}});
    if (number_->style().display == style::Display::None) {
      number_ = nullptr;
      return;
    }
    const auto& text = content_.text.utf8;
    const auto count = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
    constexpr double kBehindNumbers = 2;
    const std::size_t digits = std::max<std::size_t>(2, std::to_string(shape_.lines.first + count).size());
    const double wide = static_cast<double>(digits) * column;
    const double gutter = std::min(wide + kBehindNumbers * column, paragraph.width / 3);
    number_edge_ = paragraph.x + std::min(wide, gutter);
    paragraph.x += gutter;
    paragraph.width -= gutter;
  }

  // What a line of the source has besides its text.
  void finish(const SourceLine& line, std::uint32_t index, const std::vector<IndentedLine>& lines,
              const ParagraphShape& paragraph, double column) {
    for (std::size_t k = 0; k < line.boxes; ++k) {
      FlowBox& box = flow_[line.first_box + k];
      if (shape_.lines.is_marked(index + 1)) add_tint(box);
      if (k > 0) add_mark(box, paragraph.x + lines[line.first_box + k].indent - column);
    }
    if (number_ == nullptr) return;
    FlowBox& box = flow_[line.first_box];
    add_number(box, std::to_string(shape_.lines.first + index));
  }

  void add_tint(FlowBox& box) {
    const style::StyledElement& element =
        context_.cascade.child(*shape_.element, {.name = "span", .classes = {"line", "marked"}});
    if (!element.style().background) return;
    const Rect rect{shape_.left, 0, shape_.right - shape_.left, box.height};
    box.items.insert(box.items.begin(), {FilledRect{rect, to_color(*element.style().background)}, kArtifact, {}});
  }

  // A shape rather than a character: it is not copied with the code.
  void add_mark(FlowBox& box, double middle) {
    const style::StyledElement& element =
        context_.cascade.child(*shape_.element, {.name = "span", .classes = {"wrap-mark"}});
    const style::ComputedStyle& style = element.style();
    if (style.display == style::Display::None) return;
    for (const char32_t c : {U'↪', U'↳', U'»', U'\\'}) {
      const fonts::FaceIndex face = context_.font_stack(element).face_for(c);
      if (face == fonts::kNoFace) continue;
      ShapeRow row{context_.shape_of(face, context_.fonts.face(face).glyph(c)),
                   style.font_size,
                   to_color(style.color),
                   0,
                   {middle}};
      constexpr double kHeightOfMiddle = 0.3;  // of the letters, above the baseline
      row.y = box.baseline - kHeightOfMiddle * style.font_size;
      box.items.push_back({std::move(row), kArtifact, {}});
      return;
    }
  }

  void add_number(FlowBox& box, std::string_view digits) {
    const style::ComputedStyle& style = number_->style();
    fonts::FontStack& stack = context_.font_stack(*number_);
    double right = number_edge_;
    for (std::size_t i = digits.size(); i-- > 0;) {
      const auto digit = static_cast<char32_t>(digits[i]);
      const fonts::FaceIndex index = stack.face_for(digit);
      if (index == fonts::kNoFace) return;
      const fonts::FontFace& face = context_.fonts.face(index);
      const fonts::GlyphId glyph = face.glyph(digit);
      const double scale = style.font_size / face.metrics().units_per_em;
      right -= face.advance(glyph) * scale;
      const auto shape = context_.shape_of(index, glyph);
      const double size = style.font_size;
      ShapeRow row{shape,
                   size,
                   to_color(style.color),
                   box.baseline - (shape->bottom + shape->top) / 2 * size,
                   {right + (shape->left + shape->right) / 2 * size}};
      box.items.push_back({std::move(row), kArtifact, {}});
    }
  }

  // A page ends between lines of the source where that leaves it no shorter than a long line is.
  void set_breaks(const std::vector<SourceLine>& lines) {
    constexpr std::size_t kLong = 4;
    const std::size_t count = flow_.size();
    for (std::size_t i = 0; i < count; ++i) {
      const bool orphan = i > 0 && i < static_cast<std::size_t>(shape_.paragraph.orphans);
      const bool widow = i > 0 && count - i < static_cast<std::size_t>(shape_.paragraph.widows);
      flow_[i].may_break_before = !orphan && !widow;
    }
    for (const SourceLine& line : lines)
      for (std::size_t k = 1; k < line.boxes && line.boxes <= kLong; ++k)
        flow_[line.first_box + k].may_break_before = false;
  }

  Context& context_;
  const InlineContent& content_;
  const CodeBlockShape& shape_;
  PreparedText prepared_;
  Flow flow_;
  /// The style of line numbers; null where lines have none.
  const style::StyledElement* number_ = nullptr;
  double number_edge_ = 0;
};

}  // namespace

Flow lay_out_code(Context& context, const InlineContent& content, const CodeBlockShape& shape) {
  if (content.text.utf8.empty()) return {};
  return CodeLayout(context, content, shape).run();
}

}  // namespace mdconv::layout
