// SPDX-License-Identifier: MIT
#include "xhtml/xhtml_writer.h"

#include <algorithm>

#include "document/length.h"
#include "document/names.h"
#include "document/resolve.h"
#include "document/walk.h"
#include "support/language.h"
#include "support/terms.h"
#include "xhtml/names.h"

namespace mdconv::xhtml {

namespace {

// U+FE0E keeps the arrow from becoming a colour picture where fonts have one.
constexpr std::string_view kBackArrow = "\u21A9\uFE0E";

const doc::Division* find_division(const doc::Block& block, doc::DivisionKind kind) {
  const auto* division = std::get_if<doc::Division>(&block.node);
  return division && division->kind == kind ? division : nullptr;
}

}  // namespace

// As CSS writes it; nothing for what is no length.
static std::string css_width(std::string_view width) {
  const auto length = doc::parse_length(width);
  return length ? doc::css_length(*length) : std::string();
}

std::string written_id(Flavor flavor, std::string_view document_id) {
  return flavor == Flavor::Epub ? ncname(document_id) : std::string(document_id);
}

std::string Writer::place(std::string_view document_id) const {
  const std::string id = written_id(options_.flavor, document_id);
  return options_.place ? options_.place(id) : std::string("#").append(id);
}

void Writer::attributes(const doc::Attributes& attributes, std::string_view own_classes) {
  if (!attributes.id.empty()) xml_.attribute("id", written_id(options_.flavor, attributes.id));
  std::string classes(own_classes);
  const auto add_class = [&](std::string_view name) {
    if (!classes.empty()) classes += ' ';
    classes += name;
  };
  for (const std::string& name : attributes.classes) add_class(name);
  if (const std::string_view align = doc::alignment_class(attributes.find("align")); !align.empty()) add_class(align);
  if (!classes.empty()) xml_.attribute("class", classes);

  const bool has_width = xml_.is_at("table") || xml_.is_at("td") || xml_.is_at("th");
  if (const std::string width = has_width ? css_width(attributes.find("width")) : std::string(); !width.empty())
    xml_.attribute("style", "width: " + width);

  const std::string_view language = attributes.find("lang");
  if (language::is_tag(language)) {
    xml_.attribute("lang", language);
    if (options_.flavor == Flavor::Epub) xml_.attribute("xml:lang", language);
  }
  const std::string_view direction = attributes.find("dir");
  if (direction == "ltr" || direction == "rtl" || direction == "auto") xml_.attribute("dir", direction);
  // Lists' items, cells and the like have roles of their own.
  const bool plain = xml_.is_at("span") || xml_.is_at("div") || xml_.is_at("hr");
  const bool page_break = attributes.find("role") == doc::kPageBreakRole;
  if (page_break && plain) semantics("pagebreak", doc::kPageBreakRole);
  if (const std::string_view title = attributes.find("title"); !title.empty() && (plain || !page_break))
    xml_.attribute(page_break ? "aria-label" : "title", title);
}

void Writer::semantics(std::string_view epub_type, std::string_view role) {
  if (options_.flavor == Flavor::Epub && !epub_type.empty()) xml_.attribute("epub:type", epub_type);
  if (!role.empty()) xml_.attribute("role", role);
}

void Writer::title_block() {
  if (document_.metadata.show_title) title_page();
}

void Writer::title_page() {
  const doc::Metadata& metadata = document_.metadata;
  const auto paragraph = [&](std::string_view name, std::string_view text) {
    xml_.open("p");
    xml_.attribute("class", name);
    xml_.text(text);
    xml_.close();
    xml_.line();
  };
  xml_.open("header");
  xml_.attribute("class", "title-block");
  xml_.line();
  xml_.open("h1");
  xml_.attribute("class", "title");
  xml_.text(metadata.title);
  xml_.close();
  xml_.line();
  if (!metadata.subtitle.empty()) paragraph("subtitle", metadata.subtitle);
  for (const std::string& author : metadata.authors) paragraph("author", author);
  xml_.close();
  xml_.line();
}

void Writer::blocks(std::span<const doc::Block> blocks) {
  for (const doc::Block& each : blocks) {
    if (&each != &blocks.front()) xml_.line();
    block(each);
  }
}

void Writer::block(const doc::Block& block) {
  const doc::Attributes& attrs = block.attributes;
  std::visit(doc::Overload{
                 [&](const doc::Paragraph& node) {
                   element("p", node.children, attrs, options_.literal ? "" : doc::paragraph_class(node.children));
                 },
                 [&](const doc::Plain& node) {
                   if (const auto own = doc::paragraph_class(node.children); !options_.literal && !own.empty())
                     return element("p", node.children, attrs, own);
                   if (attrs.empty()) return inlines(node.children);
                   element("span", node.children, attrs);
                 },
                 [&](const doc::Heading& node) {
                   // A heading may not stand in a table's head.
                   if (!in_head_cell_) ++contents_.headings;
                   heading(node, attrs);
                 },
                 [&](const doc::CodeBlock& node) { code_block(block, node); },
                 [&](const doc::Quote& node) {
                   xml_.open("blockquote");
                   attributes(attrs);
                   container({}, node.children);
                   xml_.close();
                 },
                 [&](const doc::List& node) { list(node, attrs); },
                 [&](const doc::DefinitionList& node) { definition_list(node, attrs); },
                 [&](const doc::Table& node) { table(node, attrs); },
                 [&](const doc::Rule&) {
                   xml_.open_void("hr");
                   attributes(attrs);
                 },
                 [&](const doc::Division& node) { division(node, attrs); },
                 [&](const doc::RawHtml& node) { raw(node); },
             },
             block.node);
}

// Levels that the author skips are none to a screen reader; the look stays.
void Writer::heading(const doc::Heading& node, const doc::Attributes& attrs) {
  if (in_head_cell_) return element("p", node.children, attrs);
  const bool bare = options_.literal && node.implicit_id;
  xml_.open(doc::heading_element(node.level));
  attributes(bare ? doc::Attributes{.classes = attrs.classes} : attrs);
  while (!headings_.empty() && headings_.back().level >= node.level) headings_.pop_back();
  const int level = headings_.empty() ? node.level : std::min<int>(node.level, headings_.back().shown + 1);
  headings_.push_back({node.level, level});
  if (level != node.level && !options_.literal) xml_.attribute("aria-level", std::to_string(level));
  inlines(node.children);
  xml_.close();
}

// Only a fragment may hold what nobody has checked.
void Writer::raw(const doc::RawHtml& node) { options_.literal ? xml_.verbatim(node.html) : xml_.text(node.html); }

void Writer::container(std::string_view element, const doc::Blocks& inner) {
  if (!element.empty()) xml_.open(element);
  xml_.line();
  if (!inner.empty()) {
    blocks(inner);
    xml_.line();
  }
  if (!element.empty()) xml_.close();
}

void Writer::list(const doc::List& list, const doc::Attributes& attrs) {
  const bool parenthesis = list.start && list.delimiter == doc::ListDelimiter::Parenthesis && !options_.literal;
  const bool tasks = doc::holds_tasks(list);
  xml_.open(list.start ? "ol" : "ul");
  attributes(attrs, parenthesis ? "paren" : tasks && !options_.literal ? "task-list" : "");
  if (list.start && *list.start != 1) xml_.attribute("start", std::to_string(*list.start));
  const std::string_view type = attrs.find("type");
  if (list.start && type.size() == 1 && std::string_view("aAiI").find(type) != std::string_view::npos)
    xml_.attribute("type", type);
  // The number before the first: style sheets count on from it, as CSS cannot read `start`.
  if (parenthesis) {
    xml_.attribute("style", "counter-reset: item " + std::to_string(static_cast<std::int64_t>(*list.start) - 1));
  } else if (list.start && !options_.literal && !list.items.empty()) {
    room_for_numbers(std::uint64_t{*list.start} + list.items.size() - 1);
  }
  xml_.line();
  for (const doc::ListItem& item : list.items) {
    list_item(item);
    xml_.line();
  }
  xml_.close();
}

// Numbers of many digits would stand off the edge, and on many devices off the screen.
void Writer::room_for_numbers(std::uint64_t last) {
  constexpr std::size_t kUsualDigits = 3;
  const std::size_t digits = std::to_string(last).size();
  if (digits <= kUsualDigits) return;
  // Six tenths of an em for each digit, an em for the stop and the gap.
  const std::size_t tenths = 6 * digits + 10;
  xml_.attribute("style", "padding-left: " + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "em");
}

void Writer::list_item(const doc::ListItem& item) {
  xml_.open("li");
  attributes(item.attributes, item.checked && !options_.literal ? "task" : "");
  if (item.checked) {
    if (!options_.literal) {
      xml_.open("span");
      xml_.attribute("class", "task-box");
    }
    if (options_.flavor == Flavor::Html) {
      xml_.open_void("input");
      xml_.attribute("type", "checkbox");
      xml_.attribute("disabled", "");
      if (*item.checked) xml_.attribute("checked", "");
      xml_.text(" ");
    } else {
      // Reading systems needn't show form elements.
      xml_.text(*item.checked ? "\u2611 " : "\u2610 ");
    }
    if (!options_.literal) xml_.close();
  }
  blocks(item.children);
  xml_.close();
}

void Writer::definition_list(const doc::DefinitionList& list, const doc::Attributes& attrs) {
  if (list.entries.empty()) return anchor("div", attrs);
  xml_.open("dl");
  attributes(attrs);
  xml_.line();
  // HTML wants a term before each group of descriptions and none without one.
  if (!list.entries.front().term) {
    xml_.element("dt", {});
    xml_.line();
  }
  for (const doc::DefinitionEntry& entry : list.entries) {
    xml_.open(entry.term ? "dt" : "dd");
    attributes(entry.attributes);
    entry.term ? phrases(entry.children) : blocks(entry.children);
    xml_.close();
    xml_.line();
  }
  if (list.entries.back().term) {
    xml_.element("dd", {});
    xml_.line();
  }
  xml_.close();
}

// Whether each row of a table without a head begins with a cell that names it.
static bool names_rows(const doc::Table& table) {
  return std::all_of(table.body.begin(), table.body.end(),
                     [](const doc::TableRow& row) { return !row.cells.empty() && row.cells.front().header; });
}

void Writer::table(const doc::Table& table, const doc::Attributes& attrs) {
  if (table.head.empty() && table.body.empty()) return anchor("div", attrs);
  ++contents_.tables;
  if (table.head.empty() && !names_rows(table)) ++contents_.tables_without_headers;
  xml_.open("table");
  attributes(attrs);
  xml_.line();
  const auto group = [&](std::string_view name, const std::vector<doc::TableRow>& rows, std::string_view cell) {
    if (rows.empty()) return;
    xml_.open(name);
    xml_.line();
    for (const doc::TableRow& row : rows) table_row(table, row, cell);
    xml_.close();
    xml_.line();
  };
  group("thead", table.head, "th");
  group("tbody", table.body, "td");
  xml_.close();
}

void Writer::table_row(const doc::Table& table, const doc::TableRow& row, std::string_view cell_element) {
  const bool outer = in_head_cell_;
  in_head_cell_ = outer || cell_element == "th";
  xml_.open("tr");
  xml_.line();
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const doc::TableCell& cell = row.cells[i];
    if (cell.covered) continue;
    // What is empty names no column.
    const bool empty = cell.children.empty() && !options_.literal;
    xml_.open(empty ? "td" : cell.header ? "th" : cell_element);
    const std::string_view align =
        i < table.columns.size() ? doc::alignment_class(table.columns[i]) : std::string_view();
    attributes(cell.attributes, options_.literal ? std::string_view() : align);
    // Without our style sheet the class says nothing.
    if (options_.literal && !align.empty()) xml_.attribute("align", align.substr(align.find('-') + 1));
    if (!empty) header_attributes(cell, cell_element);
    if (cell.column_span > 1) xml_.attribute("colspan", std::to_string(cell.column_span));
    if (cell.row_span > 1) xml_.attribute("rowspan", std::to_string(cell.row_span));
    blocks(cell.children);
    xml_.close();
    xml_.line();
  }
  xml_.close();
  xml_.line();
  in_head_cell_ = outer;
}

