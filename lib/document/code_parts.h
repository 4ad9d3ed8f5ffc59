// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "mdconv/diagnostic.h"
#include "mdconv/document.h"
#include "mdconv/host.h"

namespace mdconv::doc {

/// The class of the span around such a part; empty for None.
std::string_view class_of(CodeKind kind) noexcept;

/// What code is made of, for formats that colour it. One for each output.
class CodeColors {
 public:
  /// Null: code has no colours. Both must outlive this.
  CodeColors(CodeHighlighter* highlighter, DiagnosticSink& diagnostics)
      : highlighter_(highlighter), diagnostics_(diagnostics) {}

  /// The parts of `text`, which is a code block's, in order and apart from each other. What keeps code from being
  /// coloured is told once.
  std::vector<CodePart> parts_of(const CodeBlock& code, std::string_view text, const mdconv::Span& span);

 private:
  CodeHighlighter* highlighter_;
  DiagnosticSink& diagnostics_;
};

}  // namespace mdconv::doc
