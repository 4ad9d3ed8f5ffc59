// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "mdconv/document.h"
#include "mdconv/host.h"
#include "mdconv/result.h"

namespace mdconv::markdown {

struct FrontMatter {
  doc::Metadata metadata;
  /// Where the Markdown begins.
  std::size_t body = 0;
};

/// Reads what stands before the Markdown, if there is some: YAML between `---` lines, TOML between `+++` lines, JSON
/// between `;;;` lines or from a `{` at the very start to its `}`. A byte order mark is passed over. What it says goes
/// over `defaults`. Values that cannot be used are reported and left out; keys that mean nothing here are ignored.
/// Errors: Code::BadFrontMatter.
Result<FrontMatter> read_front_matter(std::string_view text, FileId file, doc::Metadata defaults,
                                      DiagnosticSink& diagnostics);

/// Reads a file of metadata: YAML, TOML or JSON by its name's extension, otherwise by how it begins, with or without
/// the lines that go around front matter. What it says goes over `metadata`.
/// Errors: Code::BadFrontMatter, InputNotUtf8.
Result<void> read_metadata_file(const SourceMap& sources, FileId file, doc::Metadata& metadata,
                                DiagnosticSink& diagnostics);

}  // namespace mdconv::markdown
