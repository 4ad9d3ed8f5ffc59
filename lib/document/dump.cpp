// SPDX-License-Identifier: MIT
#include "document/dump.h"

#include <fmt/format.h>

#include <map>

#include "document/walk.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::doc {

namespace {

// Text in quotes on one line.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': result += "\\\""; break;
      case '\\': result += "\\\\"; break;
      case '\n': result += "\\n"; break;
      case '\t': result += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          result += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
        } else {
          result.push_back(c);
        }
    }
  }
  result.push_back('"');
  return result;
}

std::string_view name(SpanKind kind) {
  switch (kind) {
    case SpanKind::Generic: return "Span";
    case SpanKind::Subscript: return "Subscript";
    case SpanKind::Superscript: return "Superscript";
    case SpanKind::Keyboard: return "Keyboard";
    case SpanKind::Mark: return "Mark";
    case SpanKind::Underline: return "Underline";
    case SpanKind::Inserted: return "Inserted";
    case SpanKind::Small: return "Small";
    case SpanKind::Abbreviation: return "Abbreviation";
    case SpanKind::Ruby: return "Ruby";
    case SpanKind::RubyText: return "RubyText";
  }
  return {};
}

std::string_view name(DivisionKind kind) {
  switch (kind) {
    case DivisionKind::Generic: return "Division";
    case DivisionKind::Center: return "Center";
    case DivisionKind::Figure: return "Figure";
    case DivisionKind::Caption: return "Caption";
    case DivisionKind::Details: return "Details";
    case DivisionKind::Summary: return "Summary";
    case DivisionKind::Admonition: return "Admonition";
    case DivisionKind::AdmonitionTitle: return "AdmonitionTitle";
    case DivisionKind::Contents: return "Contents";
    case DivisionKind::Chapter: return "Chapter";
    case DivisionKind::Part: return "Part";
  }
  return {};
}

std::string_view name(Alignment alignment) {
  switch (alignment) {
    case Alignment::Default: return "default";
    case Alignment::Left: return "left";
    case Alignment::Center: return "center";
    case Alignment::Right: return "right";
  }
  return {};
}

class Dumper {
 public:
  Dumper(const Document& document, const SourceMap& sources) : document_(document), sources_(sources) {}

  std::string run() {
    write_metadata();
    write(document_.blocks, 0);
    for (const Note& note : document_.notes) {
      line(0, note.span, fmt::format("Note {} {} references {}", note.number, quoted(note.label), note.references));
      write(note.blocks, 1);
    }
    for (const Chapter& chapter : document_.chapters) {
      std::string number;
      for (const std::uint32_t part : chapter.number) number += fmt::format(" {}", part);
      line(chapter.depth, chapter.span,
           fmt::format("Chapter {} {}{}", quoted(chapter.title), quoted(chapter.path), number));
    }
    for (const Resource& resource : document_.resources) {
      line(0, {},
           fmt::format("Resource {} {} {}x{}, {} bytes", quoted(resource.path), resource.media_type, resource.width,
                       resource.height, resource.data.size()));
    }
    for (const OutlineEntry& entry : document_.outline) {
      line(0, {}, fmt::format("Outline {} {} #{}", entry.level, quoted(entry.title), entry.id));
    }
    return std::move(out_);
  }

 private:
  void line(int depth, const mdconv::Span& span, std::string_view text) {
    out_.append(static_cast<std::size_t>(depth) * 2, ' ');
    out_ += text;
    if (span.has_place()) out_ += fmt::format("  @{}-{}", place(span.file, span.begin), place(span.file, span.end));
    out_.push_back('\n');
  }

