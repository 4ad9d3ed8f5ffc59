// SPDX-License-Identifier: MIT
#include "epub/navigation.h"

#include <map>
#include <vector>

#include "document/resolve.h"
#include "epub/content.h"
#include "epub/package.h"
#include "support/terms.h"

namespace mdconv::epub {

namespace {

/// An entry of the table of contents and what is below it.
struct Entry {
  std::string title;
  /// Empty: a chapter that is not written yet.
  std::string url;
  int level = 1;
  std::vector<Entry> below = {};
};

// An entry belongs to the last one before it of a smaller level, whatever levels were skipped: the outline of a
// document that goes from 1 to 3 has no empty step, and one that begins with 2 and goes on with 1 has both at the top.
void add_entry(std::vector<Entry>& entries, Entry entry) {
  std::vector<Entry>* list = &entries;
  while (!list->empty() && list->back().level < entry.level) list = &list->back().below;
  list->push_back(std::move(entry));
}

// EPUB allows a title without a target only above others that have one.
void prune(std::vector<Entry>& entries) {
  for (Entry& entry : entries) prune(entry.below);
  std::erase_if(entries, [](const Entry& entry) { return entry.url.empty() && entry.below.empty(); });
}

std::vector<Entry> find_entries(const Publication& publication) {
  const doc::Document& document = publication.document;
  std::vector<Entry> entries;
  for (const doc::OutlineEntry& entry : document.outline)
    add_entry(entries, {entry.title.empty() ? "…" : entry.title, publication.url_of(entry.id), entry.level});
  prune(entries);
  if (entries.empty()) entries.push_back({title_of(document), publication.files[publication.first_text].path});
  if (const std::string notes = publication.url_of(doc::endnotes_id()); !notes.empty())
    entries.push_back({std::string(notes_heading(document.metadata.language)), notes});
  return entries;
}

void link(xml::Writer& xml, const std::string& url, std::string_view title, std::string_view epub_type = {}) {
  xml.open(url.empty() ? "span" : "a");
  if (!epub_type.empty()) xml.attribute("epub:type", epub_type);
  if (!url.empty()) xml.attribute("href", url);
  xml.text(title);
  xml.close();
}

void list(xml::Writer& xml, const std::vector<Entry>& entries) {
  xml.open("ol");
  xml.line();
  for (const Entry& entry : entries) {
    xml.open("li");
    link(xml, entry.url, entry.title);
    if (!entry.below.empty()) list(xml, entry.below);
    xml.close();
    xml.line();
  }
  xml.close();
}

void contents(xml::Writer& xml, const Publication& publication, const std::vector<Entry>& entries) {
  xml.open("nav");
  xml.attribute("epub:type", "toc");
  xml.attribute("role", "doc-toc");
  xml.attribute("id", "toc");
  xml.line();
  xml.element("h1", contents_heading(publication.document.metadata.language));
  xml.line();
  list(xml, entries);
  xml.line();
  xml.close();
  xml.line();
}

void page_list(xml::Writer& xml, const Publication& publication) {
  xml.open("nav");
  xml.attribute("epub:type", "page-list");
  xml.attribute("role", "doc-pagelist");
  xml.attribute("id", "page-list");
  xml.attribute("hidden", "hidden");
  xml.line();
  xml.element("h2", pages_heading(publication.document.metadata.language));
  xml.line();
  xml.open("ol");
  xml.line();
  for (const auto& [number, id] : publication.pages) {
    xml.open("li");
    link(xml, publication.url_of(id), number);
    xml.close();
    xml.line();
  }
  xml.close();
  xml.line();
  xml.close();
  xml.line();
}

void landmarks(xml::Writer& xml, const Publication& publication) {
  const std::string& language = publication.document.metadata.language;
  const auto landmark = [&](std::string_view type, const std::string& url, std::string_view title) {
    xml.open("li");
    link(xml, url, title, type);
    xml.close();
    xml.line();
  };
  xml.open("nav");
  xml.attribute("epub:type", "landmarks");
  xml.attribute("id", "landmarks");
  xml.attribute("hidden", "hidden");
  xml.line();
  xml.element("h2", landmarks_heading(language));
  xml.line();
  xml.open("ol");
  xml.line();
  if (publication.cover_page != Publication::kNoFile)
    landmark("cover", publication.files[publication.cover_page].path, cover_heading(language));
  if (publication.is_book()) landmark("toc", std::string(kNavigationPath) + "#toc", contents_heading(language));
  landmark("bodymatter", publication.files[publication.first_text].path, body_heading(language));
  if (const std::string notes = publication.url_of(doc::endnotes_id()); !notes.empty())
    landmark("endnotes", notes, notes_heading(language));
  xml.close();
  xml.line();
  xml.close();
  xml.line();
}

// The table of contents of EPUB 2, for old reading systems.
class NcxWriter {
 public:
  NcxWriter(const Publication& publication, xml::Writer& xml) : publication_(publication), xml_(xml) {}

  void write(const std::vector<Entry>& entries) {
    xml_.declaration();
    xml_.open("ncx");
    xml_.attribute("xmlns", "http://www.daisy.org/z3986/2005/ncx/");
    xml_.attribute("version", "2005-1");
    xml_.attribute("xml:lang", language_of(publication_.document));
    xml_.line();
    xml_.open("head");
    xml_.line();
    xml_.open_void("meta");
    xml_.attribute("name", "dtb:uid");
    xml_.attribute("content", identifier_of(publication_.document));
    xml_.line();
    xml_.close();
    xml_.line();
    labelled("docTitle", title_of(publication_.document));
    xml_.open("navMap");
    xml_.line();
    for (const Entry& entry : entries) add(entry);
    xml_.close();
    xml_.line();
  }

 private:
  void labelled(std::string_view element, std::string_view text) {
    xml_.open(element);
    xml_.element("text", text);
    xml_.close();
    xml_.line();
  }

  // Chapters that are not written yet are passed over, what is below them is not.
  void add(const Entry& entry) {
    if (!entry.url.empty()) {
      ++count_;
      xml_.open("navPoint");
      xml_.attribute("id", "entry-" + std::to_string(count_));
      // Places that are reached twice would need one number.
      xml_.attribute("playOrder", std::to_string(order_.emplace(entry.url, order_.size() + 1).first->second));
      xml_.line();
      labelled("navLabel", entry.title);
      xml_.open_void("content");
      xml_.attribute("src", entry.url);
      xml_.line();
    }
    for (const Entry& below : entry.below) add(below);
    if (entry.url.empty()) return;
    xml_.close();
    xml_.line();
  }

  const Publication& publication_;
  xml::Writer& xml_;
  std::size_t count_ = 0;
  std::map<std::string, std::size_t> order_;
};

}  // namespace

void add_navigation(Publication& publication) {
  const std::vector<Entry> entries = find_entries(publication);
  std::string page;
  {
    xml::Writer xml(page);
    open_page(xml, publication, contents_heading(publication.document.metadata.language));
    xml.attribute("epub:type", "frontmatter");
    xml.line();
    contents(xml, publication, entries);
    if (!publication.pages.empty()) page_list(xml, publication);
    landmarks(xml, publication);
  }
  std::string ncx;
  {
    xml::Writer xml(ncx);
    NcxWriter(publication, xml).write(entries);
  }
  publication.files.push_back(
      {"nav", std::string(kNavigationPath), std::string(kXhtmlType), "nav", Blob::from(std::move(page))});
  publication.files.push_back(
      {"ncx", std::string(kNcxPath), "application/x-dtbncx+xml", {}, Blob::from(std::move(ncx))});
}

}  // namespace mdconv::epub
