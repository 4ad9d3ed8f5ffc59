// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document/resolve.h"

namespace mdconv::doc {

/// An entry of a book: a text that is parsed and not resolved; without one, a part's title or a chapter that is not
/// written yet.
struct BookPart {
  Chapter chapter;
  std::optional<Document> text = {};
  /// Where the text lies below the root.
  std::string directory = {};
};

struct BookContext {
  /// The book's own, without what its texts say of themselves.
  Metadata metadata = {};
  /// Whether notes are numbered anew in each chapter.
  bool number_by_chapter = false;
  /// Whether the outline shows the chapters' numbers.
  bool show_numbers = false;
};

/// Makes one document of a book's texts, and resolves it as resolve() does. Labels of notes and names of headings hold
/// within a text; links from one text to another become links inside the document. Each text becomes a
/// Division{Chapter}, each part's title a Division{Part}.
Document resolve_book(BookContext book, std::vector<BookPart> parts, const ResolveContext& context);

}  // namespace mdconv::doc
