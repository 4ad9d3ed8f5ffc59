// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "markdown/source_text.h"

namespace mdconv::markdown {

/// Changes to a text that keep the places of its bytes.
class SourceEdits {
 public:
  /// Puts `replacement` in place of the bytes from `begin` to `end`. Of two changes that overlap, the earlier one wins.
  void replace(std::size_t begin, std::size_t end, std::string replacement) {
    edits_.push_back({begin, end, std::move(replacement)});
  }
  void insert(std::size_t at, std::string text) { replace(at, at, std::move(text)); }
  void erase(std::size_t begin, std::size_t end) { replace(begin, end, {}); }

  bool empty() const noexcept { return edits_.empty(); }

  /// The changed text and where its bytes come from.
  struct Changed {
    std::string text;
    std::vector<Piece> pieces;
  };
  Changed apply(const SourceText& source);

 private:
  struct Edit {
    std::size_t begin;
    std::size_t end;
    std::string replacement;
  };
  std::vector<Edit> edits_;
};

}  // namespace mdconv::markdown
