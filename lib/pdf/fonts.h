// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "layout/paged_document.h"
#include "mdconv/result.h"
#include "pdf/object/file.h"

namespace mdconv::pdf {

/// One face as the file holds it.
class EmbeddedFont {
 public:
  struct Glyph {
    fonts::GlyphId id = 0;
    std::uint16_t code = 0;
    /// As the file says, in thousandths of the font size.
    double width = 0;
    /// What ToUnicode says of it; points into the runs of the PagedDocument.
    std::string_view text;
    bool has_text = false;
  };

  /// The glyph must occur in the document.
  const Glyph& glyph(fonts::GlyphId id) const { return glyphs_[slots_[id] - 1u]; }
  bool used() const noexcept { return !glyphs_.empty(); }

 private:
  friend class FontSet;

  Glyph& slot(const fonts::FontFace& face, fonts::GlyphId id);

  /// By glyph id: 1 + index into glyphs_, 0 for glyphs that do not occur.
  std::vector<std::uint16_t> slots_;
  std::vector<Glyph> glyphs_;
};

/// The fonts of a document.
class FontSet {
 public:
  /// Subsets and writes every face that a glyph run uses.
  static Result<FontSet> embed(const layout::PagedDocument& pages, File& file);

  const EmbeddedFont& operator[](std::uint32_t face) const { return fonts_[face]; }
  /// "F0" of face 0
  static std::string resource_name(std::uint32_t face);
  /// The /Font resources.
  const Dictionary& resources() const noexcept { return resources_; }

 private:
  void collect(const layout::PagedDocument& pages);

  std::vector<EmbeddedFont> fonts_;
  Dictionary resources_;
};

}  // namespace mdconv::pdf
