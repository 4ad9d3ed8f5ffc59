// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "mdconv/host.h"
#include "mdconv/source.h"

// The document tree: plain values without behaviour. Blocks and inlines are apart; every node knows
// its place in the source. Nesting is at most kMaxNesting deep, so recursion over it is safe.

namespace mdconv::doc {

inline constexpr int kMaxNesting = 100;

struct Attributes {
  std::string id = {};
  std::vector<std::string> classes = {};
  std::vector<std::pair<std::string, std::string>> pairs = {};

  bool empty() const noexcept { return id.empty() && classes.empty() && pairs.empty(); }
  bool has_class(std::string_view name) const noexcept {
    for (const auto& c : classes)
      if (c == name) return true;
    return false;
  }
  /// The value of a pair, or an empty view.
  std::string_view find(std::string_view key) const noexcept {
    for (const auto& [k, v] : pairs)
      if (k == key) return v;
    return {};
  }
  friend bool operator==(const Attributes&, const Attributes&) = default;
};

struct Inline;
struct Block;
using Inlines = std::vector<Inline>;
using Blocks = std::vector<Block>;

/// An index into one of the document's vectors that no pass has filled yet, or that leads nowhere.
inline constexpr std::uint32_t kNone = 0xFFFFFFFF;

// ---- inlines ----

/// UTF-8 without line ends; never empty.
struct Text {
  std::string utf8;
};

/// A line end in the source that is not a break in the output: a space, or nothing between wide characters.
struct SoftBreak {};

struct LineBreak {};

/// A code span; its text is never changed by a pass.
struct Code {
  std::string utf8;
};

struct Emphasis {
  Inlines children;
};

struct Strong {
  Inlines children;
};

struct Strikethrough {
  Inlines children;
};

/// Other phrases that HTML has an element for.
/// The attribute "role" of an element without content that says where a page of a printed edition begins; the attribute
/// "title" is that page's number.
inline constexpr std::string_view kPageBreakRole = "doc-pagebreak";

enum class SpanKind : std::uint8_t {
  Generic,
  Subscript,
  Superscript,
  Keyboard,
  Mark,
  Underline,
  Inserted,
  Small,
  /// Its attribute "title" says what it stands for.
  Abbreviation,
  /// Base text, each part of it followed by its RubyText.
  Ruby,
  RubyText,
};

struct Span {
  SpanKind kind = SpanKind::Generic;
  Inlines children;
};

struct Link {
  /// As written, entities and escapes resolved.
  std::string target;
  std::string title;
  Inlines children;
  /// Set by the resolve phase: an absolute URL, "#id" of a place in this document, or empty: show the
  /// children as plain text.
  std::string href;
};

struct Image {
  /// As written, entities and escapes resolved.
  std::string target;
  std::string title;
  std::string alt;
  /// Index into Document::resources, set by the resolve phase; kNone: show alt or the file's name.
  std::uint32_t resource = kNone;
};

/// A formula in TeX's language, as written between its delimiters.
struct Math {
  std::string source;
  /// Set on a line of its own.
  bool display = false;
};

/// A piece of the source that is HTML, kept as it is; only for output that is read by nobody but HTML readers.
struct RawHtml {
  std::string html;
};

/// A note's mark.
struct NoteRef {
  std::string label;
  /// Index into Document::notes, set by the resolve phase; never kNone afterwards.
  std::uint32_t note = kNone;
  /// Which of the note's marks this is, from 1 in document order.
  std::uint32_t ordinal = 0;
};

struct Inline {
  using Node = std::variant<Text, SoftBreak, LineBreak, Code, Emphasis, Strong, Strikethrough, Span, Link, Image, Math,
                            RawHtml, NoteRef>;
  Node node;
  mdconv::Span span = {};
  Attributes attributes = {};
};

// ---- blocks ----

struct Paragraph {
  Inlines children;
};

/// Text that is not a paragraph of its own: a tight list item's, a table cell's, a raw <div>'s.
struct Plain {
  Inlines children;
};

struct Heading {
  std::uint8_t level = 1;  // 1 to 6
  Inlines children;
  /// Whether the id was made only because every heading has one, in a dialect that makes none.
  bool implicit_id = false;
};

struct CodeBlock {
  /// First word of the info string, lower case; may be empty.
  std::string language;
  /// The whole info string as written.
  std::string info;
  /// Lines end in '\n'; the last one too unless the text is empty.
  std::string utf8;
};

struct Quote {
  Blocks children;
};

struct ListItem {
  Blocks children;
  /// Task lists: whether the box is ticked.
  std::optional<bool> checked;
  mdconv::Span span = {};
  Attributes attributes = {};
};

enum class ListDelimiter : std::uint8_t { Period, Parenthesis };

struct List {
  /// Number of the first item of an ordered list; a bullet list has none.
  std::optional<std::uint32_t> start;
  ListDelimiter delimiter = ListDelimiter::Period;
  /// No blank lines between items: they hold Plain instead of Paragraph.
  bool tight = true;
  std::vector<ListItem> items;
};

enum class Alignment : std::uint8_t { Default, Left, Center, Right };

struct TableCell {
  Blocks children;
  /// How many columns and rows it fills, from its own on.
  std::uint32_t column_span = 1;
  std::uint32_t row_span = 1;
  /// Whether it names its row or column.
  bool header = false;
  /// Filled by a cell before or above it; it has no content of its own.
  bool covered = false;
  mdconv::Span span = {};
  Attributes attributes = {};
};

struct TableRow {
  std::vector<TableCell> cells;
};

/// Every row has as many cells as `columns`; spans reach neither over the grid nor from the head into the body, and no
/// two overlap. A table with a caption stands in a Division{Figure}, next to a Division{Caption}.
struct Table {
  std::vector<Alignment> columns;
  std::vector<TableRow> head;
  std::vector<TableRow> body;
};

/// A thematic break.
struct Rule {};

/// A term of a definition list, or what is said of it.
struct DefinitionEntry {
  bool term = false;
  Blocks children;
  mdconv::Span span = {};
  Attributes attributes = {};
};

struct DefinitionList {
  std::vector<DefinitionEntry> entries;
};

enum class DivisionKind : std::uint8_t {
  Generic,
  Center,
  Figure,
  Caption,
  Details,
  Summary,
  /// A note, a tip, a warning, …: its first class says which.
  Admonition,
  AdmonitionTitle,
  /// Where the author wants the table of contents; the resolve phase puts it in.
  Contents,
  /// A book's chapter, or the title of a part of it; only at the top of the tree, see Document::chapters.
  Chapter,
  Part,
};

/// A container with attributes; from raw HTML or a fenced division.
struct Division {
  DivisionKind kind = DivisionKind::Generic;
  Blocks children;
};

struct Block {
  using Node =
      std::variant<Paragraph, Plain, Heading, CodeBlock, Quote, List, DefinitionList, Table, Rule, Division, RawHtml>;
  Node node;
  mdconv::Span span = {};
  Attributes attributes = {};
};

// ---- beside the tree ----

/// Someone who had a part in the work.
struct Person {
  std::string name;
  /// MARC relator code: "aut", "trl", "edt".
  std::string role = "aut";
  /// By which the name is sorted: "Du, Fu". Empty: by the name itself.
  std::string file_as = {};
};

struct Metadata {
  std::string title;
  std::string subtitle;
  /// Names, in order, each once.
  std::vector<std::string> authors;
  std::string description;
  std::string publisher;
  std::string rights;
  std::string identifier;
  /// Tags, categories and keywords, in order, each once.
  std::vector<std::string> subjects;
  /// BCP 47; set by the resolve phase when the source names none.
  std::string language;
  /// W3C date-time or date ("2022-08-22"), empty when unknown.
  std::string date;
  /// When it was last changed, as `date`.
  std::string modified = {};
  std::string series = {};
  /// "3" or "1.5", empty when unknown.
  std::string series_position = {};
  /// An image, as written.
  std::string cover = {};
  /// Whether the document says that it is not to be published yet.
  bool draft = false;
  /// Whether it asks for a table of contents, or for none.
  std::optional<bool> toc = {};
  /// Whether it asks for numbers before its captions, or for none.
  std::optional<bool> number_captions = {};
  std::string slug = {};
  /// Translators, editors and others; and those authors of whom more than the name is known.
  std::vector<Person> people = {};
  /// Whether the title came from the front matter, so that it is shown above the body.
  bool show_title = false;
  mdconv::Span span = {};
};

struct Note {
  std::string label;
  Blocks blocks;
  /// From 1 in order of first reference; set by the resolve phase, which also drops unused notes and sorts.
  std::uint32_t number = 0;
  /// How many marks refer to it.
  std::uint32_t references = 0;
  /// Index into Document::chapters; kNone: the document is no book.
  std::uint32_t chapter = kNone;
  /// The number that readers see: `number`, or from 1 in each chapter.
  std::uint32_t shown_number = 0;
  mdconv::Span span = {};
};

/// A file that the document shows. The same bytes are held once.
struct Resource {
  /// Its path below the root, or a name made from a data: URI.
  std::string path;
  /// "image/jpeg", "image/png", …, found from the bytes.
  std::string media_type;
  Blob data;
  std::uint32_t width = 0;  // pixels, as shown (EXIF orientation applied)
  std::uint32_t height = 0;
};

/// A heading or a chapter, for outlines and navigation.
struct OutlineEntry {
  std::uint8_t level = 1;
  std::string title;
  /// Empty: nothing is there yet, as with a chapter that is announced only.
  std::string id;
};

enum class ChapterKind : std::uint8_t {
  /// Before the numbered chapters, or behind them.
  Front,
  Numbered,
  Back,
  /// The title of a part; the part goes on until the next one.
  Part,
};

/// An entry of a book's table of contents.
struct Chapter {
  ChapterKind kind = ChapterKind::Numbered;
  std::string title;
  /// {1, 2} of "1.2"; empty when it has no number.
  std::vector<std::uint32_t> number = {};
  /// How many chapters it is inside of.
  std::uint8_t depth = 0;
  /// Where its text lies below the root; may be empty.
  std::string path = {};
  /// Index into Document::blocks of its Division; kNone: it is announced and not written yet.
  std::uint32_t block = kNone;
  mdconv::Span span = {};
};

/// Where notes stand.
enum class NotePlacement : std::uint8_t {
  Document,
  Chapter,
  /// At the foot of the page that has the first mark. Formats without pages: at each chapter's end, or at the
  /// document's if it is no book.
  Page,
};

/// Which captions get numbers.
enum class CaptionNumbers : std::uint8_t {
  /// Those of books and of documents that refer to them, unless the author has numbered any of the kind.
  Auto,
  /// All but those that the author has numbered.
  All,
  None,
};

struct Document {
  Metadata metadata;
  Blocks blocks;
  /// In order of their numbers, so those of one chapter stand together.
  std::vector<Note> notes;
  std::vector<Resource> resources;
  /// Set by the resolve phase, in document order.
  std::vector<OutlineEntry> outline;
  /// In order; empty when the document is no book. A book has no blocks but the divisions of its chapters and parts.
  std::vector<Chapter> chapters;
  NotePlacement note_placement = NotePlacement::Document;
  /// Whether notes at the foot of pages have numbers that begin anew on each page, whatever Note::shown_number says.
  bool notes_numbered_by_page = false;
  /// Index into `resources` of the picture that Metadata::cover names, or kNone.
  std::uint32_t cover = kNone;
};

}  // namespace mdconv::doc
