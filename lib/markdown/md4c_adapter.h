// SPDX-License-Identifier: MIT
#pragma once

#include "markdown/source_text.h"
#include "markdown/tree_builder.h"
#include "mdconv/result.h"

namespace mdconv::markdown {

/// CommonMark with GitHub's extensions to blocks, raw HTML and the marks of notes included.
/// Errors: Code::LimitExceeded (a table beyond all measure), Code::Internal.
Result<doc::Blocks> parse_blocks(const SourceText& source, BuildState& state);

}  // namespace mdconv::markdown
