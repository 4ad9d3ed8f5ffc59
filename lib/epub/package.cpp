// SPDX-License-Identifier: MIT
#include "epub/package.h"

#include <algorithm>

#include "support/ascii.h"
#include "support/terms.h"
#include "support/timestamp.h"
#include "support/unicode.h"
#include "support/uuid.h"

namespace mdconv::epub {

namespace {

// The name space of the project's own identifiers; drawn at random once, never to be changed.
constexpr Uuid kNameSpace = {0x6b, 0x1f, 0x0c, 0x52, 0x3d, 0x8e, 0x4a, 0x77,
                             0x9c, 0x25, 0xe4, 0x90, 0x5a, 0xd1, 0x38, 0xf6};

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex =
        ascii::is_digit(text[i]) || (text[i] >= 'a' && text[i] <= 'f') || (text[i] >= 'A' && text[i] <= 'F');
    if (dash ? text[i] != '-' : !hex) return false;
  }
  return true;
}

// The digits of an ISBN whose check digit is right, with or without hyphens and what stands before them; else empty.
std::string isbn_of(std::string_view text) {
  for (const std::string_view prefix : {"urn:isbn:", "ISBN:", "ISBN ", "ISBN", "isbn:", "isbn "}) {
    if (!text.starts_with(prefix)) continue;
    text.remove_prefix(prefix.size());
    break;
  }
  std::string digits;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    if (!ascii::is_digit(c) && !(c == 'X' && digits.size() == 9)) return {};
    digits.push_back(c);
  }
  int sum = 0;
  if (digits.size() == 13 && digits.find('X') == std::string::npos) {
    for (std::size_t i = 0; i < 13; ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0 ? digits : std::string();
  }
  if (digits.size() != 10) return {};
  for (std::size_t i = 0; i < 10; ++i) sum += (digits[i] == 'X' ? 10 : digits[i] - '0') * static_cast<int>(10 - i);
  return sum % 11 == 0 ? digits : std::string();
}

// "2022", "2022-08", "2022-08-22", "2022-08-22T…": what reading systems are bound to understand.
bool is_date(std::string_view text) {
  constexpr std::string_view kPattern = "0000-00-00";
  const std::string_view day = text.substr(0, text.find('T'));
  if (day.size() != 4 && day.size() != 7 && day.size() != 10) return false;
  for (std::size_t i = 0; i < day.size(); ++i) {
    if (kPattern[i] == '0' ? !ascii::is_digit(day[i]) : day[i] != '-') return false;
  }
  return day.size() == 10 || day.size() == text.size();
}

class PackageWriter {
 public:
  PackageWriter(const Publication& publication, xml::Writer& xml) : publication_(publication), xml_(xml) {}

  void write() {
    xml_.declaration();
    xml_.open("package");
    xml_.attribute("xmlns", "http://www.idpf.org/2007/opf");
    xml_.attribute("version", "3.0");
    xml_.attribute("unique-identifier", "identifier");
    xml_.attribute("xml:lang", language_of(publication_.document));
    xml_.line();
    metadata();
    manifest();
    spine();
    xml_.close();
    xml_.line();
  }

 private:
  void dublin_core(std::string_view name, std::string_view text, std::string_view id = {}) {
    if (text.empty()) return;
    xml_.open("dc:" + std::string(name));
    if (!id.empty()) xml_.attribute("id", id);
    xml_.text(text);
    xml_.close();
    xml_.line();
  }

  void meta(std::string_view property, std::string_view text) {
    xml_.open("meta");
    xml_.attribute("property", property);
    xml_.text(text);
    xml_.close();
    xml_.line();
  }

  void refine(const std::string& id, std::string_view property, std::string_view text, std::string_view scheme = {}) {
    xml_.open("meta");
    xml_.attribute("refines", "#" + id);
    xml_.attribute("property", property);
    if (!scheme.empty()) xml_.attribute("scheme", scheme);
    xml_.text(text);
    xml_.close();
    xml_.line();
  }

