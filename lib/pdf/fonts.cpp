// SPDX-License-Identifier: MIT
#include "pdf/fonts.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "pdf/clusters.h"
#include "pdf/object/hash.h"
#include "pdf/picture_font.h"
#include "pdf/to_unicode.h"
#include "support/parallel.h"
#include "support/utf8.h"

// Each face becomes a Type0 font with two-byte codes over a CIDFont that holds the subset.
//
// What a glyph's text is comes from the document, not from the font's character map: the first cluster of one glyph
// decides, but one of a rarer character that shares another's glyph only when there is no other. Where a cluster says
// otherwise (one glyph serves a space and a no-break space, say) the content stream carries the text itself. Glyphs
// that only occur in clusters of several get a text last, for readers that do not know about clusters; the content
// stream overrules it. A tab and a line end are spaces to such readers.

namespace mdconv::pdf {
namespace {

using layout::GlyphRun;
using layout::PagedDocument;
using layout::PlacedGlyph;

constexpr std::string_view kZeroWidthSpace = "\xE2\x80\x8B";

/// Whether a text looks like a commoner one, whose glyph it has: a hyphen at a line's end, a radical, an emoji with a
/// selector.
bool is_look_alike(std::string_view text) {
  std::size_t at = 0;
  char32_t c = utf8::next(text, at);
  if (at < text.size()) {
    while (at < text.size()) c = utf8::next(text, at);
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
           (c >= 0xE0100 && c <= 0xE01EF);
  }
  if (c < 0xA0) return false;
  return c == 0xA0 || c == 0xAD || c == 0x2011 || c == 0x2126 || c == 0x212A || c == 0x212B || c == 0x22EF ||
         c == 0x2E3A || (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFB00 && c <= 0xFB06) ||
         (c >= 0x2F800 && c <= 0x2FA1F);
}

template <class F>
void for_each_run(const PagedDocument& pages, F&& f) {
  for (const layout::Page& page : pages.pages)
    for (const layout::Item& item : page.items)
      if (const auto* run = std::get_if<GlyphRun>(&item.content)) f(*run);
}

/// Six capitals, so that two subsets of one font are not taken for the same font.
std::string subset_tag(std::string_view program) {
  std::uint64_t hash = content_hash(program)[1];
  std::string tag;
  for (int i = 0; i < 6; ++i, hash /= 26) tag += static_cast<char>('A' + hash % 26);
  return tag + '+';
}

/// Widths for the W array. Consecutive codes form `first [w w w]`, long runs of one width `first last w`.
/// `glyphs` are sorted by code.
Array width_array(const std::vector<const EmbeddedFont::Glyph*>& glyphs, double default_width) {
  Array widths;
  for (std::size_t i = 0; i < glyphs.size();) {
    if (glyphs[i]->width == default_width) {
      ++i;
      continue;
    }
    const auto follows = [&](std::size_t at) {
      return at < glyphs.size() && glyphs[at]->code == glyphs[at - 1]->code + 1 && glyphs[at]->width != default_width;
    };
    std::size_t same = i + 1;
    while (follows(same) && glyphs[same]->width == glyphs[i]->width) ++same;
    if (same - i >= 3) {
      widths.add(int{glyphs[i]->code}).add(int{glyphs[same - 1]->code}).add(glyphs[i]->width);
      i = same;
      continue;
    }
    const int first = glyphs[i]->code;
    Array list;
    do list.add(glyphs[i++]->width);
    while (follows(i));
    widths.add(first).add(list);
  }
  return widths;
}

/// The width that most glyphs have, among whole numbers: poppler does not read another /DW.
double most_common_width(const std::vector<const EmbeddedFont::Glyph*>& glyphs) {
  std::vector<double> widths;
  widths.reserve(glyphs.size());
  for (const auto* glyph : glyphs) widths.push_back(glyph->width);
  std::sort(widths.begin(), widths.end());
  double best = 1000;
  std::ptrdiff_t best_count = 0;
  for (auto at = widths.begin(); at != widths.end();) {
    const auto end = std::upper_bound(at, widths.end(), *at);
    if (end - at > best_count && *at == std::floor(*at)) {
      best_count = end - at;
      best = *at;
    }
    at = end;
  }
  return best;
}

// Font descriptor flags of ISO 32000-1, table 123.
constexpr int kFixedPitch = 1 << 0;
constexpr int kSymbolic = 1 << 2;
constexpr int kItalic = 1 << 6;

Ref write_descriptor(const fonts::FontFace& face, const std::string& name, Ref program, File& file) {
  const fonts::FaceMetrics& metrics = face.metrics();
  const double scale = 1000 / metrics.units_per_em;
  const auto scaled = [&](double units) { return static_cast<std::int64_t>(std::llround(units * scale)); };
  int flags = kSymbolic;
  if (metrics.fixed_pitch) flags |= kFixedPitch;
  if (metrics.italic_angle != 0) flags |= kItalic;
  Dictionary descriptor{
      {"Type", Name{"FontDescriptor"}},
      {"FontName", Name{name}},
      {"Flags", flags},
      {"FontBBox", Array{scaled(metrics.x_min), scaled(metrics.y_min), scaled(metrics.x_max), scaled(metrics.y_max)}},
      {"ItalicAngle", metrics.italic_angle},
      {"Ascent", scaled(metrics.ascent)},
      {"Descent", scaled(metrics.descent)},
      {"CapHeight", scaled(metrics.cap_height)},
      {"XHeight", scaled(metrics.x_height)},
      // No font says how thick its stems are; this grows with the weight as type designers' values do.
      {"StemV", static_cast<std::int64_t>(std::llround(50 + std::pow(metrics.weight / 65.0, 2)))},
  };
  descriptor.set(face.outlines() == fonts::Outlines::TrueType ? "FontFile2" : "FontFile3", program);
  return file.add(descriptor);
}

}  // namespace

EmbeddedFont::Glyph& EmbeddedFont::slot(const fonts::FontFace& face, fonts::GlyphId id) {
  if (slots_.empty()) slots_.resize(face.glyph_count());
  std::uint16_t& slot = slots_[id];
  if (slot == 0) {
    Glyph glyph;
    glyph.id = id;
    // Two decimals: readers add widths up, and a hundredth of a thousandth of a line is nothing.
    glyph.width = std::round(face.advance(id) * 100000 / face.metrics().units_per_em) / 100;
    glyphs_.push_back(glyph);
    slot = static_cast<std::uint16_t>(glyphs_.size());
  }
  return glyphs_[slot - 1u];
}

void FontSet::collect(const PagedDocument& pages) {
  bool any_left = false;
  for_each_run(pages, [&](const GlyphRun& run) {
    EmbeddedFont& font = fonts_[run.face];
    const fonts::FontFace& face = *pages.faces[run.face];
    for_each_cluster(run, [&](std::span<const PlacedGlyph> glyphs, std::string_view text) {
      for (const PlacedGlyph& placed : glyphs) {
        EmbeddedFont::Glyph& glyph = font.slot(face, placed.glyph);
        // A missing glyph stands for any character.
        if (placed.glyph == 0) glyph.has_text = true;
        if (glyph.has_text) continue;
        if (text == "\n" || text == "\t") {
          glyph.text = " ";
          glyph.has_text = true;
        } else if (glyphs.size() == 1 && !text.empty() && !is_look_alike(text) && !run.shows_others) {
          glyph.text = text;
          glyph.has_text = true;
        } else {
          any_left = true;
        }
      }
    });
  });
  if (!any_left) return;
  for_each_run(pages, [&](const GlyphRun& run) {
    EmbeddedFont& font = fonts_[run.face];
    for_each_cluster(run, [&](std::span<const PlacedGlyph> glyphs, std::string_view text) {
      for (std::size_t i = 0; i < glyphs.size(); ++i) {
        // A character each but the last, which takes the rest: so base and marks come out right.
        std::size_t length = 0;
        if (!text.empty()) utf8::next(text, length);
        const std::string_view part = text.substr(0, i + 1 == glyphs.size() ? text.size() : length);
        text.remove_prefix(part.size());
        EmbeddedFont::Glyph& glyph = font.glyphs_[font.slots_[glyphs[i].glyph] - 1u];
        if (glyph.has_text) continue;
        glyph.text = part.empty() ? kZeroWidthSpace : part;
        glyph.has_text = true;
      }
    });
  });
}

std::string FontSet::resource_name(std::uint32_t face, std::uint16_t part) {
  std::string name = std::string(1, 'F').append(std::to_string(face));
  return part == 0 ? name : name.append("-").append(std::to_string(part));
}

std::vector<const EmbeddedFont::Glyph*> EmbeddedFont::by_code() const {
  std::vector<const Glyph*> sorted;
  sorted.reserve(glyphs_.size());
  for (const Glyph& glyph : glyphs_) sorted.push_back(&glyph);
  std::sort(sorted.begin(), sorted.end(), [](const Glyph* a, const Glyph* b) { return a->code < b->code; });
  return sorted;
}

Result<FontSet> FontSet::subset(const PagedDocument& pages, unsigned threads) {
  FontSet set;
  set.fonts_.resize(pages.faces.size());
  set.collect(pages);
  std::vector<std::uint32_t> used;
  for (std::uint32_t index = 0; index < pages.faces.size(); ++index)
    if (set.fonts_[index].used()) used.push_back(index);
  // The largest first, so that no thread is left with it alone at the end.
  std::stable_sort(used.begin(), used.end(), [&](std::uint32_t a, std::uint32_t b) {
    return set.fonts_[a].glyphs_.size() > set.fonts_[b].glyphs_.size();
  });

  std::vector<std::optional<Error>> errors(pages.faces.size());
  parallel_for(used.size(), threads, [&] {
    return [&](std::size_t i) {
      EmbeddedFont& font = set.fonts_[used[i]];
      const fonts::FontFace& face = *pages.faces[used[i]];
      std::vector<fonts::GlyphId> ids;
      ids.reserve(font.glyphs_.size());
      for (fonts::GlyphId id = 0; id < font.slots_.size(); ++id)
        if (font.slots_[id] != 0) ids.push_back(id);
      if (face.outlines() == fonts::Outlines::ColorPictures) {
        font.is_pictures_ = true;
        for (std::size_t k = 0; k < ids.size(); ++k) {
          EmbeddedFont::Glyph& glyph = font.glyphs_[font.slots_[ids[k]] - 1u];
          glyph.code = static_cast<std::uint16_t>(k % kPicturesInFont);
          glyph.part = static_cast<std::uint16_t>(k / kPicturesInFont);
        }
        return;
      }
      Result<fonts::SubsetFont> subset = fonts::subset(face, ids, threads);
      if (!subset) {
        errors[used[i]] = std::move(subset).error();
        return;
      }
      for (std::size_t k = 0; k < ids.size(); ++k) font.glyphs_[font.slots_[ids[k]] - 1u].code = subset->codes[k];
      font.name_ = subset_tag(subset->program) + face.postscript_name();
      font.program_size_ = subset->program.size();
      font.program_ = std::move(subset->program);
    };
  });
  for (std::optional<Error>& error : errors)
    if (error) return *std::move(error);
  return set;
}

bool FontSet::compress(std::uint32_t face, Deflater& deflater) {
  EmbeddedFont& font = fonts_[face];
  if (!font.used() || font.is_pictures()) return true;
  std::string program;
  const bool done = deflater.append(font.program_, program);
  font.program_ = std::move(program);

  std::vector<CodeText> texts;
  texts.reserve(font.glyphs_.size());
  for (const auto* glyph : font.by_code())
    if (!glyph->text.empty()) texts.push_back({glyph->code, glyph->text});
  return deflater.append(to_unicode_cmap(texts), font.to_unicode_) && done;
}

void FontSet::write(const PagedDocument& pages, File& file) {
  for (std::uint32_t index = 0; index < pages.faces.size(); ++index) {
    if (fonts_[index].is_pictures())
      write_pictures(index, *pages.faces[index], file);
    else if (fonts_[index].used())
      resources_.set(resource_name(index), write_font(index, *pages.faces[index], file));
  }
}

void FontSet::write_pictures(std::uint32_t index, const fonts::FontFace& face, File& file) {
  std::vector<const EmbeddedFont::Glyph*> glyphs = fonts_[index].by_code();
  std::stable_sort(glyphs.begin(), glyphs.end(), [](const auto* a, const auto* b) { return a->part < b->part; });
  for (auto begin = glyphs.begin(); begin != glyphs.end();) {
    const std::uint16_t part = (*begin)->part;
    const auto end = std::find_if(begin, glyphs.end(), [&](const auto* glyph) { return glyph->part != part; });
    PictureFont font(face);
    for (; begin != end; ++begin) font.add((*begin)->id, (*begin)->width, (*begin)->text, file);
    resources_.set(resource_name(index, part), font.write(file));
  }
}

Ref FontSet::write_font(std::uint32_t index, const fonts::FontFace& face, File& file) const {
  const EmbeddedFont& font = fonts_[index];
  const std::vector<const EmbeddedFont::Glyph*> by_code = font.by_code();
  const bool true_type = face.outlines() == fonts::Outlines::TrueType;
  const double default_width = most_common_width(by_code);
  const Ref program = file.add_stream(true_type ? Dictionary{{"Length1", static_cast<std::int64_t>(font.program_size_)}}
                                                : Dictionary{{"Subtype", Name{"CIDFontType0C"}}},
                                      font.program_, Encoding::Deflated);
  Dictionary cid_font{
      {"Type", Name{"Font"}},
      {"Subtype", Name{true_type ? "CIDFontType2" : "CIDFontType0"}},
      {"BaseFont", Name{font.name_}},
      {"CIDSystemInfo", Dictionary{{"Registry", Bytes{"Adobe"}}, {"Ordering", Bytes{"Identity"}}, {"Supplement", 0}}},
      {"FontDescriptor", write_descriptor(face, font.name_, program, file)},
      {"DW", default_width},
  };
  if (const Array widths = width_array(by_code, default_width); !widths.empty()) cid_font.set("W", widths);
  if (true_type) cid_font.set("CIDToGIDMap", Name{"Identity"});
  return file.add(Dictionary{{"Type", Name{"Font"}},
                             {"Subtype", Name{"Type0"}},
                             {"BaseFont", Name{font.name_}},
                             {"Encoding", Name{"Identity-H"}},
                             {"DescendantFonts", Array{file.add(cid_font)}},
                             {"ToUnicode", file.add_stream({}, font.to_unicode_, Encoding::Deflated)}});
}

}  // namespace mdconv::pdf
