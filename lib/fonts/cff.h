// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// The parts of a 'CFF ' table (Adobe Technical Note 5176). All views point into the table.

namespace mdconv::fonts {

/// What the Top DICT says.
struct CffTop {
  /// The glyphs have CIDs (a ROS operator is there) instead of names.
  bool cid_keyed = false;
  /// Of the charset from the table's start; 0 to 2 are predefined charsets.
  std::uint32_t charset_offset = 0;
};

/// Nothing if the table is malformed.
std::optional<CffTop> read_cff_top(std::string_view table);

/// The CID (or string id, in a name-keyed font) of each of `glyph_count` glyphs; empty if malformed or predefined.
std::vector<std::uint16_t> read_cff_charset(std::string_view table, const CffTop& top, unsigned glyph_count);

/// An array of byte strings.
class CffIndex {
 public:
  CffIndex() = default;
  /// Reads the INDEX at an offset; `end` is where it ends. Nothing if it leaves the table; its elements are not
  /// looked at.
  static std::optional<CffIndex> read(std::string_view table, std::size_t offset, std::size_t& end);

  std::uint32_t size() const noexcept { return count_; }
  /// Empty if the element is malformed.
  std::string_view operator[](std::uint32_t element) const noexcept;

 private:
  std::uint32_t offset_at(std::uint32_t place) const noexcept;

  std::uint32_t count_ = 0;
  std::uint32_t offset_size_ = 1;
  std::string_view offsets_;
  std::string_view data_;
};

/// What glyphs drawn under one Font DICT share. Values are operands as the table encodes them, empty where it has none.
struct CffFontDict {
  std::string_view matrix;
  std::string_view default_width;
  std::string_view nominal_width;
  CffIndex subroutines;
};

/// A table whose glyphs are to be copied.
struct CffFont {
  std::string_view matrix;
  std::string_view bounds;
  CffIndex subroutines;
  CffIndex charstrings;
  /// One in a name-keyed font.
  std::vector<CffFontDict> dicts;
  /// The FDSelect table and what follows it; empty in a name-keyed font.
  std::string_view dict_of_glyphs;
};

/// Nothing if the table is malformed or has charstrings of another type than 2.
std::optional<CffFont> read_cff_font(std::string_view table);

/// For each of the glyphs, which are sorted, the index of its Font DICT; empty if malformed.
std::vector<std::uint8_t> read_cff_dicts(const CffFont& font, const std::vector<std::uint32_t>& glyphs);

}  // namespace mdconv::fonts
