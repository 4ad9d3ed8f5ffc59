// SPDX-License-Identifier: MIT
#pragma once

#include "mdconv/document.h"
#include "mdconv/result.h"
#include "mdconv/source.h"

namespace mdconv::markdown {

/// Source text to tree: front matter, Markdown, the raw HTML that has a place in the tree, note
/// definitions. Notes are in order of definition, nothing is resolved yet: see document/resolve.h.
/// Errors: Code::InputNotUtf8, InputEmpty, BadFrontMatter.
/// From here on nothing knows about Markdown.
Result<doc::Document> parse(const SourceMap& sources, FileId file, DiagnosticSink& diagnostics);

}  // namespace mdconv::markdown
