// SPDX-License-Identifier: MIT
#include "document/resolve.h"

#include <algorithm>

#include "document/passes/passes.h"
#include "document/walk.h"

namespace mdconv::doc {

namespace {

void append_plain(std::string& text, const Inlines& inlines) {
  for (const Inline& node : inlines) {
    // Readings would stand in the middle of the words that they are of.
    const auto* span = std::get_if<doc::Span>(&node.node);
    if (span != nullptr && span->kind == SpanKind::RubyText) continue;
    if (const auto* characters = std::get_if<Text>(&node.node)) text += characters->utf8;
    if (const auto* code = std::get_if<Code>(&node.node)) text += code->utf8;
    if (const auto* math = std::get_if<Math>(&node.node)) text += math->source;
    if (const auto* image = std::get_if<Image>(&node.node)) text += image->alt;
    if (std::holds_alternative<SoftBreak>(node.node) || std::holds_alternative<LineBreak>(node.node)) text += ' ';
    if (const Inlines* children = children_of(node)) append_plain(text, *children);
  }
}

}  // namespace

void resolve(Document& document, const ResolveContext& context) {
  mark_attributions(document);
  clean_text(document, context);
  document.note_placement = context.note_placement;
  document.notes_numbered_by_page = context.notes_numbered_by_page;
  number_notes(document, context);
  IdPool ids;
  ids.reserve(document.notes);
  const Anchors anchors = set_anchors(document, context, ids);
  fill_contents(document, context.diagnostics);
  complete_metadata(document, context);
  title_admonitions(document);
  resolve_links(document, context, anchors);
  ResourceFinder resources(document.resources, context);
  resources.find_all(document, context.directory);
  resources.find_cover(document, context.directory);
  resources.report_undescribed();
  number_captions(document, context);
}

std::string note_id(std::uint32_t number) { return "note-" + std::to_string(number); }

std::string noteref_id(std::uint32_t number, std::uint32_t ordinal) {
  const std::string id = "noteref-" + std::to_string(number);
  return ordinal > 1 ? id + "-" + std::to_string(ordinal) : id;
}

// Notes count from 1.
std::string endnotes_id(std::uint32_t chapter) {
  return chapter == kNone ? note_id(0) : note_id(0) + "-" + std::to_string(chapter);
}

NotePlacement placement_without_pages(const Document& document) {
  if (document.note_placement != NotePlacement::Page) return document.note_placement;
  return document.chapters.empty() ? NotePlacement::Document : NotePlacement::Chapter;
}

std::uint32_t chapter_of(const Document& document, const Division& division) {
  for (std::uint32_t i = 0; i < document.chapters.size(); ++i) {
    const std::uint32_t block = document.chapters[i].block;
    if (block < document.blocks.size() && std::get_if<Division>(&document.blocks[block].node) == &division) return i;
  }
  return kNone;
}

std::span<const Note> notes_of(const Document& document, std::uint32_t chapter) {
  const auto& notes = document.notes;
  const auto begin =
      std::partition_point(notes.begin(), notes.end(), [&](const Note& n) { return n.chapter < chapter; });
  const auto end = std::partition_point(begin, notes.end(), [&](const Note& n) { return n.chapter <= chapter; });
  return {begin, end};
}

std::string plain_text(const Inlines& inlines) {
  std::string text;
  append_plain(text, inlines);
  const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
  const std::size_t end = text.find_last_not_of(' ');
  return end == std::string::npos ? std::string() : text.substr(begin, end + 1 - begin);
}

}  // namespace mdconv::doc
