// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "layout/context.h"
#include "layout/flow.h"
#include "layout/inline_content.h"
#include "layout/line_layout.h"
#include "layout/lines_ahead.h"
#include "layout/table_columns.h"
#include "layout/table_rows.h"

namespace mdconv::layout {

/// Sets the blocks of a document one below the other. Margins between siblings collapse as in CSS; elements and
/// classes are those of the XHTML writer, so that one style sheet serves both.
class BlockLayout {
 public:
  /// With a scout nothing is set: it is shown what there will be to set.
  BlockLayout(Context& context, TypeArea area, Scout* scout = nullptr);

  /// Title, body and notes.
  Column run();

 private:
  /// Where blocks are set.
  struct Box {
    double x = 0;
    double width = 0;
    const style::StyledElement* element = nullptr;
    StructId structure = 0;
    /// Container whose text needs no paragraph node of its own (list bodies, cells).
    bool holds_text = false;
  };

  /// A block's place among its siblings, where the style sheet asks for such places.
  struct Place {
    const doc::Block* block = nullptr;
    std::uint32_t position = 0;
    std::uint32_t position_from_end = 0;
    std::shared_ptr<const style::Element> previous = {};
  };
  /// Blocks side by side, of which some have been passed: how many elements stand before and after.
  struct Siblings {
    std::uint32_t before = 0;
    std::uint32_t after = 0;
    std::shared_ptr<const style::Element> previous = {};
  };

  void add_blocks(const doc::Blocks& blocks, const Box& box);
  // The same of the document's own and of a chapter's.
  void add_units(const doc::Blocks& blocks, const Box& box, std::uint32_t before = 0);
  // `before`: how many elements stand before the first.
  void add_each(const doc::Blocks& blocks, const Box& box, std::uint32_t before,
                const std::function<void(const doc::Block&, const Box&)>& add);
  void add_block(const doc::Block& block, const Box& box);
  void add_paragraph(const doc::Block& block, const doc::Inlines& inlines, const Box& box);
  void add_plain(const doc::Block& block, const doc::Inlines& inlines, const Box& box);
  void add_heading(const doc::Block& block, const doc::Heading& heading, const Box& box);
  void add_code(const doc::Block& block, const doc::CodeBlock& code, const Box& box);
  void set_code(const doc::Block& block, const doc::CodeBlock& code, const Box& outer, StructId structure);
  void add_quote(const doc::Block& block, const doc::Quote& quote, const Box& box);
  void add_list(const doc::Block& block, const doc::List& list, const Box& box);
  void add_item(const doc::List& list, std::size_t index, std::string_view type, const Box& box);
  std::string marker_text(const doc::List& list, std::size_t index, std::string_view type) const;
  void make_room_for_markers(const doc::List& list, std::string_view type, Box& box);
  void keep_last_item(std::size_t first_box, const Box& list);
  void add_definition_list(const doc::Block& block, const doc::DefinitionList& list, const Box& box);
  void add_table(const doc::Block& block, const doc::Table& table, const Box& box);
  /// How a table fits.
  struct TableFit {
    ColumnNeeds needs;
    double scale = 1;  // of its type
    bool turned = false;
    bool in_parts = false;
  };
  struct TableSetting;
  TableFit fit_table(const doc::Block& block, const doc::Table& table, const Box& box);
  bool wants_turned_page(const doc::Block& block, const Box& box);
  std::size_t end_of_turned_section(const doc::Blocks& blocks, std::size_t first, const Box& box);
  static void choose_part(TableSetting& setting, const ColumnNeeds& needs, double available);
  void turn_page(const Box& box, const std::function<void(const Box&)>& f);
  WidthNeeds needs_of_text(const doc::Inlines& inlines, const style::StyledElement& element);
  WidthNeeds needs_of_code(const doc::Block& block, const doc::CodeBlock& code, const Box& box);
  WidthNeeds needs_of_blocks(const doc::Blocks& blocks, const Box& box);
  ColumnNeeds needs_of_columns(const doc::Block& block, const doc::Table& table, const Box& box, double available);
  const style::StyledElement& row_element(const doc::Table& table, std::size_t row, bool head, const Box& box);
  const style::StyledElement& cell_element(const doc::Table& table, std::size_t row, std::size_t column, bool head,
                                           const Box& box);
  StructId add_cell_structure(const doc::TableCell& cell, bool head, StructId row);
  void add_table_structure(TableSetting& setting, StructId parent);
  Flow set_cell(const doc::TableCell& cell, const Box& box);
  Flow set_cell_again(const doc::TableCell& cell, const Box& box);
  static SetCell make_cell(const doc::TableCell& cell, const style::ComputedStyle& style);
  Flow set_row_group(const TableSetting& setting, bool head, std::size_t begin, std::size_t end, const Box& box);
  void add_table_head(TableSetting& setting, const Box& box);
  void add_table_body(TableSetting& setting, const Box& box);
  void keep_rows(std::size_t first, const std::vector<std::size_t>& row_starts);
  void add_rule(const doc::Block& block, const Box& box);
  void add_division(const doc::Block& block, const doc::Division& division, const Box& box);

  // What stands before the text.
  void add_front_matter();
  void add_cover();
  void add_title_page();
  void add_imprint(const Box& page, std::size_t first);
  void add_contents();
  struct ContentsLine;
  std::vector<ContentsLine> contents_lines() const;
  void add_contents_list(std::string_view list, std::span<const ContentsLine> lines, const Box& box);
  void add_own_contents(const doc::Blocks& lists, const Box& box);
  void add_contents_line(const ContentsLine& line, const Box& item);
  void find_body_start();

