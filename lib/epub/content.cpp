// SPDX-License-Identifier: MIT
#include "epub/content.h"

#include <array>
#include <map>

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

  // The image's path, which is in the manifest from then on; empty when EPUB has no place for its kind.
  std::string path_of(const doc::Inline& node, const doc::Image& image) {
    if (const auto known = paths_.find(image.resource); known != paths_.end()) return known->second;
    const doc::Resource& resource = publication_.document.resources[image.resource];
    for (const ImageType& type : kImageTypes) {
      if (type.media_type == resource.media_type) return add(image.resource, resource, type);
    }
    diagnostics_.report({Code::NodeNotSupported,
                         node.span,
                         "\"" + resource.path + "\" is of a kind that EPUB does not show: " + resource.media_type,
                         {"convert it to PNG or JPEG"}});
    return paths_[image.resource] = "";
  }

 private:
  std::string add(std::uint32_t index, const doc::Resource& resource, const ImageType& type) {
    const std::string path = names_.take("images/", resource.path, type.extension);
    const std::string id = "image-" + std::to_string(++count_);
    publication_.files.push_back({id, path, resource.media_type, {}, resource.data});
    return paths_[index] = path;
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
  xml.line();
  xml.open("head");
  xml.line();
  xml.element("title", title);
  xml.line();
  for (const File& file : publication.files) {
    if (file.media_type != "text/css") continue;
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

void add_content(Publication& publication, FileNames& names, DiagnosticSink& diagnostics) {
  const doc::Document& document = publication.document;
  const std::size_t place = publication.files.size();
  publication.files.push_back({"text", std::string(kTextPath), std::string(kXhtmlType)});

  ImageFiles images(publication, names, diagnostics);
  std::string page;
  {
    xml::Writer xml(page);
    open_page(xml, publication, title_of(document));
    xml.attribute("epub:type", "bodymatter");
    xml.line();
    xhtml::WriterOptions options;
    options.flavor = xhtml::Flavor::Epub;
    options.image = [&](const doc::Inline& node, const doc::Image& image) { return images.path_of(node, image); };
    xhtml::Writer writer(document, xml, options);
    writer.title_block();
    writer.blocks(document.blocks);
    xml.line();
    writer.endnotes(document.notes);
    publication.contents = writer.contents();
  }
  publication.files[place].bytes = Blob::from(std::move(page));
  publication.files[place].in_spine = true;
}

}  // namespace mdconv::epub
