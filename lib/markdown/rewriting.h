// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/markdown.h"
#include "markdown/source_text.h"
#include "mdconv/diagnostic.h"
#include "mdconv/document.h"

// What passes over the source put into it for the parser to carry through
// ------------------------------------------------------------------------
// md4c knows CommonMark and GitHub's tables, nothing more. The passes before it replace other markup by comments of raw
// HTML, `<!--␀12-->`, where ␀ is a noncharacter that the source does not hold: md4c puts them in their place in the
// stream of events, and the adapter finds there what insertion 12 says. One more such character makes no markup at all:
// beside an emphasis mark, it is a letter to md4c.

namespace mdconv::markdown {

/// `[^label]: body` taken out of a text.
struct NoteDefinition {
  std::string label;
  /// The body without the indentation that made its lines part of it.
  std::string text;
  std::vector<Piece> pieces;
  Span span;
  /// Made where its mark stands: its text is inlines.
  bool is_inline = false;
};

enum class InsertionKind : std::uint8_t {
  /// Attributes of the block before, or, if there is none or a blank line between, of the next.
  BlockAttributes,
  /// Attributes of the item whose first line this is.
  ItemAttributes,
  /// Attributes of the phrase, code, link or image before, or of brackets before.
  InlineAttributes,
  /// Attributes of the heading that ends here.
  HeadingAttributes,
  OpenDivision,
  CloseDivision,
  /// The item whose first line this is says what the paragraph before it means.
  Definition,
  Contents,
  Math,
  NoteMark,
  /// HTML in which nothing is Markdown.
  Html,
  /// Nothing; it parts the blocks around it.
  BlockEnd,
};

/// How the tree builder knows divisions that the passes open. What begins with '!' needs no end mark.
inline constexpr std::string_view kFencedDivision = ":::";
inline constexpr std::string_view kAdmonition = "!admonition";

struct Insertion {
  InsertionKind kind = InsertionKind::BlockEnd;
  Span span = {};
  /// As written; shown where the insertion has no place.
  std::string literal = {};
  doc::Attributes attributes = {};
  /// Names of attribute definitions.
  std::vector<std::string> references = {};
  doc::DivisionKind division = doc::DivisionKind::Generic;
  /// A formula's source, a note's label, a division's title, HTML.
  std::string text = {};
  /// Of HTML: where its bytes come from.
  std::vector<Piece> pieces = {};
  /// Of a division: it is a quotation.
  bool quote = false;
  /// Of a division: kFencedDivision or kAdmonition.
  std::string_view tag = {};
  /// BlockAttributes: of the next block, as a blank line stands before them.
  bool next = false;
  /// InlineAttributes, HeadingAttributes: they end a heading.
  bool ends_heading = false;
  /// Math: set on a line of its own.
  bool display = false;
  /// Definition: behind a blank line.
  bool loose = false;
};

/// What an address without a scheme stands for; in the source that the parser gets, the letter that is none follows it.
inline constexpr std::string_view kImpliedScheme = "http://";

/// What the passes over one document's texts have in common.
class Rewriting {
 public:
  /// `text` is all that will be read.
  Rewriting(std::string_view text, const ParseOptions& options, DiagnosticSink& diagnostics);

  bool has(Extension extension) const noexcept { return options.dialect.has(extension); }
  /// Keeps the insertion and gives the text that stands for it.
  std::string add(Insertion insertion);
  /// The letter that is none.
  const std::string& letter() const noexcept { return letter_; }
  /// The same for punctuation.
  const std::string& punctuation() const noexcept { return punctuation_; }
  const std::string& mark() const noexcept { return mark_; }
  /// Whether any text holds something of the passes.
  bool touched() const noexcept { return touched_; }
  void touch() noexcept { touched_ = true; }
  /// Says that what stands at `span` has more attributes than are kept, if it has.
  void report_cut(bool cut, Span span) const;

  /// The insertion that begins at `offset` and its length; null when there is none.
  const Insertion* insertion_at(std::string_view text, std::size_t offset, std::size_t& length) const;
  /// A text as it was before the passes.
  std::string restore(std::string_view text) const;
  /// The same, unless the text holds nothing of the passes: then nothing, to save the copy.
  std::optional<std::string> restored(std::string_view text) const;

  const ParseOptions& options;
  DiagnosticSink& diagnostics;
  std::vector<NoteDefinition> notes;
  std::map<std::string, doc::Attributes, std::less<>> attribute_definitions;
  /// What abbreviations stand for.
  std::map<std::string, std::string, std::less<>> abbreviations;
  std::size_t inline_notes = 0;
  /// Labels that `[^label]:` stands for somewhere, if the parser would take characters in them for markup.
  std::set<std::string, std::less<>> odd_labels;
  /// Inside {% raw %}.
  bool raw = false;

 private:
  std::string mark_;
  std::string letter_;
  std::string punctuation_;
  bool touched_ = false;
  std::vector<Insertion> insertions_;
};

}  // namespace mdconv::markdown
