// SPDX-License-Identifier: MIT
#include "layout/layout.h"

#include <algorithm>

#include "layout/block_layout.h"
#include "layout/contents_layout.h"
#include "layout/context.h"
#include "layout/furniture.h"
#include "layout/lines_ahead.h"
#include "layout/page_design.h"
#include "layout/paginator.h"

namespace mdconv::layout {

namespace {

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

// The cover's picture as large as the page allows.
void place_cover(const doc::Document& document, Page& page) {
  for (Item& item : page.items) {
    auto* image = std::get_if<PlacedImage>(&item.content);
    if (image == nullptr) continue;
    const doc::Resource& picture = document.resources[image->resource];
    const double width = std::max(picture.width, 1U), height = std::max(picture.height, 1U);
    const double scale = std::min(page.width / width, page.height / height);
    image->rect = {(page.width - width * scale) / 2, (page.height - height * scale) / 2, width * scale, height * scale};
  }
}

// Whether pages that face each other belong together: some begin on one side only, or their margins differ.
bool are_facing(const std::vector<PageFacts>& facts, PageDesigns& designs) {
  const Point left = designs.of({.side = style::PageSide::Left}).origin, right = designs.of({}).origin;
  return left.x != right.x ||
         std::any_of(facts.begin(), facts.end(), [](const PageFacts& f) { return f.context.blank; });
}

// False if it is to be done again, with more room for the numbers in the table of contents.
bool set_pages_once(Context& context, PageDesigns& designs) {
  const PageGeometry& geometry = designs.geometry();
  context.result = PagedDocument();
  context.result.structure.push_back({StructType::Document, 0, {}, {}, {}, {}});
  const TypeArea area{geometry.area.width, geometry.area.height};
  Column column;
  {
    const std::unique_ptr<LinesAhead> ahead = LinesAhead::begin(context, area);
    context.ahead = ahead.get();
    column = BlockLayout(context, area).run();
    context.ahead = nullptr;
  }
  if (context.fatal) return true;
  // Pages are cut from it; from here on nothing moves.
  context.result.faces = context.fonts.faces();
  const std::vector<PageFacts> facts =
      paginate(std::move(column), context.page_names, designs, foot_of(context, geometry), context.result);
  if (context.front.cover && facts.front().context.name == "cover")
    place_cover(context.document, context.result.pages.front());
  context.result.facing = are_facing(facts, designs);
  constexpr double kBleedForMarks = 6;
  const style::PageStyle page = context.cascade.page({});
  context.result.marks = {page.crop_marks, page.cross_marks,
                          page.bleed.value_or(page.crop_marks || page.cross_marks ? kBleedForMarks : 0)};
  add_furniture(context, facts, designs);
  return fill_contents(context, facts, designs);
}

void set_pages(Context& context, PageDesigns& designs) {
  // The table of contents keeps room for numbers such as are common; few need more, and then all is set anew.
  constexpr int kMostTries = 3;
  for (int i = 0; i < kMostTries && !context.fatal; ++i)
    if (set_pages_once(context, designs)) return;
}

// What notes say of pages may move what they say it of, if only by a digit's width: until it comes out true.
void set_pages_with_marks(Context& context, PageDesigns& designs) {
  constexpr int kMostTries = 5;
  context.mark_pages.emplace();
  for (int i = 0; i < kMostTries && !context.fatal; ++i) {
    set_pages(context, designs);
    std::map<std::string, std::string> found = mark_pages_of(context.result);
    if (found == *context.mark_pages) return;
    context.mark_pages = std::move(found);
  }
  context.mark_pages.reset();
  set_pages(context, designs);
}

// In the order in which pages show them: in which they were opened depends on the threads, and says nothing.
void number_faces(PagedDocument& pages) {
  std::vector<std::shared_ptr<const fonts::FontFace>> faces;
  std::vector<std::uint32_t> numbers(pages.faces.size(), fonts::kNoFace);
  for (Page& page : pages.pages) {
    for (Item& item : page.items) {
      auto* const run = std::get_if<GlyphRun>(&item.content);
      if (run == nullptr) continue;
      std::uint32_t& number = numbers[run->face];
      if (number == fonts::kNoFace) {
        number = static_cast<std::uint32_t>(faces.size());
        faces.push_back(pages.faces[run->face]);
      }
      run->face = number;
    }
  }
  pages.faces = std::move(faces);
}

Result<PagedDocument> lay_out(const doc::Document& document, const LayoutContext& host, SharedByThreads& shared) {
  PagedDocument result;
  Context context(document, host, shared, result);

  // Without a font for the body's own text there is nothing to do.
  const style::StyledElement& body = context.cascade.body();
  fonts::FontStack& fonts = context.font_stack(body);
  if (context.is_cjk() && fonts.face_for(U'\u4E00') == fonts::kNoFace)
    return context.no_cjk_font("Chinese, Japanese and Korean text");
  if (fonts.primary() == fonts::kNoFace) return context.no_cjk_font("the text");

  // The document becomes one endless column of boxes, and this pages.
  PageDesigns designs(context.cascade);
  const bool endnotes = !document.notes.empty() && document.note_placement != doc::NotePlacement::Page;
  if (host.note_pages && endnotes) {
    set_pages_with_marks(context, designs);
  } else {
    set_pages(context, designs);
  }
  if (context.fatal) return *std::move(context.fatal);
  result.faces = context.fonts.faces();
  number_faces(result);
  return result;
}

}  // namespace

Result<PagedDocument> lay_out(const doc::Document& document, const LayoutContext& host) {
  SharedByThreads shared(host.hyphenation);
  Result<PagedDocument> pages = lay_out(document, host, shared);
  shared.problems.tell(host.diagnostics);
  return pages;
}

}  // namespace mdconv::layout
