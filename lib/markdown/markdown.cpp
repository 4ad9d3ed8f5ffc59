// SPDX-License-Identifier: MIT
#include "markdown/markdown.h"
namespace mdconv::markdown {
Result<doc::Document> parse(const SourceMap&, FileId, DiagnosticSink&) { return doc::Document{}; }
}  // namespace mdconv::markdown
