// SPDX-License-Identifier: MIT
#include "pdf/metadata.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "mdconv/version.h"
#include "pdf/srgb_profile.h"
#include "support/ascii.h"
#include "support/language.h"
#include "support/roman.h"
#include "support/timestamp.h"
#include "support/utf8.h"

namespace mdconv::pdf {
namespace {

constexpr std::string_view kCreator = "mdbook-conv";

std::string producer() { return "mdconv " + std::string(version()); }

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string all;
  for (const std::string& part : parts) {
    if (!all.empty()) all += separator;
    all += part;
  }
  return all;
}

/// Text for XML 1.0: markup escaped, characters that XML forbids left out.
std::string xml(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else if ((c >= 0x20 && c != 0xFFFE && c != 0xFFFF) || c == '\t' || c == '\n')
      utf8::append(escaped, c);
  }
  return escaped;
}

void append_property(std::string& to, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  to.append("<").append(name).append(">").append(xml(value)).append("</").append(name).append(">\n");
}

/// `container` is Alt, Bag or Seq.
void append_list(std::string& to, std::string_view name, std::string_view container,
                 const std::vector<std::string>& values) {
  std::string items;
  for (const std::string& value : values) {
    if (value.empty()) continue;
    items += container == "Alt" ? "<rdf:li xml:lang=\"x-default\">" : "<rdf:li>";
    items += xml(value) + "</rdf:li>";
  }
  if (items.empty()) return;
  to.append("<").append(name).append("><rdf:").append(container).append(">").append(items);
  to.append("</rdf:").append(container).append("></").append(name).append(">\n");
}

/// How viewers count pages with this label.
struct Numbering {
  std::string_view style;
  std::int64_t number = 0;
};

/// Nothing: it is no number.
std::optional<Numbering> numbering_of(const std::string& label) {
  std::int64_t number = 0;
  const char* const end = label.data() + label.size();
  const auto [stop, error] = std::from_chars(label.data(), end, number);
  if (error == std::errc() && stop == end && number >= 1 && label.front() != '0' && label.size() <= 9)
    return Numbering{"D", number};
  if (const std::optional<int> small = from_roman(label)) return Numbering{"r", *small};
  const bool capitals = std::all_of(label.begin(), label.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (const std::optional<int> large = capitals ? from_roman(ascii::to_lower(label)) : std::nullopt)
    return Numbering{"R", *large};
  return std::nullopt;
}

/// What PDF/A-2 and -3 demand of properties that the XMP specification does not have.
constexpr std::string_view kUniversalAccessSchema =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n";

/// A description of the standards; empty for none.
std::string standards_xmp(const Standard& standard) {
  std::string text;
  if (standard.universal_access) append_property(text, "pdfuaid:part", "1");
  if (standard.is_archival()) {
    append_property(text, "pdfaid:part", std::to_string(standard.archival_part));
    if (standard.is_pdf2()) append_property(text, "pdfaid:rev", "2020");
    if (standard.level != 0)
      append_property(text, "pdfaid:conformance", std::string(1, static_cast<char>(standard.level - 'a' + 'A')));
  }
  return text;
}

}  // namespace

std::string pdf_date(std::int64_t timestamp) {
  std::string date = "D:";
  for (const char c : iso_time(std::max<std::int64_t>(timestamp, 0)))
    if (c != '-' && c != ':' && c != 'T') date += c;
  return date;
}

Ref write_info(const doc::Metadata& metadata, const PdfSettings& settings, File& file) {
  const std::string date = pdf_date(settings.timestamp);
  Dictionary info{{"Title", Text{metadata.title}},
                  {"Creator", Text{std::string(kCreator)}},
                  {"Producer", Text{producer()}},
                  {"CreationDate", Text{date}},
                  {"ModDate", Text{date}}};
  if (!metadata.authors.empty()) info.set("Author", Text{join(metadata.authors, "; ")});
  if (!metadata.description.empty()) info.set("Subject", Text{metadata.description});
  if (!metadata.subjects.empty()) info.set("Keywords", Text{join(metadata.subjects, ", ")});
  return file.add(info);
}

Ref write_xmp(const doc::Metadata& metadata, const PdfSettings& settings, const Standard& standard, File& file) {
  const std::string date = iso_time(std::max<std::int64_t>(settings.timestamp, 0));
  std::string packet =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
      " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"";
  if (standard.is_archival()) packet += " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"";
  packet += ">\n";
  append_property(packet, "dc:format", "application/pdf");
  // What the Info dictionary says too is cut as there.
  append_list(packet, "dc:title", "Alt", {std::string(fitting(metadata.title))});
  append_list(packet, "dc:creator", "Seq", metadata.authors);
  append_list(packet, "dc:description", "Alt", {std::string(fitting(metadata.description))});
  append_list(packet, "dc:subject", "Bag", metadata.subjects);
  append_list(packet, "dc:publisher", "Bag", {metadata.publisher});
  append_list(packet, "dc:rights", "Alt", {metadata.rights});
  if (language::is_tag(metadata.language)) append_list(packet, "dc:language", "Bag", {metadata.language});
  append_property(packet, "dc:identifier", metadata.identifier);
  append_property(packet, "pdf:Keywords", fitting(join(metadata.subjects, ", ")));
  append_property(packet, "pdf:Producer", producer());
  append_property(packet, "xmp:CreatorTool", kCreator);
  append_property(packet, "xmp:CreateDate", date);
  append_property(packet, "xmp:ModifyDate", date);
  append_property(packet, "xmp:MetadataDate", date);
  packet += standards_xmp(standard) + "</rdf:Description>\n";
  if (standard.universal_access && standard.is_archival()) packet += kUniversalAccessSchema;
  packet += "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
  // In the open, for tools that look for the packet without reading PDF.
  return file.add_stream({{"Type", Name{"Metadata"}}, {"Subtype", Name{"XML"}}}, packet, Encoding::AsIs);
}

Dictionary output_intent(File& file) {
  return {{"Type", Name{"OutputIntent"}},
          {"S", Name{"GTS_PDFA1"}},
          {"OutputConditionIdentifier", Text{"sRGB"}},
          {"Info", Text{"sRGB IEC61966-2.1"}},
          {"DestOutputProfile", file.add_stream({{"N", 3}}, srgb_profile())}};
}

Dictionary page_labels(const layout::PagedDocument& document) {
  Array ranges;
  bool any = false;
  std::optional<Numbering> expected;
  bool in_blank = false;
  for (std::size_t page = 0; page < document.pages.size(); ++page) {
    const std::string& label = document.pages[page].label;
    const std::optional<Numbering> found = label.empty() ? std::nullopt : numbering_of(label);
    const bool as_expected = found && expected && found->style == expected->style && found->number == expected->number;
    const bool counts_on = as_expected || (label.empty() && in_blank);
    in_blank = label.empty();
    any |= !label.empty();
    expected = found;
    if (expected) ++expected->number;
    if (counts_on) continue;
    Dictionary range;
    if (found)
      range.set("S", Name{std::string(found->style)}).set("St", found->number);
    else if (!label.empty())
      range.set("P", Text{label});
    ranges.add(static_cast<std::int64_t>(page)).add(range);
  }
  if (!any) return {};
  return {{"Nums", ranges}};
}

}  // namespace mdconv::pdf
