// SPDX-License-Identifier: MIT
#include "markdown/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "document/language.h"
#include "document/note_key.h"
#include "markdown/block_pass.h"
#include "markdown/front_matter.h"
#include "markdown/includes.h"
#include "markdown/md4c_adapter.h"
#include "markdown/notes.h"
#include "markdown/references.h"
#include "markdown/smart.h"
#include "markdown/tree_passes.h"
#include "support/utf8.h"

namespace mdconv::markdown {

namespace {

// Definitions in bodies of definitions in bodies: deeper ones stay text.
constexpr int kMaxNoteDepth = 16;

// How many bytes all link targets may have: Limits::link_bytes, and so many times the text. As in md4c since 0.5.2.
constexpr std::size_t kTargetsPerByte = 16;

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

// What became of a text, if anything did. `text` stays valid as long as `storage`.
void adopt(std::optional<SourceEdits::Changed> changed, SourceText& text, std::string& storage) {
  if (!changed) return;
  storage = std::move(changed->text);
  text.text = storage;
  text.pieces = std::move(changed->pieces);
}

// Runs the passes over a text. `text` stays valid as long as `storage`.
void rewrite(SourceText& text, std::string& storage, Rewriting& rewriting) {
  adopt(BlockPass(text, rewriting).run(), text, storage);
}

// Runs the passes over the bodies of notes, and over the bodies that are found in them.
void rewrite_notes(FileId file, Rewriting& rewriting) {
  std::size_t begin = 0;
  for (int depth = 0; depth < kMaxNoteDepth && begin < rewriting.notes.size(); ++depth) {
    const std::size_t end = rewriting.notes.size();
    for (std::size_t i = begin; i < end; ++i) {
      // The list of notes grows meanwhile.
      NoteDefinition note = std::move(rewriting.notes[i]);
      // An inline note is one paragraph, whatever it begins with.
      if (note.is_inline) {
        for (Piece& piece : note.pieces) piece.offset += rewriting.letter().size();
        note.pieces.insert(note.pieces.begin(), {0, note.span.begin, true, note.pieces.front().file});
        note.text.insert(0, rewriting.letter());
        rewriting.touch();
      }
      SourceText body{note.text, file, note.pieces};
      std::string storage;
      rewrite(body, storage, rewriting);
      if (!storage.empty()) {
        note.text = std::move(storage);
        note.pieces = std::move(body.pieces);
      }
      rewriting.notes[i] = std::move(note);
    }
    begin = end;
  }
  std::stable_sort(rewriting.notes.begin(), rewriting.notes.end(),
                   [](const NoteDefinition& a, const NoteDefinition& b) { return a.span.begin < b.span.begin; });
}

// What quotes are to be like. A language that nobody names is found from the text.
std::string language_of(const doc::Document& document, const ParseOptions& options) {
  if (!options.language.empty()) return options.language;
  return document.metadata.language.empty() ? doc::find_language(document) : document.metadata.language;
}

Result<doc::Blocks> read_blocks(const SourceText& text, BuildState& state) {
  MDCONV_TRY_ASSIGN(doc::Blocks blocks, parse_blocks(text, state));
  apply_tree_passes(blocks, state);
  return blocks;
}

}  // namespace

Result<doc::Document> parse(SourceMap& sources, FileId file, const ParseOptions& options, DiagnosticSink& diagnostics) {
  const std::string_view text = sources.text(file);
  MDCONV_TRY(check_text(text, file));

  // What stands before the Markdown.
  doc::Document document;
  FrontMatter front{options.metadata, 0};
  if (text.starts_with("\xEF\xBB\xBF")) front.body = 3;
  if (options.dialect.has(Extension::FrontMatter)) {
    MDCONV_TRY_ASSIGN(front, read_front_matter(text, file, options.metadata, diagnostics));
  }
  document.metadata = std::move(front.metadata);

  // What the parser doesn't know is taken out or put in such a way that it carries it through; notes' bodies are
  // documents of their own.
  SourceText body{text.substr(front.body), file, {{0, static_cast<std::uint32_t>(front.body)}}};
  std::string expanded;
  if (options.dialect.has(Extension::Includes)) {
    std::string title;
    MDCONV_TRY_ASSIGN(std::optional<SourceEdits::Changed> changed,
                      expand_includes(body, sources, options, diagnostics, title));
    adopt(std::move(changed), body, expanded);
    if (document.metadata.title.empty()) document.metadata.title = title;
  }
  Rewriting rewriting(body.text, options, diagnostics);
  std::string rewritten;
  rewrite(body, rewritten, rewriting);
  rewrite_notes(file, rewriting);
  std::vector<NoteDefinition>& notes = rewriting.notes;
  if (notes.size() > options.limits.notes)
    return Error{Code::LimitExceeded, notes.back().span,
                 fmt::format("there are more than {} notes", options.limits.notes)};
  if (!notes.empty()) {
    const ReferenceDefinitions references(body);
    for (NoteDefinition& note : notes) references.add_to(note);
  }
  BuildState state{sources, diagnostics, options, rewriting};
  state.most_target_bytes = options.limits.link_bytes + kTargetsPerByte * std::max(text.size(), expanded.size());
  for (const NoteDefinition& note : notes) state.note_keys.insert(doc::note_key(note.label));

  // Markdown and the raw HTML in it become a tree.
  MDCONV_TRY_ASSIGN(document.blocks, read_blocks(body, state));
  document.notes.reserve(notes.size());
  for (const NoteDefinition& note : notes) {
    doc::Note& added = document.notes.emplace_back(doc::Note{.label = note.label, .blocks = {}, .span = note.span});
    MDCONV_TRY_ASSIGN(added.blocks, read_blocks({note.text, file, note.pieces}, state));
  }
  const auto has = [&](Extension extension) { return options.dialect.has(extension); };
  const bool asks_language = has(Extension::CaptionReferences) || has(Extension::Smart);
  const std::string language = asks_language ? language_of(document, options) : std::string();
  const auto pass = [&](Extension extension, auto run) {
    if (!has(extension)) return;
    run(document.blocks, language, rewriting);
    for (doc::Note& note : document.notes) run(note.blocks, language, rewriting);
  };
  pass(Extension::CaptionReferences, find_references);
  pass(Extension::Smart, make_smart);
  if (state.formulas > 0) {
    diagnostics.report({Code::MathAsSource, state.first_formula,
                        fmt::format("{} formula{} shown as {} source", state.formulas,
                                    state.formulas == 1 ? " is" : "s are", state.formulas == 1 ? "its" : "their")});
  }
  return document;
}

}  // namespace mdconv::markdown
