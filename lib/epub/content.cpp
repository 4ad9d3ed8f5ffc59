// SPDX-License-Identifier: MIT
#include "epub/content.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <vector>

#include "document/resolve.h"
#include "document/walk.h"
#include "epub/cover.h"
#include "epub/svg.h"
#include "images/conversion.h"
#include "support/terms.h"
#include "support/unicode.h"

namespace mdconv::epub {

namespace {

struct ImageType {
  std::string_view media_type;
  std::string_view extension;
};

// The core media types of EPUB 3.3, section 3.2: every reading system shows them.
constexpr std::array kImageTypes = {
    ImageType{"image/jpeg", ".jpg"},  ImageType{"image/png", ".png"},     ImageType{"image/gif", ".gif"},
    ImageType{"image/webp", ".webp"}, ImageType{"image/svg+xml", ".svg"},
};

class ImageFiles {
 public:
  ImageFiles(Publication& publication, FileNames& names, DiagnosticSink& diagnostics)
      : publication_(publication), names_(names), diagnostics_(diagnostics) {}

  // The image's path, which is in the manifest from then on; empty when there is no way to show it.
  std::string path_of(const doc::Inline& node, const doc::Image& image) {
    const auto [entry, is_new] = paths_.try_emplace(image.resource);
    if (is_new) entry->second = add(publication_.document.resources[image.resource], node.span);
    return entry->second;
  }

 private:
  std::string add(const doc::Resource& resource, const Span& span) {
    const auto type = std::find_if(kImageTypes.begin(), kImageTypes.end(),
                                   [&](const ImageType& known) { return known.media_type == resource.media_type; });
    if (type == kImageTypes.end()) return add_converted(resource, span);
    if (type->extension == ".svg") {
      Result<SafeSvg> safe = safe_svg(resource.data.view());
      if (!safe) return report(resource, span, safe.error());
      if (safe->lost_text) {
        diagnostics_.report({Code::NodeNotSupported,
                             span,
                             "text in \"" + resource.path + "\" is left out: it is HTML within the SVG",
                             {"let the drawing program write labels as SVG text"}});
      }
      const bool moves = safe->svg.find("<animate") != std::string::npos || safe->svg.find("<set") != std::string::npos;
      return add(resource, *type, Blob::from(std::move(safe->svg)), moves);
    }
    const std::uint32_t most = longest_side();
    const bool too_big = most != 0 && std::max(resource.width, resource.height) > most;
    // What moves stays as it is.
    const bool moves = images::is_animated(resource.data.view());
    if (too_big && !moves) return add_converted(resource, span);
    const std::string path = add(resource, *type, resource.data, moves);
    if (type->extension == ".webp") add_fallback(resource);
    return path;
  }

  std::uint32_t longest_side() const { return static_cast<std::uint32_t>(publication_.options.max_image_size); }

  std::string add_converted(const doc::Resource& resource, const Span& span) {
    Result<images::Picture> picture = images::convert(resource.data.view(), longest_side());
    if (!picture) return report(resource, span, picture.error());
    return add(resource, {picture->media_type, picture->extension}, Blob::from(std::move(picture->bytes)));
  }

  std::string add(const doc::Resource& resource, const ImageType& type, Blob bytes, bool moves = false) {
    std::string path = names_.take("images/", resource.path, type.extension);
    publication_.files.push_back(
        {"image-" + std::to_string(++count_), path, std::string(type.media_type), {}, std::move(bytes)});
    publication_.files.back().moves = moves;
    return path;
  }

  // Reading systems older than EPUB 3.3 do not know the kind: for them the same picture in another one.
  void add_fallback(const doc::Resource& resource) {
    const std::size_t file = publication_.files.size() - 1;
    Result<images::Picture> picture = images::convert(resource.data.view(), longest_side(), images::Audience::Everyone);
    if (!picture) return;
    add(resource, {picture->media_type, picture->extension}, Blob::from(std::move(picture->bytes)));
    publication_.files[file].fallback = publication_.files.back().id;
  }

