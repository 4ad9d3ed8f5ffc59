// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// The little of a 'CFF ' table (Adobe Technical Note 5176) that embedding needs and HarfBuzz does not tell.

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

}  // namespace mdconv::fonts
