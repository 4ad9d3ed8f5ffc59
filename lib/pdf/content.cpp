// SPDX-License-Identifier: MIT
#include "pdf/content.h"

#include <cmath>
#include <cstdlib>

#include "pdf/clusters.h"
#include "pdf/hex.h"
#include "support/unicode.h"
#include "support/utf8.h"

// A page's content stream.
//
// Neighbouring items of one structure node form one piece of marked content, `/P <</MCID 3>>BDC … EMC`; furniture is
// `/Artifact<</Type/Pagination>>BDC … EMC`. Within a piece, neighbouring glyph runs share a text object.
//
// Layout says where each glyph stands; a reader adds up the widths that the file declares. The writer adds them up too,
// in the very numbers that it writes, and puts a correction into the TJ array whenever the two differ by half a
// thousandth of the font size. So errors never pile up: a glyph is off by at most that, plus the half thousandth of a
// point to which a line's start is rounded.
//
// Where the ToUnicode map does not give a cluster's source text, the cluster becomes a piece of its own, with
// ActualText; so do wide characters that a line sets so far apart that readers would put spaces between them.

namespace mdconv::pdf {
namespace {

using layout::Color;
using layout::FilledRect;
using layout::GlyphRun;
using layout::Item;
using layout::Page;
using layout::PatternLine;
using layout::PlacedGlyph;
using layout::PlacedImage;
using layout::ShapeRow;
using layout::StructId;

/// Text positions are written in thousandths of a point and tracked in these units.
constexpr double kUnitsPerPoint = 1000;

bool begins_wide(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && unicode::is_wide(utf8::next(text, at));
}

/// std::llround is a call, and here it is needed for every glyph.
std::int64_t round_to_integer(double value) { return static_cast<std::int64_t>(value < 0 ? value - 0.5 : value + 0.5); }

std::int64_t to_units(double points) { return round_to_integer(points * kUnitsPerPoint); }

class ContentWriter {
 public:
  ContentWriter(const Page& page, const FontSet& fonts, const ImageSet& images, const StructureTree& structure,
                bool hide_private_use)
      : page_(page), fonts_(fonts), images_(images), structure_(structure), hide_private_use_(hide_private_use) {}

  PageContent write() {
    for (const Item& item : page_.items) {
      turn(item.turned);
      if (const auto* run = std::get_if<GlyphRun>(&item.content)) {
        show_run(*run, item.structure);
      } else if (const auto* rect = std::get_if<FilledRect>(&item.content)) {
        open_piece(layout::kArtifact, kShape);
        fill(*rect);
      } else if (const auto* image = std::get_if<PlacedImage>(&item.content)) {
        show_image(*image, item.structure);
      } else if (const auto* row = std::get_if<ShapeRow>(&item.content)) {
        open_piece(layout::kArtifact, kShape);
        draw(*row);
      } else if (const auto* line = std::get_if<PatternLine>(&item.content)) {
        open_piece(layout::kArtifact, kShape);
        draw(*line);
      }
    }
    turn(false);
    close_piece();
    return {std::move(out_), std::move(nodes_), std::move(bounds_)};
  }

 private:
  /// Items that are turned are drawn in a graphics state of their own.
  void turn(bool turned) {
    if (turned == turned_) return;
    close_piece();
    turned_ = turned;
    height_ = turned ? page_.width : page_.height;
    if (turned) {
      out_ += "q 0 1 -1 0 ";
      number(page_.width);
      out_ += " 0 cm\n";
    } else {
      out_ += "Q\n";
    }
    std::swap(state_, outer_state_);
    if (turned) state_ = outer_state_;
  }

  /// Where a rectangle of a turned page stands on the page as it is printed.
  layout::Rect turned_back(const layout::Rect& box) const {
    return {page_.width - box.y - box.height, box.x, box.height, box.width};
  }

  // ---- marked content ----

