// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "document/note_key.h"
#include "document/passes/passes.h"
#include "document/walk.h"

// Notes are numbered in the order in which a reader of the text meets their marks. Where notes stand at the end, the
// marks inside notes come after all marks of the body, in the order of the notes; where they stand at the foot of the
// page, a note's own marks come before what follows its mark. A note that is reached only from a note that nothing
// reaches is unused too; circles are reported and else no trouble, because each note is read once.

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
    if (context_.note_placement == NotePlacement::Page) {
      number_depth_first();
    } else {
      for (const Mark& mark : find_marks(document_.blocks)) number(mark);
      for (std::size_t next = 0; next < order_.size(); ++next)
        for (const Mark& mark : read_note(order_[next])) number(mark);
    }
    report_circles();
    report_unused();
    sort();
  }

 private:
  struct Mark {
    std::uint32_t note = 0;
    mdconv::Span span;
    NoteRef* ref = nullptr;
  };

  /// Marks without a note become text.
  std::vector<Mark> find_marks(Blocks& blocks) {
    std::vector<Mark> marks;
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
      marks.push_back({found->second, node.span, mark});
    });
    return marks;
  }

  const std::vector<Mark>& read_note(std::uint32_t index) {
    return marks_in_[index] = find_marks(document_.notes[index].blocks);
  }

  /// Whether this is the first mark of its note.
  bool number(const Mark& mark) {
    Note& note = document_.notes[mark.note];
    const bool first = note.number == 0;
    if (first) {
      order_.push_back(mark.note);
      note.number = static_cast<std::uint32_t>(order_.size());
    }
    mark.ref->note = note.number - 1;
    mark.ref->ordinal = ++note.references;
    return first;
  }

  // Without recursion: a chain of notes may be as long as the document.
  void number_depth_first() {
    const std::vector<Mark> in_text = find_marks(document_.blocks);
    struct Step {
      const std::vector<Mark>* marks = nullptr;
      std::size_t next = 0;
    };
    std::vector<Step> path = {{&in_text}};
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next == step.marks->size()) {
        path.pop_back();
        continue;
      }
      const Mark& mark = (*step.marks)[step.next++];
      if (number(mark)) path.push_back({&read_note(mark.note)});
    }
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
