// SPDX-License-Identifier: MIT
#include "fonts/subset_check.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H

#include <algorithm>
#include <memory>
#include <vector>

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

// A broken outline shows in any sample of them; reading thousands would cost more than the subset.
constexpr std::size_t kSampledOutlines = 16;

// glyph_of[code]: the glyph that a viewer draws for a code; 0 where there is none.
std::vector<FT_UInt> glyphs_by_code(FT_Face face, Outlines outlines) {
  const auto count = static_cast<FT_UInt>(std::max<FT_Long>(face->num_glyphs, 0));
  std::vector<FT_UInt> glyph_of(0x10000);
  for (FT_UInt glyph = 0; glyph < std::min<FT_UInt>(count, 0x10000); ++glyph) {
    FT_UInt code = glyph;
    if (outlines == Outlines::CffCid && FT_Get_CID_From_Glyph_Index(face, glyph, &code) != 0) continue;
    if (code < glyph_of.size()) glyph_of[code] = glyph;
  }
  return glyph_of;
}

}  // namespace

std::string find_subset_fault(const SubsetFont& font, Outlines outlines) {
  FT_Library raw_library = nullptr;
  if (FT_Init_FreeType(&raw_library) != 0) return "cannot be checked";
  const Library library(raw_library);

  FT_Face raw_face = nullptr;
  const auto* bytes = reinterpret_cast<const FT_Byte*>(font.program.data());
  if (FT_New_Memory_Face(raw_library, bytes, static_cast<FT_Long>(font.program.size()), 0, &raw_face) != 0)
    return "has a subset that FreeType cannot open";
  const Face face(raw_face);

  const std::vector<FT_UInt> glyph_of = glyphs_by_code(raw_face, outlines);
  const std::size_t step = std::max<std::size_t>(1, font.codes.size() / kSampledOutlines);
  for (std::size_t i = 0; i < font.codes.size(); ++i) {
    const FT_UInt glyph = glyph_of[font.codes[i]];
    if (glyph == 0 && font.codes[i] != 0) return "has a subset without a glyph for code " + std::to_string(font.codes[i]);
    if (i % step == 0 && FT_Load_Glyph(raw_face, glyph, FT_LOAD_NO_SCALE) != 0)
      return "has an outline that FreeType cannot read";
  }
  return {};
}

}  // namespace mdconv::fonts
