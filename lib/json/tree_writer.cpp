// SPDX-License-Identifier: MIT
#include "json/tree_writer.h"

#include <algorithm>

#include "document/walk.h"
#include "json/json_writer.h"

// docs/json.md has a row for each type and field that is written here. The fields of a node are taken by structured
// bindings, so that a new field breaks the build until it has its place in the schema.

namespace mdconv::json {

namespace {

std::string_view name(doc::SpanKind kind) {
  switch (kind) {
    case doc::SpanKind::Generic: return "generic";
    case doc::SpanKind::Subscript: return "subscript";
    case doc::SpanKind::Superscript: return "superscript";
    case doc::SpanKind::Keyboard: return "keyboard";
    case doc::SpanKind::Mark: return "mark";
    case doc::SpanKind::Underline: return "underline";
    case doc::SpanKind::Inserted: return "inserted";
    case doc::SpanKind::Small: return "small";
    case doc::SpanKind::Abbreviation: return "abbreviation";
    case doc::SpanKind::Ruby: return "ruby";
    case doc::SpanKind::RubyText: return "rubyText";
  }
  return {};
}

std::string_view name(doc::DivisionKind kind) {
  switch (kind) {
    case doc::DivisionKind::Generic: return "generic";
    case doc::DivisionKind::Center: return "center";
    case doc::DivisionKind::Figure: return "figure";
    case doc::DivisionKind::Caption: return "caption";
    case doc::DivisionKind::Details: return "details";
    case doc::DivisionKind::Summary: return "summary";
    case doc::DivisionKind::Admonition: return "admonition";
    case doc::DivisionKind::AdmonitionTitle: return "admonitionTitle";
    case doc::DivisionKind::Contents: return "contents";
    case doc::DivisionKind::Chapter: return "chapter";
    case doc::DivisionKind::Part: return "part";
  }
  return {};
}

std::string_view name(doc::Alignment alignment) {
  switch (alignment) {
    case doc::Alignment::Default: return "default";
    case doc::Alignment::Left: return "left";
    case doc::Alignment::Center: return "center";
    case doc::Alignment::Right: return "right";
  }
  return {};
}

std::string_view name(doc::ChapterKind kind) {
  switch (kind) {
    case doc::ChapterKind::Front: return "front";
    case doc::ChapterKind::Numbered: return "numbered";
    case doc::ChapterKind::Back: return "back";
    case doc::ChapterKind::Part: return "part";
  }
  return {};
}

std::string_view name(doc::ListDelimiter delimiter) {
  switch (delimiter) {
    case doc::ListDelimiter::Period: return "period";
    case doc::ListDelimiter::Parenthesis: return "parenthesis";
  }
  return {};
}

std::string_view placement_name(doc::NotePlacement placement) {
  switch (placement) {
    case doc::NotePlacement::Document: return "document";
    case doc::NotePlacement::Chapter: return "chapter";
    case doc::NotePlacement::Page: return "page";
  }
  return "document";
}

class TreeWriter {
 public:
  explicit TreeWriter(const SourceMap& sources) : sources_(sources) {}

  std::string write(const doc::Document& document) {
    const auto& [metadata, blocks, notes, resources, outline, chapters, note_placement, by_page, cover] = document;
    json_.begin_object(Writer::Layout::Lines);
    json_.number("schema", kSchema);
    // Which files there are is known when every span has been seen.
    json_.key("files");
    const std::size_t place_of_files = out_.size();
    json_.null();
    json_.key("metadata");
    write(metadata);
    list("blocks", blocks);
    list("notes", notes);
    list("resources", resources);
    list("outline", outline);
    if (cover != doc::kNone) json_.number("cover", cover);
    if (!chapters.empty()) list("chapters", chapters);
    if (!chapters.empty() || note_placement != doc::NotePlacement::Document)
      json_.string("notePlacement", placement_name(note_placement));
    if (by_page) json_.boolean("notesNumberedByPage", true);
    json_.end_object();
    out_ += '\n';
    out_.replace(place_of_files, std::string_view("null").size(), file_list());
    return std::move(out_);
  }

 private:
  void open(std::string_view type, const Span& span, const doc::Attributes& attributes = {}) {
    json_.begin_object();
    json_.string("type", type);
    write(span);
    const auto& [id, classes, pairs] = attributes;
    if (!id.empty()) json_.string("id", id);
    if (!classes.empty()) strings("classes", classes);
    if (pairs.empty()) return;
    json_.key("pairs");
    json_.begin_array();
    for (const auto& [key, value] : pairs) {
      json_.begin_array();
      json_.string(key);
      json_.string(value);
      json_.end_array();
    }
    json_.end_array();
  }

  void write(const Span& span) {
    if (!span.has_place()) return;
    const auto& [file, begin, end] = span;
    json_.key("span");
    json_.begin_array();
    json_.number(begin);
    json_.number(end);
    json_.end_array();
    const std::size_t index = file_index(file);
    if (index != 0) json_.number("file", index);
  }

  std::size_t file_index(FileId file) {
    const auto known = std::find(files_.begin(), files_.end(), file);
    const auto index = static_cast<std::size_t>(known - files_.begin());
    if (known == files_.end()) files_.push_back(file);
    return index;
  }

