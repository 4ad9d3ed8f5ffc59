// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "markdown/tree_builder.h"
#include "mdconv/document.h"

namespace mdconv::markdown {

/// The attribute by which the adapter marks a list's item as what is said of a term; no author can write it.
inline constexpr std::string_view kDefinition =
    "\x01"
    "definition";

/// What is told from the tree: definition lists, alerts, figures, captions of tables, attributes and flags of code,
/// abbreviations. Each is a switch of the dialect.
void apply_tree_passes(doc::Blocks& blocks, BuildState& state);

}  // namespace mdconv::markdown
