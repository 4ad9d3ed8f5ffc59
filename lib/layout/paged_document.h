// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fonts/face.h"
#include "fonts/outline.h"
#include "mdconv/source.h"

// Finished pages: what layout hands to the PDF backend. Lengths are points (1/72 inch), the origin is
// the page's top left corner, y grows downwards.

namespace mdconv::layout {

struct Point {
  double x = 0;
  double y = 0;
};

struct Rect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

/// 0 to 1 each.
struct Color {
  float red = 0, green = 0, blue = 0;
  friend bool operator==(const Color&, const Color&) = default;
};

// ---- logical structure ----

/// A node of PagedDocument::structure; its index is its id.
using StructId = std::uint32_t;
/// What is no part of the document's logical content; running heads and feet are told apart from the rest.
inline constexpr StructId kArtifact = 0xFFFFFFFF;
inline constexpr StructId kHeaderArtifact = 0xFFFFFFFE;
inline constexpr StructId kFooterArtifact = 0xFFFFFFFD;
constexpr bool is_artifact(StructId node) noexcept { return node >= kFooterArtifact; }

/// Standard structure types of ISO 32000-1, 14.8.4.
enum class StructType : std::uint8_t {
  Document,
  Sect,
  Div,
  BlockQuote,
  Caption,
  TOC,
  TOCI,
  TitleParagraph /* the title block: P */,
  P,
  H1,
  H2,
  H3,
  H4,
  H5,
  H6,
  L,
  LI,
  Lbl,
  LBody,
  Table,
  THead,
  TBody,
  TR,
  TH,
  TD,
  Span,
  Ruby,
  RB,
  RT,
  Code,
  Link,
  Reference,
  Note,
  Figure,
  Formula,
};

/// As ISO 32000 writes it ("P"), or "Title".
std::string_view type_name(StructType type) noexcept;

/// Nodes stand in document order; a parent stands before its children. Node 0 is the Document.
/// A node without content and without children that have content is not written.
struct StructNode {
  StructType type = StructType::P;
  StructId parent = 0;
  /// Alternative text of a figure or formula; of a Span the words that it abbreviates. Empty when there is none.
  std::string alt;
  /// BCP 47, when it differs from the parent's.
  std::string language;
  /// Unique; notes must have one.
  std::string id;
  /// Of L how its items are marked: "None", "Disc", "Decimal"; of TH what it names: "Row", "Column"; else empty.
  std::string attribute;
  /// TH and TD: how many columns and rows the cell fills.
  std::uint32_t column_span = 1;
  std::uint32_t row_span = 1;
};

// ---- placed items ----

/// One glyph. Glyphs of one cluster (characters that only make sense together) follow each other and
/// share text_begin; the first holds the cluster's text_length, the others 0.
struct PlacedGlyph {
  fonts::GlyphId glyph = 0;
  /// Offset from the run's origin; x along the line, y upwards.
  float x = 0;
  float y = 0;
  /// The source characters of the cluster: a range of GlyphRun::text in bytes.
  std::uint32_t text_begin = 0;
  std::uint32_t text_length = 0;
};

/// Glyphs of one face, size, colour on one baseline.
struct GlyphRun {
  std::uint32_t face = 0;  // index into PagedDocument::faces
  double size = 0;
  /// How wide the line is that is drawn along the outlines to embolden a face that has no bold; mostly 0.
  double stroke = 0;
  Color color;
  Point origin;
  std::vector<PlacedGlyph> glyphs;
  /// UTF-8, in logical order; what extraction must give.
  std::string text;
  /// Whether other letters are shown than the text has: capitals.
  bool shows_others = false;
};

struct FilledRect {
  Rect rect;
  Color color;
};

struct PlacedImage {
  Rect rect;
  std::uint32_t resource = 0;  // index into doc::Document::resources
};

/// One shape at several places: emphasis marks. No text, so that none is read or found between the characters.
struct ShapeRow {
  std::shared_ptr<const fonts::Outline> shape;
  /// Of the shape's em.
  double size = 0;
  Color color;
  /// Where the middles of the shape's ink stand.
  double y = 0;
  std::vector<double> xs;
};

/// A line that is not plain, along text or a box.
struct PatternLine {
  enum class Pattern : std::uint8_t { Dotted, Dashed, Wavy } pattern = Pattern::Wavy;
  /// Of its left end, on the line's middle.
  Point start;
  double length = 0;
  double thickness = 0;
  Color color;
  /// From `start` downwards, not to the right.
  bool upright = false;
};
/// How far the middle of a wavy line goes to either side, and how long a wave is about: shares of its thickness.
inline constexpr double kWaveReach = 1.1;
inline constexpr double kWaveLength = 7;

struct Item {
  std::variant<GlyphRun, FilledRect, PlacedImage, ShapeRow, PatternLine> content;
  /// What is drawn and is neither text nor image is always an artifact.
  StructId structure = kArtifact;
  mdconv::Span span = {};
  /// Whether its place is one on the turned page.
  bool turned = false;
};

/// Moves what an item places.
void move(Item& item, double dx, double dy);

/// A clickable area. `structure` is the Link (or Reference) node that it belongs to.
struct LinkArea {
  Rect rect;
  /// A URL, or "#id" of PagedDocument::destinations.
  std::string target;
  StructId structure = kArtifact;
  /// What assistive technology says of it: the link's text.
  std::string description;
};

struct Page {
  double width = 0;
  double height = 0;
  /// In reading order: a page's items of one structure node need not be adjacent.
  std::vector<Item> items;
  std::vector<LinkArea> links;
  /// As printed; empty on pages without a number.
  std::string label;
  /// Whether it is read after a quarter turn to the right. Items that are turned have their places on the page as it is
  /// read then, `height` wide and `width` high; all else has them on the page as it is printed.
  bool turned = false;
};

/// Where a rectangle of a turned page stands on the page as it is printed.
Rect turned_back(const Rect& rect, const Page& page) noexcept;

struct Destination {
  std::uint32_t page = 0;
  Point point;
};

struct Bookmark {
  std::uint8_t level = 1;
  std::string title;
  Destination destination;
};

/// What is printed beyond the pages' edges.
struct PrintMarks {
  /// Short lines at the corners, where the sheet is cut.
  bool crop = false;
  /// Crosses in circles at the middles of the sides.
  bool cross = false;
  double bleed = 0;
};

struct PagedDocument {
  std::vector<std::shared_ptr<const fonts::FontFace>> faces;
  std::vector<Page> pages;
  std::vector<StructNode> structure;
  /// Of cells that say which cells name them: the ids of those.
  std::map<StructId, std::vector<std::string>> cell_headers;
  std::map<std::string, Destination, std::less<>> destinations;
  std::vector<Bookmark> bookmarks;
  /// Whether pages that face each other belong together.
  bool facing = false;
  PrintMarks marks;
};

}  // namespace mdconv::layout
