// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Computed values in the sense of CSS: relative units are gone, lengths are points.

namespace mdconv::style {

struct Color {
  float red = 0, green = 0, blue = 0;
  friend bool operator==(const Color&, const Color&) = default;
};

enum class TextAlign : std::uint8_t { Start, End, Center, Justify };
enum class WhiteSpace : std::uint8_t { Normal, Pre, PreWrap };
enum class Display : std::uint8_t { Inline, Block, None };
/// Left and Right: onto such a page, behind a blank one where need be.
enum class Break : std::uint8_t { Auto, Avoid, Always, Left, Right };
constexpr bool is_forced(Break value) noexcept { return value >= Break::Always; }
/// In text Super and Sub, in tables Top, Middle and Bottom.
enum class VerticalAlign : std::uint8_t { Baseline, Super, Sub, Top, Middle, Bottom };
enum class Hyphens : std::uint8_t { None, Manual, Auto };
/// How strictly marks are kept from the edges of lines. Auto goes by the language; None forbids nothing between wide
/// characters; Gb is the level of GB/T 15834.
enum class LineBreak : std::uint8_t { Auto, Anywhere, None, Loose, Normal, Gb, Strict };
/// Which full-width marks lose their blank half. Kaiming is a Chinese publisher's style: all but 。！？.
enum class SpacingTrim : std::uint8_t { SpaceAll, Normal, SpaceFirst, TrimStart, TrimBoth, Kaiming, TrimAll };
/// Whether a comma or full stop may stand outside the type area at a line's end.
enum class Hanging : std::uint8_t { None, Allow, Force };

enum class LineStyle : std::uint8_t { Solid, Double, Dotted, Dashed, Wavy };
enum class BorderStyle : std::uint8_t { None, Solid, Double, Dotted, Dashed };
/// How a paragraph's lines are to differ in length: Balance makes them alike.
enum class TextWrap : std::uint8_t { Wrap, Balance };
enum class TextTransform : std::uint8_t { None, Uppercase, Lowercase, Capitalize, FullWidth };
enum class RubyAlign : std::uint8_t { Start, Center, SpaceBetween, SpaceAround };

enum Side : std::size_t { Top, Right, Bottom, Left };

struct Border {
  /// Nothing is drawn where it is 0.
  double width = 0;
  Color color;
  BorderStyle style = BorderStyle::None;
};

/// A length in points, or a share of what the container has.
struct Extent {
  double value = 0;
  bool is_share = false;

  double of(double whole) const noexcept { return is_share ? value * whole : value; }
  friend bool operator==(const Extent&, const Extent&) = default;
};

enum class CounterStyle : std::uint8_t { Decimal, LowerRoman, UpperRoman };
/// Which of the values that a page gives to a named string.
enum class StringWhich : std::uint8_t {
  First,
  Start,
  Last,
  FirstExcept,
  /// Start, but nothing where the page begins with the element that gives it.
  StartExcept
};

/// A part of what `content` and `string-set` say.
struct ContentPart {
  /// Content: the element's own text.
  enum class Kind : std::uint8_t { Text, PageNumber, PageCount, String, Content } kind = Kind::Text;
  /// Literal text, or the name of the string.
  std::string text;
  CounterStyle style = CounterStyle::Decimal;
  StringWhich which = StringWhich::First;
};

/// A value that an element gives to a named string.
struct StringSet {
  std::string name;
  std::vector<ContentPart> content;
};

/// `block-step`: the block with its margins takes a whole number of steps.
struct BlockStep {
  enum class Align : std::uint8_t { Center, Start, End };
  enum class Round : std::uint8_t { Up, Down, Nearest };
  /// 0: it takes what it takes.
  double size = 0;
  Align align = Align::Center;
  Round round = Round::Up;
};

struct ComputedStyle {
  // ---- inherited ----
  std::vector<std::string> font_families = {"serif"};
  double font_size = 10.5;
  /// Where text is made smaller to fit: the size below which it does not go.
  double font_floor = 0;
  int font_weight = 400;
  bool italic = false;
  /// Whether a face without bold is emboldened.
  bool synthesise_weight = true;
  /// A multiple of each element's own font size, unless it is a fixed length.
  double line_height = 1.7;
  bool line_height_is_length = false;
  Color color;
  /// More between two characters; between words also `word_spacing`.
  double letter_spacing = 0;
  double word_spacing = 0;
  TextTransform text_transform = TextTransform::None;
  bool small_caps = false;
  double text_indent = 0;
  TextAlign text_align = TextAlign::Start;
  TextWrap text_wrap = TextWrap::Wrap;
  WhiteSpace white_space = WhiteSpace::Normal;
  /// Whether lines end only where the text says so.
  bool no_wrap = false;
  LineBreak line_break = LineBreak::Auto;
  Hyphens hyphens = Hyphens::Manual;
  /// Space between Han and Latin letters, and between Han and digits; how much, in ems.
  bool autospace_alpha = true;
  bool autospace_numeric = true;
  double autospace_width = 0.25;
  SpacingTrim spacing_trim = SpacingTrim::TrimBoth;
  /// Marks side by side take half an em each, not an em and a half together.
  bool tight_marks = false;
  Hanging hanging = Hanging::None;
  /// The character that is set small at each character of the text; empty: none.
  std::string emphasis_mark;
  bool emphasis_under = false;
  /// Nothing: the text's own.
  std::optional<Color> emphasis_color;
  RubyAlign ruby_align = RubyAlign::SpaceAround;
  bool ruby_under = false;
  std::string list_style_type = "disc";
  /// Whether dots lead from an entry of the table of contents to its page's number.
  bool leader = true;
  /// Columns from one stop of tabs to the next.
  int tab_size = 8;
  /// Whether the lines of code are numbered even where the source does not ask for it.
  bool line_numbers = false;
  int orphans = 2;
  int widows = 2;