  // What artifacts are: running heads and feet, other text that pages repeat; rules, frames and marks along text.
  static constexpr std::string_view kHeader = "Pagination/Subtype/Header/Attached[/Top]",
                                    kFooter = "Pagination/Subtype/Footer/Attached[/Bottom]", kRepeated = "Pagination",
                                    kShape = "Layout";

  static std::string_view artifact_of(StructId node) {
    return node == layout::kHeaderArtifact ? kHeader : node == layout::kFooterArtifact ? kFooter : kRepeated;
  }

  void open_piece(StructId node) { open_piece(node, artifact_of(node)); }

  /// Opens marked content of a node, unless it is open already.
  void open_piece(StructId node, std::string_view artifact) {
    if (!structure_.has(node)) node = layout::kArtifact;
    const bool same_kind = node != layout::kArtifact || artifact == artifact_;
    if (piece_ == Piece::Plain && node == piece_node_ && same_kind) return;
    close_piece();
    piece_node_ = node;
    artifact_ = artifact;
    if (!structure_.tagged()) return;
    piece_ = Piece::Plain;
    if (node == layout::kArtifact) {
      ((out_ += "/Artifact<</Type/") += artifact) += ">>BDC\n";
      return;
    }
    out_ += '/';
    out_ += role_name(structure_.type(node));
    out_ += "<</MCID ";
    add_content(node);
    out_ += ">>BDC\n";
  }

  /// Opens marked content of its own for a cluster that needs ActualText. (A Span inside the node's marked content
  /// would say the same, but poppler then loses what follows it.)
  void open_span(StructId node, std::string_view text) {
    close_piece();
    piece_ = Piece::Span;
    piece_node_ = structure_.has(node) ? node : layout::kArtifact;
    if (piece_node_ == layout::kArtifact && structure_.tagged())
      (out_ += "/Artifact<</Type/") += artifact_of(node);
    else
      out_ += "/Span<<";
    if (piece_node_ != layout::kArtifact) {
      out_ += "/MCID ";
      add_content(piece_node_);
    }
    out_ += "/ActualText<FEFF";
    append_hex_utf16(out_, hide_private_use_ ? without_private_use(text) : text);
    out_ += ">>>BDC\n";
  }

  void add_content(StructId node) {
    append_number(out_, static_cast<std::int64_t>(nodes_.size()));
    nodes_.push_back(node);
  }

  void close_piece() {
    end_text();
    if (piece_ != Piece::None) out_ += "EMC\n";
    piece_ = Piece::None;
  }

  // ---- text ----

  void begin_text() {
    if (in_text_) return;
    out_ += "BT\n";
    in_text_ = true;
    line_x_ = line_y_ = 0;
    pen_ = 0;
  }

  void end_text() {
    end_show();
    if (in_text_) out_ += "ET\n";
    in_text_ = false;
  }

  void end_string() {
    if (in_string_) out_ += ')';
    in_string_ = false;
  }

  void end_show() {
    end_string();
    if (in_show_) out_ += "]TJ\n";
    in_show_ = false;
  }

  /// Moves to where a cluster begins; a short way on the same line is left to the TJ array.
  void move_to(const GlyphRun& run, const PlacedGlyph& first) {
    constexpr double kShortWay = 4;  // of the font size
    const std::int64_t y = to_units(height_ - run.origin.y);
    const double first_x = run.origin.x + double{first.x};
    if (in_text_ && y == line_y_ && std::fabs(first_x - pen_) < kShortWay * run.size) return;
    end_show();
    begin_text();
    const std::int64_t x = to_units(first_x);
    number(static_cast<double>(x - line_x_) / kUnitsPerPoint);
    out_ += ' ';
    number(static_cast<double>(y - line_y_) / kUnitsPerPoint);
    out_ += " Td\n";
    line_x_ = x;
    line_y_ = y;
    pen_ = static_cast<double>(x) / kUnitsPerPoint;
  }

