// SPDX-License-Identifier: MIT
#include "layout/paged_document.h"

namespace mdconv::layout {

namespace {

struct Mover {
  double dx, dy;

  void operator()(GlyphRun& run) const { move_point(run.origin); }
  void operator()(FilledRect& filled) const { move_rect(filled.rect); }
  void operator()(PlacedImage& image) const { move_rect(image.rect); }
  void operator()(ShapeRow& row) const {
    row.y += dy;
    for (double& x : row.xs) x += dx;
  }
  void operator()(PatternLine& line) const { move_point(line.start); }

  void move_point(Point& point) const {
    point.x += dx;
    point.y += dy;
  }
  void move_rect(Rect& rect) const {
    rect.x += dx;
    rect.y += dy;
  }
};

}  // namespace

void move(Item& item, double dx, double dy) { std::visit(Mover{dx, dy}, item.content); }

Rect turned_back(const Rect& rect, const Page& page) noexcept {
  return {rect.y, page.height - rect.x - rect.width, rect.height, rect.width};
}

std::string_view type_name(StructType type) noexcept {
  switch (type) {
    case StructType::Document: return "Document";
    case StructType::Sect: return "Sect";
    case StructType::Div: return "Div";
    case StructType::BlockQuote: return "BlockQuote";
    case StructType::Caption: return "Caption";
    case StructType::TOC: return "TOC";
    case StructType::TOCI: return "TOCI";
    case StructType::TitleParagraph: return "Title";
    case StructType::P: return "P";
    case StructType::H1: return "H1";
    case StructType::H2: return "H2";
    case StructType::H3: return "H3";
    case StructType::H4: return "H4";
    case StructType::H5: return "H5";
    case StructType::H6: return "H6";
    case StructType::L: return "L";
    case StructType::LI: return "LI";
    case StructType::Lbl: return "Lbl";
    case StructType::LBody: return "LBody";
    case StructType::Table: return "Table";
    case StructType::THead: return "THead";
    case StructType::TBody: return "TBody";
    case StructType::TR: return "TR";
    case StructType::TH: return "TH";
    case StructType::TD: return "TD";
    case StructType::Span: return "Span";
    case StructType::Ruby: return "Ruby";
    case StructType::RB: return "RB";
    case StructType::RT: return "RT";
    case StructType::Code: return "Code";
    case StructType::Link: return "Link";
    case StructType::Reference: return "Reference";
    case StructType::Note: return "Note";
    case StructType::Figure: return "Figure";
    case StructType::Formula: return "Formula";
  }
  return "Span";
}

}  // namespace mdconv::layout
