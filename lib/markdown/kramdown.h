// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "mdconv/document.h"

namespace mdconv::markdown {

/// What kramdown writes otherwise than CommonMark, on a parsed tree: two backslashes at the end of a line are a line
/// break. `source` is the text of the file that the tree's spans point into.
void apply_kramdown(doc::Blocks& blocks, std::string_view source);

}  // namespace mdconv::markdown
