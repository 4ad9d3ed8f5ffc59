// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>

#include "document/resolve.h"

// The passes of resolve(), one file each, in the order in which they run.

namespace mdconv::doc {

/// Characters: radicals become ideographs, control characters go, line ends between wide characters vanish. Code is
/// never touched.
void clean_text(Document& document, const ResolveContext& context);

/// Marks find their notes; notes are numbered, sorted, and dropped when no mark leads to them.
void number_notes(Document& document, const ResolveContext& context);

/// The places that a link may lead to.
struct Anchors {
  /// Ids in the document.
  std::set<std::string, std::less<>> ids;
  /// Other names of them, in lower case: ids as they were written, headings as GitHub names them.
  std::map<std::string, std::string, std::less<>> aliases;
  /// Headings by loose_name: the first that has it.
  std::map<std::string, std::string, std::less<>> loose;
};

/// What the ids that generators make of one heading have in common: its letters and digits, in lower case.
std::string loose_name(std::string_view text);

/// Every heading gets an id, every id becomes unique and fit for XML; sets the outline.
Anchors set_anchors(Document& document, const ResolveContext& context);

/// Puts the table of contents where the author wants it.
void fill_contents(Document& document);

/// Gives admonitions without a title the name of their kind.
void title_admonitions(Document& document);

/// Title and language.
void complete_metadata(Document& document, const ResolveContext& context);

/// Sets Link::href.
void resolve_links(Document& document, const ResolveContext& context, const Anchors& anchors);

/// Sets Image::resource and Document::resources.
void load_resources(Document& document, const ResolveContext& context);

}  // namespace mdconv::doc
