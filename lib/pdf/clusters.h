// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

#include "layout/paged_document.h"

namespace mdconv::pdf {

/// Calls f(glyphs, text) for every cluster of a run: its glyphs, and the source text that they stand for.
template <class F>
void for_each_cluster(const layout::GlyphRun& run, F&& f) {
  const std::span<const layout::PlacedGlyph> glyphs(run.glyphs);
  for (std::size_t first = 0; first < glyphs.size();) {
    const layout::PlacedGlyph& head = glyphs[first];
    std::size_t end = first + 1;
    while (end < glyphs.size() && glyphs[end].text_begin == head.text_begin && glyphs[end].text_length == 0) ++end;
    const std::size_t begin = std::min<std::size_t>(head.text_begin, run.text.size());
    f(glyphs.subspan(first, end - first), std::string_view(run.text).substr(begin, head.text_length));
    first = end;
  }
}

}  // namespace mdconv::pdf
