// SPDX-License-Identifier: MIT
#include "support/character_place.h"

#include <algorithm>

#include "support/entities.h"
#include "support/utf8.h"

namespace mdconv {

Span place_of_character(const SourceMap& sources, const Span& source, std::string_view text, std::size_t offset) {
  if (!source.has_place() || offset >= text.size()) return source;
  std::size_t end = offset;
  utf8::next(text, end);
  const std::string_view character = text.substr(offset, end - offset);
  std::size_t before = 0;
  for (std::size_t at = text.find(character); at < offset; at = text.find(character, at + character.size())) ++before;

  const std::string_view written = sources.text(source.file);
  const std::size_t source_end = std::min<std::size_t>(source.end, written.size());
  for (std::size_t at = source.begin; at < source_end;) {
    std::size_t length = 0;
    if (written.substr(at).starts_with(character)) {
      length = character.size();
    } else if (written[at] == '&') {
      const std::size_t reference = entity_length(written.substr(0, source_end), at);
      if (reference > 2 && decode_entity(written.substr(at + 1, reference - 2)) == character) length = reference;
    }
    if (length > 0 && before-- == 0)
      return {source.file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + length)};
    at += std::max<std::size_t>(length, 1);
  }
  return source;
}

}  // namespace mdconv
