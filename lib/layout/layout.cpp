// SPDX-License-Identifier: MIT
#include "layout/layout.h"

#include <algorithm>
#include <cmath>

#include "layout/block_layout.h"
#include "layout/context.h"
#include "layout/furniture.h"
#include "layout/paginator.h"
#include "support/language.h"

namespace mdconv::layout {

namespace {

// The type area is a whole number of characters wide and of lines high; what is left over goes to the margins, on both
// sides alike.
PageGeometry geometry_of(const style::PageStyle& page, const style::ComputedStyle& body) {
  PageGeometry geometry;
  geometry.width = page.width;
  geometry.height = page.height;
  const double width = std::max(page.width - page.margin[style::Left] - page.margin[style::Right], body.font_size);
  const double height = std::max(page.height - page.margin[style::Top] - page.margin[style::Bottom], body.line_pitch());
  constexpr double kRounding = 1e-3;
  const double characters = std::max(1.0, std::floor(width / body.font_size + kRounding));
  const double lines = std::max(1.0, std::floor(height / body.line_pitch() + kRounding));
  geometry.area.width = characters * body.font_size;
  geometry.area.height = lines * body.line_pitch();
  geometry.area.x = page.margin[style::Left] + (width - geometry.area.width) / 2;
  geometry.area.y = page.margin[style::Top] + (height - geometry.area.height) / 2;
  return geometry;
}

}  // namespace

Result<PagedDocument> lay_out(const doc::Document& document, const LayoutContext& host) {
  PagedDocument result;
  result.structure.push_back({StructType::Document, 0, {}, {}, {}, {}});
  Context context(document, host, result);

  // Without a font for the body's own text there is nothing to do.
  const style::StyledElement& body = context.cascade.body();
  const std::string& language = document.metadata.language;
  const bool cjk = language::is_chinese_or_japanese(language) || language::is(language, "ko");
  fonts::FontStack& fonts = context.font_stack(body);
  if (cjk && fonts.face_for(U'\u4E00') == fonts::kNoFace)
    return context.no_cjk_font("Chinese, Japanese and Korean text");
  if (fonts.primary() == fonts::kNoFace) return context.no_cjk_font("the text");

  // The document becomes one endless column of boxes.
  const style::PageStyle page = context.cascade.page();
  const PageGeometry geometry = geometry_of(page, body.style());
  Flow flow = BlockLayout(context, {geometry.area.width, geometry.area.height}).run();
  if (context.fatal) return *std::move(context.fatal);

  // Pages are cut from it; from here on nothing moves.
  paginate(std::move(flow), geometry, result);
  add_furniture(context, page, geometry);
  result.faces = context.fonts.faces();
  return result;
}

}  // namespace mdconv::layout