  std::string file_list() const {
    std::string text;
    Writer json(text);
    json.begin_array();
    for (const FileId file : files_) json.string(sources_.name(file));
    json.end_array();
    return text;
  }

  void strings(std::string_view key, const std::vector<std::string>& all) {
    json_.key(key);
    json_.begin_array();
    for (const std::string& text : all) json_.string(text);
    json_.end_array();
  }

  template <class Node>
  void list(std::string_view key, const std::vector<Node>& nodes) {
    json_.key(key);
    json_.begin_array(Writer::Layout::Lines);
    for (const Node& node : nodes) write(node);
    json_.end_array();
  }

  void index_or_null(std::string_view key, std::uint32_t index) {
    json_.key(key);
    if (index == doc::kNone) return json_.null();
    json_.number(index);
  }

  void write(const doc::Metadata& metadata) {
    const auto& [title, subtitle, authors, description, publisher, rights, identifier, subjects, language, date,
                 modified, series, series_position, cover, draft, toc, number_captions, slug, people, show_title,
                 span] = metadata;
    json_.begin_object(Writer::Layout::Lines);
    json_.string("title", title);
    json_.string("subtitle", subtitle);
    strings("authors", authors);
    json_.string("description", description);
    json_.string("publisher", publisher);
    json_.string("rights", rights);
    json_.string("identifier", identifier);
    strings("subjects", subjects);
    json_.string("language", language);
    json_.string("date", date);
    const auto optional = [&](std::string_view key, const std::string& value) {
      if (!value.empty()) json_.string(key, value);
    };
    optional("modified", modified);
    optional("series", series);
    optional("seriesPosition", series_position);
    optional("cover", cover);
    if (draft) json_.boolean("draft", true);
    if (toc) json_.boolean("toc", *toc);
    if (number_captions) json_.boolean("numberCaptions", *number_captions);
    optional("slug", slug);
    if (!people.empty()) {
      json_.key("people");
      json_.begin_array(Writer::Layout::Lines);
      for (const doc::Person& person : people) {
        json_.begin_object();
        json_.string("name", person.name);
        json_.string("role", person.role);
        optional("fileAs", person.file_as);
        json_.end_object();
      }
      json_.end_array();
    }
    json_.boolean("showTitle", show_title);
    write(span);
    json_.end_object();
  }

  void write(const doc::Note& note) {
    const auto& [label, blocks, number, references, chapter, shown_number, span] = note;
    open("Note", span);
    json_.string("label", label);
    json_.number("number", number);
    json_.number("references", references);
    if (chapter != doc::kNone) {
      json_.number("chapter", chapter);
      json_.number("shownNumber", shown_number);
    }
    list("children", blocks);
    json_.end_object();
  }

  void write(const doc::Resource& resource) {
    const auto& [path, media_type, data, width, height] = resource;
    json_.begin_object();
    json_.string("type", "Resource");
    json_.string("path", path);
    json_.string("mediaType", media_type);
    json_.number("size", data.size());
    json_.number("width", width);
    json_.number("height", height);
    json_.end_object();
  }

  void write(const doc::OutlineEntry& entry) {
    const auto& [level, title, id] = entry;
    json_.begin_object();
    json_.string("type", "OutlineEntry");
    json_.number("level", level);
    json_.string("title", title);
    json_.string("id", id);
    json_.end_object();
  }

  void write(const doc::Chapter& entry) {
    const auto& [kind, title, number, depth, path, block, span] = entry;
    open("Chapter", span);
    json_.string("kind", name(kind));
    json_.string("title", title);
    json_.key("number");
    json_.begin_array();
    for (const std::uint32_t part : number) json_.number(part);
    json_.end_array();
    json_.number("depth", depth);
    json_.string("path", path);
    if (block != doc::kNone) json_.number("block", block);
    json_.end_object();
  }

  void write(const doc::Block& block) {
    const auto head = [&](std::string_view type) { open(type, block.span, block.attributes); };
    std::visit(doc::Overload{
                   [&](const doc::Paragraph& node) {
                     const auto& [children] = node;
                     head("Paragraph");
                     list("children", children);
                   },
                   [&](const doc::Plain& node) {
                     const auto& [children] = node;
                     head("Plain");
                     list("children", children);
                   },
                   [&](const doc::Heading& node) {
                     const auto& [level, children, implicit_id] = node;
                     head("Heading");
                     json_.number("level", level);
                     if (implicit_id) json_.boolean("implicit_id", true);
                     list("children", children);
                   },
                   [&](const doc::CodeBlock& node) {
                     const auto& [language, info, utf8] = node;
                     head("CodeBlock");
                     json_.string("language", language);
                     json_.string("info", info);
                     json_.string("text", utf8);
                   },
                   [&](const doc::Quote& node) {
                     const auto& [children] = node;
                     head("Quote");
                     list("children", children);
                   },
                   [&](const doc::List& node) {
                     head("List");
                     fields(node);
                   },
                   [&](const doc::DefinitionList& node) {
                     const auto& [entries] = node;
                     head("DefinitionList");
                     list("entries", entries);
                   },
                   [&](const doc::Table& node) {
                     head("Table");
                     fields(node);
                   },
                   [&](const doc::Rule&) { head("Rule"); },
                   [&](const doc::Division& node) {
                     const auto& [kind, children] = node;
                     head("Division");
                     json_.string("kind", name(kind));
                     list("children", children);
                   },
                   [&](const doc::RawHtml& node) {
                     const auto& [html] = node;
                     head("RawHtml");
                     json_.string("html", html);
                   },
               },
               block.node);
    json_.end_object();
  }

