// SPDX-License-Identifier: MIT
#include "layout/contents_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "document/names.h"
#include "document/resolve.h"
#include "document/walk.h"
#include "layout/block_layout.h"
#include "layout/furniture.h"
#include "support/terms.h"

// The table of contents. It is set with the text, as all that stands before the text is, and has room for the numbers
// of pages at its right edge; when the pages are known the numbers are put there, and nothing moves.

namespace mdconv::layout {

namespace {

constexpr double kLeaderStep = 0.5;  // ems between dots
constexpr double kLeaderGap = 0.5;   // at least, between text, dots and number
constexpr int kMostDepth = 6;

// Where the ink of a line's text ends.
double end_of(const FlowBox& line, fonts::FontLibrary& fonts) {
  double end = 0;
  for (const Item& item : line.items) {
    const auto* run = std::get_if<GlyphRun>(&item.content);
    if (run == nullptr || run->glyphs.empty()) continue;
    const fonts::FontFace& face = fonts.face(run->face);
    const PlacedGlyph& last = run->glyphs.back();
    const double advance = face.advance(last.glyph) * run->size / face.metrics().units_per_em;
    end = std::max(end, run->origin.x + static_cast<double>(last.x) + advance);
  }
  return end;
}

}  // namespace

struct BlockLayout::ContentsLine {
  const doc::OutlineEntry* entry = nullptr;
  std::string_view css_class;
};

// Parts come whatever the depth; what is not written yet is left out.
std::vector<BlockLayout::ContentsLine> BlockLayout::contents_lines() const {
  const doc::Document& document = context_.document;
  std::map<std::string_view, doc::ChapterKind> chapters;
  for (const doc::Chapter& chapter : document.chapters)
    if (chapter.block < document.blocks.size())
      chapters.emplace(document.blocks[chapter.block].attributes.id, chapter.kind);
  const int depth = std::clamp(context_.front.contents_depth, 1, kMostDepth);
  int shallowest = document.chapters.empty() ? shallowest_heading_ : 1;
  std::vector<ContentsLine> lines;
  for (const doc::OutlineEntry& entry : document.outline) {
    if (entry.id.empty() || doc::is_blank(entry.title)) continue;
    const auto chapter = chapters.find(entry.id);
    const bool part = chapter != chapters.end() && chapter->second == doc::ChapterKind::Part;
    if (part) shallowest = 2;
    if (!part && chapter != chapters.end() && entry.level == 1) shallowest = 1;
    if (!part && entry.level - shallowest >= depth) continue;
    lines.push_back({&entry, part ? "toc-part" : chapter != chapters.end() ? "toc-chapter" : "toc-section"});
  }
  if (notes_entry_ && !lines.empty())
    lines.push_back({&*notes_entry_, document.chapters.empty() ? "toc-section" : "toc-chapter"});
  return lines;
}

void BlockLayout::add_contents() {
  const doc::Document& document = context_.document;
  if (!document.notes.empty() && document.note_placement == doc::NotePlacement::Document)
    notes_entry_ = doc::OutlineEntry{static_cast<std::uint8_t>(document.chapters.empty() ? shallowest_heading_ : 1),
                                     std::string(notes_heading(document.metadata.language)), doc::endnotes_id()};
  const std::vector<ContentsLine> lines = contents_lines();
  if (lines.empty()) return;
  const bool book = !context_.document.chapters.empty();
  Box body;
  body.width = area_.width;
  body.element = &context_.cascade.body();
  style::Element element{.name = "nav", .classes = {"toc"}};
  if (book) element.classes.emplace_back("front");
  inside(nullptr, element, body, [&](const Box& nav) {
    const std::string heading(contents_heading(context_.document.metadata.language));
    if (book) pending_bookmarks_.push_back({1, heading, {}});
    add_notes_heading(book ? "h1" : "h2", shallowest_heading_, heading, nav);
    add_contents_list("ol", lines, nav);
    if (lines.size() > 1) flow_.back().may_break_before = false;  // no entry alone on a page
  });
}

void BlockLayout::add_contents_list(std::string_view name, std::span<const ContentsLine> lines, const Box& box) {
  inside(nullptr, {.name = name}, box, [&](Box list) {
    list.structure = context_.add_structure(StructType::TOC, box.structure);
    for (std::size_t i = 0; i < lines.size() && !context_.fatal;) {
      std::size_t end = i + 1;
      while (end < lines.size() && lines[end].entry->level > lines[i].entry->level) ++end;
      style::Element element{.name = "li"};
      if (!lines[i].css_class.empty()) element.classes.emplace_back(lines[i].css_class);
      inside(nullptr, element, list, [&](const Box& item) {
        add_contents_line(lines[i], item);
        if (end == i + 1) return;
        keep_with_next_ = true;
        add_contents_list(name, lines.subspan(i + 1, end - i - 1), item);
      });
      i = end;
    }
  });
}

namespace {

// The links of lists in lists, as lines of a table of contents.
void gather_entries(const doc::Blocks& blocks, std::uint8_t level, std::vector<doc::OutlineEntry>& entries) {
  for (const doc::Block& block : blocks) {
    if (const auto* list = std::get_if<doc::List>(&block.node)) {
      for (const doc::ListItem& item : list->items)
        gather_entries(item.children, static_cast<std::uint8_t>(level + 1), entries);
    } else if (const doc::Inlines* inlines = doc::inlines_of(block)) {
      for (const doc::Inline& node : *inlines)
        if (const auto* link = std::get_if<doc::Link>(&node.node); link != nullptr && link->href.starts_with('#'))
          entries.push_back({level, doc::plain_text(link->children), link->href.substr(1)});
    }
  }
}

}  // namespace

// Where the author wants it: what the resolve phase has put there. In a note or a cell it has no page numbers.
void BlockLayout::add_own_contents(const doc::Blocks& lists, const Box& box) {
  if (within_ || within_cell_) return add_blocks(lists, box);
  if (scout_ != nullptr) return;
  std::vector<doc::OutlineEntry> entries;
  gather_entries(lists, 0, entries);
  std::vector<ContentsLine> lines;
  lines.reserve(entries.size());
  for (const doc::OutlineEntry& entry : entries) lines.push_back({&entry, {}});
  const std::size_t first = flow_.size();
  if (!lines.empty()) add_contents_list("ul", lines, box);
  if (flow_.size() > first + 1) flow_.back().may_break_before = false;  // no entry alone on a page
}

void BlockLayout::add_contents_line(const ContentsLine& line, const Box& item) {
  const doc::OutlineEntry& entry = *line.entry;
  const StructId toci = context_.add_structure(StructType::TOCI, item.structure);
  const StructId reference = context_.add_structure(StructType::Reference, toci);
  auto number = std::make_shared<ContentsEntry>();
  number->target = entry.id;
  number->title = entry.title;
  number->element = item.element;
  number->structure = context_.add_structure(StructType::Link, reference);
  number->right = item.x + item.width;
  InlineBuilder builder(context_, *item.element, toci);
  builder.add_link(entry.title, "#" + entry.id, entry.title, number->structure);
  Box narrow = item;
  narrow.width = std::max(item.width - context_.contents_room * item.element->style().font_size, item.width / 2);
  Flow boxes = lay_out_lines(context_, builder.finish(), shape_of(narrow, item.element->style()));
  if (boxes.empty()) return;
  number->text_end = end_of(boxes.back(), context_.fonts);
  number->baseline = boxes.back().baseline;
  for (FlowBox& box : boxes) {
    if (&box != &boxes.front()) box.may_break_before = false;
    if (&box == &boxes.back()) marks().entry = std::move(number);
    push(std::move(box));
  }
}

// ---- when the pages are known ----

namespace {

class Filler {
 public:
  Filler(Context& context, PageDesigns& designs) : context_(context), designs_(designs) {}

