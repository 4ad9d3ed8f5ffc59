// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "markdown/attribute_syntax.h"
#include "markdown/html_table.h"
#include "markdown/markdown.h"
#include "markdown/rewriting.h"
#include "mdconv/diagnostic.h"
#include "mdconv/document.h"

namespace mdconv::markdown {

/// What the trees of one document (its body and its notes' bodies) have in common while they are built.
struct BuildState {
  const SourceMap& sources;
  DiagnosticSink& diagnostics;
  const ParseOptions& options;
  Rewriting& rewriting;
  /// Keys (see document/note_key.h) of the notes that are defined somewhere in the document.
  std::set<std::string, std::less<>> note_keys = {};
  /// Adds attributes, and says so when some find no room.
  void merge(doc::Attributes& into, const doc::Attributes& from, Span span) const {
    rewriting.report_cut(!merge_attributes(into, from, options.limits.attributes), span);
  }
  bool nesting_reported = false;
  /// What was too deep had no place yet: md4c says none before the first text.
  bool nesting_pending = false;
  std::size_t table_cells = 0;
  /// Bytes of link targets so far, and how many there may be: a definition's is copied wherever it is used.
  std::size_t target_bytes = 0;
  std::size_t most_target_bytes = 0;
  std::size_t formulas = 0;
  Span first_formula = {};
  bool cells_reported = false;
  /// Tags of raw HTML without a partner; only the first few are reported one by one.
  std::size_t unbalanced = 0;
  Span first_unreported = {};
  bool unreported_summed = false;
  std::size_t unclosed_divisions = 0;
};

/// Turns a stream of opening, closing and text events into a tree.
///
/// Two kinds of events come in. Those of Markdown nest properly: every enter has its leave. Those of raw HTML don't:
/// an element that isn't closed closes with the Markdown container around it, and a closing tag without an element
/// in the same container is ignored. Whatever comes in, what comes out is a tree at most doc::kMaxNesting deep;
/// content that is nested deeper goes into the deepest container that is left, so no text is lost.
class TreeBuilder {
 public:
  TreeBuilder(BuildState& state, FileId file);

  // ---- Markdown: each enter has its leave ----

  void enter_block(doc::Block block);
  void enter_item(doc::ListItem item);
  void enter_table_section(bool head);
  void enter_row();
  void enter_cell(doc::Alignment alignment);
  /// `span` is what the source says beyond the hull of the children; it may have no place.
  void leave_block(Span span = {});

  /// Between these, inlines belong to a paragraph.
  void enter_paragraph();
  void leave_paragraph();
  void enter_heading(std::uint8_t level);
  void leave_heading();

  void enter_phrase(doc::Inline phrase);
  void leave_phrase(Span span = {});

  void add_block(doc::Block block);
  void add_inline(doc::Inline node);
  /// `literal`: the text comes from an escape or an entity, so its first character is no markup.
  void add_text(std::string_view utf8, Span span, bool literal = false);

  // ---- raw HTML ----

  /// Names are lower case and outlive the builder.
  void open_html_block(std::string_view tag, doc::Block block);
  void open_html_item(std::string_view tag, doc::ListItem item);
  void open_html_leaf(std::string_view tag, doc::Block block);
  void open_html_phrase(std::string_view tag, doc::Inline phrase);
  void open_html_definition(std::string_view tag, doc::DefinitionEntry entry);
  /// Whether an element of that name was open here; it is closed.
  bool close_html(std::string_view tag);
  /// Whether the end tag is that of a phrase which a block has ended before.
  bool take_closed_later(std::string_view tag);
  /// In a code span, which holds text alone.
  bool inside_code() const;
  /// How many phrase elements of that name are open here.
  std::size_t count_phrases(std::string_view tag) const;
  /// Whether a <ruby> is open here; what is open in it is closed.
  bool end_ruby_part();
  /// Whether the text to come is the first of a list's item, which becomes a task.
  bool make_task(bool checked);
  void report_unbalanced(Span span, std::string what);

  // Tables of raw HTML. What belongs in a table says whether one is open here, and does nothing otherwise.

