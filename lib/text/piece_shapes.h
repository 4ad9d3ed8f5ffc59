// SPDX-License-Identifier: MIT
#pragma once

#include <hb.h>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fonts/library.h"
#include "text/character_class.h"

namespace mdconv::text {

/// Drawn in place of a character that no font has. A font's own .notdef would do, but PDF/UA and PDF/A forbid it.
inline constexpr char32_t kSubstitute = U'□';

/// How HarfBuzz is to shape a piece of text, but for its characters.
struct ShapeSettings {
  fonts::FaceIndex face = fonts::kNoFace;
  hb_script_t script = HB_SCRIPT_COMMON;
  hb_language_t language = nullptr;
  /// Han, kana and full-width marks: on the em grid, without kerning.
  bool cjk = false;
  /// Marks that Latin and Han share, in their narrow forms.
  bool narrow_form = false;
  /// Without ligatures.
  bool code = false;
  bool small_caps = false;

  friend auto operator<=>(const ShapeSettings&, const ShapeSettings&) = default;
};

/// What HarfBuzz makes of a piece, wherever it stands and whatever its size: lengths in font units, y upwards, glyphs
/// and clusters in visual order.
struct PieceShape {
  struct Glyph {
    fonts::GlyphId id = 0;
    std::int32_t x = 0;  // from where its cluster begins
    std::int32_t y = 0;
  };
  struct Cluster {
    std::uint32_t offset = 0;  // bytes from the piece's beginning
    std::uint32_t glyph_begin = 0;
    std::uint32_t glyph_count = 0;
    std::int32_t advance = 0;
    std::int32_t kerning = 0;
  };
  std::vector<Glyph> glyphs;
  std::vector<Cluster> clusters;
};

/// Shapes pieces, and remembers what may be used again. One for each thread.
class PieceShapes {
 public:
  explicit PieceShapes(const fonts::FontLibrary& fonts);
  ~PieceShapes();
  PieceShapes(const PieceShapes&) = delete;
  PieceShapes& operator=(const PieceShapes&) = delete;

  /// Shapes bytes [begin, end) of a paragraph. The result holds until the next call.
  const PieceShape& shape(const ShapeSettings& settings, std::string_view paragraph, std::uint32_t begin,
                          std::uint32_t end, bool right_to_left);
  /// The same of characters that are not those of the text.
  const PieceShape& shape(const ShapeSettings& settings, std::span<const Character> characters, bool right_to_left);

 private:
  /// A character on its own.
  struct Single {
    enum class State : std::uint8_t { Unknown, Alone, NeedsContext } state = State::Unknown;
    PieceShape::Glyph glyph;
    std::int32_t advance = 0;
  };
  using Page = std::array<Single, 256>;

  struct DestroyPlan {
    void operator()(hb_shape_plan_t* plan) const noexcept { hb_shape_plan_destroy(plan); }
  };

  /// What is known under one kind of settings.
  struct Known {
    ShapeSettings settings;
    fonts::GlyphId substitute = 0;
    /// From left to right, and from right to left.
    std::array<std::unique_ptr<hb_shape_plan_t, DestroyPlan>, 2> plans;
    std::array<std::unique_ptr<Page>, 256> singles;  // of the basic plane, by the character's high byte
    std::unordered_map<std::string, PieceShape> words;
  };

  Known& known(const ShapeSettings& settings);
  static Single& single(Known& known, char32_t character);
  void learn(Known& known, std::string_view piece);
  void shape_singles(Known& known, std::span<const char32_t> characters);
  bool compose(Known& known, std::string_view piece);
  void prepare_buffer(const Known& known, bool right_to_left, unsigned more_flags);
  void run_harfbuzz(Known& known, bool right_to_left);
  void run(Known& known, std::string_view paragraph, std::uint32_t begin, std::uint32_t end, bool right_to_left,
           PieceShape& shape);
  void read_buffer(const ShapeSettings& settings, PieceShape& shape);

  const fonts::FontLibrary& fonts_;
  hb_buffer_t* buffer_;
  std::map<ShapeSettings, std::unique_ptr<Known>> known_;
  Known* last_known_ = nullptr;
  PieceShape scratch_;
  /// Characters that have not been shaped yet.
  std::vector<char32_t> unknown_;
  std::vector<hb_codepoint_t> codes_;
};

}  // namespace mdconv::text