  std::string report(const doc::Resource& resource, const Span& span, const Error& error) {
    diagnostics_.report(
        {Code::ImageUnusable, span, "\"" + resource.path + "\" cannot be used: " + error.message, error.hints});
    return {};
  }

  Publication& publication_;
  FileNames& names_;
  DiagnosticSink& diagnostics_;
  std::map<std::uint32_t, std::string> paths_;
  int count_ = 0;
};

}  // namespace

void open_page(xml::Writer& xml, const Publication& publication, std::string_view title) {
  const std::string language = language_of(publication.document);
  xml.declaration();
  xml.doctype("html");
  xml.open("html");
  xml.attribute("xmlns", "http://www.w3.org/1999/xhtml");
  xml.attribute("xmlns:epub", "http://www.idpf.org/2007/ops");
  xml.attribute("lang", language);
  xml.attribute("xml:lang", language);
  if (unicode::is_right_to_left(language)) xml.attribute("dir", "rtl");
  xml.line();
  xml.open("head");
  xml.line();
  xml.element("title", title);
  xml.line();
  for (const File& file : publication.files) {
    // They stand before everything else.
    if (file.media_type != "text/css") break;
    xml.open_void("link");
    xml.attribute("rel", "stylesheet");
    xml.attribute("type", "text/css");
    xml.attribute("href", file.path);
    xml.line();
  }
  xml.close();
  xml.line();
  xml.open("body");
}

namespace {

// What becomes one file: a run of blocks, of a chapter or of the whole text.
struct Section {
  std::span<const doc::Block> blocks;
  // The chapter or part that the blocks are of; null when the document is no book.
  const doc::Block* division = nullptr;
  std::uint32_t chapter = doc::kNone;
  bool begins_chapter = false;
  bool ends_chapter = false;
};

bool begins_file(const doc::Block& block, int split_level) {
  const auto* heading = std::get_if<doc::Heading>(&block.node);
  return heading != nullptr && heading->level <= split_level;
}

void split(std::span<const doc::Block> blocks, int level, const Section& pattern, std::vector<Section>& sections) {
  const std::size_t first = sections.size();
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= blocks.size() || i == 1; ++i) {
    if (i < blocks.size() && !begins_file(blocks[i], level)) continue;
    Section& section = sections.emplace_back(pattern);
    section.blocks = blocks.subspan(begin, std::min(i, blocks.size()) - begin);
    begin = i;
  }
  sections[first].begins_chapter = true;
  sections.back().ends_chapter = true;
}

std::vector<Section> find_sections(const doc::Document& document, int level) {
  std::vector<Section> sections;
  if (document.chapters.empty()) {
    split(document.blocks, level, {}, sections);
    return sections;
  }
  for (std::uint32_t i = 0; i < document.chapters.size(); ++i) {
    if (document.chapters[i].block >= document.blocks.size()) continue;
    const doc::Block& division = document.blocks[document.chapters[i].block];
    Section pattern;
    pattern.division = &division;
    pattern.chapter = i;
    split(std::get<doc::Division>(division.node).children, level, pattern, sections);
  }
  return sections;
}

class ContentWriter {
 public:
  ContentWriter(Publication& publication, FileNames& names, const BackendContext& context)
      : publication_(publication),
        document_(publication.document),
        names_(names),
        sections_(find_sections(document_, publication.options.split_level)),
        images_(publication, names, context.diagnostics),
        colors_(context.highlighter, context.diagnostics) {}

  void run() {
    add_cover();
    if (publication_.is_book()) add_title_page();
    publication_.first_text = publication_.files.size();
    for (const Section& section : sections_) add_file(section);
    const bool notes_at_end =
        !document_.notes.empty() && doc::placement_without_pages(document_) == doc::NotePlacement::Document;
    if (notes_at_end && sections_.size() > 1) add_notes_file();
    find_places(notes_at_end);
    for (std::size_t i = 0; i < sections_.size(); ++i) {
      const Section& section = sections_[i];
      write(publication_.first_text + i, title_of_section(section), [&](xhtml::Writer& writer) {
        write_section(section, writer);
        if (notes_at_end && sections_.size() == 1) writer.endnotes();
      });
    }
    if (notes_file_ != Publication::kNoFile)
      write(notes_file_, notes_heading(document_.metadata.language), [](xhtml::Writer& writer) { writer.endnotes(); });
  }

