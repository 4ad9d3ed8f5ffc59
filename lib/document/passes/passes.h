// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "document/resolve.h"

// The passes of resolve(), one file each, in the order in which they run.

namespace mdconv::doc {

/// Whom a quotation is by gets a class and a paragraph of its own.
void mark_attributions(Document& document);

/// Characters: radicals become ideographs, control characters go, line ends between wide characters vanish. Code is
/// never touched.
void clean_text(Document& document, const ResolveContext& context);

/// Marks find their notes; notes are numbered, sorted, and dropped when no mark leads to them.
void number_notes(Document& document, const ResolveContext& context);

/// The places that a link may lead to.
struct Anchors {
  /// Ids in the document.
  std::set<std::string, std::less<>> ids;
  /// By the names that links use: ids as they were written, headings as the style of ids names them.
  std::map<std::string, std::string, std::less<>> names;
  /// The same in lower case.
  std::map<std::string, std::string, std::less<>> aliases;
  /// Headings by loose_name: the first that has it.
  std::map<std::string, std::string, std::less<>> loose;
};

/// What the ids that generators make of one heading have in common: its letters and digits, in lower case.
std::string loose_name(std::string_view text);

/// The ids that are given already, in this text or in others of the same book.
struct IdPool {
  std::set<std::string, std::less<>> taken;
  /// By id: the last number that was put behind it.
  std::map<std::string, std::size_t> suffixes;

  /// The name, or the name with the first number that is free.
  std::string take(const std::string& name);
  /// Keeps the ids of the notes, of their marks and of their section from being given to anything else.
  void reserve(const std::vector<Note>& notes);
};

/// Every heading gets an id, every id becomes unique and fit for XML; sets the outline. The ids of notes must be
/// reserved.
Anchors set_anchors(Document& document, const ResolveContext& context, IdPool& ids);

/// Puts the table of contents where the author wants it.
void fill_contents(Document& document, DiagnosticSink& diagnostics);

/// Gives admonitions without a title the name of their kind.
void title_admonitions(Document& document);

/// Numbers the captions of figures, tables and code, and gives their numbers to links without words and to references.
/// Links are resolved.
void number_captions(Document& document, const ResolveContext& context);

/// Title and language.
void complete_metadata(Document& document, const ResolveContext& context);

/// A text that others of the same book link to.
struct LinkTarget {
  /// Of the whole text.
  std::string id;
  const Anchors* anchors = nullptr;
};

/// By path below the root.
using LinkTargets = std::map<std::string, LinkTarget, std::less<>>;

/// Sets Link::href. `targets` has the other texts of the book.
void resolve_links(Document& document, const ResolveContext& context, const Anchors& anchors,
                   const LinkTargets& targets = {});

/// Finds what images show; remembers it, so that each file is read once and the same bytes are held once.
class ResourceFinder {
 public:
  ResourceFinder(std::vector<Resource>& resources, const ResolveContext& context);
  ~ResourceFinder();

  /// Sets Image::resource in the document's blocks and notes, whose text lies in `directory`.
  void find_all(Document& document, const std::string& directory);

  /// Sets the document's cover.
  void find_cover(Document& document, const std::string& directory);

  /// Reports how many of the images found have no alternative text.
  void report_undescribed() const;

 private:
  class Finder;
  std::unique_ptr<Finder> finder_;
};

}  // namespace mdconv::doc
