// SPDX-License-Identifier: MIT
#include "layout/line_art.h"

#include <algorithm>
#include <string_view>

namespace mdconv::layout {

namespace {

constexpr double kSeam = 0.05;  // of the size

constexpr char32_t kFirst = U'─', kLast = U'╿';

// The arms of each character: l light, h heavy, d double, - none, or none that goes through (dashes, diagonals).
constexpr std::string_view kUp =
    "--lh----------------llhhllhhllhlhhlhllhlhhlh--------llllhhhhllll"
    "hlhhhllhlhhh-----d------lddlddlddldd---lddldd--ll----l---h---l-h";
constexpr std::string_view kDown =
    "--lh--------llhhllhh--------lllhhlhhlllhhlhhllllhhhh--------llll"
    "lhhllhhlhhhh-----dlddldd------lddlddldd---lddll--------l---h-h-l";
static_assert(kUp.size() == kLast - kFirst + 1 && kDown.size() == kUp.size());

}  // namespace

const std::optional<LineArt::Stroke>& LineArt::stroke_of(fonts::FaceIndex face, char32_t character) {
  const auto [entry, is_new] = strokes_.try_emplace({face, character});
  if (!is_new) return entry->second;
  const fonts::GlyphId glyph = context_.fonts.face(face).glyph(character);
  if (glyph == 0) return entry->second;
  const auto shape = context_.shape_of(face, glyph);
  if (!shape->pieces.empty()) entry->second = {shape->left, shape->right, shape->top, shape->bottom};
  return entry->second;
}

void LineArt::join(const IndentedLine& line, FlowBox& box) {
  const auto& characters = prepared_.shaped.characters;
  double x = shape_.x + line.indent;
  auto character =
      std::lower_bound(characters.begin(), characters.end(), prepared_.shaped.clusters[line.range.begin].text_begin,
                       [](const text::Character& c, std::uint32_t offset) { return c.offset < offset; });
  for (std::size_t i = line.range.begin; i < line.range.end; ++i) {
    const text::Cluster& cluster = prepared_.shaped.clusters[i];
    const double left = x;
    x += cluster.advance;
    while (character != characters.end() && character->offset < cluster.text_begin) ++character;
    if (character == characters.end() || character->code < kFirst || character->code > kLast) continue;
    if (cluster.face == fonts::kNoFace || cluster.glyph_count != 1) continue;
    const auto arms = [&](std::string_view of) { return of[character->code - kFirst]; };
    const text::ShapedGlyph& glyph = prepared_.shaped.glyphs[cluster.glyph_begin];
    const double size = shape_.size * double{cluster.scale};
    const auto fill = [&](char kind, bool up) {
      if (kind == '-') return;
      const auto& stroke = stroke_of(cluster.face, kind == 'h' ? U'┃' : kind == 'd' ? U'║' : U'│');
      const auto& light = stroke_of(cluster.face, U'│');
      if (!stroke || !light) return;
      const double begin = left + double{glyph.x} + stroke->left * size;
      const double end = left + double{glyph.x} + stroke->right * size;
      // A little of it lies below the glyph, so that no seam shows.
      const double seam = kSeam * size;
      const double top = up ? 0 : box.baseline - stroke->bottom * size - seam;
      const double bottom = up ? box.baseline - stroke->top * size + seam : box.height;
      if (bottom <= top) return;
      const double thick = kind == 'd' ? (light->right - light->left) * size : end - begin;
      const auto add = [&](double at) {
        box.items.push_back(
            {FilledRect{{at, top, thick, bottom - top}, to_color(content_.runs[cluster.run].element->style().color)},
             kArtifact,
             {}});
      };
      add(begin);
      if (kind == 'd') add(end - thick);
    };
    fill(arms(kUp), true);
    fill(arms(kDown), false);
  }
}

}  // namespace mdconv::layout
