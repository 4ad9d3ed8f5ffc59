// SPDX-License-Identifier: MIT
#include "fonts/subset.h"

#include <hb-subset.h>
#include <hb.h>

#include <memory>
#include <optional>
#include <string_view>

#include "fonts/cff.h"
#include "fonts/cff_subset.h"
#include "fonts/subset_check.h"

// A font program for a PDF, with only the glyphs that a document shows.
//
// What a PDF embeds, and by which number a content stream names a glyph, depends on how the font keeps its outlines.
// Viewers agree only on these forms; `qpdf --check` and text extraction pass on wrong ones too, so only a look at the
// pictures of several viewers tells:
//
//   outlines          embedded as                                     code in the content stream
//   CFF               a bare 'CFF ' table, CID-keyed, CIDFontType0C   the glyph id in the subset, which is its CID
//   TrueType          a TrueType file, FontFile2 (CIDToGIDMap         the glyph id in the subset
//                     /Identity); a variable font's axes are pinned
//
// HarfBuzz says that it pins the axes of CFF2 too, but keeps the default outlines: such fonts are not used at all.
//
// An OpenType file around a CID-keyed table is out: with it some viewers take the code for a CID, others for a glyph
// id.
//
// CFF is copied by cff_subset.h, in a tenth of the time that HarfBuzz takes for 65,535 glyphs. HarfBuzz does TrueType,
// and the CFF of old fonts, which it leaves as it was keyed: then a CID-keyed glyph's code is its CID in the source
// font's charset. Three things make it fast and the result small:
//  - Layout tables are dropped. The glyphs here are the ones that shaping chose; keeping GSUB would add all that they
//    could still turn into.
//  - Hints go. Printers and today's screens do without.
//  - Subroutines of CFF are written out in place. Subsetting is faster, and the file is smaller after compression.
// HarfBuzz also looks for the characters of the glyphs in the whole cmap, which takes longer than all the rest in a
// font of 65,535 glyphs; so it is shown a face that has only the tables that outlines need.

