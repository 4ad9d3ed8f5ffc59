// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fonts/subset.h"
#include "layout/paged_document.h"
#include "mdconv/result.h"
#include "pdf/object/deflate.h"
#include "pdf/object/file.h"

namespace mdconv::pdf {

/// One face as the file holds it.
class EmbeddedFont {
 public:
  struct Glyph {
    fonts::GlyphId id = 0;
    std::uint16_t code = 0;
    /// A font of pictures has 256 codes; more glyphs make more fonts.
    std::uint16_t part = 0;
    /// As the file says, in thousandths of the font size.
    double width = 0;
    /// What ToUnicode says of it; points into the runs of the PagedDocument.
    std::string_view text;
    bool has_text = false;
  };

  /// The glyph must occur in the document.
  const Glyph& glyph(fonts::GlyphId id) const { return glyphs_[slots_[id] - 1u]; }
  bool used() const noexcept { return !glyphs_.empty(); }
  /// Colour emoji: a Type 3 font, whose codes take a byte.
  bool is_pictures() const noexcept { return is_pictures_; }

 private:
  friend class FontSet;

  Glyph& slot(const fonts::FontFace& face, fonts::GlyphId id);

  std::vector<const Glyph*> by_code() const;

  /// By glyph id: 1 + index into glyphs_, 0 for glyphs that do not occur.
  std::vector<std::uint16_t> slots_;
  std::vector<Glyph> glyphs_;
  bool is_pictures_ = false;
  std::string name_;
  std::size_t program_size_ = 0;
  /// Compressed, once compress() has run.
  std::string program_;
  std::string to_unicode_;
};

/// The fonts of a document: subset, then compressed, then written.
class FontSet {
 public:
  /// Subsets every face that a glyph run uses; from then on each glyph has its code.
  /// Errors: Code::FontNotEmbeddable.
  static Result<FontSet> subset(const layout::PagedDocument& pages, unsigned threads);

  /// Of the faces; those that no run uses are empty.
  std::size_t size() const noexcept { return fonts_.size(); }
  /// Makes a face's streams. Several faces may be compressed at once. False if there is not enough memory.
  [[nodiscard]] bool compress(std::uint32_t face, Deflater& deflater);
  void write(const layout::PagedDocument& pages, File& file);

  const EmbeddedFont& operator[](std::uint32_t face) const { return fonts_[face]; }
  /// "F0" of face 0, "F0-1" of its second part.
  static std::string resource_name(std::uint32_t face, std::uint16_t part = 0);
  /// The /Font resources.
  const Dictionary& resources() const noexcept { return resources_; }

 private:
  void collect(const layout::PagedDocument& pages);
  void write_pictures(std::uint32_t index, const fonts::FontFace& face, File& file);
  Ref write_font(std::uint32_t index, const fonts::FontFace& face, File& file) const;

  std::vector<EmbeddedFont> fonts_;
  Dictionary resources_;
};

}  // namespace mdconv::pdf
