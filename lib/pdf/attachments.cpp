// SPDX-License-Identifier: MIT
#include "pdf/attachments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "document/walk.h"
#include "pdf/metadata.h"
#include "support/ascii.h"
#include "support/digest.h"

namespace mdconv::pdf {
namespace {

constexpr std::string_view kMarkdown = "text/markdown";

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

/// What a source is, by the ending of its name. Whatever a document is made from is text.
std::string_view media_type_of(std::string_view name) {
  struct Kind {
    std::string_view ending, media_type;
  };
  // Sorted by ending; those without a type that is registered have the usual one.
  static constexpr std::array kKinds = {
      Kind{"c", "text/x-c"},
      Kind{"cc", "text/x-c"},
      Kind{"cpp", "text/x-c"},
      Kind{"css", "text/css"},
      Kind{"csv", "text/csv"},
      Kind{"h", "text/x-c"},
      Kind{"hpp", "text/x-c"},
      Kind{"htm", "text/html"},
      Kind{"html", "text/html"},
      Kind{"java", "text/x-java"},
      Kind{"js", "text/javascript"},
      Kind{"json", "application/json"},
      Kind{"markdown", kMarkdown},
      Kind{"md", kMarkdown},
      Kind{"mdown", kMarkdown},
      Kind{"mdx", kMarkdown},
      Kind{"mkd", kMarkdown},
      Kind{"py", "text/x-python"},
      Kind{"rs", "text/x-rust"},
      Kind{"sh", "application/x-sh"},
      Kind{"tex", "application/x-tex"},
      Kind{"toml", "application/toml"},
      Kind{"tsv", "text/tab-separated-values"},
      Kind{"txt", "text/plain"},
      Kind{"xml", "application/xml"},
      Kind{"yaml", "application/yaml"},
      Kind{"yml", "application/yaml"},
  };
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.find('/', dot) != std::string_view::npos) return kMarkdown;
  const std::string ending = ascii::to_lower(name.substr(dot + 1));
  const auto found = std::lower_bound(kKinds.begin(), kKinds.end(), ending,
                                      [](const Kind& kind, const std::string& key) { return kind.ending < key; });
  return found != kKinds.end() && found->ending == ending ? found->media_type : "text/plain";
}

/// The longest folder that all names begin with.
std::string common_folder(const std::vector<Attachment>& attachments) {
  if (attachments.empty()) return {};
  std::string_view folder = folder_of(attachments.front().name);
  for (const Attachment& attachment : attachments)
    while (!attachment.name.starts_with(folder)) folder = folder_of(folder.substr(0, folder.size() - 1));
  return std::string(folder);
}

}  // namespace

std::vector<Attachment> source_texts(const doc::Document& document, const SourceMap& sources) {
  std::vector<FileId> files;
  std::set<FileId> seen;
  const auto add = [&](const Span& span) {
    const bool known = static_cast<std::size_t>(span.file) < sources.size();
    if (known && seen.insert(span.file).second) files.push_back(span.file);
  };
  const auto add_block = [&](const doc::Block& block) {
    doc::for_each_attributes(block, [&](const doc::Attributes&, const Span& span) { add(span); });
  };
  std::for_each(document.blocks.begin(), document.blocks.end(), add_block);
  for (const doc::Note& note : document.notes) std::for_each(note.blocks.begin(), note.blocks.end(), add_block);
  std::vector<Attachment> attachments;
  for (const FileId file : files) attachments.push_back({sources.name(file), sources.text(file)});
  const std::string folder = common_folder(attachments);
  std::set<std::string> names;
  for (Attachment& attachment : attachments) {
    attachment.name.erase(0, folder.size());
    // Standard input has no name of its own.
    if (attachment.name.empty() || attachment.name.starts_with('<') || attachment.name == "-")
      attachment.name = "source.md";
    while (!names.insert(attachment.name).second) attachment.name.insert(0, "_");
  }
  return attachments;
}

void write_attachments(const std::vector<Attachment>& attachments, std::int64_t timestamp, Dictionary& catalog,
                       File& file) {
  if (attachments.empty()) return;
  Array names, associated;
  int number = 0;
  for (const Attachment& attachment : attachments) {
    const auto digest = md5(attachment.bytes);
    const Dictionary parameters{{"Size", static_cast<std::int64_t>(attachment.bytes.size())},
                                {"ModDate", Text{pdf_date(timestamp)}},
                                {"CheckSum", Bytes{std::string(digest.begin(), digest.end())}}};
    const Ref stream = file.add_stream({{"Type", Name{"EmbeddedFile"}},
                                        {"Subtype", Name{std::string(media_type_of(attachment.name))}},
                                        {"Params", parameters}},
                                       attachment.bytes);
    const Ref specification = file.add(Dictionary{{"Type", Name{"Filespec"}},
                                                  {"F", Text{attachment.name}},
                                                  {"UF", Text{attachment.name}},
                                                  {"Desc", Text{"The text that this document was made from"}},
                                                  {"AFRelationship", Name{"Source"}},
                                                  {"EF", Dictionary{{"F", stream}, {"UF", stream}}}});
    // Keys in the document's order.
    names.add(Bytes{fmt::format("{:06}", ++number)}).add(specification);
    associated.add(specification);
  }
  catalog.set("Names", Dictionary{{"EmbeddedFiles", Dictionary{{"Names", names}}}});
  catalog.set("AF", associated);
}

}  // namespace mdconv::pdf