  bool run(const std::vector<PageFacts>& facts) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
      // From the last on, so that places on the page stay what they are.
      for (std::size_t k = facts[i].entries.size(); k-- > 0;)
        fill(facts[i].entries[k], designs_.of(facts[i].context).origin, context_.result.pages[i]);
    }
    if (room_ <= context_.contents_room) return true;
    context_.contents_room = std::ceil(room_);
    return false;
  }

 private:
  void fill(const PageFacts::Entry& place, Point origin, Page& page) {
    const ContentsEntry& entry = *place.entry;
    const auto target = context_.result.destinations.find(entry.target);
    if (target == context_.result.destinations.end()) return;
    const style::ComputedStyle& style = entry.element->style();
    InlineBuilder builder(context_, *entry.element, entry.structure);
    builder.add_link(context_.result.pages[target->second.page].label, "#" + entry.target, entry.title,
                     entry.structure);
    const InlineContent content = builder.finish();
    const double width = content_width(context_, content);
    room_ = std::max(room_, width / style.font_size + 2 * kLeaderGap);
    constexpr double kSlack = 0.01;
    Flow lines = lay_out_lines(context_, content,
                               {.x = origin.x + entry.right - width - kSlack,
                                .width = width + kSlack,
                                .align = style::TextAlign::End,
                                .size = style.font_size,
                                .pitch = std::max(style.line_pitch(), style.font_size)});
    if (lines.empty()) return;
    const double y = place.top + entry.baseline - lines.front().baseline;
    for (Item& item : lines.front().items) move(item, 0, y);
    for (LinkArea& link : lines.front().links) {
      link.rect.y += y;
      page.links.push_back(std::move(link));
    }
    const auto at = page.items.begin() + static_cast<std::ptrdiff_t>(place.item);
    page.items.insert(at, std::make_move_iterator(lines.front().items.begin()),
                      std::make_move_iterator(lines.front().items.end()));
    if (style.leader) add_leader(entry, origin, place.top + entry.baseline, width, page);
  }

  // Dots on a grid that all entries share, halfway up of wide characters, else on the baseline.
  void add_leader(const ContentsEntry& entry, Point origin, double baseline, double width, Page& page) {
    const style::ComputedStyle& style = entry.element->style();
    const double size = style.font_size, step = kLeaderStep * context_.cascade.body().style().font_size;
    const fonts::FaceIndex index = context_.font_stack(*entry.element).primary();
    const fonts::FontFace& face = context_.fonts.face(index);
    auto& shape = dots_[index];
    if (!shape) shape = std::make_shared<const fonts::Outline>(fonts::outline_of(face, face.glyph(U'.')));
    const double rise =
        context_.is_cjk() ? (kEmAscent - kEmDescent) / 2 * size : (shape->top + shape->bottom) / 2 * size;
    ShapeRow row{shape, size, to_color(style.color), baseline - rise, {}};
    const double left = entry.text_end + kLeaderGap * size;
    for (double x = std::floor((entry.right - width - kLeaderGap * size) / step) * step; x >= left; x -= step)
      row.xs.push_back(origin.x + x);
    std::reverse(row.xs.begin(), row.xs.end());
    if (!row.xs.empty()) page.items.push_back({std::move(row), kArtifact, {}});
  }

  Context& context_;
  PageDesigns& designs_;
  /// What the widest number needs, in ems.
  double room_ = 0;
  std::map<fonts::FaceIndex, std::shared_ptr<const fonts::Outline>> dots_;
};

}  // namespace

bool fill_contents(Context& context, const std::vector<PageFacts>& facts, PageDesigns& designs) {
  return Filler(context, designs).run(facts);
}

}  // namespace mdconv::layout
