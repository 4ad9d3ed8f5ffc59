// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "fonts/face.h"

namespace mdconv::fonts {

/// A font program that holds only some glyphs, in the form that a PDF embeds.
struct SubsetFont {
  /// A bare CFF table (FontFile3 /CIDFontType0C) or a TrueType file (FontFile2).
  std::string program;
  /// For each glyph asked for, in the same order: its code in a content stream (the CID).
  std::vector<std::uint16_t> codes;
};

/// `glyphs` are distinct glyph ids of the face, sorted; glyph 0 is always kept.
/// Up to `threads` do the work. Errors: Code::FontNotEmbeddable.
Result<SubsetFont> subset(const FontFace& face, std::span<const GlyphId> glyphs, unsigned threads = 1);

/// A whole font file, OpenType with CFF or TrueType outlines, that holds what `characters` need, for text that is
/// shaped elsewhere: with the character map, the layout tables and the names. Characters are sorted and distinct.
/// Errors: Code::FontNotEmbeddable.
Result<std::string> subset_for_text(const FontFace& face, std::span<const char32_t> characters);

}  // namespace mdconv::fonts