  void metadata() {
    const doc::Metadata& data = publication_.document.metadata;
    xml_.open("metadata");
    xml_.attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/");
    xml_.line();
    const std::string identifier = identifier_of(publication_.document);
    dublin_core("identifier", identifier, "identifier");
    // 15 is ISBN-13 in ONIX, 02 ISBN-10.
    if (!isbn_of(data.identifier).empty())
      refine("identifier", "identifier-type", identifier.size() == 9 + 13 ? "15" : "02", "onix:codelist5");
    dublin_core("title", title_of(publication_.document), "title");
    refine("title", "title-type", "main");
    if (!data.subtitle.empty()) {
      dublin_core("title", data.subtitle, "subtitle");
      refine("subtitle", "title-type", "subtitle");
    }
    for (std::size_t i = 0; i < data.authors.size(); ++i) {
      const auto known = std::find_if(data.people.begin(), data.people.end(), [&](const doc::Person& person) {
        return person.role == "aut" && person.name == data.authors[i];
      });
      const bool is_known = known != data.people.end();
      person("creator", i + 1, {data.authors[i], "aut", is_known ? known->file_as : std::string()});
    }
    for (std::size_t i = 0; i < data.people.size(); ++i)
      if (data.people[i].role != "aut") person("contributor", i + 1, data.people[i]);
    dublin_core("language", language_of(publication_.document));
    for (const std::string& subject : data.subjects) dublin_core("subject", subject);
    dublin_core("description", data.description);
    dublin_core("publisher", data.publisher);
    dublin_core("rights", data.rights);
    if (is_date(data.date)) dublin_core("date", data.date);
    if (!data.series.empty()) {
      xml_.open("meta");
      xml_.attribute("property", "belongs-to-collection");
      xml_.attribute("id", "series");
      xml_.text(data.series);
      xml_.close();
      xml_.line();
      refine("series", "collection-type", "series");
      if (!data.series_position.empty()) refine("series", "group-position", data.series_position);
    }
    meta("dcterms:modified", iso_time(publication_.timestamp));
    cover();
    accessibility();
    xml_.close();
    xml_.line();
  }

  void person(std::string_view element, std::size_t number, const doc::Person& person) {
    if (person.name.empty()) return;
    const std::string id = std::string(element) + "-" + std::to_string(number);
    dublin_core(element, person.name, id);
    refine(id, "role", person.role, "marc:relators");
    if (!person.file_as.empty()) refine(id, "file-as", person.file_as);
  }

  // What EPUB 2 calls the cover, which many shops still look for.
  void cover() {
    for (const File& file : publication_.files) {
      if (file.properties != "cover-image") continue;
      xml_.open_void("meta");
      xml_.attribute("name", "cover");
      xml_.attribute("content", file.id);
      xml_.line();
    }
  }

  // Schema.org's terms, from what the text really holds.
  void accessibility() {
    const xhtml::Contents& contents = publication_.contents;
    const bool images = contents.images > 0 || publication_.has_cover_picture;
    const bool described = contents.undescribed_images == 0;
    const bool moving =
        std::any_of(publication_.files.begin(), publication_.files.end(), [](const File& file) { return file.moves; });
    meta("schema:accessMode", "textual");
    if (images) meta("schema:accessMode", "visual");
    meta("schema:accessModeSufficient", described ? "textual" : "textual,visual");
    meta("schema:accessibilityFeature", "displayTransformability");
    meta("schema:accessibilityFeature", "readingOrder");
    meta("schema:accessibilityFeature", "tableOfContents");
    if (contents.headings > 0) meta("schema:accessibilityFeature", "structuralNavigation");
    if (images && described) meta("schema:accessibilityFeature", "alternativeText");
    if (!publication_.pages.empty()) {
      meta("schema:accessibilityFeature", "pageBreakMarkers");
      meta("schema:accessibilityFeature", "pageNavigation");
    }
    meta("schema:accessibilityHazard", moving ? "unknown" : "none");
    const Options& options = publication_.options;
    if (!options.a11y_conformance.empty()) {
      meta("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level " + options.a11y_conformance);
      meta("a11y:certifiedBy", options.a11y_certifier);
    }
    const ImageAccess access = !images     ? ImageAccess::NoImages
                               : described ? ImageAccess::AllDescribed
                                           : ImageAccess::SomeUndescribed;
    const std::string& language = publication_.document.metadata.language;
    std::string summary(accessibility_summary(language, access));
    if (contents.tables > 0 && contents.tables_without_headers == 0) summary += tables_summary(language);
    meta("schema:accessibilitySummary", summary);
  }