  // "line:column". Columns are counted from the nearest place known on the line, because counting each from the line's
  // start would take quadratic time on a text of one long line.
  std::string place(FileId file, std::uint32_t offset) {
    const auto after = places_.upper_bound({file, offset});
    if (after != places_.begin()) {
      const auto& [known, position] = *std::prev(after);
      const std::string_view text = sources_.text(file);
      if (known.first == file && offset <= text.size()) {
        const std::string_view between = text.substr(known.second, offset - known.second);
        if (between.find_first_of("\r\n") == std::string_view::npos) {
          Position found = position;
          for (std::size_t i = 0; i < between.size();) {
            found.column += static_cast<std::uint32_t>(unicode::display_width(utf8::next(between, i)));
          }
          places_.emplace(std::pair(file, offset), found);
          return fmt::format("{}:{}", found.line, found.column);
        }
      }
    }
    const Position found = sources_.position(file, offset);
    places_.emplace(std::pair(file, offset), found);
    return fmt::format("{}:{}", found.line, found.column);
  }

  static std::string describe(const Attributes& attributes) {
    std::string text;
    if (!attributes.id.empty()) text += fmt::format(" #{}", attributes.id);
    for (const std::string& name : attributes.classes) text += fmt::format(" .{}", name);
    for (const auto& [key, value] : attributes.pairs) text += fmt::format(" {}={}", key, quoted(value));
    return text;
  }

  void write_metadata() {
    const Metadata& metadata = document_.metadata;
    const auto field = [&](std::string_view key, std::string_view value) {
      if (!value.empty()) line(0, {}, fmt::format("{}: {}", key, quoted(value)));
    };
    field("title", metadata.title);
    field("subtitle", metadata.subtitle);
    for (const std::string& author : metadata.authors) field("author", author);
    for (const Person& person : metadata.people)
      field(person.role, fmt::format("{} / {}", person.name, person.file_as));
    field("description", metadata.description);
    field("publisher", metadata.publisher);
    field("rights", metadata.rights);
    field("identifier", metadata.identifier);
    for (const std::string& subject : metadata.subjects) field("subject", subject);
    field("language", metadata.language);
    field("date", metadata.date);
    field("modified", metadata.modified);
    field("series", metadata.series);
    field("series position", metadata.series_position);
    field("cover", metadata.cover);
    field("slug", metadata.slug);
    if (metadata.draft) line(0, {}, "draft");
    if (metadata.toc) line(0, {}, *metadata.toc ? "toc" : "no toc");
    if (metadata.number_captions) line(0, {}, *metadata.number_captions ? "number captions" : "no caption numbers");
    if (metadata.show_title) line(0, {}, "show title");
  }

  void write(const Blocks& blocks, int depth) {
    for (const Block& block : blocks) write(block, depth);
  }

  void write(const Inlines& inlines, int depth) {
    for (const Inline& node : inlines) write(node, depth);
  }

  void write(const Block& block, int depth) {
    const auto head = [&](std::string_view text) {
      line(depth, block.span, std::string(text) + describe(block.attributes));
    };
    std::visit(
        Overload{
            [&](const Paragraph& node) { head("Paragraph"), write(node.children, depth + 1); },
            [&](const Plain& node) { head("Plain"), write(node.children, depth + 1); },
            [&](const Heading& node) { head(fmt::format("Heading {}", node.level)), write(node.children, depth + 1); },
            [&](const CodeBlock& node) { head(fmt::format("CodeBlock {} {}", quoted(node.info), quoted(node.utf8))); },
            [&](const Quote& node) { head("Quote"), write(node.children, depth + 1); },
            [&](const List& node) {
              head(list_name(node));
              for (const ListItem& item : node.items) write(item, depth + 1);
            },
            [&](const DefinitionList& node) {
              head("DefinitionList");
              for (const DefinitionEntry& entry : node.entries) {
                line(depth + 1, entry.span,
                     std::string(entry.term ? "Term" : "Definition") + describe(entry.attributes));
                write(entry.children, depth + 2);
              }
            },
            [&](const Table& node) {
              std::string columns = "Table";
              for (const Alignment alignment : node.columns) columns += fmt::format(" {}", name(alignment));
              head(columns);
              for (const TableRow& row : node.head) write(row, "HeadRow", depth + 1);
              for (const TableRow& row : node.body) write(row, "Row", depth + 1);
            },
            [&](const Rule&) { head("Rule"); },
            [&](const Division& node) { head(name(node.kind)), write(node.children, depth + 1); },
            [&](const RawHtml& node) { head(fmt::format("RawHtml {}", quoted(node.html))); },
        },
        block.node);
  }

