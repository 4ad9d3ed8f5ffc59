// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "document/dump.h"
#include "document/resolve.h"
#include "markdown/markdown.h"

namespace mdconv::test {

/// A loader of files that a test holds in memory.
class MemoryLoader final : public ResourceLoader {
 public:
  std::map<std::string, std::string, std::less<>> files;
  Result<Blob> load(std::string_view path) override {
    const auto file = files.find(path);
    if (file == files.end()) return Error{Code::ImageMissing, {}, "there is no such file"};
    return Blob::from(file->second);
  }
};

/// A Markdown text on its way through the phases.
struct Parsed {
  SourceMap sources;
  DiagnosticList diagnostics;
  doc::Document document;
  Dialect dialect;
  /// Set when parsing failed.
  std::optional<Error> error;

  explicit Parsed(std::string text, markdown::ParseOptions options = {}) : dialect(options.dialect) {
    const FileId file = sources.add("test.md", std::move(text));
    Result<doc::Document> result = markdown::parse(sources, file, options, diagnostics);
    if (result)
      document = *std::move(result);
    else
      error = result.error();
  }

  Parsed& resolve(ResourceLoader* loader = nullptr, std::string base_url = {}, std::string directory = {}) {
    doc::resolve(document, {.resources = loader,
                            .diagnostics = diagnostics,
                            .sources = &sources,
                            .directory = std::move(directory),
                            .base_url = std::move(base_url),
                            .dialect = dialect,
                            .fallback_title = "fallback"});
    return *this;
  }

  std::string dump() const { return doc::dump(document, sources); }

  /// The tree without places, so that a test says only what it is about.
  std::string tree() const {
    std::string result;
    std::string_view rest = text_ = dump();
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      result += rest.substr(0, std::min(rest.substr(0, end).rfind("  @"), end));
      result += '\n';
      rest.remove_prefix(end + 1);
    }
    return result;
  }

  /// "code line:column" of each diagnostic.
  std::vector<std::string> reports() const {
    std::vector<std::string> all;
    for (const Diagnostic& diagnostic : diagnostics.all) {
      std::string report(code_info(diagnostic.code).name);
      if (diagnostic.span.has_place()) {
        const Position position = sources.position(diagnostic.span.file, diagnostic.span.begin);
        report += " " + std::to_string(position.line) + ":" + std::to_string(position.column);
      }
      all.push_back(report);
    }
    return all;
  }

  std::size_t count(Code code) const {
    return static_cast<std::size_t>(std::count_if(diagnostics.all.begin(), diagnostics.all.end(),
                                                  [&](const Diagnostic& d) { return d.code == code; }));
  }

 private:
  mutable std::string text_;
};

}  // namespace mdconv::test
