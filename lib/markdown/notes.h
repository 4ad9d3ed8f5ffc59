// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/source_text.h"

namespace mdconv::markdown {

/// The label of a note's mark `[^label]` that begins at `offset`, or an empty view. A label holds no white space and no
/// bracket.
std::string_view note_label_at(std::string_view text, std::size_t offset) noexcept;

/// `[^label]: body` taken out of a text.
struct NoteDefinition {
  std::string label;
  /// The body without the indentation that made its lines part of it.
  std::string text;
  std::vector<Piece> pieces;
  Span span;
};

struct ExtractedNotes {
  /// The text with spaces in place of the definitions, so that offsets stay; empty when there is none.
  std::string remaining;
  std::vector<NoteDefinition> definitions;
};

/// Finds the definitions of notes in a Markdown text, in order. Definitions inside their bodies are left there: they
/// are found by looking into the bodies the same way.
ExtractedNotes extract_notes(const SourceText& source);

/// Link reference definitions (`[label]: target`) of one line each, so that the bodies of notes can use those of the
/// document although they are parsed on their own.
class ReferenceDefinitions {
 public:
  /// Looks for definitions that stand at the beginning of a line of the document.
  explicit ReferenceDefinitions(const SourceText& document);

  /// Puts before a note's body the definitions that it may use.
  void add_to(NoteDefinition& note) const;

 private:
  struct Line {
    std::string_view text;
    std::uint32_t source;
  };
  std::map<std::string, Line, std::less<>> by_label_;
};

}  // namespace mdconv::markdown
