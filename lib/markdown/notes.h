// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/rewriting.h"
#include "markdown/source_text.h"

namespace mdconv::markdown {

/// The label of a note's mark `[^label]` that begins at `offset`, or an empty view. A label holds no white space and no
/// bracket.
std::string_view note_label_at(std::string_view text, std::size_t offset) noexcept;

/// Whether a line begins with `[^label]:`.
bool starts_definition(std::string_view line) noexcept;

/// The label of a link's definition, `[label]: target`, that fills a line; else an empty view.
std::string_view reference_label(std::string_view line) noexcept;

/// Link reference definitions (`[label]: target`) of one line each, so that the bodies of notes can use those of the
/// document although they are parsed on their own.
class ReferenceDefinitions {
 public:
  /// Looks for definitions that stand at the beginning of a line of the document, whose text must outlive this.
  explicit ReferenceDefinitions(const SourceText& document);

  /// Puts before a note's body the definitions that it may use.
  void add_to(NoteDefinition& note) const;

 private:
  struct Line {
    std::string_view text;
    std::vector<Piece> pieces;
  };
  std::map<std::string, Line, std::less<>> by_label_;
};

}  // namespace mdconv::markdown
