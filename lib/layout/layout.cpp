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
  geometry.pitch = body.line_pitch();
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

// Elements `section.footnotes` and `hr` in it.
FootStyle foot_of(Context& context, const PageGeometry& geometry) {
  const style::StyledElement& section =
      context.cascade.child(context.cascade.body(), {.name = "section", .classes = {"footnotes"}});
  const style::ComputedStyle& rule = context.cascade.child(section, {.name = "hr"}).style();
  FootStyle foot;
  foot.space_above = std::max(section.style().margin[style::Top], 0.0);
  if (rule.display == style::Display::None) return foot;
  const style::Border& border =
      rule.border[style::Top].width > 0 ? rule.border[style::Top] : rule.border[style::Bottom];
  double width = geometry.area.width;
  if (rule.width) width = std::min(width, *rule.width);
  if (rule.width_percentage) width *= *rule.width_percentage;
  foot.rule = {0, 0, width, border.width};
  foot.color = to_color(border.color);
  foot.space_above = std::max(foot.space_above, rule.margin[style::Top]);
  foot.space_below = rule.margin[style::Bottom];
  return foot;
}

// The pages of the marks that notes lead back to, by the marks' ids.
std::map<std::string, std::string> mark_pages_of(const PagedDocument& pages) {
  constexpr std::string_view kMark = "noteref-";
  std::map<std::string, std::string> found;
  for (auto at = pages.destinations.lower_bound(kMark); at != pages.destinations.end() && at->first.starts_with(kMark);
       ++at)
    found.emplace(at->first, pages.pages[at->second.page].label);
  return found;
}

void set_pages(Context& context, const style::PageStyle& page, const PageGeometry& geometry) {
  context.result = PagedDocument();
  context.result.structure.push_back({StructType::Document, 0, {}, {}, {}, {}});
  Column column = BlockLayout(context, {geometry.area.width, geometry.area.height}).run();
  if (context.fatal) return;
  // Pages are cut from it; from here on nothing moves.
  context.result.faces = context.fonts.faces();
  paginate(std::move(column), geometry, foot_of(context, geometry), context.result);
  add_furniture(context, page, geometry);
}

// What notes say of pages may move what they say it of, if only by a digit's width: until it comes out true.
void set_pages_with_marks(Context& context, const style::PageStyle& page, const PageGeometry& geometry) {
  constexpr int kMostTries = 5;
  context.mark_pages.emplace();
  for (int i = 0; i < kMostTries && !context.fatal; ++i) {
    set_pages(context, page, geometry);
    std::map<std::string, std::string> found = mark_pages_of(context.result);
    if (found == *context.mark_pages) return;
    context.mark_pages = std::move(found);
  }
  context.mark_pages.reset();
  set_pages(context, page, geometry);
}

}  // namespace

Result<PagedDocument> lay_out(const doc::Document& document, const LayoutContext& host) {
  PagedDocument result;
  Context context(document, host, result);

  // Without a font for the body's own text there is nothing to do.
  const style::StyledElement& body = context.cascade.body();
  const std::string& language = document.metadata.language;
  const bool cjk = language::is_chinese_or_japanese(language) || language::is(language, "ko");
  fonts::FontStack& fonts = context.font_stack(body);
  if (cjk && fonts.face_for(U'\u4E00') == fonts::kNoFace)
    return context.no_cjk_font("Chinese, Japanese and Korean text");
  if (fonts.primary() == fonts::kNoFace) return context.no_cjk_font("the text");

  // The document becomes one endless column of boxes, and this pages.
  const style::PageStyle page = context.cascade.page();
  const PageGeometry geometry = geometry_of(page, body.style());
  const bool endnotes = !document.notes.empty() && document.note_placement != doc::NotePlacement::Page;
  if (host.note_pages && endnotes) {
    set_pages_with_marks(context, page, geometry);
  } else {
    set_pages(context, page, geometry);
  }
  if (context.fatal) return *std::move(context.fatal);
  result.faces = context.fonts.faces();
  return result;
}

}  // namespace mdconv::layout
