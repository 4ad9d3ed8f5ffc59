// SPDX-License-Identifier: MIT
#include "markdown/source_edits.h"

namespace mdconv::markdown {

namespace {

// Copies parts of a text, in order, with their places.
class Copier {
 public:
  Copier(const SourceText& source, SourceEdits::Changed& out) : source_(source), out_(out) {}

  void copy(std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    advance(begin);
    const Piece& first = source_.pieces[piece_];
    out_.pieces.push_back({out_.text.size(), SourceText::source_offset(first, begin), first.inserted, first.file});
    for (std::size_t next = piece_ + 1; next < source_.pieces.size() && source_.pieces[next].offset < end; ++next) {
      const Piece& piece = source_.pieces[next];
      out_.pieces.push_back({out_.text.size() + piece.offset - begin, piece.source, piece.inserted, piece.file});
      piece_ = next;
    }
    out_.text.append(source_.text.substr(begin, end - begin));
  }

  void add(std::size_t at, const std::string& text) {
    if (text.empty()) return;
    advance(at);
    const Piece& piece = source_.pieces[piece_];
    out_.pieces.push_back({out_.text.size(), SourceText::source_offset(piece, at), true, piece.file});
    out_.text.append(text);
  }

 private:
  void advance(std::size_t offset) {
    while (piece_ + 1 < source_.pieces.size() && source_.pieces[piece_ + 1].offset <= offset) ++piece_;
  }

  const SourceText& source_;
  SourceEdits::Changed& out_;
  std::size_t piece_ = 0;
};

}  // namespace

SourceEdits::Changed SourceEdits::apply(const SourceText& source) {
  const auto by_begin = [](const Edit& a, const Edit& b) { return a.begin < b.begin; };
  if (!std::is_sorted(edits_.begin(), edits_.end(), by_begin)) std::stable_sort(edits_.begin(), edits_.end(), by_begin);
  Changed changed;
  changed.text.reserve(source.text.size() + source.text.size() / 8);
  Copier copier(source, changed);
  std::size_t done = 0;
  for (const Edit& edit : edits_) {
    if (edit.begin < done) continue;
    copier.copy(done, edit.begin);
    copier.add(edit.begin, edit.replacement);
    done = edit.end;
  }
  copier.copy(done, source.text.size());
  if (changed.pieces.empty()) changed.pieces.push_back({0, source.source_offset(0)});
  return changed;
}

}  // namespace mdconv::markdown