// What a cell names, or which cells name it.
void Writer::header_attributes(const doc::TableCell& cell, std::string_view cell_element) {
  std::string_view scope = cell.attributes.find("scope");
  if (cell.header && cell_element == "td" && scope.empty()) scope = "row";
  if (!scope.empty()) xml_.attribute("scope", scope);
  std::string names;
  for (const std::string_view id : doc::ids_of(cell.attributes.find("headers"))) {
    if (!names.empty()) names += ' ';
    names += written_id(options_.flavor, id);
  }
  if (!names.empty()) xml_.attribute("headers", names);
}

// A caption or summary that stands where HTML doesn't allow one is an ordinary division with a class.
void Writer::division(const doc::Division& division, const doc::Attributes& attrs) {
  const auto open = [&](std::string_view name, std::string_view own_class = {}) {
    xml_.open(name);
    attributes(attrs, own_class);
  };
  switch (division.kind) {
    case doc::DivisionKind::Generic:
      open("div");
      container({}, division.children);
      break;
    case doc::DivisionKind::Center:
      open("div", "center");
      container({}, division.children);
      break;
    case doc::DivisionKind::Caption:
      open("div", "caption");
      container({}, division.children);
      break;
    case doc::DivisionKind::Summary:
      open("div", "summary");
      container({}, division.children);
      break;
    case doc::DivisionKind::Admonition:
      open("aside", "admonition");
      // Beside the text and no landmark of the page.
      if (!options_.literal) xml_.attribute("role", "note");
      container({}, division.children);
      break;
    case doc::DivisionKind::AdmonitionTitle:
      open("p", "admonition-title");
      phrases(division.children);
      break;
    case doc::DivisionKind::Contents:
      open("nav", "contents");
      container({}, division.children);
      break;
    case doc::DivisionKind::Figure:
      open("figure", doc::holds_table(division) && !options_.literal ? "table" : "");
      // Words that stand for the picture are not said twice.
      if (!options_.literal && doc::repeats_missing_image(division)) {
        figure(std::span(division.children).first(1));
        for (const doc::Block& caption : std::span(division.children).subspan(1)) anchor("span", caption.attributes);
      } else {
        figure(division.children);
      }
      break;
    case doc::DivisionKind::Details:
      open("details");
      // On devices that cannot unfold it, it would be lost.
      if (options_.flavor == Flavor::Epub) xml_.attribute("open", "");
      details(division.children);
      break;
    case doc::DivisionKind::Chapter:
    case doc::DivisionKind::Part: {
      open("section", division.kind == doc::DivisionKind::Part ? "part" : "chapter");
      container({}, division.children);
      if (doc::placement_without_pages(document_) != doc::NotePlacement::Chapter) break;
      if (const std::uint32_t chapter = doc::chapter_of(document_, division); chapter != doc::kNone) endnotes(chapter);
      break;
    }
  }
  xml_.close();
}

