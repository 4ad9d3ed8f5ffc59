// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "markdown/markdown.h"
#include "markdown/source_edits.h"
#include "markdown/source_text.h"

namespace mdconv::markdown {

/// mdBook's directives carried out, in code too, as mdBook does: `{{#include file:1:5}}`, `{{#include file:anchor}}`,
/// `{{#rustdoc_include …}}` (whose other lines are hidden), `{{#playground file.rs}}`, `{{#title …}}`; a backslash
/// before one is taken away. Files are found below the root and added to `sources`; what cannot be included stays as
/// text, with Code::IncludeFailed. `title` gets the page's title. Nothing when there is nothing to do. Errors:
/// Code::LimitExceeded.
Result<std::optional<SourceEdits::Changed>> expand_includes(const SourceText& source, SourceMap& sources,
                                                            const ParseOptions& options, DiagnosticSink& diagnostics,
                                                            std::string& title);

}  // namespace mdconv::markdown
