// SPDX-License-Identifier: MIT
#include "fonts/subset.h"

#include <hb-subset.h>
#include <hb.h>

#include <memory>
#include <string_view>

#include "fonts/cff.h"
#include "fonts/subset_check.h"

// A font program for a PDF, with only the glyphs that a document shows.
//
// What a PDF embeds, and by which number a content stream names a glyph, depends on how the font keeps its outlines.
// Viewers agree only on these forms; `qpdf --check` and text extraction pass on wrong ones too, so only a look at the
// pictures of several viewers tells:
//
//   outlines          embedded as                                     code in the content stream
//   CFF, CID-keyed    the bare 'CFF ' table, CIDFontType0C            the CID, from the source font's charset
//   CFF, name-keyed   the bare 'CFF ' table, CIDFontType0C            the glyph id in the subset
//   TrueType          a TrueType file, FontFile2 (CIDToGIDMap         the glyph id in the subset
//                     /Identity); a variable font's axes are pinned
//
// HarfBuzz says that it pins the axes of CFF2 too, but keeps the default outlines: such fonts are not used at all.
//
// An OpenType file around a CID-keyed table is out: with it some viewers take the code for a CID, others for a glyph
// id. In a whole Noto font the CID equals the glyph id, but not in a font that was subset before.
//
// HarfBuzz does the subsetting. Three things make it fast and the result small:
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

std::string bytes_of(hb_blob_t* blob) {
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob, &length);
  return {data, length};
}

}  // namespace

Result<SubsetFont> subset(const FontFace& face, std::span<const GlyphId> glyphs) {
  const auto unusable = [&](std::string_view why) {
    return Error{Code::FontNotEmbeddable, {}, "font " + face.postscript_name() + " " + std::string(why)};
  };
  if (!has_outlines(face)) return unusable("has no outlines that can be embedded");

  const OwnedFace outlines(hb_face_create_for_tables(reference_outline_table, face.hb_face(), nullptr));
  hb_face_set_upem(outlines.get(), hb_face_get_upem(face.hb_face()));
  hb_face_set_glyph_count(outlines.get(), face.glyph_count());
  const OwnedInput input(hb_subset_input_create_or_fail());
  if (input == nullptr) return unusable("cannot be subset");
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
  pin_axes(input.get(), face);
  hb_set_t* const wanted = hb_subset_input_glyph_set(input.get());
  hb_set_add(wanted, 0);
  hb_set_add_sorted_array(wanted, glyphs.data(), static_cast<unsigned>(glyphs.size()));

  const OwnedPlan plan(hb_subset_plan_create_or_fail(outlines.get(), input.get()));
  if (plan == nullptr) return unusable("cannot be subset");
  const OwnedFace result(hb_subset_plan_execute_or_fail(plan.get()));
  if (result == nullptr) return unusable("cannot be subset");

  SubsetFont font;
  if (face.outlines() == Outlines::TrueType) {
    font.program = bytes_of(OwnedBlob(hb_face_reference_blob(result.get())).get());
  } else {
    font.program = bytes_of(OwnedBlob(hb_face_reference_table(result.get(), kCff)).get());
  }
  if (font.program.empty()) return unusable("cannot be subset");

  font.codes.reserve(glyphs.size());
  if (face.outlines() == Outlines::CffCid) {
    const OwnedBlob table(hb_face_reference_table(face.hb_face(), kCff));
    unsigned length = 0;
    const char* data = hb_blob_get_data(table.get(), &length);
    const std::string_view bytes(data, length);
    const std::optional<CffTop> top = read_cff_top(bytes);
    const std::vector<std::uint16_t> cids =
        top ? read_cff_charset(bytes, *top, face.glyph_count()) : std::vector<std::uint16_t>();
    if (cids.empty()) return unusable("has a charset that cannot be read");
    for (const GlyphId glyph : glyphs) font.codes.push_back(glyph < cids.size() ? cids[glyph] : std::uint16_t{0});
  } else {
    const hb_map_t* const new_ids = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
    for (const GlyphId glyph : glyphs) {
      const hb_codepoint_t id = hb_map_get(new_ids, glyph);
      font.codes.push_back(id == HB_MAP_VALUE_INVALID ? std::uint16_t{0} : static_cast<std::uint16_t>(id));
    }
  }
  if (const std::string fault = find_subset_fault(font, face.outlines()); !fault.empty()) return unusable(fault);
  return font;
}

Result<std::string> subset_for_text(const FontFace& face, std::span<const char32_t> characters) {
  const auto unusable = [&](std::string_view why) {
    return Error{Code::FontNotEmbeddable, {}, "font " + face.postscript_name() + " " + std::string(why)};
  };
  if (!has_outlines(face)) return unusable("has no outlines that can be embedded");
  const OwnedInput input(hb_subset_input_create_or_fail());
  if (input == nullptr) return unusable("cannot be subset");
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
  pin_axes(input.get(), face);
  hb_set_t* const wanted = hb_subset_input_unicode_set(input.get());
  for (const char32_t character : characters) hb_set_add(wanted, character);
  const OwnedFace result(hb_subset_or_fail(face.hb_face(), input.get()));
  if (result == nullptr) return unusable("cannot be subset");
  std::string font = bytes_of(OwnedBlob(hb_face_reference_blob(result.get())).get());
  if (font.empty()) return unusable("cannot be subset");
  return font;
}

}  // namespace mdconv::fonts
