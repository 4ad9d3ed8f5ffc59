// SPDX-License-Identifier: MIT
#include "text/piece_shapes.h"

#include "support/utf8.h"

// HarfBuzz takes a tenth of a microsecond and more for a glyph, and Chinese text is the same few thousand glyphs again
// and again, each of which comes out the same whatever stands beside it. So characters of Han text are shaped on their
// own, once, and pieces are put together from them.
//
// Whether a character's glyph depends on its neighbours is HarfBuzz's to say: it marks a glyph as unsafe to concat when
// a lookup of the font (a ligature, a contextual form) tried to look beyond it. A piece with such a character, or with
// one that is not one glyph or joins the one before it, is shaped as a whole. So the result is always the same as that
// of shaping the whole piece (tests/unit/piece_shapes_test.cpp).
//
// Latin letters do depend on each other (kerning), but words and names come again: short pieces are remembered whole.

namespace mdconv::text {

namespace {

constexpr std::size_t kLongestWord = 64;  // bytes
constexpr std::size_t kMostWords = 4096;  // under one kind of settings
// Any character that looks at nothing beside itself.
constexpr hb_codepoint_t kNeighbour = U'中';

// Scripts whose shaping does not look at the text around a piece.
bool may_be_remembered(hb_script_t script) {
  return script == HB_SCRIPT_LATIN || script == HB_SCRIPT_COMMON || script == HB_SCRIPT_GREEK ||
         script == HB_SCRIPT_CYRILLIC;
}

bool joins_the_one_before(char32_t character) {
  switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), character)) {
    case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_FORMAT: return true;
    default: return false;
  }
}

}  // namespace

PieceShapes::PieceShapes(const fonts::FontLibrary& fonts) : fonts_(fonts), buffer_(hb_buffer_create()) {}

PieceShapes::~PieceShapes() { hb_buffer_destroy(buffer_); }

const PieceShape& PieceShapes::shape(const ShapeSettings& settings, std::string_view paragraph, std::uint32_t begin,
                                     std::uint32_t end, bool right_to_left) {
  const std::string_view piece = paragraph.substr(begin, end - begin);
  Known& here = known(settings);
  if (!right_to_left && settings.cjk) {
    learn(here, piece);
    if (compose(here, piece)) return scratch_;
  } else if (!right_to_left && piece.size() <= kLongestWord && may_be_remembered(settings.script)) {
    const auto found = here.words.find(std::string(piece));
    if (found != here.words.end()) return found->second;
    if (here.words.size() < kMostWords) {
      PieceShape& word = here.words[std::string(piece)];
      run(here, paragraph, begin, end, false, word);
      return word;
    }
  }
  run(here, paragraph, begin, end, right_to_left, scratch_);
  return scratch_;
}

// The piece from its characters' own shapes, in scratch_; false when one of them needs its neighbours.
bool PieceShapes::compose(Known& known, std::string_view piece) {
  scratch_.glyphs.clear();
  scratch_.clusters.clear();
  for (std::size_t at = 0; at < piece.size();) {
    const auto offset = static_cast<std::uint32_t>(at);
    const char32_t character = utf8::next(piece, at);
    if (character > 0xFFFF) return false;
    const Single& found = single(known, character);
    if (found.state != Single::State::Alone) return false;
    scratch_.clusters.push_back({offset, static_cast<std::uint32_t>(scratch_.glyphs.size()), 1, found.advance, 0});
    scratch_.glyphs.push_back(found.glyph);
  }
  return true;
}

PieceShapes::Known& PieceShapes::known(const ShapeSettings& settings) {
  if (last_known_ != nullptr && last_known_->settings == settings) return *last_known_;
  std::unique_ptr<Known>& known = known_[settings];
  if (!known) {
    known = std::make_unique<Known>();
    known->settings = settings;
    const fonts::FontFace& face = fonts_.face(settings.face);
    known->substitute = face.glyph(kSubstitute);
    if (known->substitute == 0) known->substitute = face.glyph(U'?');
  }
  last_known_ = known.get();
  return *known;
}

PieceShapes::Single& PieceShapes::single(Known& known, char32_t character) {
  std::unique_ptr<Page>& page = known.singles[character >> 8];
  if (!page) page = std::make_unique<Page>();
  return (*page)[character & 0xFF];
}

// Shapes the piece's characters that have not been seen before, each on its own.
void PieceShapes::learn(Known& known, std::string_view piece) {
  unknown_.clear();
  for (std::size_t at = 0; at < piece.size();) {
    const char32_t character = utf8::next(piece, at);
    if (character > 0xFFFF) return;
    Single& here = single(known, character);
    if (here.state != Single::State::Unknown) continue;
    here.state = Single::State::NeedsContext;
    if (!joins_the_one_before(character)) unknown_.push_back(character);
  }
  if (!unknown_.empty()) shape_singles(known, unknown_);
}

