// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "layout/paged_document.h"
#include "mdconv/document.h"
#include "mdconv/host.h"
#include "mdconv/result.h"

namespace mdconv::style {
class StyleSheet;
}

namespace mdconv::layout {

struct LayoutContext {
  const style::StyleSheet& style;
  FontProvider& fonts;
  DiagnosticSink& diagnostics;
  /// Why the target cannot show an image: its text then stands in its place. Empty: every image is shown.
  std::function<Result<void>(const doc::Resource&)> check_image = {};
  /// Null: Western words stay whole.
  HyphenationProvider* hyphenation = nullptr;
  /// Whether endnotes say on which pages their marks stand.
  bool note_pages = false;
};

/// Sets a resolved document into pages. Errors: Code::FontMissing.
Result<PagedDocument> lay_out(const doc::Document& document, const LayoutContext& context);

/// Pages as text, a line per item: the view that golden tests compare.
std::string dump(const PagedDocument& pages);

}  // namespace mdconv::layout
