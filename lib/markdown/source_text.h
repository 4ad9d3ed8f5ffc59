// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/source.h"

namespace mdconv::markdown {

/// From `offset` in a derived text on, bytes come from `source` in the file.
struct Piece {
  std::size_t offset = 0;
  std::uint32_t source = 0;
  /// The bytes stand for what is at `source` instead of being a copy of it.
  bool inserted = false;
  /// None: the file of the text.
  FileId file = FileId::None;
  /// How many bytes at `source` inserted ones stand for.
  std::uint32_t replaced = 0;
};

/// A text to parse whose bytes come from a file, in order, perhaps with parts of the file left out between them:
/// the document's body is one piece, a note's body one piece for each line.
struct SourceText {
  std::string_view text;
  FileId file = FileId::None;
  /// Sorted by offset, the first at 0.
  std::vector<Piece> pieces = {{0, 0}};

  const Piece& piece_at(std::size_t offset) const {
    auto after = std::upper_bound(pieces.begin(), pieces.end(), offset,
                                  [](std::size_t value, const Piece& piece) { return value < piece.offset; });
    if (after != pieces.begin()) --after;
    return *after;
  }

  /// The pieces of a copy of the bytes from `begin` to `end` that stands at `at` in another text.
  void copy_pieces(std::size_t begin, std::size_t end, std::size_t at, std::vector<Piece>& to) const {
    auto piece = std::upper_bound(pieces.begin(), pieces.end(), begin,
                                  [](std::size_t value, const Piece& other) { return value < other.offset; });
    const Piece& first = piece == pieces.begin() ? *piece : *std::prev(piece);
    to.push_back({at, source_offset(first, begin), first.inserted, first.file, first.replaced});
    for (; piece != pieces.end() && piece->offset < end; ++piece)
      to.push_back({at + piece->offset - begin, piece->source, piece->inserted, piece->file, piece->replaced});
  }

  static std::uint32_t source_offset(const Piece& piece, std::size_t offset) {
    return piece.inserted ? piece.source : piece.source + static_cast<std::uint32_t>(offset - piece.offset);
  }
  std::uint32_t source_offset(std::size_t offset) const { return source_offset(piece_at(offset), offset); }

  /// The place of a non-empty range: it ends behind its last byte, even when the next piece lies far away.
  Span span(std::size_t begin, std::size_t end) const {
    const Piece& first = piece_at(begin);
    const std::uint32_t place = source_offset(first, begin);
    const FileId where = first.file == FileId::None ? file : first.file;
    if (end <= begin) return {where, place, place};
    const Piece& last = piece_at(end - 1);
    const FileId there = last.file == FileId::None ? file : last.file;
    const std::uint32_t behind = source_offset(last, end - 1) + (last.inserted ? last.replaced : 1);
    return {where, place, there == where ? std::max(behind, place) : place + 1};
  }
};

}  // namespace mdconv::markdown