 private:
  std::size_t add_spine_file(std::string id, std::string path) {
    publication_.files.push_back({std::move(id), std::move(path), std::string(kXhtmlType)});
    publication_.files.back().in_spine = true;
    return publication_.files.size() - 1;
  }

  void add_cover() {
    std::string path;
    if (document_.cover < document_.resources.size()) {
      doc::Image image;
      image.resource = document_.cover;
      path = images_.path_of({image, document_.metadata.span, {}}, image);
      publication_.has_cover_picture = !path.empty();
    }
    if (path.empty() && publication_.options.text_cover) {
      path = names_.take("images/", "cover", ".svg");
      publication_.files.push_back(
          {"cover-image", path, "image/svg+xml", {}, Blob::from(text_cover(document_, publication_.cover_fonts))});
    }
    if (path.empty()) return;
    for (File& file : publication_.files)
      if (file.path == path) file.properties = "cover-image";
    publication_.cover_page = add_spine_file("cover", names_.take("", "cover", ".xhtml"));
    const std::string_view heading = cover_heading(document_.metadata.language);
    write_page(publication_.cover_page, heading, "cover", "cover", [&](xml::Writer& xml) {
      xml.open("div");
      xml.open_void("img");
      xml.attribute("src", path);
      xml.attribute("alt", std::string(heading) + ": " + title_of(document_));
      xml.attribute("role", "doc-cover");
      xml.close();
      xml.line();
    });
  }

  void add_title_page() {
    publication_.title_page = add_spine_file("title-page", names_.take("", "title-page", ".xhtml"));
    write_page(publication_.title_page, title_of(document_), "frontmatter", "title-page", [&](xml::Writer& xml) {
      xml.open("section");
      xml.attribute("epub:type", "titlepage");
      xml.line();
      xhtml::Writer(document_, xml, {.flavor = xhtml::Flavor::Epub}).title_page();
      xml.close();
      xml.line();
    });
  }

  void add_file(const Section& section) {
    const std::size_t number = publication_.files.size() - publication_.first_text + 1;
    const bool only = sections_.size() == 1;
    std::string_view name = "text";
    if (section.chapter != doc::kNone && !document_.chapters[section.chapter].path.empty())
      name = document_.chapters[section.chapter].path;
    else if (section.division != nullptr)
      name = "part";
    const std::size_t file =
        add_spine_file(only ? "text" : "text-" + std::to_string(number), names_.take("", name, ".xhtml"));
    if (section.begins_chapter && section.division != nullptr) {
      publication_.files[file].first_id = xhtml::written_id(xhtml::Flavor::Epub, section.division->attributes.id);
    } else if (!section.blocks.empty() && !only) {
      publication_.files[file].first_id = xhtml::written_id(xhtml::Flavor::Epub, section.blocks.front().attributes.id);
    }
  }

  void add_notes_file() {
    notes_file_ = add_spine_file("notes", names_.take("", "notes", ".xhtml"));
    publication_.files[notes_file_].first_id = xhtml::written_id(xhtml::Flavor::Epub, doc::endnotes_id());
  }

  void add_place(std::string_view document_id, std::size_t file) {
    publication_.places.emplace(xhtml::written_id(xhtml::Flavor::Epub, document_id), file);
  }

  // Links can lead forward, so all places are found before anything is written.
  void find_places(bool notes_at_end) {
    for (std::size_t i = 0; i < sections_.size(); ++i) {
      const Section& section = sections_[i];
      const std::size_t file = publication_.first_text + i;
      if (section.begins_chapter && section.division != nullptr) add_place(section.division->attributes.id, file);
      add_places(section.blocks, file);
      if (!section.ends_chapter || doc::placement_without_pages(document_) != doc::NotePlacement::Chapter) continue;
      const std::span<const doc::Note> notes = doc::notes_of(document_, section.chapter);
      if (!notes.empty()) add_place(doc::endnotes_id(section.chapter), file);
      for (const doc::Note& note : notes) add_note_places(note, file);
    }
    if (!notes_at_end) return;
    const std::size_t file = notes_file_ != Publication::kNoFile ? notes_file_ : publication_.first_text;
    add_place(doc::endnotes_id(), file);
    for (const doc::Note& note : document_.notes) add_note_places(note, file);
  }

