// SPDX-License-Identifier: MIT
#include "epub/navigation.h"

#include "document/resolve.h"
#include "epub/content.h"
#include "support/terms.h"

namespace mdconv::epub {

namespace {

std::string text_url(std::string_view document_id = {}) {
  std::string url(kTextPath);
  if (!document_id.empty()) url += "#" + xhtml::written_id(xhtml::Flavor::Epub, document_id);
  return url;
}

void link(xml::Writer& xml, const std::string& url, std::string_view title, std::string_view epub_type = {}) {
  xml.open("a");
  if (!epub_type.empty()) xml.attribute("epub:type", epub_type);
  xml.attribute("href", url);
  xml.text(title);
  xml.close();
}

// Nested lists from a flat outline. An entry belongs to the last one before it of a smaller level, whatever levels
// were skipped: the outline of a document that goes from 1 to 3 has no empty step, and one that begins with 2 and
// goes on with 1 has both at the top.
class ContentsList {
 public:
  explicit ContentsList(xml::Writer& xml) : xml_(xml) {}

  void add(int level, const std::string& url, std::string_view title) {
    if (levels_.empty() || level > levels_.back()) {
      xml_.open("ol");
      xml_.line();
      levels_.push_back(level);
    } else {
      while (levels_.size() > 1 && level <= levels_[levels_.size() - 2]) close_list();
      close_item();
      levels_.back() = level;
    }
    xml_.open("li");
    link(xml_, url, title.empty() ? "…" : title);
  }

  void finish() {
    while (!levels_.empty()) close_list();
  }

 private:
  void close_item() {
    xml_.close();
    xml_.line();
  }
  void close_list() {
    close_item();
    xml_.close();
    levels_.pop_back();
  }

  xml::Writer& xml_;
  std::vector<int> levels_;
};

void contents(xml::Writer& xml, const Publication& publication) {
  const doc::Document& document = publication.document;
  xml.open("nav");
  xml.attribute("epub:type", "toc");
  xml.attribute("role", "doc-toc");
  xml.attribute("id", "toc");
  xml.line();
  xml.element("h1", contents_heading(document.metadata.language));
  xml.line();
  ContentsList list(xml);
  for (const doc::OutlineEntry& entry : document.outline) list.add(entry.level, text_url(entry.id), entry.title);
  if (document.outline.empty()) list.add(1, text_url(), title_of(document));
  if (publication.contents.endnotes) {
    list.add(1, text_url(doc::endnotes_id()), notes_heading(document.metadata.language));
  }
  list.finish();
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
  landmark("bodymatter", text_url(), body_heading(language));
  if (publication.contents.endnotes) {
    landmark("endnotes", text_url(doc::endnotes_id()), notes_heading(language));
  }
  xml.close();
  xml.line();
  xml.close();
  xml.line();
}

}  // namespace

void add_navigation(Publication& publication) {
  std::string page;
  {
    xml::Writer xml(page);
    open_page(xml, publication, contents_heading(publication.document.metadata.language));
    xml.line();
    contents(xml, publication);
    landmarks(xml, publication);
  }
  publication.files.push_back(
      {"nav", std::string(kNavigationPath), std::string(kXhtmlType), "nav", Blob::from(std::move(page))});
}

}  // namespace mdconv::epub
