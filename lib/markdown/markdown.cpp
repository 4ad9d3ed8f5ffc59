// SPDX-License-Identifier: MIT
#include "markdown/markdown.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "document/note_key.h"
#include "markdown/front_matter.h"
#include "markdown/kramdown.h"
#include "markdown/md4c_adapter.h"
#include "markdown/notes.h"
#include "support/utf8.h"

namespace mdconv::markdown {

namespace {

// Definitions in bodies of definitions in bodies: deeper ones stay text.
constexpr int kMaxNoteDepth = 16;

Result<void> check_text(std::string_view text, FileId file) {
  if (text.size() >= std::numeric_limits<std::int32_t>::max()) {
    return Error{Code::InputTooLarge, {file, 0, 0}, "the input is larger than 2 GiB"};
  }
  if (const std::optional<std::size_t> invalid = utf8::find_invalid(text)) {
    const auto place = static_cast<std::uint32_t>(*invalid);
    return Error{Code::InputNotUtf8,
                 {file, place, place + 1},
                 "the input is not UTF-8",
                 {"convert it first, for example with iconv"}};
  }
  constexpr std::string_view kBlank = " \t\r\n\f\v\xEF\xBB\xBF";
  if (text.find_first_not_of(kBlank) == std::string_view::npos) {
    return Error{Code::InputEmpty, {file, 0, 0}, "the input holds no text"};
  }
  return {};
}

// Takes the definitions out of a text, then out of the bodies found. `text` stays valid as long as `storage`.
std::vector<NoteDefinition> take_notes(SourceText& source, std::string& storage) {
  ExtractedNotes found = extract_notes(source);
  if (found.definitions.empty()) return {};
  storage = std::move(found.remaining);
  source.text = storage;

  std::vector<NoteDefinition> notes = std::move(found.definitions);
  std::size_t begin = 0;
  for (int depth = 1; depth < kMaxNoteDepth && begin < notes.size(); ++depth) {
    const std::size_t end = notes.size();
    for (std::size_t i = begin; i < end; ++i) {
      ExtractedNotes inner = extract_notes({notes[i].text, source.file, notes[i].pieces});
      if (inner.definitions.empty()) continue;
      notes[i].text = std::move(inner.remaining);
      std::move(inner.definitions.begin(), inner.definitions.end(), std::back_inserter(notes));
    }
    begin = end;
  }
  std::stable_sort(notes.begin(), notes.end(),
                   [](const NoteDefinition& a, const NoteDefinition& b) { return a.span.begin < b.span.begin; });
  return notes;
}

}  // namespace

Result<doc::Document> parse(SourceMap& sources, FileId file, const ParseOptions& options, DiagnosticSink& diagnostics) {
  const std::string_view text = sources.text(file);
  MDCONV_TRY(check_text(text, file));

  // What stands before the Markdown.
  doc::Document document;
  FrontMatter front;
  if (options.dialect.has(Extension::FrontMatter)) {
    MDCONV_TRY_ASSIGN(front, read_front_matter(text, file, diagnostics));
  }
  document.metadata = std::move(front.metadata);

  // Notes, which the parser doesn't know; their bodies are documents of their own.
  SourceText body{text.substr(front.body), file, {{0, static_cast<std::uint32_t>(front.body)}}};
  std::string without_notes;
  std::vector<NoteDefinition> notes;
  if (options.dialect.has(Extension::Footnotes)) notes = take_notes(body, without_notes);
  if (!notes.empty()) {
    const ReferenceDefinitions references(body);
    for (NoteDefinition& note : notes) references.add_to(note);
  }
  BuildState state{diagnostics, options};
  for (const NoteDefinition& note : notes) state.note_keys.insert(doc::note_key(note.label));

  // Markdown and the raw HTML in it become a tree.
  MDCONV_TRY_ASSIGN(document.blocks, parse_blocks(body, state));
  const bool backslash_breaks = options.dialect.has(Extension::BackslashBreaks);
  if (backslash_breaks) apply_kramdown(document.blocks, text);
  document.notes.reserve(notes.size());
  for (const NoteDefinition& note : notes) {
    doc::Note& added = document.notes.emplace_back(doc::Note{.label = note.label, .blocks = {}, .span = note.span});
    MDCONV_TRY_ASSIGN(added.blocks, parse_blocks({note.text, file, note.pieces}, state));
    if (backslash_breaks) apply_kramdown(added.blocks, text);
  }
  return document;
}

}  // namespace mdconv::markdown
