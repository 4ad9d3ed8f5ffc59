// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "layout/paged_document.h"
#include "style/computed_style.h"

// A document as one endless column: boxes one below the other, before pages are cut from it. Notes that stand at the
// foot of pages are a second column beside it. x is measured from the type area's left edge, y from the box's top.

namespace mdconv::style {
class StyledElement;
}

namespace mdconv::layout {

/// Background and borders behind consecutive boxes.
struct Decoration {
  double x = 0;
  double width = 0;
  std::optional<Color> background;
  std::array<style::Border, 4> border = {};
  /// Whether each part has all borders where a page's end cuts it, and what it then takes above and below.
  bool whole_at_breaks = false;
  double edge_above = 0;
  double edge_below = 0;
};

/// The first mark of a note that stands at its page's foot.
struct NoteCall {
  /// Index into doc::Document::notes.
  std::uint32_t note = 0;
  /// The node whose text has the mark.
  StructId block = 0;
};

/// A note's number, as a mark or before the note, where it is known only when the pages are.
struct NoteNumber {
  /// Index into FlowBox::items.
  std::size_t item = 0;
  /// Index into FlowBox::links.
  std::optional<std::size_t> link;
  /// Index into doc::Document::notes.
  std::uint32_t note = 0;
};

/// An entry of the table of contents. The number of its page comes behind its last line when it is known.
struct ContentsEntry {
  /// The id that it leads to.
  std::string target;
  std::string title;
  const style::StyledElement* element = nullptr;
  /// The Link node.
  StructId structure = kArtifact;
  /// Of the last line: where its text ends, the right edge, the baseline below the box's top.
  double text_end = 0;
  double right = 0;
  double baseline = 0;
};

/// What a box says of the page that it stands on.
struct PageMarks {
  /// Where the page begins with it.
  style::PageSide side = style::PageSide::Any;
  /// Whether a run of pages of one name begins anew, where the page begins with it.
  bool begins_run = false;
  std::optional<int> number;
  /// Names and values.
  std::vector<std::pair<std::string, std::string>> strings;
  std::shared_ptr<const ContentsEntry> entry;
};

/// How a block keeps the lines below it in register: it begins with this box.
struct RegisterStep {
  style::BlockStep step;
  /// What the block takes from this box's top on, with the space below it.
  double rest = 0;
  /// How many boxes it has.
  std::size_t boxes = 0;
};

/// A rule above a box; y is negative.
struct RuleAbove {
  Rect rect;
  Color color;
};

struct RepeatedHead;

struct FlowBox {
  double height = 0;
  /// Of the text, from the top; markers stand on it.
  double baseline = 0;
  /// How far something stands out above the box, into what is blank in a column of text.
  double reach_above = 0;
  /// Dropped at a page's top.
  double space_before = 0;
  /// Whether a page may begin with this box.
  bool may_break_before = true;
  /// Where it may not: whether it may all the same, rather than that the page stays short.
  bool may_break_in_need = false;
  /// Or only rather than that the page is cut where it overflows.
  bool may_break_at_worst = false;
  bool must_break_before = false;
  /// The name of its pages: an index into Context::page_names.
  std::uint16_t page = 0;
  std::shared_ptr<const PageMarks> marks;
  std::shared_ptr<const RegisterStep> step;
  /// On a page that is turned by a right angle.
  bool turned = false;
  /// What stands on a page that begins with this box before it does: edges, a table's head again and a gap below it;
  /// and what the page before needs below its last box.
  double room_above = 0;
  double gap_above = 0;
  double room_below = 0;
  std::shared_ptr<const RepeatedHead> head;
  /// What cells say that go on from rows before it: again, but not part of the text.
  std::vector<Item> again;
  /// In the space before the box: dropped at a page's top with it.
  std::optional<RuleAbove> rule;
  /// For a picture alone on its line: how much smaller it may become, rather than that the page stays short, and what
  /// share of the width that it gives up is to its left.
  double may_shrink = 0;
  double shrink_left = 0;
  std::vector<Item> items;
  std::vector<LinkArea> links;
  /// Ids that links lead to.
  std::vector<std::string> ids;
  std::vector<Bookmark> bookmarks;  // destinations are filled in later
  /// From the outermost to the innermost.
  std::vector<std::shared_ptr<const Decoration>> decorations;
  /// Until its notes are set.
  std::vector<NoteCall> calls;
  std::vector<NoteNumber> numbers;
  /// How many boxes of Column::notes it calls: those that follow the ones that earlier boxes call.
  std::uint32_t note_boxes = 0;
  /// In Column::notes: the note that begins with this box.
  std::optional<std::uint32_t> begins_note;
};

using Flow = std::vector<FlowBox>;

/// A table's head for the pages on which the table goes on: the same again, but not part of the text.
struct RepeatedHead {
  Flow boxes;
  double height = 0;
};

struct Column {
  Flow body;
  /// The notes at the foot of pages, in the order of their marks.
  Flow notes;
};

}  // namespace mdconv::layout
