// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "markdown/rewriting.h"
#include "mdconv/document.h"

namespace mdconv::markdown {

/// References to figures, tables, code and sections as pandoc-crossref and Quarto have them, `@fig:x`, `[@tbl:x]`,
/// `[@lst:x; @lst:y]` and `[-@fig:x]`, become links of the class doc::kReferenceClass, which the resolve phase gives
/// their words.
void find_references(doc::Blocks& blocks, std::string_view language, const Rewriting& rewriting);

}  // namespace mdconv::markdown