  // ---- not inherited ----
  Display display = Display::Inline;
  std::array<double, 4> margin = {};
  /// Margins that take what a block leaves free that is narrower than what it stands in.
  std::array<bool, 4> margin_auto = {};
  /// Whether the margins of what stands first and last in it fall away at its edges.
  bool trims_start = false;
  bool trims_end = false;
  std::array<double, 4> padding = {};
  std::array<Border, 4> border = {};
  /// Whether each part of a box that pages part has padding and borders of its own.
  bool whole_at_breaks = false;
  std::optional<Color> background;
  /// How a table that is too wide is made to fit: in smaller type, on a turned page.
  bool table_may_shrink = true;
  bool table_may_turn = true;
  Break break_before = Break::Auto;
  Break break_after = Break::Auto;
  Break break_inside = Break::Auto;
  /// The name of the pages on which it stands; empty: the parent's.
  std::string page;
  /// The number of the page on which it begins.
  std::optional<int> page_number;
  std::vector<StringSet> string_set;
  BlockStep block_step;
  VerticalAlign vertical_align = VerticalAlign::Baseline;
  bool underline = false;
  bool line_through = false;
  LineStyle decoration_style = LineStyle::Solid;
  /// Nothing: the text's own.
  std::optional<Color> decoration_color;
  std::optional<double> decoration_thickness;
  /// How much shorter than its text a line is at either end.
  double decoration_inset = 0;
  /// Whether widths hold with padding and borders.
  bool border_box = false;
  /// Points, or nothing for "auto".
  std::optional<double> width;
  std::optional<double> height;
  /// A share of the container's width, instead of `width`.
  std::optional<double> width_percentage;
  std::optional<Extent> min_width;
  std::optional<Extent> max_width;
  std::optional<Extent> max_height;
  /// What a pseudo-element shows; nothing: it is not there.
  std::optional<std::string> content;

  bool has_border() const noexcept {
    return border[Top].width > 0 || border[Right].width > 0 || border[Bottom].width > 0 || border[Left].width > 0;
  }
  double line_pitch() const noexcept { return line_height_is_length ? line_height : line_height * font_size; }
};

enum class MarginBoxPlace : std::uint8_t { TopLeft, TopCenter, TopRight, BottomLeft, BottomCenter, BottomRight };

struct MarginBox {
  MarginBoxPlace place = MarginBoxPlace::BottomCenter;
  std::vector<ContentPart> content;
  ComputedStyle style;
};

enum class PageSide : std::uint8_t { Any, Left, Right };

/// What @page says of pages of one kind.
struct PageStyle {
  double width = 419.53;
  double height = 595.28;
  std::array<double, 4> margin = {54, 54, 54, 54};
  std::vector<MarginBox> boxes;
  /// Where printers cut, and where they lay sheets over each other.
  bool crop_marks = false;
  bool cross_marks = false;
  /// How far beyond the page's edge a sheet is printed; nothing: as marks need it.
  std::optional<double> bleed;
};

}  // namespace mdconv::style