// A call costs more than a glyph, so several characters go into one, with neighbours between them that depend on
// nothing. The flags tell of a glyph's front edge, and only where something stands on either side.
void PieceShapes::shape_singles(Known& known, std::span<const char32_t> characters) {
  codes_.assign(1, kNeighbour);
  for (const char32_t character : characters) {
    codes_.push_back(static_cast<hb_codepoint_t>(character));
    codes_.push_back(kNeighbour);
  }
  prepare_buffer(known, false, HB_BUFFER_FLAG_PRODUCE_UNSAFE_TO_CONCAT);
  const auto length = static_cast<int>(codes_.size());
  hb_buffer_add_codepoints(buffer_, codes_.data(), length, 0, length);
  run_harfbuzz(known, false);
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer_, &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer_, nullptr);
  const auto depends = [&](unsigned i) {
    return (hb_glyph_info_get_glyph_flags(infos + i) & HB_GLYPH_FLAG_UNSAFE_TO_CONCAT) != 0;
  };
  for (unsigned i = 1; i + 1 < count; ++i) {
    // One glyph for the character at an odd place, and its neighbours' own on either side.
    const unsigned place = infos[i].cluster;
    if (place % 2 == 0 || infos[i - 1].cluster != place - 1 || infos[i + 1].cluster != place + 1) continue;
    if (depends(i) || depends(i + 1)) continue;
    single(known, characters[place / 2]) = {Single::State::Alone,
                                            {infos[i].codepoint, positions[i].x_offset, positions[i].y_offset},
                                            positions[i].x_advance};
  }
}

void PieceShapes::prepare_buffer(const Known& known, bool right_to_left, unsigned more_flags) {
  const ShapeSettings& settings = known.settings;
  hb_buffer_reset(buffer_);
  hb_buffer_set_not_found_glyph(buffer_, known.substitute);
  hb_buffer_set_flags(buffer_, static_cast<hb_buffer_flags_t>(HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES | more_flags));
  hb_buffer_set_script(buffer_, settings.script == HB_SCRIPT_COMMON ? HB_SCRIPT_LATIN : settings.script);
  hb_buffer_set_language(buffer_, settings.language);
  hb_buffer_set_direction(buffer_, right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
}

void PieceShapes::run_harfbuzz(Known& known, bool right_to_left) {
  const ShapeSettings& settings = known.settings;
  std::array<hb_feature_t, 4> features;
  unsigned count = 0;
  const auto feature = [&](hb_tag_t name, std::uint32_t value) {
    features[count++] = {name, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
  };
  if (settings.cjk) feature(HB_TAG('k', 'e', 'r', 'n'), 0);
  if (settings.narrow_form) feature(HB_TAG('p', 'w', 'i', 'd'), 1);
  if (settings.code) feature(HB_TAG('l', 'i', 'g', 'a'), 0);
  if (settings.small_caps) feature(HB_TAG('s', 'm', 'c', 'p'), 1);
  hb_font_t* const font = fonts_.face(settings.face).hb_font();
  // hb_shape() would look for its plan anew at each call, which takes longer than a word.
  auto& plan = known.plans[right_to_left ? 1 : 0];
  if (!plan) {
    hb_segment_properties_t properties;
    hb_buffer_get_segment_properties(buffer_, &properties);
    unsigned coordinates = 0;
    const int* const at = hb_font_get_var_coords_normalized(font, &coordinates);
    plan.reset(
        hb_shape_plan_create2(hb_font_get_face(font), &properties, features.data(), count, at, coordinates, nullptr));
  }
  hb_shape_plan_execute(plan.get(), font, buffer_, features.data(), count);
}

void PieceShapes::run(Known& known, std::string_view paragraph, std::uint32_t begin, std::uint32_t end,
                      bool right_to_left, PieceShape& shape) {
  prepare_buffer(known, right_to_left, 0);
  hb_buffer_add_utf8(buffer_, paragraph.data(), static_cast<int>(paragraph.size()), begin,
                     static_cast<int>(end - begin));
  run_harfbuzz(known, right_to_left);
  read_buffer(known.settings, shape);
  for (PieceShape::Cluster& cluster : shape.clusters) cluster.offset -= begin;
}

const PieceShape& PieceShapes::shape(const ShapeSettings& settings, std::span<const Character> characters,
                                     bool right_to_left) {
  Known& here = known(settings);
  prepare_buffer(here, right_to_left, 0);
  codes_.clear();
  for (const Character& each : characters) codes_.push_back(static_cast<hb_codepoint_t>(each.code));
  const auto length = static_cast<int>(codes_.size());
  hb_buffer_add_codepoints(buffer_, codes_.data(), length, 0, length);
  run_harfbuzz(here, right_to_left);
  read_buffer(settings, scratch_);
  for (PieceShape::Cluster& cluster : scratch_.clusters)
    cluster.offset = characters[cluster.offset].offset - characters.front().offset;
  return scratch_;
}

// The offsets are those of the buffer.
void PieceShapes::read_buffer(const ShapeSettings& settings, PieceShape& shape) {
  shape.glyphs.clear();
  shape.clusters.clear();
  hb_font_t* const font = fonts_.face(settings.face).hb_font();
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer_, &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer_, nullptr);
  for (unsigned i = 0; i < count;) {
    PieceShape::Cluster cluster{infos[i].cluster, static_cast<std::uint32_t>(shape.glyphs.size())};
    const unsigned first = i;
    for (; i < count && infos[i].cluster == infos[first].cluster; ++i) {
      shape.glyphs.push_back({infos[i].codepoint, cluster.advance + positions[i].x_offset, positions[i].y_offset});
      cluster.advance += positions[i].x_advance;
    }
    cluster.glyph_count = i - first;
    // Marks above and below have no advance of their own, whatever the face says.
    if (!settings.cjk && cluster.glyph_count == 1 && cluster.advance > 0)
      cluster.kerning = cluster.advance - hb_font_get_glyph_h_advance(font, infos[first].codepoint);
    shape.clusters.push_back(cluster);
  }
}

}  // namespace mdconv::text
