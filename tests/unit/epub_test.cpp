// SPDX-License-Identifier: MIT
#include "epub/epub_backend.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace mdconv {
namespace {

struct NoFonts final : FontProvider {
  std::optional<FontFile> find(const FontRequest&) override { return std::nullopt; }
};

TEST(Epub, Smoke) {
  doc::Document document;
  document.metadata.title = "题";
  document.metadata.language = "zh-Hans";
  document.metadata.show_title = true;
  document.blocks.push_back({doc::Heading{1, {{doc::Text{"前言"}}}}, {}, {"前言", {}, {}}});
  document.blocks.push_back({doc::Paragraph{{{doc::Text{"电信"}}, {doc::NoteRef{"a", 0, 1}}}}});
  document.notes.push_back({"a", {{doc::Paragraph{{{doc::Text{"注"}}}}}}, 1, 1});
  document.outline.push_back({1, "前言", "前言"});
  SourceMap sources;
  const FileId style = sources.add("standard.css", "p { margin: 0 }");
  NoFonts fonts;
  DiagnosticList diagnostics;
  OptionValues options;
  const FileId styles[] = {style};
  StringSink sink;
  const auto result = epub::backend().write(document, {sources, styles, fonts, diagnostics, options, 1661126400}, sink);
  ASSERT_TRUE(result) << result.error().message;
  if (const char* path = std::getenv("OUT")) std::ofstream(path, std::ios::binary) << sink.text;
}

}  // namespace
}  // namespace mdconv
