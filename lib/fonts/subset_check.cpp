// SPDX-License-Identifier: MIT
#include "fonts/subset_check.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H

#include <algorithm>
#include <memory>

// Fonts come from anywhere, and neither qpdf nor a text extractor notices a wrong one: only pictures would tell. Most
// viewers draw with FreeType, so what FreeType cannot draw is not written. For CID-keyed fonts FreeType also says which
// CID each glyph has, which checks the codes independently of the code that computed them.

namespace mdconv::fonts {

namespace {

struct CloseLibrary {
  void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct CloseFace {
  void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using Library = std::unique_ptr<FT_LibraryRec_, CloseLibrary>;
using Face = std::unique_ptr<FT_FaceRec_, CloseFace>;

// A fault shows in any sample of the glyphs; asking for thousands would cost more than the subset.
constexpr std::size_t kSamples = 16;

}  // namespace

std::string find_subset_fault(const SubsetFont& font) {
  FT_Library raw_library = nullptr;
  if (FT_Init_FreeType(&raw_library) != 0) return "cannot be checked";
  const Library library(raw_library);

  FT_Face raw_face = nullptr;
  const auto* bytes = reinterpret_cast<const FT_Byte*>(font.program.data());
  if (FT_New_Memory_Face(raw_library, bytes, static_cast<FT_Long>(font.program.size()), 0, &raw_face) != 0)
    return "has a subset that FreeType cannot open";
  const Face face(raw_face);

  // Subsetting keeps the order of glyphs and begins with .notdef.
  const std::size_t first = font.codes.empty() || font.codes.front() == 0 ? 0 : 1;
  if (static_cast<std::size_t>(raw_face->num_glyphs) < font.codes.size() + first)
    return "has a subset that lacks glyphs";
  const std::size_t step = std::max<std::size_t>(1, font.codes.size() / kSamples);
  const bool cid_keyed = FT_IS_CID_KEYED(raw_face);
  for (std::size_t i = 0; i < font.codes.size(); i += step) {
    const auto glyph = cid_keyed ? static_cast<FT_UInt>(i + first) : FT_UInt{font.codes[i]};
    FT_UInt code = glyph;
    if (cid_keyed && FT_Get_CID_From_Glyph_Index(raw_face, glyph, &code) != 0) code = 0;
    if (code != font.codes[i]) return "has a subset whose codes do not lead to its glyphs";
    // In a bare CID-keyed program FreeType, like a viewer, takes the CID itself for the glyph's index.
    if (FT_Load_Glyph(raw_face, font.codes[i], FT_LOAD_NO_SCALE) != 0)
      return "has an outline that FreeType cannot read";
  }
  return {};
}

}  // namespace mdconv::fonts
