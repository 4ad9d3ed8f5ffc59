// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "mdconv/source.h"

namespace mdconv {

/// Where the character at `offset` of a text stands in the text's source, which may hold markup and references too: of
/// characters like it, as many come before it in the one as in the other. The source's beginning when it is not there.
Span place_of_character(const SourceMap& sources, const Span& source, std::string_view text, std::size_t offset);

}  // namespace mdconv
