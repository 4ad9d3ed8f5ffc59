// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "layout/layout.h"
#include "layout/line_layout.h"

// Most of a layout's time goes into choosing the lines of paragraphs, each of which is a matter of its text, its style
// and its width alone. In a long document other threads do that for paragraphs further down: each goes through the
// tree as the layout does, with a Context of its own and without setting anything, and keeps what it finds. The layout
// takes it when it comes to the paragraph, if text and width are the same indeed; else it does the work itself. So the
// pages are the same with any number of threads.

namespace mdconv::layout {

/// The type area that blocks are set into.
struct TypeArea {
  double width = 0;
  double height = 0;
};

class LinesAhead;

/// Whether a block, of the document's own or of a chapter's, is a unit of work; else it holds them.
bool is_unit(const doc::Block& block);

/// One thread's part.
class Scout {
 public:
  Scout(LinesAhead& work, Context& context, unsigned threads) : work_(work), context_(context), threads_(threads) {}
  ~Scout() { leave(); }
  Scout(const Scout&) = delete;
  Scout& operator=(const Scout&) = delete;

  /// Whether it is this thread that looks at the unit.
  bool takes(std::size_t unit);
  void choose(const doc::Block& block, const InlineContent& content, const ParagraphShape& shape);

 private:
  void leave();

  LinesAhead& work_;
  Context& context_;
  unsigned threads_;
  std::size_t group_ = kNoGroup;
  bool mine_ = false;
  static constexpr std::size_t kNoGroup = ~std::size_t{0};
};

class LinesAhead {
 public:
  /// Null where the document is too short for it, or there are no threads.
  static std::unique_ptr<LinesAhead> begin(Context& context, TypeArea area);
  ~LinesAhead();
  LinesAhead(const LinesAhead&) = delete;
  LinesAhead& operator=(const LinesAhead&) = delete;

  /// Says that the layout has come to a unit; waits if another thread is at it.
  void reach(std::size_t unit);
  /// The lines of a block's text, if they have been chosen.
  std::optional<ChosenLines> take(const doc::Block& block, const InlineContent& content, const ParagraphShape& shape);

 private:
  friend class Scout;
  struct Entry {
    const doc::Block* block = nullptr;
    std::string text;
    std::vector<std::uint32_t> run_ends;
    std::vector<std::optional<PlacedResource>> images;
    ParagraphShape shape;
    ChosenLines lines;
    /// What the faces of clusters are numbers of.
    std::vector<std::shared_ptr<const fonts::FontFace>> faces;
  };
  enum class State : std::uint8_t { Free, InWork, Done, OfLayout };
  /// Units that one thread looks at.
  struct Group {
    std::atomic<State> state = State::Free;
    std::vector<Entry> entries;
    /// Behind the entry that the layout took last: it asks in the order in which they were made.
    std::size_t next = 0;
  };

  LinesAhead(Context& context, std::size_t units);
  void work(TypeArea area, unsigned threads);
  static bool fits(const Entry& entry, const InlineContent& content, const ParagraphShape& shape);

  Context& context_;
  std::vector<Group> groups_;
  /// Where the layout is.
  std::atomic<std::size_t> reached_ = 0;
  std::atomic<bool> over_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace mdconv::layout
