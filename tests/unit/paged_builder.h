// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "fonts/face.h"
#include "layout/paged_document.h"
#include "support/utf8.h"

// Pages built by hand, one glyph a character, for tests of what comes after layout.

namespace mdconv::testing {

inline constexpr const char* kSerif = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";
inline constexpr unsigned kSerifIndex = 2;  // simplified Chinese
inline constexpr const char* kMono = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf";
inline constexpr const char* kItalic = "/usr/share/fonts/opentype/linux-libertine/LinLibertine_RI.otf";

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

/// Null if the file is not there or is no font.
inline std::shared_ptr<const fonts::FontFace> load_face(const std::string& path, unsigned index = 0) {
  auto face = fonts::FontFace::create({Blob::from(read_file(path)), index, path});
  return face ? *std::move(face) : nullptr;
}

class PagedBuilder {
 public:
  std::uint32_t add_face(std::shared_ptr<const fonts::FontFace> face) {
    document.faces.push_back(std::move(face));
    return static_cast<std::uint32_t>(document.faces.size() - 1);
  }

  layout::StructId add_node(layout::StructType type, layout::StructId parent = 0) {
    document.structure.push_back({});
    document.structure.back().type = type;
    document.structure.back().parent = parent;
    return static_cast<layout::StructId>(document.structure.size() - 1);
  }

  layout::Page& add_page() {
    document.pages.push_back({});
    document.pages.back().width = 420;
    document.pages.back().height = 595;
    return document.pages.back();
  }

  /// Sets a run on the last page, a glyph for each character; yields where it ends.
  double add_run(std::uint32_t face, double size, layout::Point origin, std::string_view text,
                 layout::StructId structure) {
    layout::GlyphRun run = make_run(face, size, origin, text);
    const double end = origin.x + width_;
    document.pages.back().items.push_back({std::move(run), structure});
    return end;
  }

  layout::GlyphRun make_run(std::uint32_t face, double size, layout::Point origin, std::string_view text) {
    layout::GlyphRun run;
    run.face = face;
    run.size = size;
    run.origin = origin;
    run.text = std::string(text);
    const fonts::FontFace& font = *document.faces[face];
    width_ = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      const fonts::GlyphId glyph = font.glyph(utf8::next(text, at));
      run.glyphs.push_back({glyph, static_cast<float>(width_), 0, static_cast<std::uint32_t>(begin),
                            static_cast<std::uint32_t>(at - begin)});
      width_ += font.advance(glyph) * size / font.metrics().units_per_em;
    }
    return run;
  }

  layout::PagedDocument document;

 private:
  double width_ = 0;
};

}  // namespace mdconv::testing