void Writer::open_section(const doc::Block& division, bool with_id) {
  const auto* node = std::get_if<doc::Division>(&division.node);
  const bool part = node != nullptr && node->kind == doc::DivisionKind::Part;
  xml_.open("section");
  doc::Attributes own = division.attributes;
  if (!with_id) own.id.clear();
  attributes(own, part ? "part" : "chapter");
  semantics(part ? "part" : "chapter", part ? "doc-part" : "doc-chapter");
  xml_.line();
}

void Writer::close_section() {
  xml_.close();
  xml_.line();
}

// One caption, at the figure's start or end.
void Writer::figure(std::span<const doc::Block> children) {
  const auto caption_at = [&](const doc::Block& child) {
    return find_division(child, doc::DivisionKind::Caption) != nullptr;
  };
  const doc::Block* caption = nullptr;
  if (!children.empty() && caption_at(children.back())) caption = &children.back();
  if (!children.empty() && caption_at(children.front())) caption = &children.front();
  xml_.line();
  for (const doc::Block& child : children) {
    if (&child == caption) {
      xml_.open("figcaption");
      attributes(child.attributes);
      blocks(find_division(child, doc::DivisionKind::Caption)->children);
      xml_.close();
    } else {
      block(child);
    }
    xml_.line();
  }
}

