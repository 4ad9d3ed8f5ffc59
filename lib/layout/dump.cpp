// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cmath>
#include <map>

#include "layout/layout.h"
#include "support/utf8.h"

namespace mdconv::layout {

namespace {

std::string_view structure_name(const PagedDocument& pages, StructId id) {
  return is_artifact(id) ? "artifact" : type_name(pages.structure.at(id).type);
}

// A cluster of a run: where it stands, and where it would end by its face's advances.
struct Step {
  std::string_view text;
  double begin = 0;
  double end = 0;
};

std::vector<Step> steps_of(const fonts::FontFace& face, const GlyphRun& run) {
  std::vector<Step> steps;
  const double scale = run.size / face.metrics().units_per_em;
  for (const PlacedGlyph& glyph : run.glyphs) {
    const auto x = static_cast<double>(glyph.x);
    if (glyph.text_length > 0 || steps.empty()) {
      const std::string_view text = std::string_view(run.text).substr(glyph.text_begin, glyph.text_length);
      steps.push_back({text, x, x + face.advance(glyph.glyph) * scale});
    } else {
      steps.back().end += face.advance(glyph.glyph) * scale;
    }
  }
  return steps;
}

bool is_narrow(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && utf8::next(text, at) < 0x2000;
}

// What was put between the clusters of a run, or taken away, in hundredths of its size: what most have, then the
// others.
void dump_spacing(const std::vector<Step>& steps, double size, std::string& out) {
  constexpr int kKerning = 3;  // of Western faces: not ours
  std::vector<int> spaces;
  std::map<int, int> counts;
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    int space = static_cast<int>(std::lround((steps[i + 1].begin - steps[i].end) / size * 100));
    if (std::abs(space) <= kKerning && is_narrow(steps[i].text) && is_narrow(steps[i + 1].text)) space = 0;
    spaces.push_back(space);
    ++counts[space];
  }
  int most = 0;
  for (const auto& [space, count] : counts)
    if (count > counts[most]) most = space;
  std::string others;
  for (std::size_t i = 0; i < spaces.size(); ++i)
    if (spaces[i] != most) others += fmt::format(" {}{:+d}", steps[i].text, spaces[i]);
  if (most == 0 && others.empty()) return;
  out += fmt::format("    spaces {:+d}{}{}\n", most, others.empty() ? "" : "; after", others);
}

// Nothing for black.
std::string color_of(const GlyphRun& run) {
  const Color& color = run.color;
  if (color == Color()) return {};
  const auto part = [](float share) { return static_cast<int>(std::lround(share * 255)); };
  return fmt::format(" #{:02x}{:02x}{:02x}", part(color.red), part(color.green), part(color.blue));
}

void dump_item(const PagedDocument& pages, const Item& item, std::string& out) {
  const std::string_view tag = structure_name(pages, item.structure);
  if (const auto* run = std::get_if<GlyphRun>(&item.content)) {
    const fonts::FontFace& face = *pages.faces.at(run->face);
    const std::vector<Step> steps = steps_of(face, *run);
    const double end = run->origin.x + (steps.empty() ? 0 : steps.back().end);
    const std::string stroke = run->stroke > 0 ? fmt::format(" stroke {:.2f}", run->stroke) : std::string();
    out += fmt::format("  text {:.2f}-{:.2f},{:.2f} {} {:.2f}{}{} {} \"{}\"\n", run->origin.x, end, run->origin.y,
                       face.postscript_name(), run->size, stroke, color_of(*run), tag, run->text);
    dump_spacing(steps, run->size, out);
  } else if (const auto* rect = std::get_if<FilledRect>(&item.content)) {
    out += fmt::format("  rect {:.2f},{:.2f} {:.2f}x{:.2f} {}\n", rect->rect.x, rect->rect.y, rect->rect.width,
                       rect->rect.height, tag);
  } else if (const auto* image = std::get_if<PlacedImage>(&item.content)) {
    out += fmt::format("  image {} {:.2f},{:.2f} {:.2f}x{:.2f} {}\n", image->resource, image->rect.x, image->rect.y,
                       image->rect.width, image->rect.height, tag);
  } else if (const auto* row = std::get_if<ShapeRow>(&item.content)) {
    out += fmt::format("  marks y {:.2f} size {:.2f} {} at {:.2f}\n", row->y, row->size, tag, fmt::join(row->xs, " "));
  } else if (const auto* line = std::get_if<PatternLine>(&item.content)) {
    const std::string_view pattern = line->pattern == PatternLine::Pattern::Wavy     ? "wavy"
                                     : line->pattern == PatternLine::Pattern::Dashed ? "dashed"
                                                                                     : "dotted";
    out += fmt::format("  {}{} {:.2f},{:.2f} {:.2f}x{:.2f} {}\n", line->upright ? "upright " : "", pattern,
                       line->start.x, line->start.y, line->length, line->thickness, tag);
  }
}

}  // namespace

std::string dump(const PagedDocument& pages) {
  std::string out;
  for (std::size_t i = 0; i < pages.pages.size(); ++i) {
    const Page& page = pages.pages[i];
    out += fmt::format("page {} {:.2f}x{:.2f}{}\n", page.label.empty() ? std::to_string(i + 1) : page.label, page.width,
                       page.height, page.turned ? " turned" : "");
    for (const Item& item : page.items) dump_item(pages, item, out);
    for (const LinkArea& link : page.links)
      out += fmt::format("  link {:.2f},{:.2f} {:.2f}x{:.2f} {}\n", link.rect.x, link.rect.y, link.rect.width,
                         link.rect.height, link.target);
  }
  for (const Bookmark& bookmark : pages.bookmarks)
    out += fmt::format("bookmark {} page {} y {:.2f} {}\n", bookmark.level, bookmark.destination.page + 1,
                       bookmark.destination.point.y, bookmark.title);
  return out;
}

}  // namespace mdconv::layout
