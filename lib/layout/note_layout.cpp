// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "document/names.h"
#include "document/resolve.h"
#include "layout/block_layout.h"
#include "support/terms.h"

// Notes: as a section at the end of the document or of a chapter, or one by one in a column of their own, from which
// the paginator takes what it puts at the foot of each page. The number hangs in the indent, one em before the text.

namespace mdconv::layout {

// A chapter's notes, or all.
void BlockLayout::add_notes(std::uint32_t chapter, const style::StyledElement& parent) {
  if (scout_ != nullptr) return;
  const std::span<const doc::Note> notes =
      chapter == doc::kNone ? context_.document.notes : doc::notes_of(context_.document, chapter);
  if (notes.empty() || context_.fatal) return;
  Box body;
  body.width = area_.width;
  body.element = &parent;
  if (chapter == doc::kNone) pending_ids_.push_back(doc::endnotes_id());
  border_is_rule_ = true;
  inside(nullptr, {.name = "section", .classes = {"endnotes"}}, body, [&](Box section) {
    section.structure = context_.add_structure(StructType::Sect, body.structure);
    const std::string heading(notes_heading(context_.document.metadata.language));
    if (chapter == doc::kNone)
      pending_bookmarks_.push_back({static_cast<std::uint8_t>(shallowest_heading_), heading, {}});
    add_notes_heading("h2", shallowest_heading_ + (chapter == doc::kNone ? 0 : 1), heading, section);
    std::optional<double> room;
    // Of a book each chapter's notes stand under its title.
    for (std::size_t begin = 0; begin < notes.size();) {
      const std::uint32_t of = notes[begin].chapter;
      if (chapter == doc::kNone && of < context_.document.chapters.size())
        add_notes_heading("h3", shallowest_heading_ + 1, context_.document.chapters[of].title, section);
      inside(nullptr, {.name = "ol"}, section, [&](const Box& list) {
        if (!room) room = number_room(notes, list);
        const std::size_t first_note = begin;
        std::size_t last = 0;
        for (; begin < notes.size() && notes[begin].chapter == of; ++begin) {
          if (context_.fatal) return;
          last = flow_.size();
          add_note(notes[begin], list, *room);
        }
        if (begin > first_note + 1) keep_last_item(last, list);
      });
      if (context_.fatal) return;
    }
  });
}

void BlockLayout::add_notes_heading(std::string_view element, int level, const std::string& text, const Box& section) {
  inside(nullptr, {.name = element}, section, [&](const Box& inner) {
    const StructId structure = context_.add_structure(heading_type(std::min(level, 6)), section.structure);
    InlineBuilder builder(context_, *inner.element, structure);
    builder.add_text(text, {});
    set_strings(inner.element->style(), [&] { return text; });
    set_lines(builder.finish(), inner, inner.element->style());
  });
  keep_with_next_ = true;
  lines_kept_ = 2;
}

// The widest number and the em behind it.
double BlockLayout::number_room(std::span<const doc::Note> notes, const Box& list) {
  const auto widest = std::max_element(notes.begin(), notes.end(), [](const doc::Note& a, const doc::Note& b) {
    return a.shown_number < b.shown_number;
  });
  const style::StyledElement& item = styled(list, {.name = "li"});
  InlineBuilder number(context_, item, kArtifact);
  number.add_text(context_.note_number(static_cast<std::uint32_t>(&*widest - context_.document.notes.data())), {});
  return content_width(context_, number.finish()) + item.style().font_size;
}

bool BlockLayout::has_back_links(const doc::Note& note) const { return note.references > 1 || context_.mark_pages; }

// After the last words of the note: the pages of its marks, where they are told, and letters that lead to each of
// several marks.
void BlockLayout::add_back_links(const doc::Note& note, InlineBuilder& to, StructId structure) {
  const std::string number = std::to_string(note.shown_number);
  const auto index = static_cast<std::uint32_t>(&note - context_.document.notes.data());
  const auto add_link = [&](const std::string& text, std::uint32_t k) {
    to.add_link(text, "#" + doc::noteref_id(note.number, k), number + (note.references > 1 ? doc::back_letters(k) : ""),
                context_.add_structure(StructType::Link, structure));
  };
  if (!context_.mark_pages) {
    for (std::uint32_t k = 1; k <= note.references; ++k) {
      to.add_text(" ", {});
      add_link(doc::back_letters(k), k);
    }
    return;
  }
  const NotePageTerms terms = note_page_terms(context_.document.metadata.language);
  std::string last;
  to.add_text(terms.open, {});
  for (std::uint32_t k = 1; k <= note.references; ++k) {
    const std::string page = context_.mark_page(index, k);
    const std::string shown = std::string(terms.before) + page + std::string(terms.after);
    if (k > 1 && page != last) to.add_text(terms.between, {});
    if (note.references == 1) {
      add_link(shown, k);
    } else {
      if (k == 1 || page != last) to.add_text(shown, {});
      to.add_text(" ", {});
      add_link(doc::back_letters(k), k);
    }
    last = page;
  }
  to.add_text(terms.close, {});
}

void BlockLayout::add_note(const doc::Note& note, const Box& list, double number_room) {
  inside(nullptr, {.name = "li"}, list, [&](Box inner) {
    const double size = inner.element->style().font_size;
    const auto indent_by = [&](double width) {
      inner.x += width;
      inner.width -= width;
    };
    // The indent holds the widest number, and the measure is a whole number of the notes' characters: the nearest.
    if (inner.x < number_room && inner.width > 2 * number_room) indent_by(number_room - inner.x);
    constexpr double kRounding = 1e-3;
    double whole = std::round(inner.width / size) * size;
    if (inner.x + inner.width - whole < number_room - kRounding)
      whole = std::floor(inner.width / size + kRounding) * size;
    if (whole > 0) indent_by(inner.width - whole);

    const StructId structure = context_.add_structure(StructType::Note, list.structure);
    context_.result.structure[structure].id = doc::note_id(note.number);
    const std::size_t first = flow_.size();
    pending_ids_.push_back(doc::note_id(note.number));

    // The number leads back to the first mark; where there are several, letters at the note's end lead to each.
    const StructId label = context_.add_structure(StructType::Lbl, structure);
    InlineBuilder marker(context_, *inner.element, label);
    marker.add_note_number(static_cast<std::uint32_t>(&note - context_.document.notes.data()),
                           context_.add_structure(StructType::Link, label));
    inner.structure = structure;
    note_ = has_back_links(note) ? &note : nullptr;
    run_in_ = note.blocks.empty() ? nullptr : &note.blocks.front();
    add_blocks(note.blocks, inner);
    run_in_ = nullptr;
    if (note_ != nullptr) {  // it does not end in a paragraph
      InlineBuilder builder(context_, *inner.element, structure);
      add_back_links(note, builder, structure);
      set_lines(builder.finish(), inner, inner.element->style());
      note_ = nullptr;
    }
    place_marker(first, marker.finish(), inner, size);
  });
}

// ---- at the foot of pages ----

// Sets the notes that a box of the text calls. A note in a note follows it; without recursion, since a chain of notes
// may be as long as the document.
void BlockLayout::set_foot_notes(FlowBox& box) {
  const auto later = [](const NoteCall& a, const NoteCall& b) { return a.note > b.note; };
  std::vector<NoteCall> waiting = std::move(box.calls);
  std::stable_sort(waiting.begin(), waiting.end(), later);
  box.calls.clear();
  const std::size_t first = notes_.size();
  while (!waiting.empty() && !context_.fatal) {
    const NoteCall call = waiting.back();
    waiting.pop_back();
    if (context_.noted[call.note]) continue;
    context_.noted[call.note] = true;
    // It is read after the paragraph that has the mark; within what may hold no note beside its text, at the end of it.
    const StructNode& node = context_.result.structure[call.block];
    const bool beside = node.type == StructType::P || node.type == StructType::TitleParagraph ||
                        (node.type >= StructType::H1 && node.type <= StructType::H6);
    Flow flow = set_foot_note(context_.document.notes[call.note], beside ? node.parent : call.block);
    if (flow.empty()) continue;
    flow.front().begins_note = call.note;
    std::vector<NoteCall> within;
    for (FlowBox& line : flow) {
      for (const NoteCall& inner : line.calls) within.push_back({inner.note, call.block});
      line.calls.clear();
    }
    waiting.insert(waiting.end(), within.rbegin(), within.rend());
    std::move(flow.begin(), flow.end(), std::back_inserter(notes_));
  }
  box.note_boxes = static_cast<std::uint32_t>(notes_.size() - first);
}

Flow BlockLayout::set_foot_note(const doc::Note& note, StructId parent) {
  BlockLayout inner(context_, area_);
  inner.within_ = true;
  inner.shallowest_heading_ = shallowest_heading_;
  inner.last_heading_ = last_heading_;
  // It is read between two headings of the text, and must leave the way from one to the other as it is.
  inner.least_heading_ = std::max(last_heading_, 1);
  inner.next_outline_ = context_.document.outline.size();
  Box area;
  area.width = area_.width;
  area.structure = parent;
  area.element = &context_.cascade.child(context_.cascade.body(), {.name = "section", .classes = {"footnotes"}});
  inner.inside(nullptr, {.name = "ol"}, area, [&](const Box& list) {
    if (!foot_number_room_) foot_number_room_ = number_room(context_.document.notes, list);
    inner.add_note(note, list, *foot_number_room_);
  });
  // Below each other on any page: what pages cut is not made whole again.
  for (FlowBox& box : inner.flow_) {
    box.head.reset();
    box.room_above = box.room_below = box.gap_above = 0;
  }
  return std::move(inner.flow_);
}

}  // namespace mdconv::layout
