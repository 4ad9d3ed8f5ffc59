// SPDX-License-Identifier: MIT
#include "document/book.h"

#include <algorithm>
#include <utility>

#include "document/passes/passes.h"
#include "document/walk.h"

namespace mdconv::doc {

namespace {

std::string_view stem(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  return path.substr(0, path.rfind('.'));
}

bool begins_with_title(const Document& text) {
  const auto* heading = text.blocks.empty() ? nullptr : std::get_if<Heading>(&text.blocks.front().node);
  return heading != nullptr && heading->level == 1;
}

// What front matter calls a text stands above it.
void show_title(Document& text) {
  if (!text.metadata.show_title || text.metadata.title.empty() || begins_with_title(text)) return;
  Heading heading{1, {{Text{text.metadata.title}, text.metadata.span, {}}}, true};
  text.blocks.insert(text.blocks.begin(), {std::move(heading), text.metadata.span, {}});
}

std::string title_of(const Chapter& chapter, const Document& text) {
  if (!chapter.title.empty()) return chapter.title;
  if (!text.metadata.title.empty()) return text.metadata.title;
  for (const OutlineEntry& entry : text.outline)
    if (!entry.title.empty()) return entry.title;
  return std::string(stem(chapter.path));
}

// "a/index.md" and "a/README.md" are one text's names, and so are "a/" and what generators make of it, "a/b.html".
std::vector<std::string> names_of(const std::string& path) {
  std::vector<std::string> names = {path};
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  const std::string name(stem(path));
  names.push_back(folder + name + ".html");
  names.push_back(folder + name);
  if (name == "README" || name == "index") {
    for (const char* other : {"README.md", "index.md", "index.html"}) names.push_back(folder + other);
    names.push_back(folder.substr(0, folder.empty() ? 0 : folder.size() - 1));
  }
  return names;
}

class Binder {
 public:
  Binder(BookContext book, std::vector<BookPart> parts, const ResolveContext& context)
      : book_(std::move(book)), parts_(std::move(parts)), context_(context), anchors_(parts_.size()) {}

  Document run() {
    number_all_notes();
    set_all_anchors();
    ResourceFinder resources(document_.resources, context_);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (!parts_[i].text) continue;
      resolve_links(*parts_[i].text, context_in(parts_[i].directory), anchors_[i], targets_);
      resources.find_all(*parts_[i].text, parts_[i].directory);
    }
    document_.metadata = std::move(book_.metadata);
    resources.find_cover(document_, context_.directory);
    resources.report_undescribed();
    document_.note_placement = context_.note_placement;
    document_.notes_numbered_by_page = context_.notes_numbered_by_page;
    for (BookPart& part : parts_) add(part);
    complete_metadata(document_, context_);
    title_admonitions(document_);
    number_captions(document_, context_);
    return std::move(document_);
  }

 private:
  ResolveContext context_in(const std::string& directory) const {
    return {.resources = context_.resources,
            .diagnostics = context_.diagnostics,
            .sources = context_.sources,
            .directory = directory,
            .base_url = context_.base_url,
            .link_remote_images = context_.link_remote_images,
            .dialect = context_.dialect,
            .id_style = context_.id_style};
  }

  // The labels of notes are a text's own, their numbers the book's.
  void number_all_notes() {
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (!parts_[i].text) continue;
      Document& text = *parts_[i].text;
      show_title(text);
      mark_attributions(text);
      clean_text(text, context_);
      number_notes(text, context_);
      const auto shift = [&](Blocks& blocks) {
        for_each_inline(blocks, [&](Inline& node) {
          if (auto* mark = std::get_if<NoteRef>(&node.node)) mark->note += before;
        });
      };
      if (before > 0 && !text.notes.empty()) shift(text.blocks);
      for (Note& note : text.notes) {
        if (before > 0) shift(note.blocks);
        note.chapter = static_cast<std::uint32_t>(i);
        note.shown_number = book_.number_by_chapter ? note.number : before + note.number;
        note.number += before;
      }
      before += static_cast<std::uint32_t>(text.notes.size());
    }
  }