// The summary is obligatory and comes first.
void Writer::details(const doc::Blocks& children) {
  const auto summary = std::find_if(children.begin(), children.end(), [](const doc::Block& child) {
    return find_division(child, doc::DivisionKind::Summary) != nullptr;
  });
  xml_.line();
  xml_.open("summary");
  if (summary != children.end()) {
    attributes(summary->attributes);
    phrases(find_division(*summary, doc::DivisionKind::Summary)->children);
  } else {
    xml_.text(details_heading(document_.metadata.language));
  }
  xml_.close();
  xml_.line();
  for (auto child = children.begin(); child != children.end(); ++child) {
    if (child == summary) continue;
    block(*child);
    xml_.line();
  }
}

// What led to an element leads to where it would stand.
void Writer::anchor(std::string_view element, const doc::Attributes& attrs) {
  if (attrs.id.empty()) return;
  xml_.open(element);
  attributes(attrs);
  xml_.close();
}

// The text of blocks where only phrases may stand.
void Writer::phrases(const doc::Blocks& blocks) {
  for (const doc::Block& block : blocks) {
    if (&block != &blocks.front()) xml_.text(" ");
    const auto phrase = [&](const doc::Inlines& children) {
      // Something may lead to its id.
      block.attributes.id.empty() ? inlines(children) : element("span", children, block.attributes);
    };
    const auto part = [&](const doc::Attributes& attributes, const doc::Blocks& children) {
      anchor("span", attributes);
      phrases(children);
    };
    if (doc::inlines_of(block) == nullptr) anchor("span", block.attributes);
    std::visit(doc::Overload{
                   [&](const doc::Paragraph& node) { phrase(node.children); },
                   [&](const doc::Plain& node) { phrase(node.children); },
                   [&](const doc::Heading& node) { phrase(node.children); },
                   [&](const doc::CodeBlock& node) { xml_.element("code", node.utf8); },
                   [&](const doc::Quote& node) { phrases(node.children); },
                   [&](const doc::List& node) {
                     for (const doc::ListItem& item : node.items) part(item.attributes, item.children);
                   },
                   [&](const doc::DefinitionList& node) {
                     for (const doc::DefinitionEntry& entry : node.entries) part(entry.attributes, entry.children);
                   },
                   [&](const doc::Table& node) {
                     for (const auto* rows : {&node.head, &node.body})
                       for (const doc::TableRow& row : *rows)
                         for (const doc::TableCell& cell : row.cells) part(cell.attributes, cell.children);
                   },
                   [&](const doc::Rule&) {},
                   [&](const doc::Division& node) { phrases(node.children); },
                   [&](const doc::RawHtml& node) { raw(node); },
               },
               block.node);
  }
}

