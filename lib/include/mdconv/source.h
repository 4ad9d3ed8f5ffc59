// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/export.h"

namespace mdconv {

/// Names one text in a SourceMap.
enum class FileId : std::uint32_t { None = 0xFFFFFFFF };

/// Half-open byte range in one source text. `file == FileId::None` means "no place".
/// Line and column are computed from the SourceMap only when a diagnostic is shown.
struct Span {
  FileId file = FileId::None;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool has_place() const noexcept { return file != FileId::None; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// The smallest span that covers both; a span without a place is ignored.
MDCONV_API Span hull(const Span& a, const Span& b) noexcept;

/// A place as a person counts it, each from 1.
struct Position {
  std::uint32_t line = 1;
  /// Display columns: a wide (CJK) character counts 2, as in the GNU Coding Standards.
  std::uint32_t column = 1;
  /// Bytes of UTF-8.
  std::uint32_t byte = 1;
  /// UTF-16 code units, as the Language Server Protocol counts.
  std::uint32_t utf16 = 1;
};

/// The texts of one conversion: inputs and style sheets, by FileId.
/// Texts keep their address for the life of the map. Not safe for concurrent add().
class MDCONV_API SourceMap {
 public:
  SourceMap();
  ~SourceMap();
  SourceMap(SourceMap&&) noexcept;
  SourceMap& operator=(SourceMap&&) noexcept;

  /// Takes a text and the name that diagnostics show for it.
  FileId add(std::string name, std::string text);

  const std::string& name(FileId file) const;
  const std::string& text(FileId file) const;
  std::size_t size() const noexcept;

  /// Line and column of a byte offset (clamped to the text's length).
  Position position(FileId file, std::uint32_t offset) const;
  /// The text of a line, counted from 1, without its end.
  std::string_view line(FileId file, std::uint32_t line) const;

 private:
  struct File;
  std::vector<File> files_;
};

}  // namespace mdconv
