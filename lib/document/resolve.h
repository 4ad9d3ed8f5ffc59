// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>

#include "mdconv/dialect.h"
#include "mdconv/document.h"
#include "mdconv/host.h"
#include "mdconv/result.h"

namespace mdconv::doc {

struct ResolveContext {
  /// Null: there are no resources.
  ResourceLoader* resources = nullptr;
  DiagnosticSink& diagnostics;
  /// Null: places within a text are those of its beginning.
  const SourceMap* sources = nullptr;
  /// Where the document lies below the root, for relative targets.
  std::string directory = {};
  std::string base_url = {};
  /// Whether images on other servers become links to them.
  bool link_remote_images = false;
  /// Which passes over text run.
  Dialect dialect = {};
  IdStyle id_style = IdStyle::Github;
  /// Of a single text only Page counts; a book has its own.
  NotePlacement note_placement = NotePlacement::Document;
  bool notes_numbered_by_page = false;
  /// Unless set, what the metadata say, else Auto.
  std::optional<CaptionNumbers> caption_numbers = {};
  /// Title of a document that has neither a title nor a heading.
  std::string fallback_title = {};
};

/// The passes that every backend relies on, in order: hygiene, notes, anchors and outline, metadata,
/// links, resources, captions. Afterwards:
///  - text outside code holds no radical code point that has an ideograph of its shape, and no control character;
///  - no soft break stands between wide characters;
///  - every NoteRef has its note and ordinal; notes are in order of their numbers, none is unused;
///  - every heading has an id, every id is unique; the outline is set;
///  - title and language are never empty;
///  - every Link::href is a URL, "#id" of an existing place, or empty;
///  - every Image::resource is an index of a readable image of a known kind, or kNone.
/// The document is const from here on.
void resolve(Document& document, const ResolveContext& context);

/// Ids of a note, of its marks and of the section of all notes or of one chapter's, the same in every format: "note-3",
/// "noteref-3", "noteref-3-2", "note-0", "note-0-7". No other place in a resolved document has one of them.
std::string note_id(std::uint32_t number);
std::string noteref_id(std::uint32_t number, std::uint32_t ordinal);
std::string endnotes_id(std::uint32_t chapter = kNone);

/// Where notes stand in formats without pages.
NotePlacement placement_without_pages(const Document& document);

/// The chapter whose division this is, or kNone.
std::uint32_t chapter_of(const Document& document, const Division& division);

/// The notes of one chapter.
std::span<const Note> notes_of(const Document& document, std::uint32_t chapter);

/// Text of inlines without marks, notes and breaks: for outlines, alternative texts.
std::string plain_text(const Inlines& inlines);

}  // namespace mdconv::doc