  void add_note_places(const doc::Note& note, std::size_t file) {
    add_place(doc::note_id(note.number), file);
    add_places(note.blocks, file);
  }

  void add_places(std::span<const doc::Block> blocks, std::size_t file) {
    for (const doc::Block& block : blocks) {
      doc::for_each_attributes(block, [&](const doc::Attributes& attributes, const Span&) {
        if (attributes.id.empty()) return;
        add_place(attributes.id, file);
        const std::string_view number = attributes.find("title");
        if (attributes.find("role") == doc::kPageBreakRole && !number.empty())
          publication_.pages.emplace_back(number, attributes.id);
      });
      doc::for_each_inline(block, [&](const doc::Inline& node) {
        const auto* mark = std::get_if<doc::NoteRef>(&node.node);
        if (mark != nullptr && mark->note < document_.notes.size())
          add_place(doc::noteref_id(document_.notes[mark->note].number, mark->ordinal), file);
      });
    }
  }

  std::string title_of_section(const Section& section) const {
    if (!section.blocks.empty())
      if (const auto* heading = std::get_if<doc::Heading>(&section.blocks.front().node);
          heading != nullptr && sections_.size() > 1)
        if (std::string title = doc::plain_text(heading->children); !title.empty()) return title;
    if (section.chapter != doc::kNone && !document_.chapters[section.chapter].title.empty())
      return document_.chapters[section.chapter].title;
    return title_of(document_);
  }

  void write_section(const Section& section, xhtml::Writer& writer) {
    if (section.division == nullptr) {
      if (section.begins_chapter) writer.title_block();
      return writer.blocks(section.blocks);
    }
    writer.open_section(*section.division, section.begins_chapter);
    writer.blocks(section.blocks);
    if (section.ends_chapter && doc::placement_without_pages(document_) == doc::NotePlacement::Chapter)
      writer.endnotes(section.chapter);
    writer.close_section();
  }

  template <class F>
  void write(std::size_t file, std::string_view title, F&& body) {
    write_page(file, title, file == notes_file_ ? "backmatter" : "bodymatter", {}, [&](xml::Writer& xml) {
      xhtml::WriterOptions options;
      options.flavor = xhtml::Flavor::Epub;
      options.popup_notes = publication_.options.popup_notes();
      options.colors = &colors_;
      options.vertical = publication_.options.writing_mode.starts_with("vertical");
      options.image = [&](const doc::Inline& node, const doc::Image& image) { return images_.path_of(node, image); };
      options.place = [&](std::string_view id) {
        const auto place = publication_.places.find(std::string(id));
        const bool here = place == publication_.places.end() || place->second == file;
        return (here ? "#" : publication_.files[place->second].path + "#").append(id);
      };
      xhtml::Writer writer(document_, xml, options);
      body(writer);
      publication_.contents += writer.contents();
    });
  }

  // Fills a file: `body` writes what is in its body.
  template <class F>
  void write_page(std::size_t file, std::string_view title, std::string_view epub_type, std::string_view css_class,
                  F&& body) {
    std::string page;
    {
      xml::Writer xml(page);
      open_page(xml, publication_, title);
      if (!css_class.empty()) xml.attribute("class", css_class);
      xml.attribute("epub:type", epub_type);
      xml.line();
      body(xml);
    }
    publication_.files[file].bytes = Blob::from(std::move(page));
  }

  Publication& publication_;
  const doc::Document& document_;
  FileNames& names_;
  std::vector<Section> sections_;
  ImageFiles images_;
  doc::CodeColors colors_;
  std::size_t notes_file_ = Publication::kNoFile;
};

}  // namespace

void add_content(Publication& publication, FileNames& names, const BackendContext& context) {
  ContentWriter(publication, names, context).run();
}

}  // namespace mdconv::epub