  void manifest() {
    xml_.open("manifest");
    xml_.line();
    for (const File& file : publication_.files) {
      xml_.open_void("item");
      xml_.attribute("id", file.id);
      xml_.attribute("href", file.path);
      xml_.attribute("media-type", file.media_type);
      if (!file.properties.empty()) xml_.attribute("properties", file.properties);
      if (!file.fallback.empty()) xml_.attribute("fallback", file.fallback);
      xml_.line();
    }
    xml_.close();
    xml_.line();
  }

  void spine() {
    xml_.open("spine");
    xml_.attribute("toc", "ncx");
    if (const std::string_view direction = page_progression(); !direction.empty())
      xml_.attribute("page-progression-direction", direction);
    xml_.line();
    for (std::size_t i = 0; i < publication_.files.size(); ++i) {
      if (!publication_.files[i].in_spine) continue;
      item_reference(publication_.files[i].id);
      // A book's table of contents is a page of it.
      if (i == publication_.title_page) item_reference("nav");
    }
    xml_.close();
    xml_.line();
  }

  // Pages of vertical text and of scripts that run to the left are turned the other way.
  std::string_view page_progression() const {
    const std::string& mode = publication_.options.writing_mode;
    if (mode == "vertical-rl") return "rtl";
    return unicode::is_right_to_left(language_of(publication_.document)) ? "rtl" : "";
  }

  void item_reference(std::string_view id) {
    xml_.open_void("itemref");
    xml_.attribute("idref", id);
    xml_.line();
  }

  const Publication& publication_;
  xml::Writer& xml_;
};

}  // namespace

std::string container_xml() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
         "<rootfiles>\n"
         "<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
         "</rootfiles>\n"
         "</container>\n";
}

std::string identifier_of(const doc::Document& document) {
  const doc::Metadata& data = document.metadata;
  if (const std::string isbn = isbn_of(data.identifier); !isbn.empty()) return "urn:isbn:" + isbn;
  std::string_view given = ascii::trim(data.identifier);
  constexpr std::string_view kUuid = "urn:uuid:";
  if (ascii::to_lower(given.substr(0, kUuid.size())) == kUuid) given = ascii::trim(given.substr(kUuid.size()));
  // What only says that it is a UUID is some other name.
  if (!given.empty()) return is_uuid(given) ? std::string(kUuid) + std::string(given) : std::string(given);
  std::string name;
  // The length in front keeps the parts apart whatever they hold.
  const auto add = [&](std::string_view part) { name += std::to_string(part.size()) + ":" + std::string(part); };
  add(title_of(document));
  add(data.subtitle);
  add(std::to_string(data.authors.size()));
  for (const std::string& author : data.authors) add(author);
  add(data.publisher);
  add(data.date);
  add(data.language);
  for (const doc::OutlineEntry& entry : document.outline) add(entry.title);
  return "urn:uuid:" + to_string(uuid_from_name(kNameSpace, name));
}

std::string package_document(const Publication& publication) {
  std::string package;
  xml::Writer xml(package);
  PackageWriter(publication, xml).write();
  return package;
}

}  // namespace mdconv::epub
