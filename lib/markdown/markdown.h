// SPDX-License-Identifier: MIT
#pragma once

#include "mdconv/dialect.h"
#include "mdconv/document.h"
#include "mdconv/host.h"
#include "mdconv/limits.h"
#include "mdconv/result.h"
#include "mdconv/source.h"

namespace mdconv::markdown {

struct ParseOptions {
  Dialect dialect = {};
  /// Of the document, over what it says itself: for quotes.
  std::string language = {};
  /// Raw HTML becomes doc::RawHtml instead of being read.
  bool keep_html = false;
  std::vector<std::pair<std::string, std::string>> defines = {};
  /// How lines of code begin that are not shown, by language; Rust's are known.
  std::vector<std::pair<std::string, std::string>> hidden_lines = {};
  Limits limits = {};
  /// What holds where the document says nothing.
  doc::Metadata metadata = {};
  /// Null: nothing can be included.
  ResourceLoader* resources = nullptr;
  /// Where the document lies below the root, for what it includes.
  std::string directory = {};
};

/// Source text to tree: front matter, Markdown, the raw HTML that has a place in the tree, note
/// definitions. Notes are in order of definition, nothing is resolved yet: see document/resolve.h.
/// Errors: Code::InputNotUtf8, InputEmpty, BadFrontMatter.
/// From here on nothing knows about Markdown.
/// Files that are included are added to `sources`.
Result<doc::Document> parse(SourceMap& sources, FileId file, const ParseOptions& options, DiagnosticSink& diagnostics);

}  // namespace mdconv::markdown
