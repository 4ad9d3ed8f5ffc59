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
  /// What "inherit" means; null at the root.
  const ComputedStyle* parent = nullptr;
};

/// What an element starts from: the inherited properties of its parent, initial values for the others.
ComputedStyle starting_style(const ComputedStyle* parent);
/// Settles what depends on several properties, when all are applied.
void finish_style(ComputedStyle& style);

/// Applies one declaration. `style` already holds the element's font size when any other property is applied,
/// so font-size has to come first. False: the property or the value is not known, the style is unchanged.
bool apply(const Declaration& declaration, const UnitContext& units, ComputedStyle& style);

/// Whether apply() has a meaning for the property.
bool is_known_property(std::string_view property);
/// Whether pages have no use for it, and nobody would expect one.
bool is_without_effect(std::string_view property);
/// The property that was probably meant, of pages or of CSS; empty when none is near.
std::string closest_known_property(std::string_view name);

/// The properties that `font` stands for. False: its value cannot be read.
bool expand_font(const Declaration& font, std::vector<Declaration>& longhands);

/// Applies one declaration of @page: size and margins.
bool is_page_property(std::string_view property);
bool apply_page(const Declaration& declaration, double root_font_size, PageStyle& page);

/// Reports what of a sheet is misspelt, as warnings, and what of CSS pages do not have, as notes.
void report_unknown(const StyleSheet::Rules& rules, DiagnosticSink& diagnostics);

}  // namespace mdconv::style
