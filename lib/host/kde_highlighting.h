// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "mdconv/host.h"

namespace mdconv::host {

using KdeSink = void (*)(void* receiver, std::size_t begin, std::size_t end, CodeKind kind);

/// mdconv_highlight: calls `sink` with the parts of `text` in order; false where the language is not known. `language`
/// is in lower case and ends in a zero byte. For one thread at a time. Throws nothing.
using KdeHighlight = bool (*)(const char* language, const char* text, std::size_t size, KdeSink sink, void* receiver);

}  // namespace mdconv::host