  void set_all_anchors() {
    ids_.resize(parts_.size());
    for (const BookPart& part : parts_)
      if (part.text) pool_.reserve(part.text->notes);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].chapter.kind == ChapterKind::Part || parts_[i].text) ids_[i] = pool_.take(chapter_id(i));
      if (!parts_[i].text) continue;
      anchors_[i] = set_anchors(*parts_[i].text, context_, pool_);
      fill_contents(*parts_[i].text, context_.diagnostics);
    }
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (parts_[i].text) targets_.emplace(parts_[i].chapter.path, LinkTarget{ids_[i], &anchors_[i]});
    // Names that are really a text's own come before those that it is known by.
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (!parts_[i].text) continue;
      for (std::string& name : names_of(parts_[i].chapter.path))
        targets_.emplace(std::move(name), LinkTarget{ids_[i], &anchors_[i]});
    }
  }

  static std::string chapter_id(std::size_t i) { return "chapter-" + std::to_string(i + 1); }

  void add(BookPart& part) {
    const auto index = static_cast<std::size_t>(&part - parts_.data());
    Chapter& chapter = part.chapter;
    if (part.text) chapter.title = title_of(chapter, *part.text);
    if (chapter.depth == 0) top_has_text_ = part.text.has_value();
    // What stands in a part is one step further in.
    if (chapter.kind == ChapterKind::Part) in_part_ = true;
    if (chapter.kind == ChapterKind::Back && chapter.depth == 0) in_part_ = false;
    const int level = chapter.kind == ChapterKind::Part ? 1 : 1 + (in_part_ ? 1 : 0) + chapter.depth;
    document_.outline.push_back({level_of(level), numbered_title(chapter), ids_[index]});
    if (!ids_[index].empty()) {
      chapter.block = static_cast<std::uint32_t>(document_.blocks.size());
      add_division(part, ids_[index]);
    }
    if (part.text) {
      add_outline(*part.text, level, chapter.title);
      std::move(part.text->notes.begin(), part.text->notes.end(), std::back_inserter(document_.notes));
    }
    document_.chapters.push_back(std::move(chapter));
  }

  void add_division(BookPart& part, const std::string& id) {
    Division division{DivisionKind::Chapter, {}};
    if (part.text) {
      division.children = std::move(part.text->blocks);
    } else {
      division.kind = DivisionKind::Part;
      Heading heading{1, {{Text{part.chapter.title}, part.chapter.span, {}}}, true};
      division.children.push_back({std::move(heading), part.chapter.span, {}});
    }
    Attributes attributes;
    attributes.id = id;
    if (part.chapter.depth > 0 && top_has_text_) {
      attributes.classes = {"nested", "depth-" + std::to_string(part.chapter.depth)};
      lower_headings(division.children, part.chapter.depth);
    }
    document_.blocks.push_back({std::move(division), part.chapter.span, std::move(attributes)});
  }

  // Chapter 1 has headings from level 1 on, 1.1 from level 2 on, whatever the texts begin with.
  static void lower_headings(Blocks& blocks, int depth) {
    int first = 0;
    for_each_block(blocks, [&](Block& block) {
      auto* heading = std::get_if<Heading>(&block.node);
      if (heading == nullptr) return;
      if (first == 0) first = heading->level;
      heading->level = static_cast<std::uint8_t>(std::min(heading->level + std::max(0, 1 + depth - first), 6));
    });
  }

  // "1.2 Title"
  std::string numbered_title(const Chapter& chapter) const {
    std::string title;
    if (!book_.show_numbers || chapter.number.empty()) return chapter.title;
    for (const std::uint32_t part : chapter.number) title += (title.empty() ? "" : ".") + std::to_string(part);
    return title + " " + chapter.title;
  }

  // A chapter's title, as its text has it, has its place in the outline already.
  void add_outline(const Document& text, int level, const std::string& title) {
    if (text.outline.empty()) return;
    const OutlineEntry& first = text.outline.front();
    const bool titled = first.level == 1 || first.title == title;
    const int top = titled ? first.level : first.level - 1;
    for (const OutlineEntry& entry : text.outline)
      if (!titled || &entry != &first)
        document_.outline.push_back({level_of(level + std::max(1, entry.level - top)), entry.title, entry.id});
  }

  static std::uint8_t level_of(int level) { return static_cast<std::uint8_t>(std::min(level, 100)); }

  BookContext book_;
  std::vector<BookPart> parts_;
  const ResolveContext& context_;
  std::vector<Anchors> anchors_;
  std::vector<std::string> ids_;
  IdPool pool_;
  LinkTargets targets_;
  Document document_;
  bool in_part_ = false;
  /// Whether the chapter that is not inside of others has a text.
  bool top_has_text_ = false;
};

}  // namespace

Document resolve_book(BookContext book, std::vector<BookPart> parts, const ResolveContext& context) {
  return Binder(std::move(book), std::move(parts), context).run();
}

}  // namespace mdconv::doc
