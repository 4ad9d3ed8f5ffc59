// SPDX-License-Identifier: MIT
#include "text/code_grid.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/unicode.h"

// Code is written in columns, and tables and drawings in it hold together only if they are shown in columns too: each
// Latin letter one, each Han character two, whatever faces they come from.

namespace mdconv::text {

namespace {

// What rounding of font units may add to a width.
constexpr double kRounding = 1e-3;

class Grid {
 public:
  Grid(const StyledText& text, const fonts::FontLibrary& fonts, ShapedText& shaped)
      : text_(text), fonts_(fonts), shaped_(shaped) {}

  void run() {
    std::size_t character = 0;
    std::uint32_t at = 0;  // the column
    for (Cluster& cluster : shaped_.clusters) {
      if (cluster.cls == CharacterClass::Newline) at = 0;
      const TextStyle& style = *text_.runs[cluster.run].style;
      if (style.column <= 0 || cluster.face == fonts::kNoFace) continue;
      while (shaped_.characters[character].offset < cluster.text_begin) ++character;
      first_ = character;
      const char32_t code = shaped_.characters[character].code;
      std::uint32_t columns = style.tab_size - at % style.tab_size;
      if (code == U'\t') {
        cluster.advance = columns * style.column;
      } else {
        columns = place(cluster, code, style);
      }
      at += columns;
    }
  }

 private:
  // Yields how many columns the cluster fills.
  std::uint32_t place(Cluster& cluster, char32_t code, const TextStyle& style) {
    double scale = scale_of(cluster.face, style.column / style.size);
    const std::uint32_t columns = columns_of(cluster, code, cluster.advance * scale / style.column);
    const double cell = columns * style.column;
    if (cluster.advance * scale > cell * (1 + kRounding)) scale = cell / cluster.advance;
    const auto shift = static_cast<float>((cell - cluster.advance * scale) / 2);
    for (std::uint32_t g = 0; g < cluster.glyph_count; ++g) {
      ShapedGlyph& glyph = shaped_.glyphs[cluster.glyph_begin + g];
      glyph.x = glyph.x * static_cast<float>(scale) + shift;
      glyph.y *= static_cast<float>(scale);
    }
    cluster.scale = static_cast<float>(scale);
    cluster.advance = cell;
    cluster.kerning = 0;
    return columns;
  }

  // `natural`: how many columns its glyphs would fill.
  std::uint32_t columns_of(const Cluster& cluster, char32_t code, double natural) const {
    constexpr double kNearlyTwo = 1.5;
    if (code < 0x80) return 1;
    const bool half_width = code >= 0xFF61 && code <= 0xFFDC;
    const bool wide = is_cjk(cluster.cls) || cluster.cls == CharacterClass::Hangul;
    const bool picture = fonts_.face(cluster.face).outlines() == fonts::Outlines::ColorPictures;
    if (picture) return 2;
    if (!half_width && (wide || unicode::display_width(code) == 2)) return 2 * bases_in(cluster);
    if (cluster.glyph_count <= 1) return natural > kNearlyTwo ? 2 : 1;
    return std::max(1U, static_cast<std::uint32_t>(std::ceil(natural - 0.1)));  // a word of a joined script
  }

  // Faces draw —— as one.
  std::uint32_t bases_in(const Cluster& cluster) const {
    const auto& characters = shaped_.characters;
    std::uint32_t count = 1;
    for (std::size_t i = first_ + 1; i < characters.size(); ++i) {
      if (characters[i].offset >= cluster.text_begin + cluster.text_length) break;
      if (unicode::display_width(characters[i].code) > 0) ++count;
    }
    return count;
  }

  // How much smaller a face of a fixed pitch is set so that its letters fit a column.
  double scale_of(fonts::FaceIndex face, double column) {
    if (face >= scales_.size()) scales_.resize(face + std::size_t{1}, 0);
    double& scale = scales_[face];
    if (scale == 0) {
      const fonts::FontFace& f = fonts_.face(face);
      const double pitch = f.pitch() / f.metrics().units_per_em;
      scale = pitch > column * (1 + kRounding) ? column / pitch : 1;
    }
    return scale;
  }

  const StyledText& text_;
  const fonts::FontLibrary& fonts_;
  ShapedText& shaped_;
  std::size_t first_ = 0;       // character of the cluster that is placed
  std::vector<double> scales_;  // by face; 0: not known yet
};

}  // namespace

void snap_to_grid(const StyledText& text, const fonts::FontLibrary& fonts, ShapedText& shaped) {
  const bool any =
      std::any_of(text.runs.begin(), text.runs.end(), [](const StyledRun& r) { return r.style->column > 0; });
  if (any) Grid(text, fonts, shaped).run();
}

}  // namespace mdconv::text
