// SPDX-License-Identifier: MIT
#include "layout/block_layout.h"

#include <algorithm>
#include <utility>

#include "document/code_lines.h"
#include "document/names.h"
#include "document/resolve.h"
#include "document/walk.h"
#include "layout/box_drawing.h"
#include "layout/code_layout.h"
#include "layout/prepared_text.h"
#include "support/utf8.h"

namespace mdconv::layout {

namespace {

constexpr double kMinimumWidth = 40;  // deep nesting may not squeeze text to nothing

// How wide what stands in a block is: what its style says of the `container`, else as much as fits, or `room`.
double block_width(const style::ComputedStyle& style, double container, double room, std::optional<double> fit) {
  double width = fit.value_or(room);
  const double edges = style.border_box ? frame_room(style, style::Left) + frame_room(style, style::Right) : 0;
  if (style.width_percentage || style.width)
    width = (style.width_percentage ? container * *style.width_percentage : *style.width) - edges;
  if (style.max_width) width = std::min(width, style.max_width->of(container) - edges);
  if (style.min_width) width = std::max(width, style.min_width->of(container) - edges);
  return std::clamp(width, 0.0, room);
}

bool ends_in_colon(std::string_view text) { return text.ends_with(":") || text.ends_with("："); }

bool is_all_strong(const doc::Inlines& inlines) {
  return inlines.size() == 1 && std::holds_alternative<doc::Strong>(inlines.front().node);
}

// Whether the words are no sentence: "src/main.rs", "表 1 …".
bool is_label(std::string_view text) {
  std::size_t end = text.size();
  const auto is_one_of = [&](std::u32string_view characters) {
    return end > 0 && characters.find(utf8::previous(text, end)) != std::u32string_view::npos;
  };
  while (is_one_of(U" ”’」』）)\"'")) {
    do {
      --end;
    } while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
  }
  return end > 0 && !is_one_of(U"。．.！!？?…；;，,、");
}

// What a page shows apart from the text: code, a table, a figure.
bool is_display(const doc::Block& block) {
  const auto* division = std::get_if<doc::Division>(&block.node);
  if (division != nullptr) return division->kind == doc::DivisionKind::Figure;
  if (const doc::Inlines* inlines = doc::inlines_of(block)) return doc::is_figure_like(*inlines);
  return std::holds_alternative<doc::CodeBlock>(block.node) || std::holds_alternative<doc::Table>(block.node);
}

// Whether the border above is all that an element has around it.
bool is_rule_above(const style::ComputedStyle& style) {
  const auto width = [&](std::size_t side) { return style.border[side].width; };
  return width(style::Top) > 0 && width(style::Left) + width(style::Right) + width(style::Bottom) == 0 &&
         style.padding[style::Top] == 0 && !style.background;
}

}  // namespace

BlockLayout::BlockLayout(Context& context, TypeArea area, Scout* scout)
    : context_(context), area_(area), scout_(scout) {}

Column BlockLayout::run() {
  context_.noted.assign(context_.document.notes.size(), false);
  shallowest_heading_ = 6;
  for (const doc::OutlineEntry& entry : context_.document.outline)
    shallowest_heading_ = std::min<int>(shallowest_heading_, entry.level);
  if (context_.document.outline.empty()) shallowest_heading_ = 1;

  if (!context_.document.chapters.empty()) find_body_start();
  if (scout_ == nullptr) add_front_matter();
  Box body;
  body.width = area_.width;
  body.element = &context_.cascade.body();
  // The title block stands first.
  add_units(context_.document.blocks, body, context_.document.metadata.show_title ? 1 : 0);
  if (context_.document.note_placement == doc::NotePlacement::Document) add_notes(doc::kNone, *body.element);
  // What nothing follows is where the last text is.
  if (!pending_ids_.empty()) {
    if (flow_.empty()) flow_.emplace_back();
    std::move(pending_ids_.begin(), pending_ids_.end(), std::back_inserter(flow_.back().ids));
  }
  return {std::move(flow_), std::move(notes_)};
}

// ---- the column ----

void BlockLayout::push(FlowBox box) {
  trims_margin_ = false;
  if (scout_ != nullptr) return;
  box.space_before += pending_margin_;
  if (pending_rule_) {
    const double below = box.space_before, thickness = pending_rule_->rect.height;
    box.space_before += thickness + pending_rule_->rect.y;
    pending_rule_->rect.y = -below - thickness;
    box.rule = std::exchange(pending_rule_, std::nullopt);
  }
  pending_margin_ = 0;
  if (keep_with_next_) box.may_break_before = false;
  if (keep_unless_short_ && std::exchange(box.may_break_before, false)) box.may_break_in_need = true;
  keep_with_next_ = keep_unless_short_ = false;
  if (lines_kept_ > 0) keep_below_heading(box);
  box.page = page_;
  if (!flow_.empty() && flow_.back().page != page_ && !within_) page_break_ = true;
  if (page_break_) box.must_break_before = true;
  page_break_ = false;
  if (pending_marks_) {
    // A row of a table has those of its cells.
    if (box.marks) marks().strings.insert(marks().strings.end(), box.marks->strings.begin(), box.marks->strings.end());
    box.marks = std::move(pending_marks_);
  }
  box.ids.insert(box.ids.begin(), pending_ids_.begin(), pending_ids_.end());
  pending_ids_.clear();
  std::move(pending_bookmarks_.begin(), pending_bookmarks_.end(), std::back_inserter(box.bookmarks));
  pending_bookmarks_.clear();
  box.decorations = decorations_;
  if (!box.calls.empty() && !within_) set_foot_notes(box);
  flow_.push_back(std::move(box));
}

// Two lines stand below a heading, be they of one paragraph or not. Images and tables may be too high to ask that of.
void BlockLayout::keep_below_heading(FlowBox& box) {
  const bool image = std::any_of(box.items.begin(), box.items.end(),
                                 [](const Item& item) { return std::holds_alternative<PlacedImage>(item.content); });
  if (box.items.empty()) return;  // an edge
  if (box.baseline == 0 || image) {
    lines_kept_ = 0;
    return;
  }
  box.may_break_before = false;
  lines_kept_ -= std::max(1, static_cast<int>(box.height / context_.cascade.body().style().line_pitch()));
}

void BlockLayout::push_padding(double height) {
  FlowBox padding;
  padding.height = height;
  push(std::move(padding));
}

const style::StyledElement& BlockLayout::styled(const Box& box, const style::Element& element) {
  return context_.cascade.child(*box.element, element);
}

// How much of what a block leaves free stands to its left.
double BlockLayout::free_before(const style::ComputedStyle& style, const Box& outer, double free, bool in_line) {
  if (free <= 0) return 0;
  // What stands in a line goes where the line does.
  const style::TextAlign align = outer.element->style().text_align;
  if (in_line) return align == style::TextAlign::Center ? free / 2 : align == style::TextAlign::End ? free : 0;
  if (!style.margin_auto[style::Left]) return 0;
  return style.margin_auto[style::Right] ? free / 2 : free;
}

void BlockLayout::inside(const doc::Block* block, const style::Element& element, const Box& outer,
                         const std::function<void(const Box&)>& f, std::optional<double> fit) {
  const style::StyledElement& styled_element = styled(outer, element);
  const style::ComputedStyle& style = styled_element.style();
  if (style.display == style::Display::None) return;
  if (block && !block->attributes.id.empty()) pending_ids_.push_back(block->attributes.id);

  if (!trims_margin_) pending_margin_ = std::max(pending_margin_, style.margin[style::Top]);
  if (style.break_before == style::Break::Avoid && !flow_.empty()) keep_with_next_ = true;
  const std::uint16_t page = page_;
  open_page(style);

  const double left = style.margin[style::Left] + style.border[style::Left].width;
  const double right = style.margin[style::Right] + style.border[style::Right].width;
  Box inner = outer;
  inner.element = &styled_element;
  inner.holds_text = false;
  const double edges = left + right + style.padding[style::Left] + style.padding[style::Right];
  // A cell is as wide as what stands in it needs.
  const double least = std::min(within_cell_ ? 2 * style.font_size : kMinimumWidth, outer.width);
  const double room = std::max(outer.width - edges, least);
  // What its edges leave too little for stands over the left one.
  double start = outer.x + left + style.padding[style::Left];
  if (room > outer.width - edges) start = std::min(start, outer.x + outer.width - room);
  // The columns of a table have seen to its width.
  inner.width = element.name == "table" ? room : block_width(style, outer.width, room, fit);
  const double before = free_before(style, outer, room - inner.width, fit.has_value());
  const double behind = room - inner.width - before;
  const double edge = outer.x + style.margin[style::Left] + before;
  inner.x = start + before;

  const double edge_width = outer.x + outer.width - style.margin[style::Right] - behind - edge;
  const bool rule = std::exchange(border_is_rule_, false) && is_rule_above(style);
  if (rule) set_rule_above({edge, 0, edge_width, style.border[style::Top].width}, style.border[style::Top].color);
  const bool decorated = !rule && (style.background || style.has_border());
  if (decorated) {
    auto decoration = std::make_shared<Decoration>();
    decoration->x = edge;
    decoration->width = edge_width;
    if (style.background) decoration->background = to_color(*style.background);
    decoration->border = style.border;
    if (style.whole_at_breaks) {
      decoration->whole_at_breaks = true;
      decoration->edge_above = style.padding[style::Top] + style.border[style::Top].width;
      decoration->edge_below = style.padding[style::Bottom] + style.border[style::Bottom].width;
    }
    decorations_.push_back(std::move(decoration));
  }
  // Margins collapse through an element's edge only where it has neither padding nor border.
  const std::size_t first = flow_.size();
  const double top_edge = rule ? 0 : style.padding[style::Top] + style.border[style::Top].width;
  if (top_edge > 0) {
    push_padding(top_edge);
    keep_with_next_ = true;
  }

  const std::string* const around = context_.speak(styled_element.language());
  const bool trims_outer = std::exchange(trims_margin_, trims_margin_ || style.trims_start);

  f(inner);
  context_.speak(*around);

  trims_margin_ = trims_outer && flow_.size() == first;
  if (style.trims_end && flow_.size() > first) pending_margin_ = 0;
  const double bottom_edge = style.padding[style::Bottom] + style.border[style::Bottom].width;
  if (bottom_edge > 0 && flow_.size() > first) {
    keep_with_next_ = true;
    push_padding(bottom_edge);
  }
  if (decorated) {
    for (std::size_t i = first + 1; i < flow_.size(); ++i) {
      flow_[i].room_above += decorations_.back()->edge_above;
      flow_[i].room_below += decorations_.back()->edge_below;
    }
    decorations_.pop_back();
  }
  if (style.break_inside == style::Break::Avoid) {
    for (std::size_t i = first + 1; i < flow_.size(); ++i) {
      if (flow_[i].may_break_before) flow_[i].may_break_in_need = true;
      flow_[i].may_break_before = false;
    }
  }
  if (style.break_after == style::Break::Avoid && flow_.size() > first) keep_with_next_ = true;
  if (style::is_forced(style.break_after)) break_page(style.break_after);
  pending_margin_ = std::max(pending_margin_, style.margin[style::Bottom]);
  page_ = page;
  if (style.block_step.size > 0 && flow_.size() > first) keep_register(first, style);
}

// The margin above it is kept as its place until the box below is known.
void BlockLayout::set_rule_above(const Rect& rule, const style::Color& color) {
  pending_rule_ = {rule, to_color(color)};
  pending_rule_->rect.y = std::exchange(pending_margin_, 0);
}

PageMarks& BlockLayout::marks() {
  if (!pending_marks_) pending_marks_ = std::make_shared<PageMarks>();
  return *pending_marks_;
}

void BlockLayout::break_page(style::Break value) {
  page_break_ = true;
  if (value == style::Break::Left) marks().side = style::PageSide::Left;
  if (value == style::Break::Right) marks().side = style::PageSide::Right;
}

void BlockLayout::open_page(const style::ComputedStyle& style) {
  if (style::is_forced(style.break_before) && !flow_.empty()) break_page(style.break_before);
  if (style.page_number) marks().number = style.page_number;
  if (style.page.empty()) return;
  page_ = context_.page_name(style.page);
  marks().begins_run = true;
}

void BlockLayout::set_strings(const style::ComputedStyle& style, const std::function<std::string()>& content) {
  for (const style::StringSet& set : style.string_set) {
    std::string value;
    for (const style::ContentPart& part : set.content)
      value += part.kind == style::ContentPart::Kind::Content ? content() : part.text;
    marks().strings.emplace_back(set.name, std::move(value));
  }
}

// The boxes from the first on are a block whose margins are known, the one below as what is pending.
void BlockLayout::keep_register(std::size_t first, const style::ComputedStyle& style) {
  auto step = std::make_shared<RegisterStep>();
  step->step = style.block_step;
  step->boxes = flow_.size() - first;
  step->rest = pending_margin_;
  for (std::size_t i = first; i < flow_.size(); ++i)
    step->rest += (i == first ? 0 : flow_[i].space_before) + flow_[i].height;
  flow_[first].step = std::move(step);
}

ParagraphShape BlockLayout::shape_of(const Box& box, const style::ComputedStyle& style) const {
  ParagraphShape shape;
  shape.x = box.x;
  shape.width = box.width;
  shape.first_indent = style.text_indent;
  shape.align = style.text_align;
  shape.size = style.font_size;
  shape.pitch = std::max(style.line_pitch(), 0.1);
  shape.max_image_height = std::max(area_.height - 3 * shape.pitch, shape.pitch);
  shape.balance = style.text_wrap == style::TextWrap::Balance;
  shape.orphans = style.orphans;
  shape.widows = style.widows;
  return shape;
}

void BlockLayout::set_lines(const InlineContent& content, const Box& box, const style::ComputedStyle& style) {
  const ParagraphShape shape = shape_of(box, style);
  if (scout_ != nullptr) return scout_->choose(*block_, content, shape);
  // A place without a text, `<a id="…"></a>`, is where the next one begins.
  if (content.text.utf8.empty())
    for (const InlineAnchor& anchor : content.anchors) pending_ids_.push_back(anchor.id);
  std::optional<ChosenLines> chosen;
  if (context_.ahead != nullptr && block_ != nullptr) chosen = context_.ahead->take(*block_, content, shape);
  Flow lines = chosen ? build_lines(context_, content, shape, *chosen) : lay_out_lines(context_, content, shape);
  for (FlowBox& line : lines) push(std::move(line));
}

StructType BlockLayout::heading_type(int level) {
  static constexpr std::array<StructType, 6> kTypes = {StructType::H1, StructType::H2, StructType::H3,
                                                       StructType::H4, StructType::H5, StructType::H6};
  // Accessible documents start at H1 and skip no level, whatever the author did.
  const int relative = std::clamp(level - shallowest_heading_ + 1, least_heading_, 6);
  last_heading_ = std::min(relative, last_heading_ + 1);
  return kTypes[static_cast<std::size_t>(last_heading_ - 1)];
}

// ---- blocks ----

void BlockLayout::add_blocks(const doc::Blocks& blocks, const Box& box) {
  add_each(blocks, box, 0, [&](const doc::Block& block, const Box& inner) { add_block(block, inner); });
}

void BlockLayout::add_units(const doc::Blocks& blocks, const Box& box, std::uint32_t before) {
  add_each(blocks, box, before, [&](const doc::Block& block, const Box& inner) {
    if (is_unit(block)) {
      const std::size_t unit = next_unit_++;
      if (scout_ != nullptr && !scout_->takes(unit)) return;
      if (context_.ahead != nullptr) context_.ahead->reach(unit);
    }
    add_block(block, inner);
  });
}

void BlockLayout::add_each(const doc::Blocks& blocks, const Box& box, std::uint32_t before,
                           const std::function<void(const doc::Block&, const Box&)>& add) {
  Siblings siblings = siblings_of(blocks, before);
  const auto add_one = [&](const doc::Block& block, const Box& inner) {
    step(siblings, block);
    next_ = &block == &blocks.back() ? nullptr : &block + 1;
    add(block, inner);
  };
  for (std::size_t i = 0; i < blocks.size() && !context_.fatal;) {
    const std::size_t end = end_of_turned_section(blocks, i, box);
    const auto add_some = [&](const Box& inner) {
      for (; i < end && !context_.fatal; ++i) add_one(blocks[i], inner);
    };
    if (end > i) {
      turn_page(box, add_some);
    } else {
      add_one(blocks[i++], box);
    }
  }
}

void BlockLayout::add_block(const doc::Block& block, const Box& box) {
  block_ = &block;
  std::visit(doc::Overload{
                 [&](const doc::Paragraph& n) { add_paragraph(block, n.children, box); },
                 [&](const doc::Plain& n) { add_plain(block, n.children, box); },
                 [&](const doc::Heading& n) { add_heading(block, n, box); },
                 [&](const doc::CodeBlock& n) { add_code(block, n, box); },
                 [&](const doc::Quote& n) { add_quote(block, n, box); },
                 [&](const doc::List& n) { add_list(block, n, box); },
                 [&](const doc::DefinitionList& n) { add_definition_list(block, n, box); },
                 [&](const doc::Table& n) { add_table(block, n, box); },
                 [&](const doc::Rule&) { add_rule(block, box); },
                 [&](const doc::Division& n) { add_division(block, n, box); },
                 [&](const doc::RawHtml&) {},
             },
             block.node);
}

void BlockLayout::add_paragraph(const doc::Block& block, const doc::Inlines& inlines, const Box& box) {
  const doc::Block* next = next_;
  style::Element element = element_of("p", block);
  if (const auto own = doc::paragraph_class(inlines); !own.empty()) element.classes.emplace_back(own);
  inside(&block, element, box, [&](const Box& inner) {
    style::ComputedStyle style = inner.element->style();
    // A picture by itself in a cell or an item belongs to that.
    const bool plain = box.holds_text && std::holds_alternative<doc::Plain>(block.node);
    const StructId structure = plain ? box.structure : context_.add_structure(StructType::P, box.structure);
    if (const doc::Inline* missing = missing_picture(inlines)) return add_missing_picture(*missing, inner, structure);
    InlineBuilder builder(context_, *inner.element, structure);
    builder.add(inlines);
    set_strings(style, [&] { return doc::plain_text(inlines); });
    if (&block == run_in_) style.text_indent = 0;
    if (note_ != nullptr && &block == &note_->blocks.back()) {
      add_back_links(*note_, builder, structure);
      note_ = nullptr;
    }
    const InlineContent content = builder.finish();
    const std::size_t first = flow_.size();
    set_lines(content, inner, style);
    keep_what_announces(inlines, content.text.utf8, next, first);
  });
}

// The picture that is all of a text and cannot be shown, or null.
const doc::Inline* BlockLayout::missing_picture(const doc::Inlines& inlines) {
  if (inlines.size() != 1) return nullptr;
  const auto* image = std::get_if<doc::Image>(&inlines.front().node);
  return image != nullptr && !context_.shows(image->resource, inlines.front().span) ? &inlines.front() : nullptr;
}

// In its place stand the words for it, in a frame that is no wider than they are.
void BlockLayout::add_missing_picture(const doc::Inline& node, const Box& box, StructId structure) {
  if (scout_ != nullptr) return;
  const style::Element element{.name = "span", .classes = {"missing-image"}};
  const std::string words = doc::image_substitute(std::get<doc::Image>(node.node));
  const auto content = [&](const style::StyledElement& styled_element) {
    InlineBuilder builder(context_, styled_element, structure);
    builder.add_text(words, node.span);
    return builder.finish();
  };
  const double width = content_width(context_, content(styled(box, element)));
  inside(
      nullptr, element, box,
      [&](const Box& frame) { set_lines(content(*frame.element), frame, frame.element->style()); }, width);
}

// A "for example:" belongs to what it announces, a **title** and a label to what they stand above.
void BlockLayout::keep_what_announces(const doc::Inlines& inlines, std::string_view text, const doc::Block* next,
                                      std::size_t first) {
  const std::size_t lines = flow_.size() - first;
  const bool display = next != nullptr && is_display(*next);
  const bool colon = ends_in_colon(text);
  const bool label = display && lines == 1 && is_label(text);
  if (label || (lines <= 2 && (is_all_strong(inlines) || (colon && display))))
    keep_with_next_ = true;
  else if (colon && (display || lines <= 2))
    keep_unless_short_ = true;
}

void BlockLayout::add_plain(const doc::Block& block, const doc::Inlines& inlines, const Box& box) {
  if (!doc::paragraph_class(inlines).empty()) return add_paragraph(block, inlines, box);
  if (!block.attributes.id.empty()) pending_ids_.push_back(block.attributes.id);
  const style::ComputedStyle& style = box.element->style();
  const StructId structure = box.holds_text ? box.structure : context_.add_structure(StructType::P, box.structure);
  InlineBuilder builder(context_, *box.element, structure);
  builder.add(inlines);
  const InlineContent content = builder.finish();
  const std::size_t first = flow_.size();
  set_lines(content, box, style);
  if (next_ != nullptr && is_display(*next_)) keep_what_announces(inlines, content.text.utf8, next_, first);
}

void BlockLayout::add_heading(const doc::Block& block, const doc::Heading& heading, const Box& box) {
  const std::size_t begin = flow_.size();
  const bool above_is_empty = keep_with_next_ && begin == below_heading_ && heading.level <= heading_above_;
  inside(&block, element_of(doc::heading_element(heading.level), block), box, [&](const Box& inner) {
    const StructId structure = context_.add_structure(heading_type(heading.level), box.structure);
    InlineBuilder builder(context_, *inner.element, structure);
    builder.add(heading.children);
    InlineContent content = builder.finish();
    add_bookmark(block.attributes.id);
    set_strings(inner.element->style(), [&] { return doc::plain_text(heading.children); });
    lines_kept_ = 0;
    const std::size_t first = flow_.size();
    set_lines(content, inner, inner.element->style());
    for (std::size_t i = first + 1; i < flow_.size(); ++i) flow_[i].may_break_before = false;
  });
  // Where headings fill a page, it ends between two sections, not between one's heading and that of its first part.
  if (above_is_empty && flow_.size() > begin) flow_[begin].may_break_in_need = true;
  below_heading_ = flow_.size();
  heading_above_ = heading.level;
  constexpr int kLinesBelow = 2;  // a page's last heading has so many lines below it
  if (keep_with_next_) lines_kept_ = kLinesBelow;
}

// The outline holds chapters and headings in document order. Chapters that are not written yet are passed by, and so
// are headings that it leaves out.
const doc::OutlineEntry* BlockLayout::outline_entry(std::string_view id) {
  const auto& outline = context_.document.outline;
  while (next_outline_ < outline.size() && outline[next_outline_].id.empty()) ++next_outline_;
  return next_outline_ == outline.size() || outline[next_outline_].id != id ? nullptr : &outline[next_outline_];
}

std::string BlockLayout::outline_title(std::string_view id) {
  const doc::OutlineEntry* entry = outline_entry(id);
  return entry == nullptr ? std::string() : entry->title;
}

void BlockLayout::add_bookmark(std::string_view id) {
  const doc::OutlineEntry* entry = outline_entry(id);
  if (entry == nullptr) return;
  if (!doc::is_blank(entry->title)) pending_bookmarks_.push_back({entry->level, entry->title, {}});
  ++next_outline_;
}

void BlockLayout::add_code(const doc::Block& block, const doc::CodeBlock& code, const Box& box) {
  if (scout_ != nullptr) return;  // its lines are no work
  inside(&block, element_of("pre", block), box, [&](const Box& outer) {
    const StructId paragraph = context_.add_structure(StructType::P, box.structure);
    const StructId structure = context_.add_structure(StructType::Code, paragraph);
    set_code(block, code, outer, structure);
  });
}

void BlockLayout::set_code(const doc::Block& block, const doc::CodeBlock& code, const Box& outer, StructId structure) {
  const style::StyledElement& element = styled(outer, {.name = "code"});
  std::string text = code.utf8;
  std::erase(text, '\r');
  InlineBuilder builder(context_, element, structure);
  builder.add_code_lines(text, context_.code_colors.parts_of(code, text, block.span), block.span);
  style::ComputedStyle style = element.style();
  style.text_indent = 0;
  style.text_align = style::TextAlign::Start;
  // The pitch of `pre` holds for its lines.
  style.line_height = outer.element->style().line_pitch();
  style.line_height_is_length = true;
  const style::ComputedStyle& frame = outer.element->style();
  CodeBlockShape shape{shape_of(outer, style), &element, doc::code_lines_of(block, code)};
  shape.lines.numbered = shape.lines.numbered || style.line_numbers;
  shape.left = outer.x - frame.padding[style::Left];
  shape.right = outer.x + outer.width + frame.padding[style::Right];
  for (FlowBox& line : lay_out_code(context_, builder.finish(), shape)) push(std::move(line));
}

void BlockLayout::add_quote(const doc::Block& block, const doc::Quote& quote, const Box& box) {
  inside(&block, element_of("blockquote", block), box, [&](Box inner) {
    inner.structure = context_.add_structure(StructType::BlockQuote, box.structure);
    add_blocks(quote.children, inner);
  });
}

void BlockLayout::add_rule(const doc::Block& block, const Box& box) {
  const style::StyledElement& rule = styled(box, element_of("hr", block));
  const style::ComputedStyle& style = rule.style();
  if (style.display == style::Display::None) return;
  // A sign in place of a rule.
  InlineBuilder builder(context_, rule, kArtifact);
  if (const InlineContent sign = builder.finish(); !sign.text.utf8.empty())
    return inside(&block, element_of("hr", block), box,
                  [&](const Box& inner) { set_lines(sign, inner, inner.element->style()); });
  const double margin_left = style.margin[style::Left], margin_right = style.margin[style::Right];
  double width = box.width - margin_left - margin_right;
  double x = box.x + margin_left;
  if (style.width_percentage || style.width) {
    const double wanted = style.width_percentage ? box.width * *style.width_percentage : *style.width;
    const bool from_left = style.margin_auto[style::Left], from_right = style.margin_auto[style::Right];
    x += std::max(0.0, from_left ? (width - wanted) / (from_right ? 2 : 1) : 0);
    width = std::min(width, wanted);
  }
  const style::Border& border =
      style.border[style::Top].width > 0 ? style.border[style::Top] : style.border[style::Bottom];
  const bool bar = border.width <= 0 && style.background;
  const double thickness = bar ? style.height.value_or(0) : border.width;
  // The rule sits in the middle of a line of its own.
  FlowBox line;
  line.height = style.line_pitch();
  const Rect rect{x, line.height / 2 - thickness / 2, width, thickness};
  line.items = bar ? box_items(rect, to_color(*style.background), {}, true, true) : rule_items(rect, border, false);
  for (Item& item : line.items) item.span = block.span;
  pending_margin_ = std::max(pending_margin_, style.margin[style::Top]);
  push(std::move(line));
  pending_margin_ = std::max(pending_margin_, style.margin[style::Bottom]);
}

void BlockLayout::add_division(const doc::Block& block, const doc::Division& division, const Box& box) {
  if (division.kind == doc::DivisionKind::Figure && wants_turned_page(block, box))
    return turn_page(box, [&](const Box& turned) { add_division(block, division, turned); });
  const bool is_chapter = division.kind == doc::DivisionKind::Chapter || division.kind == doc::DivisionKind::Part;
  if (division.kind == doc::DivisionKind::Figure) figure_begin_ = flow_.size();
  // Even in need a caption stays with what it is below.
  if (division.kind == doc::DivisionKind::Caption && figure_begin_ && flow_.size() > *figure_begin_)
    keep_with_next_ = true;
  style::Element element = division_element(block, division);
  if (&division == body_start_) {
    element.classes.emplace_back("body-start");
    before_body_ = false;
  } else if (is_chapter && before_body_) {
    element.classes.emplace_back("front");
  }
  inside(&block, element, box, [&](Box inner) {
    const bool caption = division.kind == doc::DivisionKind::Caption;
    const bool title = division.kind == doc::DivisionKind::AdmonitionTitle;
    const StructType type = caption      ? StructType::Caption
                            : title      ? StructType::P
                            : is_chapter ? StructType::Sect
                                         : StructType::Div;
    inner.structure = context_.add_structure(type, box.structure);
    inner.holds_text = caption || title;
    if (is_chapter) {
      set_strings(inner.element->style(), [&] { return outline_title(block.attributes.id); });
      add_bookmark(block.attributes.id);
    }
    const auto shows = [&](const doc::Inline& image) {
      return context_.shows(std::get<doc::Image>(image.node).resource, image.span);
    };
    if (doc::repeats_missing_image(division, shows)) return add_block(division.children.front(), inner);
    if (division.kind == doc::DivisionKind::Contents) return add_own_contents(division.children, inner);
    if (!is_chapter) return add_blocks(division.children, inner);
    add_units(division.children, inner);
    if (division.kind == doc::DivisionKind::Chapter && context_.document.note_placement == doc::NotePlacement::Chapter)
      add_notes(doc::chapter_of(context_.document, division), *inner.element);
  });
  if (division.kind == doc::DivisionKind::Figure) figure_begin_.reset();
  // A title belongs to what it is the title of.
  if (division.kind == doc::DivisionKind::AdmonitionTitle) keep_with_next_ = true;
}

// ---- title ----

void BlockLayout::add_title_line(std::string_view element, std::string_view css_class, const std::string& text,
                                 const Box& box) {
  if (text.empty()) return;
  inside(nullptr, {.name = element, .classes = {std::string(css_class)}}, box, [&](const Box& inner) {
    const StructId structure = context_.add_structure(StructType::TitleParagraph, box.structure);
    InlineBuilder builder(context_, *inner.element, structure);
    builder.add_text(text, context_.document.metadata.span);
    set_strings(inner.element->style(), [&] { return text; });
    set_lines(builder.finish(), inner, inner.element->style());
  });
}

void BlockLayout::add_title() {
  const doc::Metadata& metadata = context_.document.metadata;
  if (!metadata.show_title) return;
  Box body;
  body.width = area_.width;
  body.element = &context_.cascade.body();
  inside(nullptr, {.name = "header", .classes = {"title-block"}}, body, [&](const Box& inner) {
    add_title_line("h1", "title", metadata.title, inner);
    add_title_line("p", "subtitle", metadata.subtitle, inner);
    std::string authors;
    for (const std::string& author : metadata.authors) authors += (authors.empty() ? "" : "  ") + author;
    add_title_line("p", "author", authors, inner);
  });
}

}  // namespace mdconv::layout
