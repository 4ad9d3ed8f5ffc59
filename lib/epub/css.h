// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "mdconv/diagnostic.h"

namespace mdconv::epub {

/// A style sheet as it may lie in an EPUB: without `@page` (pages are the reading system's affair, and validators
/// stumble over margin boxes), without `direction` and `unicode-bidi` (EPUB leaves them to the text) and without what
/// would lead out of the publication: `@import`, `@font-face`, `url()` of anything but data. What is open at the end is
/// closed; sizes that only we have a name for are in points. What was left out, except `@page`, is a diagnostic with
/// its place in `file`. `embedded` gives the family to ask for before one that a `font-family` asks for; empty: none.
/// `place` gives the name to write for the one of `url(#name)`; empty, or no function: that leads nowhere.
std::string css_for_epub(std::string_view css, FileId file, DiagnosticSink& diagnostics,
                         const std::function<std::string(std::string_view family)>& embedded = {},
                         const std::function<std::string(std::string_view id)>& place = {});

}  // namespace mdconv::epub
