// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/inline_pass.h"
#include "markdown/line_syntax.h"
#include "markdown/rewriting.h"
#include "markdown/source_edits.h"
#include "markdown/source_text.h"
#include "markdown/template_tag.h"

namespace mdconv::markdown {

/// The pass over a text before the parser sees it: line by line, with as much of the block structure as it takes to
/// tell text from code. It takes out definitions of notes, abbreviations and attributes, and replaces what the parser
/// doesn't know (see rewriting.h). Each line is looked at once; the cost is linear.
class BlockPass {
 public:
  /// `source` and `rewriting` must outlive the pass.
  BlockPass(const SourceText& source, Rewriting& rewriting);

  /// The changed text; nothing when nothing was changed.
  std::optional<SourceEdits::Changed> run();

 private:
  enum class ContainerKind : std::uint8_t { Quote, Item, Admonition, Note };
  struct Container {
    ContainerKind kind = ContainerKind::Quote;
    /// Columns that lines in it are indented by, seen from the container around.
    int indent = 0;
  };
  enum class Leaf : std::uint8_t { None, Paragraph, Fence, Html };

  // ---- the line and its containers ----
  std::size_t scan_line(std::size_t begin);
  std::size_t match_containers(Cursor& cursor, bool edit = true);
  void scan_blank(std::size_t matched, const Cursor& cursor);
  bool scan_note_line(std::size_t matched, const Cursor& cursor);
  bool is_lazy(std::size_t matched, const Cursor& content) const;
  void close_containers(std::size_t size, const Cursor& cursor);
  bool open_container(Cursor& cursor);
  void push_container(Container container);
  bool open_quote(Cursor& cursor);
  bool open_item(Cursor& cursor);
  bool open_definition(Cursor& cursor);
  bool open_admonition(Cursor& cursor);

  // ---- leaves ----
  void scan_leaf(Cursor cursor);
  void scan_fence_line(const Cursor& cursor);
  void keep_escapes(const Cursor& content);
  void scan_html(const Cursor& cursor);
  void scan_html_line(const Cursor& cursor);
  std::size_t markdown_tag(std::string_view rest) const;
  void scan_markdown_tag(const Cursor& content, std::size_t length);
  void end_leaf();
  void put_blank_line(const Cursor& cursor);
  void add_text_line(const Cursor& cursor);
  void flush_region();
  bool region_is_references() const;
  bool scan_marks(const Cursor& cursor);

  // ---- tables ----
  std::string plain_delimiter(std::string_view line) const;
  bool is_separator(std::string_view line) const;
  void begin_table(const Cursor& content);
  void erase_line(const InlineLine& line);
  bool add_row(const Cursor& content);
  std::vector<std::size_t> fit_row(const Cursor& content);
  void part_empty_cells(const Cursor& content, const std::vector<std::size_t>& escaped);
  void finish_table();
  std::size_t line_begin(const InlineLine& line) const;
  bool is_headless_table() const;
  void make_headless_table();

  // ---- notes ----
  bool open_note(Cursor& cursor);
  void add_note_line(std::size_t begin, std::size_t spaces);
  void finish_note();

  // ---- marks that fill a line ----
  bool scan_attribute_line(const Cursor& cursor);
  bool scan_kramdown_tag(const Cursor& cursor);
  Insertion take_html(const Cursor& cursor, std::size_t end);
  bool scan_abbreviation(const Cursor& cursor);
  bool scan_division(const Cursor& cursor);
  bool scan_contents(const Cursor& cursor);
  bool scan_block_end(const Cursor& cursor);
  bool scan_math(const Cursor& cursor);
  bool scan_tag_line(const Cursor& cursor);
  bool scan_code_tag(const Cursor& cursor, const TemplateTag& tag, std::size_t tag_end);
  bool scan_quote_tag(const Cursor& cursor, const TemplateTag& tag);
  bool scan_note_tag(const Cursor& cursor, const TemplateTag& tag);
  bool skip_tag_body(const Cursor& cursor);
  void keep_lines(std::size_t begin, std::size_t end, const std::string& inside);
  bool parts_html(const Cursor& content) const;
  bool skip_comment(const Cursor& content);
  bool strip_raw(const Cursor& content);
  static void name_division(Insertion& open);
  bool starts_block(std::string_view rest) const;
  std::string prefix(const Cursor& cursor) const { return prefix(line_.begin, cursor.offset); }
  std::string prefix(std::size_t line_begin, std::size_t offset) const;
  std::string container_prefix(const Cursor& cursor) const;
  void put(const Cursor& cursor, Insertion insertion);
  void close_division(const Cursor& cursor);
  Insertion make(InsertionKind kind, const Cursor& cursor) const;

  const SourceText& source_;
  std::string_view text_;
  Rewriting& rewriting_;
  SourceEdits edits_;
  InlinePass inlines_;

  std::vector<Container> containers_;
  Leaf leaf_ = Leaf::None;
  Fence fence_;
  bool table_ = false;             // the paragraph is one
  std::size_t matched_ = 0;        // the containers that the line is part of
  std::size_t table_matched_ = 0;  // the same of the table's head
  bool lazy_ = false;              // the paragraph has lines that stand left of their containers
  // The last table's delimiters, which are written when its longest row is known.
  struct OpenTable {
    InlineLine head;
    InlineLine delimiters;
    std::string line;
    std::size_t columns = 0;
    std::size_t most = 0;
  };
  std::optional<OpenTable> open_table_;
  HtmlStart html_;
  Line line_;
  bool item_begins_ = false;  // the line's content stands right behind an item's mark
  bool after_blank_ = true;
  bool after_definition_ = false;  // a definition may follow one
  std::size_t definition_depth_ = 0;
  std::size_t paragraph_depth_ = kNoParagraph;  // of the paragraph that a definition may follow
  static constexpr std::size_t kNoParagraph = static_cast<std::size_t>(-1);
  std::vector<InlineLine> region_;
  std::size_t resume_ = 0;  // lines before it are done
  std::size_t blanks_ = 0;  // between the containers' marks and the leaf
  struct OpenDivision {
    /// The containers around it.
    std::size_t depth = 0;
    /// What a quotation ends with: who said it, and where.
    std::string attribution = {};
  };
  std::vector<OpenDivision> divisions_;
  std::set<std::string, std::less<>> endless_;  // tags that were found to have no end further on

  NoteDefinition note_;
  std::size_t note_begin_ = 0;
  std::size_t note_end_ = 0;
  bool note_lazy_ = false;
  std::optional<Fence> note_fence_;
  std::vector<std::size_t> note_blanks_;
};

}  // namespace mdconv::markdown