  void set_font(std::uint32_t face, std::uint16_t part, double size) {
    if (face == state_.face && part == state_.part && size == state_.size) return;
    end_show();
    state_.face = face;
    state_.part = part;
    state_.size = size;
    out_ += '/';
    out_ += FontSet::resource_name(face, part);
    out_ += ' ';
    number(size);
    out_ += " Tf\n";
  }

  void set_color(const Color& color) {
    if (color == state_.color) return;
    end_show();
    state_.color = color;
    number(color.red);
    if (color.red == color.green && color.red == color.blue) {
      out_ += " g\n";
      return;
    }
    out_ += ' ';
    number(color.green);
    out_ += ' ';
    number(color.blue);
    out_ += " rg\n";
  }

  /// Text that is stroked as well as filled, in one colour.
  void set_stroke(double width, const Color& color) {
    if (width == state_.stroke && (width == 0 || color == state_.stroke_color)) return;
    end_show();
    if (width > 0) {
      state_.stroke_color = color;
      number(width);
      out_ += " w ";
      point(color.red, color.green);
      number(color.blue);
      out_ += " RG 2 Tr\n";
    } else {
      out_ += "0 Tr\n";
    }
    state_.stroke = width;
  }

  void set_rise(float rise) {
    if (rise == state_.rise) return;
    end_show();
    state_.rise = rise;
    number(rise);
    out_ += " Ts\n";
  }

  struct Cluster {
    std::span<const PlacedGlyph> glyphs;
    std::string_view text;
  };

  /// Readers take a gap of a tenth of the size for a space, also between the Han characters of a line set loose.
  bool loosely_follows(const GlyphRun& run, const Cluster& before, const Cluster& after) const {
    constexpr double kLoose = 0.09;
    if (before.glyphs.size() != 1 || is_blank(before.text) || is_blank(after.text)) return false;
    const PlacedGlyph& glyph = before.glyphs.front();
    const double end = double{glyph.x} + fonts_[run.face].glyph(glyph.glyph).width * run.size / 1000;
    return double{after.glyphs.front().x} - end > kLoose * run.size &&
           begins_wide(before.text) == begins_wide(after.text);
  }

  static bool is_blank(std::string_view text) {
    return text == " " || text == "\t" || text == "\n" || text == "\u00A0";
  }

  /// Whether a cluster says itself what its text is.
  bool needs_span(const GlyphRun& run, const Cluster& cluster) const {
    return cluster.glyphs.size() != 1 || fonts_[run.face].glyph(cluster.glyphs.front().glyph).text != cluster.text ||
           (hide_private_use_ && has_private_use(cluster.text));
  }

  void show_run(const GlyphRun& run, StructId node) {
    const EmbeddedFont& font = fonts_[run.face];
    std::vector<Cluster>& clusters = clusters_;
    clusters.clear();
    for_each_cluster(run, [&](std::span<const PlacedGlyph> glyphs, std::string_view text) {
      clusters.push_back({glyphs, text});
    });
    bool is_set = false;
    for (std::size_t i = 0; i < clusters.size();) {
      std::size_t end = i + 1;
      while (end < clusters.size() && loosely_follows(run, clusters[end - 1], clusters[end])) ++end;
      // Letters that are shown as others say together what they are.
      if (run.shows_others && end == i + 1 && needs_span(run, clusters[i]))
        while (end < clusters.size() && needs_span(run, clusters[end]) && !is_blank(clusters[end].text)) ++end;
      const Cluster& first = clusters[i];
      if (end > i + 1) {
        std::string text;
        for (std::size_t k = i; k < end; ++k) text += clusters[k].text;
        open_span(node, text);
      } else if (!needs_span(run, first)) {
        open_piece(node);
      } else {
        open_span(node, first.text);
      }
      for (; i < end; ++i) {
        move_to(run, clusters[i].glyphs.front());
        if (!is_set || !in_show_) {
          set_font(run.face, font.glyph(clusters[i].glyphs.front().glyph).part, run.size);
          set_color(run.color);
          set_stroke(run.stroke, run.color);
          is_set = true;
        }
        for (const PlacedGlyph& placed : clusters[i].glyphs) {
          const EmbeddedFont::Glyph& glyph = font.glyph(placed.glyph);
          if (font.is_pictures()) set_font(run.face, glyph.part, run.size);
          show_glyph(run, placed, glyph, font.is_pictures());
        }
      }
    }
  }

