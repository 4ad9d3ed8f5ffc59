// SPDX-License-Identifier: MIT
#pragma once

#include "mdconv/diagnostic.h"
#include "style/rules.h"

namespace mdconv::style {

/// Appends a CSS source's rules. What cannot be read is skipped as CSS Syntax demands and reported with its
/// place; rules for pseudo-elements of screens, other at-rules and media other than `all` and `print` are left out.
void parse_css(const SourceMap& sources, FileId file, StyleSheet::Rules& rules, DiagnosticSink& diagnostics);

}  // namespace mdconv::style
