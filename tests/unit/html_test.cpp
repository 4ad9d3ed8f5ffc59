// SPDX-License-Identifier: MIT
#include "html/html_backend.h"

#include <gtest/gtest.h>

#include "specimen.h"
#include "support/uri.h"

namespace mdconv {
namespace {

using namespace specimen;

struct NoFonts final : FontProvider {
  std::optional<FontFile> find(const FontRequest&) override { return std::nullopt; }
};

std::string html(const doc::Document& document, const OptionValues& options = {}, std::string css = "p{}") {
  SourceMap sources;
  const std::vector<FileId> styles = {sources.add("a.css", std::move(css))};
  NoFonts fonts;
  DiagnosticList diagnostics;
  StringSink sink;
  const Result<void> done = html::backend().write(document, {sources, styles, fonts, diagnostics, options, 0}, sink);
  EXPECT_TRUE(done);
  EXPECT_TRUE(diagnostics.all.empty());
  return sink.text;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Html, IsOneFileThatRefersToNoOther) {
  const std::string page = html(everything());
  EXPECT_EQ(page.substr(0, 16), "<!DOCTYPE html>\n");
  EXPECT_TRUE(contains(page, "<html lang=\"zh-Hans\">"));
  EXPECT_TRUE(contains(page, "<title>《样张》&amp; &lt;预览&gt;</title>"));
  EXPECT_TRUE(contains(page, "<meta name=\"keywords\" content=\"排版, CJK\" />"));
  EXPECT_TRUE(contains(page, "<style>p{}</style>"));
  EXPECT_FALSE(contains(page, "<link"));
  for (std::size_t at = 0; (at = page.find("src=\"", at)) != std::string::npos; ++at) {
    EXPECT_EQ(page.substr(at + 5, 22), "data:image/png;base64,");
  }
}

TEST(Html, AFragmentIsTheBodyAlone) {
  doc::Document document;
  document.metadata.title = "x";
  document.blocks.push_back(paragraph("a"));
  EXPECT_EQ(html(document, {{"fragment", "true"}}), "<p>a</p>\n");
}

TEST(Html, StylesCannotLeaveTheirElement) {
  doc::Document document;
  const std::string page = html(document, {}, "p::before { content: \"</style><script>\" }");
  EXPECT_FALSE(contains(page, "</style><script>"));
  EXPECT_TRUE(contains(page, "<\\/style>"));
}

TEST(Html, DataUrisAreBase64) {
  // RFC 4648, section 10.
  EXPECT_EQ(uri::data_uri("a/b", ""), "data:a/b;base64,");
  EXPECT_EQ(uri::data_uri("a/b", "f"), "data:a/b;base64,Zg==");
  EXPECT_EQ(uri::data_uri("a/b", "fo"), "data:a/b;base64,Zm8=");
  EXPECT_EQ(uri::data_uri("a/b", "foobar"), "data:a/b;base64,Zm9vYmFy");
  EXPECT_EQ(uri::data_uri("a/b", "\xFF\xFE\xFD"), "data:a/b;base64,//79");
}

}  // namespace
}  // namespace mdconv