  void show_glyph(const GlyphRun& run, const PlacedGlyph& placed, const EmbeddedFont::Glyph& glyph, bool one_byte) {
    set_rise(placed.y);
    if (!in_show_) out_ += '[';
    in_show_ = true;
    // Whole thousandths of a small size are finer than anyone sees; a large one gets tenths.
    const double steps = state_.size <= 20 ? 1000 : 10000;
    const std::int64_t correction = round_to_integer((pen_ - (run.origin.x + double{placed.x})) * steps / state_.size);
    if (correction != 0) {
      end_string();
      number(static_cast<double>(correction) * 1000 / steps);
      pen_ -= static_cast<double>(correction) * state_.size / steps;
    }
    if (!in_string_) out_ += '(';
    in_string_ = true;
    if (!one_byte) string_byte(static_cast<unsigned char>(glyph.code >> 8));
    string_byte(static_cast<unsigned char>(glyph.code & 0xFF));
    pen_ += glyph.width * state_.size / 1000;
  }

  // ---- the rest ----

  void fill(const FilledRect& box) {
    end_text();
    set_color(box.color);
    number(box.rect.x);
    out_ += ' ';
    number(height_ - box.rect.y - box.rect.height);
    out_ += ' ';
    number(box.rect.width);
    out_ += ' ';
    number(box.rect.height);
    out_ += " re f\n";
  }

  void point(double x, double y) {
    number(x);
    out_ += ' ';
    number(y);
    out_ += ' ';
  }

  void draw(const ShapeRow& row) {
    using Kind = fonts::OutlinePiece::Kind;
    end_text();
    set_color(row.color);
    const fonts::Outline& shape = *row.shape;
    const double y = height_ - row.y - (shape.bottom + shape.top) / 2 * row.size;
    for (const double middle : row.xs) {
      const double x = middle - (shape.left + shape.right) / 2 * row.size;
      for (const fonts::OutlinePiece& piece : shape.pieces) {
        const std::size_t points = piece.kind == Kind::Close ? 0 : piece.kind == Kind::Curve ? 3 : 1;
        for (std::size_t i = 0; i < points; ++i)
          point(x + piece.points[i].x * row.size, y + piece.points[i].y * row.size);
        switch (piece.kind) {
          case Kind::Move: out_ += "m\n"; break;
          case Kind::Line: out_ += "l\n"; break;
          case Kind::Curve: out_ += "c\n"; break;
          case Kind::Close: out_ += "h\n"; break;
        }
      }
    }
    if (!row.xs.empty()) out_ += "f\n";
  }

  void draw(const PatternLine& line) {
    if (line.length <= 0 || line.thickness <= 0) return;
    end_text();
    const double y = height_ - line.start.y;
    out_ += "q\n";
    number(line.thickness);
    out_ += " w ";
    point(line.color.red, line.color.green);
    number(line.color.blue);
    out_ += " RG\n";
    if (line.pattern == PatternLine::Pattern::Wavy) {
      wave(line, y);
    } else {
      dashes(line, y);
    }
    out_ += "S\nQ\n";
  }

  /// Dots two line widths apart, dashes of three with two between them: or as much more or less as makes the line begin
  /// and end with one.
  void dashes(const PatternLine& line, double y) {
    const bool dots = line.pattern == PatternLine::Pattern::Dotted;
    const double dash = (dots ? 0 : 3) * line.thickness, gap = 2 * line.thickness;
    // A dot is half of it round the line's end.
    const double edge = dots ? line.thickness / 2 : 0, length = std::max(line.length - 2 * edge, line.thickness / 100);
    const double count = std::max(1.0, std::round((length - dash) / (dash + gap)));
    const double scale = length / (count * (dash + gap) + dash);
    out_ += dots ? "1 J [0 " : "[";
    if (!dots) {
      number(dash * scale);
      out_ += ' ';
    }
    number(gap * scale);
    out_ += "] 0 d\n";
    const auto end = [&](double at) { line.upright ? point(line.start.x, y - at) : point(line.start.x + at, y); };
    end(edge);
    out_ += "m ";
    // The last dot has no length: it is drawn if the line is a trifle longer.
    end(edge + length + (dots ? line.thickness / 10 : 0));
    out_ += "l\n";
  }

