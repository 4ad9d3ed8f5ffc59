// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "mdconv/document.h"

namespace mdconv::doc {

/// What the source asks for the lines of a code block, in the ways of pandoc, Hugo, Jekyll, Hexo, MkDocs and others.
struct CodeLines {
  /// Whether they are numbered, and with what number they begin.
  bool numbered = false;
  std::uint32_t first = 1;
  /// Those that stand out: first and last of each stretch, from 1 on whatever the numbers are, in order.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> marked;

  bool is_marked(std::uint32_t line) const noexcept;
};

CodeLines code_lines_of(const Block& block, const CodeBlock& code);

}  // namespace mdconv::doc