  void add_title();
  void add_title_line(std::string_view element, std::string_view css_class, const std::string& text, const Box& box);
  const doc::OutlineEntry* outline_entry(std::string_view id);
  std::string outline_title(std::string_view id);
  void add_bookmark(std::string_view id);
  void add_notes(std::uint32_t chapter, const style::StyledElement& parent);
  double number_room(std::span<const doc::Note> notes, const Box& list);
  void add_notes_heading(std::string_view element, int level, const std::string& text, const Box& section);
  void add_back_links(const doc::Note& note, InlineBuilder& to, StructId structure);
  void add_note(const doc::Note& note, const Box& list, double number_room);
  void set_foot_notes(FlowBox& box);
  Flow set_foot_note(const doc::Note& note, StructId parent);
  bool has_back_links(const doc::Note& note) const;

  // Opens an element: margins, padding, decorations, breaks; sets what f adds; closes it. With `fit` it is no wider
  // than that, and stands where a line of text would.
  void inside(const doc::Block* block, const style::Element& element, const Box& box,
              const std::function<void(const Box&)>& f, std::optional<double> fit = {});
  static double free_before(const style::ComputedStyle& style, const Box& outer, double free, bool in_line);
  const doc::Inline* missing_picture(const doc::Inlines& inlines);
  void add_missing_picture(const doc::Inline& node, const Box& box, StructId structure);
  const style::StyledElement& styled(const Box& box, const style::Element& element);
  style::Element element_of(std::string_view name, const doc::Block& block) const;
  style::Element division_element(const doc::Block& block, const doc::Division& division) const;
  // What a block is to selectors; nothing where it is none.
  std::optional<style::Element> element_of(const doc::Block& block) const;
  Siblings siblings_of(const doc::Blocks& blocks, std::uint32_t before) const;
  // Takes up the place of the next of them.
  void step(Siblings& siblings, const doc::Block& block);

  // Sets text of an element that stands open.
  void set_lines(const InlineContent& content, const Box& box, const style::ComputedStyle& style);
  // What was set from this box on belongs to what follows, if its words say so.
  void keep_what_announces(const doc::Inlines& inlines, std::string_view text, const doc::Block* next,
                           std::size_t first);
  ParagraphShape shape_of(const Box& box, const style::ComputedStyle& style) const;
  // A marker in the indent of the first line that is added from `first_box` on.
  void place_marker(std::size_t first_box, const InlineContent& marker, const Box& box, double gap);

  // Takes up what the element says of its page.
  void open_page(const style::ComputedStyle& style);
  // Gives the element's strings their values; `content` is its text.
  void set_strings(const style::ComputedStyle& style, const std::function<std::string()>& content);
  void keep_register(std::size_t first, const style::ComputedStyle& style);
  void set_rule_above(const Rect& rule, const style::Color& color);
  void break_page(style::Break value);
  PageMarks& marks();

  void push(FlowBox box);
  void push_padding(double height);
  void keep_below_heading(FlowBox& box);
  StructType heading_type(int level);

  Context& context_;
  TypeArea area_;
  Scout* scout_;
  /// Of all that add_units() sets.
  std::size_t next_unit_ = 0;
  /// Of the last block that was asked for.
  Place place_;
  /// The one whose text is set, and the one that follows it.
  const doc::Block* block_ = nullptr;
  const doc::Block* next_ = nullptr;
  Flow flow_;
  /// Those that stand at the foot of pages.
  Flow notes_;
  /// Whether this sets part of what another sets, a cell or a note: the other sets the notes that it calls.
  bool within_ = false;
  bool within_cell_ = false;
  /// Nothing stands left of it.
  double left_edge_ = 0;
  /// Whether the page is turned that is being set.
  bool turned_ = false;
  double pending_margin_ = 0;
  /// Whether the margin above what comes next falls away: it stands first in what trims it.
  bool trims_margin_ = false;
  bool keep_with_next_ = false;
  /// The same, unless the page would stay short.
  bool keep_unless_short_ = false;
  /// Lines that must stand on the page of what is before them.
  int lines_kept_ = 0;
  /// Where a heading's box would follow the heading above, and that one's level.
  std::size_t below_heading_ = 0;
  int heading_above_ = 0;
  bool page_break_ = false;
  /// Of the pages of what is set: an index into Context::page_names.
  std::uint16_t page_ = 0;
  std::shared_ptr<PageMarks> pending_marks_;
  /// The division with which the numbered pages begin; those before it are front matter.
  const doc::Division* body_start_ = nullptr;
  bool before_body_ = false;
  /// A section's rule, which stands in the space above its first box and so not at a page's head.
  std::optional<RuleAbove> pending_rule_;
  /// Whether the border above the next element is one.
  bool border_is_rule_ = false;
  std::vector<std::string> pending_ids_;
  std::vector<Bookmark> pending_bookmarks_;
  std::vector<std::shared_ptr<const Decoration>> decorations_;
  int shallowest_heading_ = 0;
  int last_heading_ = 0;
  int least_heading_ = 1;
  std::size_t list_depth_ = 0;
  /// The first box of the figure being set.
  std::optional<std::size_t> figure_begin_;
  /// The note being set, until its back-links are: null where there are none.
  const doc::Note* note_ = nullptr;
  /// The paragraph that begins behind a note's number.
  const doc::Block* run_in_ = nullptr;
  std::size_t next_outline_ = 0;
  /// The notes' section, for the table of contents.
  std::optional<doc::OutlineEntry> notes_entry_;
  /// Of the notes at the foot of pages.
  std::optional<double> foot_number_room_;
};

}  // namespace mdconv::layout
