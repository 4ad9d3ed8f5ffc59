// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/source.h"

namespace mdconv::markdown {

/// From `offset` in a derived text on, bytes come from `source` in the file.
struct Piece {
  std::size_t offset = 0;
  std::uint32_t source = 0;
};

/// A text to parse whose bytes come from a file, in order, perhaps with parts of the file left out between them:
/// the document's body is one piece, a note's body one piece for each line.
struct SourceText {
  std::string_view text;
  FileId file = FileId::None;
  /// Sorted by offset, the first at 0.
  std::vector<Piece> pieces = {{0, 0}};

  std::uint32_t source_offset(std::size_t offset) const {
    auto after = std::upper_bound(pieces.begin(), pieces.end(), offset,
                                  [](std::size_t value, const Piece& piece) { return value < piece.offset; });
    if (after != pieces.begin()) --after;
    return after->source + static_cast<std::uint32_t>(offset - after->offset);
  }

  /// The place of a non-empty range: it ends behind its last byte, even when the next piece lies far away.
  Span span(std::size_t begin, std::size_t end) const {
    const std::uint32_t first = source_offset(begin);
    return {file, first, end > begin ? source_offset(end - 1) + 1 : first};
  }
};

}  // namespace mdconv::markdown