namespace mdconv::fonts {
namespace {

constexpr hb_tag_t kCff = HB_TAG('C', 'F', 'F', ' ');

template <class T, void (*destroy)(T*)>
struct Destroyer {
  void operator()(T* object) const noexcept { destroy(object); }
};
template <class T, void (*destroy)(T*)>
using Owned = std::unique_ptr<T, Destroyer<T, destroy>>;
using OwnedBlob = Owned<hb_blob_t, hb_blob_destroy>;
using OwnedFace = Owned<hb_face_t, hb_face_destroy>;
using OwnedInput = Owned<hb_subset_input_t, hb_subset_input_destroy>;
using OwnedPlan = Owned<hb_subset_plan_t, hb_subset_plan_destroy>;

/// Hands out the tables that outlines and advances need and hides the others.
hb_blob_t* reference_outline_table(hb_face_t*, hb_tag_t tag, void* source) {
  static constexpr hb_tag_t kTables[] = {
      kCff,
      HB_TAG('g', 'l', 'y', 'f'),
      HB_TAG('l', 'o', 'c', 'a'),
      HB_TAG('h', 'e', 'a', 'd'),
      HB_TAG('h', 'h', 'e', 'a'),
      HB_TAG('h', 'm', 't', 'x'),
      HB_TAG('m', 'a', 'x', 'p'),
      // of variable fonts
      HB_TAG('f', 'v', 'a', 'r'),
      HB_TAG('g', 'v', 'a', 'r'),
      HB_TAG('a', 'v', 'a', 'r'),
      HB_TAG('H', 'V', 'A', 'R'),
  };
  for (const hb_tag_t wanted : kTables)
    if (tag == wanted) return hb_face_reference_table(static_cast<hb_face_t*>(source), tag);
  return nullptr;
}

bool has_outlines(const FontFace& face) {
  return face.outlines() != Outlines::Unsupported && face.outlines() != Outlines::ColorPictures;
}

/// The subset holds the outlines of the face's place on the axes, and no axes.
void pin_axes(hb_subset_input_t* input, const FontFace& face) {
  for (const FaceAxis& axis : face.axes())
    hb_subset_input_pin_axis_location(input, face.hb_face(), axis.tag, axis.value);
}

std::string_view view_of(hb_blob_t* blob) {
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob, &length);
  return {data, length};
}

/// The codes of a CID-keyed font's glyphs as its charset has them; empty if that cannot be read.
std::vector<std::uint16_t> source_cids(const FontFace& face, std::span<const GlyphId> glyphs) {
  const OwnedBlob table(hb_face_reference_table(face.hb_face(), kCff));
  const std::optional<CffTop> top = read_cff_top(view_of(table.get()));
  const std::vector<std::uint16_t> cids =
      top ? read_cff_charset(view_of(table.get()), *top, face.glyph_count()) : std::vector<std::uint16_t>();
  std::vector<std::uint16_t> codes;
  if (cids.empty()) return codes;
  codes.reserve(glyphs.size());
  for (const GlyphId glyph : glyphs) codes.push_back(glyph < cids.size() ? cids[glyph] : std::uint16_t{0});
  return codes;
}

/// Nothing if HarfBuzz cannot.
std::optional<SubsetFont> subset_by_harfbuzz(const FontFace& face, std::span<const GlyphId> glyphs) {
  const OwnedFace outlines(hb_face_create_for_tables(reference_outline_table, face.hb_face(), nullptr));
  hb_face_set_upem(outlines.get(), hb_face_get_upem(face.hb_face()));
  hb_face_set_glyph_count(outlines.get(), face.glyph_count());
  const OwnedInput input(hb_subset_input_create_or_fail());
  if (input == nullptr) return std::nullopt;
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
  pin_axes(input.get(), face);
  hb_set_t* const wanted = hb_subset_input_glyph_set(input.get());
  hb_set_add(wanted, 0);
  hb_set_add_sorted_array(wanted, glyphs.data(), static_cast<unsigned>(glyphs.size()));

  const OwnedPlan plan(hb_subset_plan_create_or_fail(outlines.get(), input.get()));
  if (plan == nullptr) return std::nullopt;
  const OwnedFace result(hb_subset_plan_execute_or_fail(plan.get()));
  if (result == nullptr) return std::nullopt;

  SubsetFont font;
  const OwnedBlob program(face.outlines() == Outlines::TrueType ? hb_face_reference_blob(result.get())
                                                                : hb_face_reference_table(result.get(), kCff));
  font.program = view_of(program.get());
  if (font.program.empty()) return std::nullopt;
  if (face.outlines() == Outlines::CffCid) {
    font.codes = source_cids(face, glyphs);
    if (font.codes.empty()) return std::nullopt;
    return font;
  }
  const hb_map_t* const new_ids = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  font.codes.reserve(glyphs.size());
  for (const GlyphId glyph : glyphs) {
    const hb_codepoint_t id = hb_map_get(new_ids, glyph);
    font.codes.push_back(id == HB_MAP_VALUE_INVALID ? std::uint16_t{0} : static_cast<std::uint16_t>(id));
  }
  return font;
}

/// Nothing if the font needs HarfBuzz.
std::optional<SubsetFont> copy_cff(const FontFace& face, std::span<const GlyphId> glyphs, unsigned threads) {
  if (face.outlines() == Outlines::TrueType) return std::nullopt;
  std::vector<GlyphId> kept(glyphs.begin(), glyphs.end());
  if (kept.empty() || kept.front() != 0) kept.insert(kept.begin(), 0);
  const OwnedBlob table(hb_face_reference_table(face.hb_face(), kCff));
  std::optional<std::string> program =
      subset_cff(view_of(table.get()), kept, face.postscript_name(), face.file().data, threads);
  if (!program) return std::nullopt;
  SubsetFont font{*std::move(program), {}};
  font.codes.reserve(glyphs.size());
  const std::size_t first = kept.size() - glyphs.size();
  for (std::size_t i = 0; i < glyphs.size(); ++i) font.codes.push_back(static_cast<std::uint16_t>(first + i));
  return font;
}

Error unusable(const FontFace& face, std::string_view why) {
  return Error{Code::FontNotEmbeddable, {}, "font " + face.postscript_name() + " " + std::string(why)};
}

}  // namespace

Result<SubsetFont> subset(const FontFace& face, std::span<const GlyphId> glyphs, unsigned threads) {
  if (!has_outlines(face)) return unusable(face, "has no outlines that can be embedded");
  std::optional<SubsetFont> font = copy_cff(face, glyphs, threads);
  if (!font) font = subset_by_harfbuzz(face, glyphs);
  // Its outlines are the last that is wanted of a face.
  face.file().data.give_back(face.file().data.view());
  if (!font) return unusable(face, "cannot be subset");
  if (const std::string fault = find_subset_fault(*font); !fault.empty()) return unusable(face, fault);
  return *std::move(font);
}

Result<std::string> subset_for_text(const FontFace& face, std::span<const char32_t> characters) {
  if (!has_outlines(face)) return unusable(face, "has no outlines that can be embedded");
  const OwnedInput input(hb_subset_input_create_or_fail());
  if (input == nullptr) return unusable(face, "cannot be subset");
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
  pin_axes(input.get(), face);
  hb_set_t* const wanted = hb_subset_input_unicode_set(input.get());
  for (const char32_t character : characters) hb_set_add(wanted, character);
  const OwnedFace result(hb_subset_or_fail(face.hb_face(), input.get()));
  if (result == nullptr) return unusable(face, "cannot be subset");
  const OwnedBlob font(hb_face_reference_blob(result.get()));
  if (view_of(font.get()).empty()) return unusable(face, "cannot be subset");
  return std::string(view_of(font.get()));
}

}  // namespace mdconv::fonts
