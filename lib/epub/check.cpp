// SPDX-License-Identifier: MIT
#include "epub/check.h"

#include <fmt/format.h>

#include <map>
#include <unordered_set>

#include "epub/css.h"
#include "support/uri.h"
#include "support/xml_reader.h"

namespace mdconv::epub {

namespace {

struct Reference {
  std::string target;
  bool is_link = false;
};

// What a file names and refers to.
class Collector final : public xml::Handler {
 public:
  void open(const xml::Name& name, std::span<const xml::Attribute> attributes) override {
    for (const xml::Attribute& attribute : attributes) {
      const std::string_view key = attribute.name.local;
      if (key == "id" && !ids.emplace(attribute.value).second) {
        twice.emplace_back(attribute.value);
      } else if (key == "href" || key == "src") {
        const bool link = name.local == "a" || name.local == "content";
        references.push_back({std::string(attribute.value), link});
      } else if (key == "idref") {
        spine.emplace_back(attribute.value);
      }
    }
  }
  void close(const xml::Name&) override {}

  std::unordered_set<std::string> ids;
  std::vector<std::string> twice;
  std::vector<Reference> references;
  std::vector<std::string> spine;
};

bool is_xml(const File& file) { return file.media_type.ends_with("xml"); }

class Checker {
 public:
  Checker(const Publication& publication, std::string_view package) : publication_(publication), package_(package) {}

  std::vector<std::string> run() {
    std::unordered_set<std::string> ids;
    for (const File& file : publication_.files) {
      if (!ids.insert(file.id).second) report("package.opf", fmt::format("the id \"{}\" comes twice", file.id));
      if (!files_.emplace(file.path, &file).second) report(file.path, "the file is there twice");
      if (is_xml(file)) read(file.path, file.bytes.view());
      if (file.media_type == "text/css") read_css(file);
    }
    read("package.opf", package_);
    for (const auto& [path, collector] : collectors_)
      for (const Reference& reference : collector.references) check(path, reference);
    check_spine(ids);
    return std::move(faults_);
  }

 private:
  void read(const std::string& path, std::string_view bytes) {
    Collector& collector = collectors_[path];
    if (const std::optional<xml::Fault> fault = xml::read(bytes, collector))
      report(path, fmt::format("line {}, column {}: {}", fault->line, fault->column, fault->message));
    for (const std::string& id : collector.twice) report(path, fmt::format("the id \"{}\" comes twice", id));
  }

  // What may lie in an EPUB comes out of the filter as it went in; fonts stand in a sheet of our own making.
  void read_css(const File& file) {
    const std::string_view css = file.bytes.view();
    if (css.starts_with("@font-face")) return;
    DiagnosticList unheard;
    if (css_for_epub(css, FileId::None, unheard) != css) report(file.path, "the style sheet leads out of the book");
  }

  void check(const std::string& path, const Reference& reference) {
    const std::string& target = reference.target;
    const std::string scheme = uri::scheme(target);
    if (scheme == "data" && !reference.is_link) return;
    if (!scheme.empty()) {
      if (!reference.is_link) report(path, fmt::format("\"{}\" lies outside the book", target));
      return;
    }
    const std::size_t hash = std::min(target.find('#'), target.size());
    const std::size_t slash = path.rfind('/') + 1;
    const std::optional<std::string> file =
        hash == 0 ? path : uri::normalize_path(path.substr(0, slash) + uri::decode(target.substr(0, hash)));
    const auto known = files_.find(file.value_or(""));
    if (known == files_.end()) return report(path, fmt::format("\"{}\" is not in the book", target));
    if (reference.is_link && !known->second->in_spine && !known->second->properties.starts_with("nav"))
      report(path, fmt::format("\"{}\" is not in the reading order", target));
    if (hash == target.size()) return;
    const auto collector = collectors_.find(known->first);
    const std::string id = uri::decode(std::string_view(target).substr(hash + 1));
    if (collector == collectors_.end() || !collector->second.ids.contains(id))
      report(path, fmt::format("\"{}\" leads to no place", target));
  }

  void check_spine(const std::unordered_set<std::string>& ids) {
    const std::vector<std::string>& spine = collectors_["package.opf"].spine;
    if (spine.empty()) report("package.opf", "nothing is in the reading order");
    std::unordered_set<std::string> seen;
    for (const std::string& id : spine) {
      if (!ids.contains(id)) report("package.opf", fmt::format("\"{}\" of the reading order is not in the book", id));
      if (!seen.insert(id).second) report("package.opf", fmt::format("\"{}\" is in the reading order twice", id));
    }
  }

  void report(std::string_view path, std::string_view message) {
    faults_.push_back(fmt::format("{}: {}", path, message));
  }

  const Publication& publication_;
  std::string_view package_;
  std::map<std::string, const File*, std::less<>> files_;
  std::map<std::string, Collector> collectors_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> check_publication(const Publication& publication, std::string_view package) {
  return Checker(publication, package).run();
}

}  // namespace mdconv::epub
