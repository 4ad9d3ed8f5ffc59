// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "layout/paged_document.h"
#include "mdconv/document.h"
#include "mdconv/host.h"
#include "mdconv/result.h"
#include "mdconv/source.h"

namespace mdconv::style {
class StyleSheet;
}

namespace mdconv::layout {

/// What stands before the text.
struct FrontMatter {
  /// The picture that the metadata name, on a page of its own.
  bool cover = false;
  /// Title and authors on a page of their own, instead of above the text.
  bool title_page = false;
  bool contents = false;
  /// How many levels of headings, or of chapters with their headings, the table of contents has.
  int contents_depth = 2;
};

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
  FrontMatter front = {};
  /// At most so many threads work at a long document; the pages are the same.
  unsigned threads = 1;
  /// Null: places within a text are those of its beginning.
  const SourceMap* sources = nullptr;
  /// Null: code has no colours.
  CodeHighlighter* highlighter = nullptr;
};

/// Sets a resolved document into pages. Errors: Code::FontMissing.
Result<PagedDocument> lay_out(const doc::Document& document, const LayoutContext& context);

/// Pages as text, a line per item: the view that golden tests compare.
std::string dump(const PagedDocument& pages);

}  // namespace mdconv::layout
