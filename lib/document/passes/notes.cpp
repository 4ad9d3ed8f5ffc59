// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "document/note_key.h"
#include "document/passes/passes.h"
#include "document/walk.h"

// Notes are numbered in the order in which a reader of the text meets their marks. Notes stand at the end, so the marks
// inside notes come after all marks of the body, in the order of the notes. A note that is reached only from a
// note that nothing reaches is unused too; circles are reported and else no trouble, because
// each note is read once.

namespace mdconv::doc {

namespace {

class Numberer {
 public:
  Numberer(Document& document, const ResolveContext& context) : document_(document), context_(context) {}

  void run() {
    for (std::uint32_t i = 0; i < document_.notes.size(); ++i) {
      Note& note = document_.notes[i];
      note.number = 0;
      note.references = 0;
      if (!by_key_.emplace(note_key(note.label), i).second) {
        context_.diagnostics.report(
            {mdconv::Code::NoteDuplicate, note.span,
             fmt::format("the note \"{}\" is defined twice, the first definition counts", note.label)});
        duplicates_.insert(i);
      }
    }
    marks_in_.resize(document_.notes.size());
    take_marks(document_.blocks, nullptr);
    for (std::size_t next = 0; next < order_.size(); ++next)
      take_marks(document_.notes[order_[next]].blocks, &marks_in_[order_[next]]);
    report_circles();
    report_unused();
    sort();
  }

 private:
  struct Mark {
    std::uint32_t note = 0;
    mdconv::Span span;
  };

  /// `marks`, unless null, gets the marks in these blocks.
  void take_marks(Blocks& blocks, std::vector<Mark>* marks) {
    for_each_inline(blocks, [&](Inline& node) {
      auto* mark = std::get_if<NoteRef>(&node.node);
      if (mark == nullptr) return;
      const auto found = by_key_.find(note_key(mark->label));
      if (found == by_key_.end()) {
        context_.diagnostics.report(
            {mdconv::Code::NoteUndefined, node.span, fmt::format("no note is defined for \"[^{}]\"", mark->label)});
        node.node = Text{fmt::format("[^{}]", mark->label)};
        return;
      }
      Note& note = document_.notes[found->second];
      if (note.number == 0) {
        order_.push_back(found->second);
        note.number = static_cast<std::uint32_t>(order_.size());
      }
      mark->note = note.number - 1;
      mark->ordinal = ++note.references;
      if (marks != nullptr) marks->push_back({found->second, node.span});
    });
  }

  // Depth first, without recursion: a chain of notes may be as long as the document.
  void report_circles() {
    enum class Visit : std::uint8_t { New, Open, Done };
    std::vector<Visit> visits(document_.notes.size(), Visit::New);
    struct Step {
      std::uint32_t note = 0;
      std::size_t next_mark = 0;
    };
    for (const std::uint32_t first : order_) {
      if (visits[first] != Visit::New) continue;
      std::vector<Step> path = {{first}};
      visits[first] = Visit::Open;
      while (!path.empty()) {
        Step& step = path.back();
        if (step.next_mark == marks_in_[step.note].size()) {
          visits[step.note] = Visit::Done;
          path.pop_back();
          continue;
        }
        const Mark& mark = marks_in_[step.note][step.next_mark++];
        if (visits[mark.note] == Visit::Open) {
          context_.diagnostics.report(
              {mdconv::Code::NoteCycle, mark.span,
               fmt::format("the note \"{}\" leads back to itself", document_.notes[mark.note].label)});
        } else if (visits[mark.note] == Visit::New) {
          visits[mark.note] = Visit::Open;
          path.push_back({mark.note});
        }
      }
    }
  }

  void report_unused() {
    for (std::uint32_t i = 0; i < document_.notes.size(); ++i) {
      const Note& note = document_.notes[i];
      if (note.number != 0 || duplicates_.contains(i)) continue;
      context_.diagnostics.report(
          {mdconv::Code::NoteUnused, note.span, fmt::format("no mark refers to the note \"{}\"", note.label)});
    }
  }

  void sort() {
    std::vector<Note> sorted;
    sorted.reserve(order_.size());
    for (const std::uint32_t index : order_) sorted.push_back(std::move(document_.notes[index]));
    for (Note& note : sorted) note.shown_number = note.number;
    document_.notes = std::move(sorted);
  }

  Document& document_;
  const ResolveContext& context_;
  std::map<std::string, std::uint32_t> by_key_;
  std::set<std::uint32_t> duplicates_;
  std::vector<std::uint32_t> order_;
  std::vector<std::vector<Mark>> marks_in_;
};

}  // namespace

void number_notes(Document& document, const ResolveContext& context) { Numberer(document, context).run(); }

}  // namespace mdconv::doc
