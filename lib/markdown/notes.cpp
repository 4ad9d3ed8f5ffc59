// SPDX-License-Identifier: MIT
#include "markdown/notes.h"

#include <algorithm>
#include <set>

#include "document/note_key.h"

namespace mdconv::markdown {

namespace {

constexpr std::size_t kMaxLabel = 999;  // as for link labels in CommonMark
// A definition is copied before each note that uses it.
constexpr std::size_t kMaxLine = 4096;

}  // namespace

std::string_view note_label_at(std::string_view text, std::size_t offset) noexcept {
  if (text.substr(offset, 2) != "[^") return {};
  const std::size_t begin = offset + 2;
  for (std::size_t i = begin; i < text.size() && i - begin <= kMaxLabel; ++i) {
    const char c = text[i];
    if (c == ']') return text.substr(begin, i - begin);
    if (c == '[' || c == ' ' || c == '\t' || c == '\n' || c == '\r') return {};
  }
  return {};
}

bool starts_definition(std::string_view line) noexcept {
  const std::string_view label = note_label_at(line, 0);
  return !label.empty() && line.size() > label.size() + 3 && line[label.size() + 3] == ':';
}

std::string_view reference_label(std::string_view line) noexcept {
  const std::size_t close = line.find("]:");
  if (line.size() < 5 || line[0] != '[' || line[1] == '^' || close == std::string_view::npos || close < 2) return {};
  const std::string_view label = line.substr(1, close - 1);
  const std::size_t target = line.find_first_not_of(" \t", close + 2);
  if (label.size() > kMaxLabel || label.find_first_of("[]\\") != std::string_view::npos) return {};
  if (target == std::string_view::npos) return {};
  // A target alone, or one with a title in quotes: anything else might not be a definition.
  const std::size_t end = line.find_first_of(" \t", target);
  if (end == std::string_view::npos) return label;
  const std::size_t title = line.find_first_not_of(" \t", end);
  if (title == std::string_view::npos) return label;
  const std::size_t last = line.find_last_not_of(" \t");
  const bool quoted = line[title] == '"' && last > title && line[last] == '"' && line.find('"', title + 1) == last;
  return quoted ? label : std::string_view();
}

ReferenceDefinitions::ReferenceDefinitions(const SourceText& document) {
  const std::string_view text = document.text;
  for (std::size_t i = text.find("]:"); i != std::string_view::npos;) {
    const std::size_t before = text.find_last_of("\r\n", i);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find_first_of("\r\n", i), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::string_view label = reference_label(line);
    if (!label.empty() && line.size() <= kMaxLine) {
      const auto [added, fresh] = by_label_.try_emplace(doc::note_key(label), Line{line, {}});
      if (fresh) document.copy_pieces(begin, end, 0, added->second.pieces);
    }
    i = text.find("]:", end);
  }
}

void ReferenceDefinitions::add_to(NoteDefinition& note) const {
  if (by_label_.empty()) return;
  std::string head;
  std::vector<Piece> pieces;
  std::set<std::string> added;
  const std::string_view body = note.text;
  for (std::size_t open = body.find('['); open != std::string_view::npos; open = body.find('[', open + 1)) {
    const std::size_t close = body.substr(0, open + kMaxLabel).find_first_of("[]", open + 1);
    if (close == std::string_view::npos || body[close] != ']') continue;
    const auto found = by_label_.find(doc::note_key(body.substr(open + 1, close - open - 1)));
    if (found == by_label_.end() || !added.insert(found->first).second) continue;
    for (Piece piece : found->second.pieces) {
      piece.offset += head.size();
      pieces.push_back(piece);
    }
    head.append(found->second.text).append("\n");
  }
  if (head.empty()) return;
  head += '\n';
  for (Piece piece : note.pieces) {
    piece.offset += head.size();
    pieces.push_back(piece);
  }
  note.pieces = std::move(pieces);
  note.text.insert(0, head);
}

}  // namespace mdconv::markdown
