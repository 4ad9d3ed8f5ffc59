// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "mdconv/document.h"
#include "mdconv/result.h"

namespace mdconv::markdown {

struct FrontMatter {
  doc::Metadata metadata;
  /// Where the Markdown begins.
  std::size_t body = 0;
};

/// Reads the YAML between `---` lines at the start of a text, if there is some. A byte order mark is passed over.
/// Values that cannot be used are reported and left out; keys that mean nothing here are ignored.
/// Errors: Code::BadFrontMatter.
Result<FrontMatter> read_front_matter(std::string_view text, FileId file, DiagnosticSink& diagnostics);

}  // namespace mdconv::markdown