void Writer::endnotes(std::uint32_t chapter) {
  const std::span<const doc::Note> notes = chapter == doc::kNone ? document_.notes : doc::notes_of(document_, chapter);
  if (notes.empty()) return;
  contents_.endnotes = true;
  xml_.open("section");
  xml_.attribute("class", "endnotes");
  xml_.attribute("id", written_id(options_.flavor, doc::endnotes_id(chapter)));
  semantics("endnotes", "doc-endnotes");
  xml_.line();
  xml_.element("h2", notes_heading(document_.metadata.language));
  xml_.line();
  // Of a book each chapter's notes stand under its title.
  for (std::size_t begin = 0; begin < notes.size();) {
    const std::uint32_t of = notes[begin].chapter;
    std::size_t end = begin;
    while (end < notes.size() && notes[end].chapter == of) ++end;
    if (chapter == doc::kNone && of < document_.chapters.size()) {
      xml_.element("h3", document_.chapters[of].title);
      xml_.line();
    }
    note_list(notes.subspan(begin, end - begin));
    begin = end;
  }
  xml_.close();
  xml_.line();
}

void Writer::note_list(std::span<const doc::Note> notes) {
  if (options_.popup_notes) {
    for (const doc::Note& each : notes) popup_note(each);
    return;
  }
  xml_.open("ol");
  if (notes.front().shown_number != 1) xml_.attribute("start", std::to_string(notes.front().shown_number));
  room_for_numbers(notes.back().shown_number);
  xml_.line();
  for (const doc::Note& each : notes) {
    xml_.open("li");
    xml_.attribute("id", written_id(options_.flavor, doc::note_id(each.number)));
    note(each);
    xml_.close();
    xml_.line();
  }
  xml_.close();
  xml_.line();
}

// No list counts these.
void Writer::popup_note(const doc::Note& each) {
  xml_.open("aside");
  xml_.attribute("class", "note");
  xml_.attribute("id", written_id(options_.flavor, doc::note_id(each.number)));
  semantics("footnote", "doc-footnote");
  xml_.line();
  xml_.open("p");
  xml_.attribute("class", "note-number");
  xml_.text(std::to_string(each.shown_number));
  xml_.close();
  xml_.line();
  note(each);
  xml_.close();
  xml_.line();
}

// The way back stands at the end of the last line of text, if the note ends in text.
void Writer::note(const doc::Note& note) {
  for (const doc::Block& each : note.blocks) {
    const bool ends_note = &each == &note.blocks.back();
    const bool text =
        std::holds_alternative<doc::Paragraph>(each.node) || std::holds_alternative<doc::Plain>(each.node);
    if (ends_note && text) {
      xml_.open("p");
      attributes(each.attributes);
      inlines(*doc::inlines_of(each));
      backlinks(note);
      xml_.close();
      continue;
    }
    block(each);
    xml_.line();
    if (!ends_note) continue;
    xml_.open("p");
    backlinks(note);
    xml_.close();
  }
  if (note.blocks.empty()) backlinks(note);
}

void Writer::backlinks(const doc::Note& note) {
  for (std::uint32_t ordinal = 1; ordinal <= note.references; ++ordinal) {
    xml_.text(" ");
    xml_.open("a");
    xml_.attribute("class", "backlink");
    xml_.attribute("role", "doc-backlink");
    xml_.attribute("href", place(doc::noteref_id(note.number, ordinal)));
    std::string label(backlink_label(document_.metadata.language));
    if (note.references > 1) label.append(" ").append(doc::back_letters(ordinal));
    xml_.attribute("aria-label", label);
    xml_.text(kBackArrow);
    if (note.references > 1) xml_.element("sup", doc::back_letters(ordinal));
    xml_.close();
  }
}

}  // namespace mdconv::xhtml
