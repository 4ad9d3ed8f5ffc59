// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "mdconv/document.h"
#include "mdconv/source.h"

namespace mdconv::json {

/// The number that a change which old readers cannot read must raise.
inline constexpr int kSchema = 1;

/// The whole document in the schema of docs/json.md: one node a line, ending with a line end.
std::string tree_as_json(const doc::Document& document, const SourceMap& sources);

}  // namespace mdconv::json