  /// Whole waves; the control points are those that come closest to a sine.
  void wave(const PatternLine& line, double y) {
    const double waves = std::max(1.0, std::round(line.length / (layout::kWaveLength * line.thickness)));
    const double half = line.length / waves / 2;
    constexpr double kPull = 0.3642, kPeak = 4.0 / 3;
    double reach = kPeak * layout::kWaveReach * line.thickness;
    double x = line.start.x;
    point(x, y);
    out_ += "m\n";
    for (int i = 0; i < static_cast<int>(2 * waves); ++i, x += half, reach = -reach) {
      point(x + kPull * half, y + reach);
      point(x + (1 - kPull) * half, y + reach);
      point(x + half, y);
      out_ += "c\n";
    }
  }

  void show_image(const PlacedImage& placed, StructId node) {
    const EmbeddedImage* image = images_.find(placed.resource);
    if (image == nullptr) return;
    open_piece(node);
    end_text();
    const layout::Rect box{placed.rect.x, height_ - placed.rect.y - placed.rect.height, placed.rect.width,
                           placed.rect.height};
    if (structure_.has(node)) bounds_.emplace_back(node, turned_ ? turned_back(box) : box);
    out_ += "q\n";
    for (const double entry : image->matrix(box)) {
      number(entry);
      out_ += ' ';
    }
    out_ += "cm\n/" + ImageSet::resource_name(placed.resource) + " Do\nQ\n";
  }

  /// Bytes as they are take half the room of hexadecimal digits, before and after compression.
  void string_byte(unsigned char byte) {
    if (byte == '(' || byte == ')' || byte == '\\')
      out_ += '\\';
    else if (byte == '\r') {  // would be read as a line feed
      out_ += "\\r";
      return;
    }
    out_ += static_cast<char>(byte);
  }

  void number(double value) { append_number(out_, value); }

  const Page& page_;
  const FontSet& fonts_;
  const ImageSet& images_;
  const StructureTree& structure_;
  const bool hide_private_use_;
  std::string out_;
  /// Of the run that is being shown.
  std::vector<Cluster> clusters_;
  std::vector<StructId> nodes_;
  std::vector<std::pair<StructId, layout::Rect>> bounds_;

  enum class Piece : std::uint8_t { None, Plain, Span };
  Piece piece_ = Piece::None;
  StructId piece_node_ = layout::kArtifact;
  std::string_view artifact_ = kRepeated;
  bool in_text_ = false;
  bool in_show_ = false;
  bool in_string_ = false;
  /// Where the text line matrix stands.
  std::int64_t line_x_ = 0;
  std::int64_t line_y_ = 0;
  /// Where a reader will put the next glyph, in points.
  double pen_ = 0;
  // The graphics state, which outlives text objects.
  struct State {
    std::uint32_t face = 0xFFFFFFFF;
    std::uint16_t part = 0;
    double size = 0;
    Color color;
    Color stroke_color;
    double stroke = 0;
    float rise = 0;
  };
  State state_;
  /// What Q goes back to.
  State outer_state_;
  bool turned_ = false;
  /// Of the page as the items see it.
  double height_ = page_.height;
};

}  // namespace

PageContent write_content(const Page& page, const FontSet& fonts, const ImageSet& images,
                          const StructureTree& structure, const Standard& standard) {
  return ContentWriter(page, fonts, images, structure, standard.forbids_private_use()).write();
}

}  // namespace mdconv::pdf