  void open_html_table(std::string_view tag, doc::Block block);
  bool begin_html_section(HtmlTable::Section section);
  void add_html_column(std::string_view width, std::uint32_t span);
  bool begin_html_row(doc::Attributes attributes);
  /// All cells have the tag "td".
  bool open_html_cell(doc::TableCell cell);
  bool open_html_caption(std::string_view tag, doc::Block block);
  bool close_html_cell();
  bool end_html_row();
  /// White space between HTML text: one space, or a line end that may be none (see doc::SoftBreak).
  void add_html_space(bool line_end, Span span);
  /// Ends the text that stands before a block element.
  void end_leaf();
  /// Closes what is open and hands over the tree.
  void finish(doc::Blocks& out);

  // ---- what the passes over the source left ----

  /// Attributes for the block before or the next one; whether there was a place for them.
  bool attach_to_block(const doc::Attributes& attributes, bool next);
  bool attach_to_item(const doc::Attributes& attributes);
  bool attach_to_heading(const doc::Attributes& attributes);
  /// For the phrase before, or for the text in brackets before.
  bool attach_to_inline(const doc::Attributes& attributes);
  /// The block before makes way for another, if it is a list.
  bool replace_list(doc::Block block);
  /// The block before goes, if it is a list.
  bool remove_list();
  void add_note_mark(std::string label, Span span);

 private:
  struct Frame {
    // doc::Blocks is the root.
    std::variant<doc::Blocks, doc::Block, doc::ListItem, doc::DefinitionEntry, doc::TableRow, doc::TableCell,
                 doc::Inline>
        node;
    Span span = {};
    std::string_view tag = {};  // of raw HTML; empty for Markdown
    Span opened = {};           // where the tag stands
    bool leaf = false;
    bool markdown = false;
    // Marks of notes found inside a link; they follow it, because links don't nest.
    doc::Inlines deferred = {};
    // Of a raw HTML <table>.
    std::unique_ptr<HtmlTable> table = {};
  };

  // A text being put together from events that follow each other, and where its bytes come from.
  struct Run {
    std::string text;
    struct Part {
      std::size_t offset;
      Span span;
    };
    std::vector<Part> parts;
    std::vector<std::size_t> literals;  // offsets of characters that are no markup
  };

  void report_nesting(Span span);
  bool has_room(std::size_t reserve);
  void push(Frame frame);
  void push_html(std::string_view tag, doc::Block block);
  void pop();
  void pop_to(std::size_t size);
  void skip_or_push(Frame frame, std::size_t reserve);
  void leave(Span span);
  void ensure_item();
  void ensure_leaf();
  doc::Blocks* top_blocks();
  doc::Inlines* top_inlines();
  Frame* enclosing_link();
  void flush_text();
  void report_literal_emphasis();
  void flush_space();
  void put_block(doc::Block block);
  void put_mark(doc::Inline mark);
  void trim_text();
  void put_inline(doc::Inline node);
  void put_text(std::size_t begin, std::size_t end);
  Span run_span(std::size_t begin, std::size_t end) const;
  bool is_literal(std::size_t offset) const;
  void finish_table(doc::Table& table) const;
  void report_unclosed(std::size_t from);
  void count_skipped();
  bool is_closed_later(std::string_view tag, Span opened);
  void sum_up_unbalanced();
  static bool is_closed_to(const Frame& frame, std::string_view tag);
  std::size_t find_html_table() const;
  HtmlTable* pop_to_html_table();
  void put_phrase(doc::Inline phrase);
  void put_html_table(doc::Block block, HtmlTable& table);

  BuildState& state_;
  FileId file_;
  bool smart_ = false;
  bool references_ = false;
  std::vector<Frame> frames_;
  // For each Markdown enter that has not been left: its frame's index, or kSkipped.
  std::vector<std::uint32_t> entered_;
  // Open HTML elements that had no room.
  std::vector<std::string> closed_later_;
  std::vector<std::string_view> skipped_html_;
  // Attributes of the next block that the frame of this index gets.
  std::size_t pending_frame_ = 0;
  doc::Attributes pending_ = {};
  bool in_paragraph_ = false;
  bool table_head_ = false;
  // Raw HTML tables among frames_: those with a caption will be one level deeper than their frames.
  std::size_t html_tables_ = 0;
  // White space behind a task's box says nothing.
  bool after_box_ = false;
  Run run_;
  enum class Space : std::uint8_t { None, Space, LineEnd } space_ = Space::None;
  Span space_span_ = {};
};

}  // namespace mdconv::markdown