  static std::string list_name(const List& list) {
    std::string text =
        list.start ? fmt::format("List {}{}", *list.start, list.delimiter == ListDelimiter::Parenthesis ? ")" : ".")
                   : "List";
    return text + (list.tight ? " tight" : " loose");
  }

  void write(const ListItem& item, int depth) {
    const std::string_view box = !item.checked ? "" : *item.checked ? " [x]" : " [ ]";
    line(depth, item.span, fmt::format("Item{}{}", box, describe(item.attributes)));
    write(item.children, depth + 1);
  }

  void write(const TableRow& row, std::string_view title, int depth) {
    line(depth, {}, title);
    for (const TableCell& cell : row.cells) {
      line(depth + 1, cell.span, cell_name(cell) + describe(cell.attributes));
      write(cell.children, depth + 2);
    }
  }

  static std::string cell_name(const TableCell& cell) {
    if (cell.covered) return "Covered";
    std::string text = cell.header ? "HeaderCell" : "Cell";
    if (cell.column_span != 1) text += fmt::format(" columns {}", cell.column_span);
    if (cell.row_span != 1) text += fmt::format(" rows {}", cell.row_span);
    return text;
  }

  void write(const Inline& node, int depth) {
    const auto head = [&](std::string_view text) {
      line(depth, node.span, std::string(text) + describe(node.attributes));
    };
    const auto phrase = [&](std::string_view text, const Inlines& children) {
      head(text);
      write(children, depth + 1);
    };
    std::visit(Overload{
                   [&](const Text& text) { head(fmt::format("Text {}", quoted(text.utf8))); },
                   [&](const SoftBreak&) { head("SoftBreak"); },
                   [&](const LineBreak&) { head("LineBreak"); },
                   [&](const Code& code) { head(fmt::format("Code {}", quoted(code.utf8))); },
                   [&](const Emphasis& inner) { phrase("Emphasis", inner.children); },
                   [&](const Strong& inner) { phrase("Strong", inner.children); },
                   [&](const Strikethrough& inner) { phrase("Strikethrough", inner.children); },
                   [&](const doc::Span& inner) { phrase(name(inner.kind), inner.children); },
                   [&](const Link& link) { phrase(link_name(link), link.children); },
                   [&](const Image& image) { head(image_name(image)); },
                   [&](const Math& math) {
                     head(fmt::format("{} {}", math.display ? "DisplayMath" : "Math", quoted(math.source)));
                   },
                   [&](const RawHtml& raw) { head(fmt::format("RawHtml {}", quoted(raw.html))); },
                   [&](const NoteRef& mark) {
                     const std::string note = mark.note == kNone ? "none" : std::to_string(mark.note);
                     head(fmt::format("NoteRef {} note {} ordinal {}", quoted(mark.label), note, mark.ordinal));
                   },
               },
               node.node);
  }

  static std::string link_name(const Link& link) {
    std::string text = fmt::format("Link {}", quoted(link.target));
    if (!link.title.empty()) text += fmt::format(" title {}", quoted(link.title));
    if (!link.href.empty()) text += fmt::format(" href {}", quoted(link.href));
    return text;
  }

  static std::string image_name(const Image& image) {
    std::string text = fmt::format("Image {} alt {}", quoted(image.target), quoted(image.alt));
    if (!image.title.empty()) text += fmt::format(" title {}", quoted(image.title));
    if (image.resource != kNone) text += fmt::format(" resource {}", image.resource);
    return text;
  }

  const Document& document_;
  const SourceMap& sources_;
  std::map<std::pair<FileId, std::uint32_t>, Position> places_;
  std::string out_;
};

}  // namespace

std::string dump(const Document& document, const SourceMap& sources) { return Dumper(document, sources).run(); }

}  // namespace mdconv::doc
