// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "mdconv/document.h"
#include "mdconv/source.h"

namespace mdconv::doc {

/// The tree as indented text with line:column places: the view that golden tests compare.
std::string dump(const Document& document, const SourceMap& sources);

}  // namespace mdconv::doc
