// SPDX-License-Identifier: MIT
#include "markdown/source_edits.h"

namespace mdconv::markdown {

SourceEdits::Changed SourceEdits::apply(const SourceText& source) {
  const auto by_begin = [](const Edit& a, const Edit& b) { return a.begin < b.begin; };
  if (!std::is_sorted(edits_.begin(), edits_.end(), by_begin)) std::stable_sort(edits_.begin(), edits_.end(), by_begin);
  Changed changed;
  changed.text.reserve(source.text.size() + source.text.size() / 8);
  const auto copy = [&](std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    source.copy_pieces(begin, end, changed.text.size(), changed.pieces);
    changed.text.append(source.text.substr(begin, end - begin));
  };
  std::size_t done = 0;
  for (const Edit& edit : edits_) {
    if (edit.begin < done) continue;
    copy(done, edit.begin);
    if (!edit.replacement.empty()) {
      const Piece& piece = source.piece_at(edit.begin);
      const Span replaced = source.span(edit.begin, edit.end);
      changed.pieces.push_back({changed.text.size(), replaced.begin, true, piece.file, replaced.end - replaced.begin});
      changed.text.append(edit.replacement);
    }
    done = edit.end;
  }
  copy(done, source.text.size());
  if (changed.pieces.empty()) changed.pieces.push_back({0, source.source_offset(0)});
  return changed;
}

}  // namespace mdconv::markdown
