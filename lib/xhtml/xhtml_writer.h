// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/code_lines.h"
#include "document/code_parts.h"
#include "mdconv/document.h"
#include "support/xml_writer.h"

// Blocks and inlines as XHTML, for every format that shows HTML. The elements and classes are a contract with the
// style sheets.

namespace mdconv::xhtml {

enum class Flavor {
  /// XHTML with epub:type, and ids as EPUB 3.3 allows them.
  Epub,
  /// HTML that is also well-formed XML, for browsers.
  Html,
};

struct WriterOptions {
  Flavor flavor = Flavor::Html;
  /// The URL of the place that has this id (as written, see Writer::id), seen from the text that is being written.
  /// Null: everything is in one file.
  std::function<std::string(std::string_view id)> place = {};
  /// The URL of an image that has a resource; empty when the format cannot show it: its alternative text stands
  /// in. Null: there are no images.
  std::function<std::string(const doc::Inline& node, const doc::Image& image)> image = {};
  /// Notes are asides that reading systems show over the text, instead of a list.
  bool popup_notes = false;
  /// The bare elements: links and images that lead nowhere keep the target that the source gives them, and nothing
  /// is added for the looks.
  bool literal = false;
  /// Null: code has no colours.
  doc::CodeColors* colors = nullptr;
  /// Lines run from top to bottom: short numbers and single letters are marked, so that sheets can set them upright.
  bool vertical = false;
};

/// What the texts written so far hold, for tables of contents and accessibility metadata.
struct Contents {
  std::size_t headings = 0;
  std::size_t images = 0;
  std::size_t undescribed_images = 0;
  std::size_t tables = 0;
  std::size_t tables_without_headers = 0;
  bool endnotes = false;

  Contents& operator+=(const Contents& other) {
    headings += other.headings;
    images += other.images;
    undescribed_images += other.undescribed_images;
    tables += other.tables;
    tables_without_headers += other.tables_without_headers;
    endnotes = endnotes || other.endnotes;
    return *this;
  }
};

/// Writes parts of one document; each may go to another file.
class Writer {
 public:
  /// The document and `xml` must outlive the writer.
  Writer(const doc::Document& document, xml::Writer& xml, WriterOptions options)
      : document_(document), xml_(xml), options_(std::move(options)) {}

  /// Title, subtitle and authors, if the document wants them shown.
  void title_block();
  /// The same for a page of its own, whether the document wants it or not.
  void title_page();
  void blocks(std::span<const doc::Block> blocks);
  /// The section of the document's notes, or of one chapter's; nothing when there are none.
  void endnotes(std::uint32_t chapter = doc::kNone);
  /// A chapter or a part with only these of its blocks.
  void open_section(const doc::Block& division, bool with_id = true);
  void close_section();

  const Contents& contents() const noexcept { return contents_; }

 private:
  void block(const doc::Block& block);
  void heading(const doc::Heading& node, const doc::Attributes& attributes);
  void raw(const doc::RawHtml& node);
  void code_block(const doc::Block& block, const doc::CodeBlock& code);
  void code_lines(std::string_view text, const doc::CodeLines& lines, std::span<const CodePart> parts);
  void code_text(std::string_view text, std::size_t begin, std::size_t end, std::span<const CodePart>& parts);
  void list(const doc::List& list, const doc::Attributes& attributes);
  void room_for_numbers(std::uint64_t last);
  void list_item(const doc::ListItem& item);
  void definition_list(const doc::DefinitionList& list, const doc::Attributes& attributes);
  void table(const doc::Table& table, const doc::Attributes& attributes);
  void table_row(const doc::Table& table, const doc::TableRow& row, std::string_view cell_element);
  void header_attributes(const doc::TableCell& cell, std::string_view cell_element);
  void division(const doc::Division& division, const doc::Attributes& attributes);
  void container(std::string_view element, const doc::Blocks& blocks);
  void figure(std::span<const doc::Block> blocks);
  void details(const doc::Blocks& blocks);
  void phrases(const doc::Blocks& blocks);
  void anchor(std::string_view element, const doc::Attributes& attrs);
  void note_list(std::span<const doc::Note> notes);
  void note(const doc::Note& note);
  void popup_note(const doc::Note& note);
  void backlinks(const doc::Note& note);

  void inlines(const doc::Inlines& inlines);
  void inline_node(const doc::Inline& node);
  void text(std::string_view text);
  void emphasis(const doc::Emphasis& node, const doc::Attributes& attributes);
  void formula(const doc::Inline& node, const doc::Math& math);
  void url_text(std::string_view text);
  void code_text(std::string_view text);
  void link(const doc::Inline& node, const doc::Link& link);
  void image(const doc::Inline& node, const doc::Image& image);
  void image_size(const doc::Inline& node, const doc::Image& image);
  void note_mark(const doc::NoteRef& mark);
  void element(std::string_view name, const doc::Inlines& children, const doc::Attributes& attributes,
               std::string_view own_classes = {});

  void attributes(const doc::Attributes& attributes, std::string_view own_classes = {});
  void semantics(std::string_view epub_type, std::string_view role);
  std::string place(std::string_view document_id) const;

  const doc::Document& document_;
  xml::Writer& xml_;
  WriterOptions options_;
  Contents contents_;
  struct OpenHeading {
    int level = 0;
    int shown = 0;
  };
  /// The headings that the next one is below, outermost first.
  std::vector<OpenHeading> headings_;
  bool in_head_cell_ = false;
  bool in_link_ = false;
  /// Marks inside a link, which may not hold another: they come after it.
  std::vector<const doc::NoteRef*> marks_in_link_;
};

/// The id that stands in the file for an id of the document.
std::string written_id(Flavor flavor, std::string_view document_id);

}  // namespace mdconv::xhtml
