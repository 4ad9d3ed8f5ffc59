// SPDX-License-Identifier: MIT
#include "layout/paged_document.h"

namespace mdconv::layout {

std::string_view type_name(StructType type) noexcept {
  switch (type) {
    case StructType::Document: return "Document";
    case StructType::Sect: return "Sect";
    case StructType::Div: return "Div";
    case StructType::BlockQuote: return "BlockQuote";
    case StructType::Caption: return "Caption";
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
