// SPDX-License-Identifier: MIT
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "epub/epub_backend.h"
#include "html/html_backend.h"
#include "mdconv/source.h"
#include "specimen.h"

// write_specimens FOLDER STYLE.css: the hand-made documents as files for outside validators.

namespace {

using namespace mdconv;
using namespace mdconv::specimen;

struct NoFonts final : FontProvider {
  std::optional<FontFile> find(const FontRequest&) override { return std::nullopt; }
};

doc::Document bare() {
  doc::Document document;
  document.metadata.title = "A letter";
  document.metadata.language = "en";
  document.blocks.push_back(paragraph("Dear reader,"));
  return document;
}

doc::Document empty() {
  doc::Document document;
  document.metadata.title = "空";
  document.metadata.language = "zh-Hans";
  return document;
}

// What writers get wrong: ids that are no names, targets that are no URLs, nesting that HTML forbids.
doc::Document awkward() {
  doc::Document document;
  document.metadata.title = "]]> & \"x\" \x01";
  document.metadata.language = "not a language";
  document.metadata.date = "yesterday";
  document.metadata.show_title = true;
  document.blocks = {
      heading(3, "1.", "1."),
      heading(1, "（二）", "（二）"),
      paragraph({link("#1.", {text("1.")}), link("https://a.b/ c|d^`{}\\<>\"[]", {text("x")}),
                 link("http://[::1]/", {text("v6")}), link("mailto:a@b.c", {text("post")}),
                 link("#（二）", {link("https://c.d/", {text("inner")}), mark(0, 1)})}),
      division(doc::DivisionKind::Caption, {paragraph("caption")}),
      division(doc::DivisionKind::Figure, {}),
      division(doc::DivisionKind::Details,
               {division(doc::DivisionKind::Summary, {heading(2, "s", "s"), blk(doc::Quote{{paragraph("q")}})})}),
      blk(doc::List{{0}, doc::ListDelimiter::Parenthesis, true, {item({})}}),
      blk(doc::Table{{doc::Alignment::Left}, {}, {}}),
      blk(doc::CodeBlock{"a\"b<c", "", ""}),
  };
  doc::Table table;
  table.columns = {doc::Alignment::Center};
  table.head = {row({"x"})};
  table.head[0].cells[0].children = {heading(2, "in a head", "in-head"), paragraph("p")};
  document.blocks.push_back(blk(table));
  document.notes = {note(1, 1, {blk(doc::CodeBlock{"", "", "code\n"})})};
  document.outline = {{3, "1.", "1."}, {1, "", "（二）"}};
  return document;
}

bool write(const Backend& backend, const doc::Document& document, const std::string& path, const std::string& css) {
  SourceMap sources;
  const std::vector<FileId> styles = {sources.add("standard.css", css)};
  NoFonts fonts;
  DiagnosticList diagnostics;
  const OptionValues options;
  StringSink sink;
  const Result<void> done = backend.write(document, {sources, styles, fonts, diagnostics, options, 1661126400}, sink);
  std::ofstream file(path, std::ios::binary);
  file << sink.text;
  return done.has_value() && file.good();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string folder = argv[1];
  std::ifstream style(argv[2], std::ios::binary);
  const std::string css((std::istreambuf_iterator<char>(style)), std::istreambuf_iterator<char>());
  if (css.empty()) return 2;
  const std::vector<std::pair<std::string, doc::Document>> documents = {
      {"everything", everything()}, {"bare", bare()}, {"empty", empty()}, {"awkward", awkward()}};
  for (const auto& [name, document] : documents) {
    const std::string path = folder + "/" + name;
    if (!write(epub::backend(), document, path + ".epub", css)) return 1;
    if (!write(html::backend(), document, path + ".html", css)) return 1;
  }
  return 0;
}