  void fields(const doc::List& node) {
    const auto& [start, delimiter, tight, items] = node;
    json_.key("start");
    if (start) {
      json_.number(*start);
    } else {
      json_.null();
    }
    json_.string("delimiter", name(delimiter));
    json_.boolean("tight", tight);
    list("items", items);
  }

  void fields(const doc::Table& node) {
    const auto& [columns, head, body] = node;
    json_.key("columns");
    json_.begin_array();
    for (const doc::Alignment alignment : columns) json_.string(name(alignment));
    json_.end_array();
    list("head", head);
    list("body", body);
  }

  void write(const doc::ListItem& item) {
    const auto& [children, checked, span, attributes] = item;
    open("ListItem", span, attributes);
    json_.key("checked");
    if (checked) {
      json_.boolean(*checked);
    } else {
      json_.null();
    }
    list("children", children);
    json_.end_object();
  }

  void write(const doc::DefinitionEntry& entry) {
    const auto& [term, children, span, attributes] = entry;
    open("DefinitionEntry", span, attributes);
    json_.boolean("term", term);
    list("children", children);
    json_.end_object();
  }

  void write(const doc::TableRow& row) {
    const auto& [cells] = row;
    open("TableRow", {});
    list("cells", cells);
    json_.end_object();
  }

  void write(const doc::TableCell& cell) {
    const auto& [children, column_span, row_span, header, covered, span, attributes] = cell;
    open("TableCell", span, attributes);
    json_.number("columnSpan", column_span);
    json_.number("rowSpan", row_span);
    json_.boolean("header", header);
    json_.boolean("covered", covered);
    list("children", children);
    json_.end_object();
  }

  void write(const doc::Inline& part) {
    const auto head = [&](std::string_view type) { open(type, part.span, part.attributes); };
    const auto text = [&](std::string_view type, std::string_view key, std::string_view value) {
      head(type);
      json_.string(key, value);
    };
    const auto phrase = [&](std::string_view type, const doc::Inlines& children) {
      head(type);
      list("children", children);
    };
    std::visit(doc::Overload{
                   [&](const doc::Text& node) {
                     const auto& [utf8] = node;
                     text("Text", "text", utf8);
                   },
                   [&](const doc::SoftBreak&) { head("SoftBreak"); },
                   [&](const doc::LineBreak&) { head("LineBreak"); },
                   [&](const doc::Code& node) {
                     const auto& [utf8] = node;
                     text("Code", "text", utf8);
                   },
                   [&](const doc::Emphasis& node) {
                     const auto& [children] = node;
                     phrase("Emphasis", children);
                   },
                   [&](const doc::Strong& node) {
                     const auto& [children] = node;
                     phrase("Strong", children);
                   },
                   [&](const doc::Strikethrough& node) {
                     const auto& [children] = node;
                     phrase("Strikethrough", children);
                   },
                   [&](const doc::Span& node) {
                     const auto& [kind, children] = node;
                     text("Span", "kind", name(kind));
                     list("children", children);
                   },
                   [&](const doc::Link& node) {
                     head("Link");
                     fields(node);
                   },
                   [&](const doc::Image& node) {
                     head("Image");
                     fields(node);
                   },
                   [&](const doc::Math& node) {
                     const auto& [source, display] = node;
                     text("Math", "source", source);
                     json_.boolean("display", display);
                   },
                   [&](const doc::RawHtml& node) {
                     const auto& [html] = node;
                     text("RawHtml", "html", html);
                   },
                   [&](const doc::NoteRef& node) {
                     const auto& [label, note, ordinal] = node;
                     text("NoteRef", "label", label);
                     index_or_null("note", note);
                     json_.number("ordinal", ordinal);
                   },
               },
               part.node);
    json_.end_object();
  }

  void fields(const doc::Link& node) {
    const auto& [target, title, children, href] = node;
    json_.string("target", target);
    json_.string("title", title);
    json_.string("href", href);
    list("children", children);
  }

  void fields(const doc::Image& node) {
    const auto& [target, title, alt, resource] = node;
    json_.string("target", target);
    json_.string("title", title);
    json_.string("alt", alt);
    index_or_null("resource", resource);
  }

  const SourceMap& sources_;
  std::string out_;
  Writer json_{out_};
  /// In the order in which spans name them.
  std::vector<FileId> files_;
};

}  // namespace

std::string tree_as_json(const doc::Document& document, const SourceMap& sources) {
  return TreeWriter(sources).write(document);
}

}  // namespace mdconv::json
