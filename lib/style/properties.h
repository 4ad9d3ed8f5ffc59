// SPDX-License-Identifier: MIT
#pragma once

#include "mdconv/diagnostic.h"
#include "style/computed_style.h"
#include "style/rules.h"

namespace mdconv::style {

/// What relative units refer to.
struct UnitContext {
  double parent_font_size = 10.5;
  double root_font_size = 10.5;
};

/// Applies one declaration. `style` already holds the element's font size when any other property is applied,
/// so font-size has to come first. False: the property or the value is not known, the style is unchanged.
bool apply(const Declaration& declaration, const UnitContext& units, ComputedStyle& style);

/// Whether apply() has a meaning for the property, or knowingly none in pages.
bool is_known_property(std::string_view property);

/// Applies one declaration of @page: size and margins.
bool apply_page(const Declaration& declaration, double root_font_size, PageStyle& page);

/// Reports each unknown property and value once.
void report_unknown(const StyleSheet::Rules& rules, DiagnosticSink& diagnostics);

}  // namespace mdconv::style
