// SPDX-License-Identifier: MIT
#include "epub/epub_backend.h"
#include "images/conversion.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <map>

#include "epub/css.h"
#include "epub/package.h"
#include "epub/publication.h"
#include "epub/svg.h"
#include "epub/zip_archive.h"
#include "fonts/face.h"
#include "mdconv/filesystem.h"
#include "specimen.h"
#include "support/timestamp.h"
#include "support/uuid.h"

namespace mdconv {
namespace {

using namespace specimen;
using ::testing::Test;

struct NoFonts final : FontProvider {
  std::optional<FontFile> find(const FontRequest&) override { return std::nullopt; }
};

/// What a ZIP reader finds.
struct Archive {
  std::vector<std::string> names;
  std::map<std::string, std::string> files;
  std::map<std::string, int> methods;

  explicit Archive(const std::string& bytes) {
    zip_error_t error;
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    EXPECT_NE(archive, nullptr);
    if (!archive) return;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
      zip_stat_t stat;
      zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat);
      std::string content(stat.size, '\0');
      zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
      // Reading to the end makes libzip compare the checksum.
      EXPECT_EQ(zip_fread(file, content.data(), content.size()), static_cast<zip_int64_t>(stat.size));
      EXPECT_EQ(zip_fclose(file), 0);
      names.emplace_back(stat.name);
      methods[stat.name] = stat.comp_method;
      files[stat.name] = std::move(content);
    }
    zip_discard(archive);
  }
};

class Epub : public Test {
 protected:
  Result<void> write(const doc::Document& document) {
    sink.text.clear();
    return epub::backend().write(document, {sources, styles, fonts, diagnostics, options, timestamp}, sink);
  }
  std::map<std::string, std::string> files(const doc::Document& document) {
    const Result<void> done = write(document);
    EXPECT_TRUE(done) << done.error().message;
    return Archive(sink.text).files;
  }

  SourceMap sources;
  std::vector<FileId> styles = {sources.add("styles/standard.css", "p { margin: 0 }"),
                                sources.add("my/Standard.css", "p { margin: 1em }")};
  NoFonts fonts;
  DiagnosticList diagnostics;
  OptionValues options;
  std::int64_t timestamp = 1661126400;
  StringSink sink;
};

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST_F(Epub, MimetypeComesFirstAndIsStored) {
  ASSERT_TRUE(write(everything()));
  // EPUB 3.3, 4.2.3: a reader may look at these bytes without knowing ZIP.
  EXPECT_EQ(sink.text.substr(0, 4), "PK\x03\x04");
  EXPECT_EQ(sink.text.substr(26, 4), std::string("\x08\x00\x00\x00", 4)) << "name of 8 bytes, no extra field";
  EXPECT_EQ(sink.text.substr(30, 28), "mimetypeapplication/epub+zip");
  const Archive archive(sink.text);
  EXPECT_EQ(archive.names.at(0), "mimetype");
  EXPECT_EQ(archive.methods.at("mimetype"), ZIP_CM_STORE);
  EXPECT_EQ(archive.methods.at("EPUB/text.xhtml"), ZIP_CM_DEFLATE);
  EXPECT_EQ(archive.methods.at("EPUB/images/cover.png"), ZIP_CM_STORE);
}

TEST_F(Epub, SameInputsGiveSameBytes) {
  ASSERT_TRUE(write(everything()));
  const std::string first = sink.text;
  ASSERT_TRUE(write(everything()));
  EXPECT_EQ(sink.text, first);
  timestamp += 86400;
  ASSERT_TRUE(write(everything()));
  EXPECT_NE(sink.text, first);
}

TEST_F(Epub, EveryCompressionLevelHoldsTheSameFiles) {
  const auto expected = files(everything());
  for (const char* level : {"1", "12"}) {
    options["epub-compression"] = level;
    EXPECT_EQ(files(everything()), expected) << level;
  }
}

TEST_F(Epub, RefusesCompressionLevelsThatDoNotExist) {
  for (const char* level : {"0", "13", "-1", "best"}) {
    options["epub-compression"] = level;
    const Result<void> done = write(everything());
    ASSERT_FALSE(done) << level;
    EXPECT_EQ(done.error().code, Code::BadOption);
  }
  EXPECT_TRUE(sink.text.empty());
}

TEST_F(Epub, StyleSheetsKeepTheirOrder) {
  const auto all = files(everything());
  EXPECT_EQ(all.at("EPUB/styles/standard.css"), "p { margin: 0 }");
  EXPECT_EQ(all.at("EPUB/styles/standard-2.css"), "p { margin: 1em }");
  const std::string& page = all.at("EPUB/text.xhtml");
  EXPECT_LT(page.find("styles/standard.css"), page.find("styles/standard-2.css"));
}

TEST_F(Epub, PackageSaysWhatTheMetadataSays) {
  const std::string package = files(everything()).at("EPUB/package.opf");
  EXPECT_TRUE(contains(package, "<dc:title id=\"title\">《样张》&amp; &lt;预览&gt;</dc:title>"));
  EXPECT_TRUE(contains(package, "<dc:creator id=\"creator-2\">Bai Li</dc:creator>"));
  EXPECT_TRUE(contains(package, "<dc:language>zh-Hans</dc:language>"));
  EXPECT_TRUE(contains(package, "<dc:subject>CJK</dc:subject>"));
  EXPECT_TRUE(contains(package, "<dc:date>2022-08-22</dc:date>"));
  EXPECT_TRUE(contains(package, "<meta property=\"dcterms:modified\">2022-08-22T00:00:00Z</meta>"));
  // One of the two images has no description.
  EXPECT_TRUE(contains(package, "<meta property=\"schema:accessModeSufficient\">textual,visual</meta>"));
  EXPECT_FALSE(contains(package, "alternativeText"));
}

TEST_F(Epub, AccessibilityFollowsTheContent) {
  doc::Document document;
  document.metadata.title = "x";
  document.metadata.language = "en";
  document.blocks.push_back(paragraph("text"));
  const std::string without = files(document).at("EPUB/package.opf");
  EXPECT_FALSE(contains(without, "visual"));
  EXPECT_FALSE(contains(without, "structuralNavigation"));
  document.resources.push_back(pixel("a.png"));
  document.blocks.push_back(paragraph({image("a.png", "a pixel", 0)}));
  document.blocks.push_back(heading(1, "One", "one"));
  const std::string with = files(document).at("EPUB/package.opf");
  EXPECT_TRUE(contains(with, "<meta property=\"schema:accessMode\">visual</meta>"));
  EXPECT_TRUE(contains(with, "alternativeText"));
  EXPECT_TRUE(contains(with, "structuralNavigation"));
}

TEST_F(Epub, DatesThatReadersCannotReadAreLeftOut) {
  doc::Document document = everything();
  for (const char* date : {"22 August", "2022-8-2", "2022-08T10:00", "20220822"}) {
    document.metadata.date = date;
    EXPECT_FALSE(contains(files(document).at("EPUB/package.opf"), "<dc:date>")) << date;
  }
}

TEST_F(Epub, IdentifierNamesTheBookNotTheEdition) {
  doc::Document document = everything();
  const std::string id = epub::identifier_of(document);
  EXPECT_EQ(id.substr(0, 9), "urn:uuid:");
  document.blocks.pop_back();
  EXPECT_EQ(epub::identifier_of(document), id);
  document.metadata.authors.pop_back();
  EXPECT_NE(epub::identifier_of(document), id);
  document.metadata.identifier = "2ed6657d-e927-568b-95e1-2665a8aea6a2";
  EXPECT_EQ(epub::identifier_of(document), "urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2");
  document.metadata.identifier = "urn:isbn:9787111708186";
  EXPECT_EQ(epub::identifier_of(document), "urn:isbn:9787111708186");
}

TEST_F(Epub, IdentifiersAreCalledOnlyWhatTheyAre) {
  doc::Document document = everything();
  const auto written = [&](const char* identifier) {
    document.metadata.identifier = identifier;
    return epub::identifier_of(document);
  };
  EXPECT_EQ(written("urn:uuid:nope"), "nope");
  EXPECT_EQ(written("URN:UUID:2ed6657d-e927-568b-95e1-2665a8aea6a2"), "urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2");
  EXPECT_EQ(written("urn:uuid: "), written(" "));
  EXPECT_EQ(written(" "), written(""));
  document.metadata.identifier = "urn:isbn:9787111708187";
  EXPECT_FALSE(contains(files(document).at("EPUB/package.opf"), "identifier-type")) << "its check digit is wrong";
  document.metadata.identifier = "urn:isbn:9787111708186";
  EXPECT_TRUE(contains(files(document).at("EPUB/package.opf"), "identifier-type"));
}

TEST_F(Epub, SomebodyVouchesForConformance) {
  options["a11y-conformance"] = "AA";
  options["a11y-certifier"] = " ";
  EXPECT_FALSE(write(everything()));
  options["a11y-certifier"] = " N ";
  EXPECT_TRUE(contains(files(everything()).at("EPUB/package.opf"), "<meta property=\"a11y:certifiedBy\">N</meta>"));
}

TEST_F(Epub, ContentsListNothingThatLeadsNowhere) {
  doc::Document document;
  document.metadata.title = "x";
  document.metadata.language = "en";
  document.outline = {{1, "draft", ""}, {2, "inner draft", ""}, {1, "plan", ""}, {2, "a", "a"}, {2, "last", ""}};
  document.blocks.push_back(heading(2, "a", "a"));
  const auto all = files(document);
  for (const char* file : {"EPUB/nav.xhtml", "EPUB/toc.ncx"}) {
    EXPECT_FALSE(contains(all.at(file), "draft")) << file;
    EXPECT_FALSE(contains(all.at(file), "last")) << file;
  }
  EXPECT_TRUE(contains(all.at("EPUB/nav.xhtml"), "<li><span>plan</span><ol>\n<li><a href=\"text.xhtml#a\">a</a>"));
  document.outline = {{1, "draft", ""}, {2, "inner draft", ""}};
  EXPECT_TRUE(contains(files(document).at("EPUB/nav.xhtml"), "<li><a href=\"text.xhtml\">x</a>"));
}

TEST_F(Epub, ContentsAreNestedByLevel) {
  doc::Document document;
  document.metadata.title = "x";
  document.metadata.language = "zh-Hans";
  // Begins below the top, skips a level and comes back.
  document.outline = {{2, "a", "a"}, {1, "b", "b"}, {4, "c", "c"}, {2, "d", "d"}, {3, "e", "e"}, {1, "f", "f"}};
  for (const doc::OutlineEntry& entry : document.outline)
    document.blocks.push_back(heading(entry.level, entry.title, entry.id));
  std::string nav = files(document).at("EPUB/nav.xhtml");
  nav = nav.substr(0, nav.find("landmarks"));
  std::string shape;
  for (std::size_t i = 0; i < nav.size(); ++i) {
    if (nav.compare(i, 4, "<ol>") == 0) shape += '(';
    if (nav.compare(i, 5, "</ol>") == 0) shape += ')';
    if (nav.compare(i, 4, "</a>") == 0) shape += nav[i - 1];
  }
  EXPECT_EQ(shape, "(ab(cd(e))f)");
  EXPECT_TRUE(contains(nav, "<h1>目录</h1>"));
}

TEST_F(Epub, DocumentWithoutHeadingsHasOneEntry) {
  doc::Document document;
  document.metadata.title = "一封信";
  document.metadata.language = "zh-Hans";
  document.blocks.push_back(paragraph("你好"));
  EXPECT_TRUE(contains(files(document).at("EPUB/nav.xhtml"), "<a href=\"text.xhtml\">一封信</a>"));
}

TEST_F(Epub, LinksOfTheContentsLeadToIds) {
  const auto all = files(everything());
  const std::string& nav = all.at("EPUB/nav.xhtml");
  const std::string& page = all.at("EPUB/text.xhtml");
  int links = 0;
  for (std::size_t at = 0; (at = nav.find("text.xhtml#", at)) != std::string::npos; ++links) {
    at += 11;
    const std::string id = nav.substr(at, nav.find('"', at) - at);
    EXPECT_TRUE(contains(page, "id=\"" + id + "\"")) << id;
  }
  EXPECT_EQ(links, 5) << "three headings, the notes twice";
}

TEST_F(Epub, ImagesThatCannotBeConvertedBecomeText) {
  doc::Document document = everything();
  document.resources[0].media_type = "image/tiff";
  document.resources[0].data = Blob::from("no TIFF");
  const auto all = files(document);
  ASSERT_EQ(diagnostics.all.size(), 1u) << "once, though shown twice";
  EXPECT_EQ(diagnostics.all[0].code, Code::ImageUnusable);
  EXPECT_TRUE(contains(all.at("EPUB/text.xhtml"), "<span class=\"missing-image\">封面</span>"));
  EXPECT_FALSE(contains(all.at("EPUB/package.opf"), "tiff"));
}

// What a reading system finds for a character in a file of the archive.
bool has_glyph(const std::string& font, char32_t character) {
  const auto face = fonts::FontFace::create({Blob::from(font), 0, {}});
  return face && (*face)->glyph(character) != 0;
}

TEST_F(Epub, ListsThePagesOfThePrintedEdition) {
  doc::Document document = everything();
  doc::Attributes page{.id = "p7", .pairs = {{"role", "doc-pagebreak"}, {"title", "7"}}};
  document.blocks.push_back(paragraph(doc::Inlines{text("前"), {doc::Span{}, {}, page}, text("后")}));
  const auto all = files(document);
  EXPECT_TRUE(contains(all.at("EPUB/text.xhtml"),
                       "<span id=\"p7\" epub:type=\"pagebreak\" role=\"doc-pagebreak\" aria-label=\"7\"></span>"));
  const std::string& nav = all.at("EPUB/nav.xhtml");
  EXPECT_TRUE(contains(nav, "epub:type=\"page-list\""));
  EXPECT_TRUE(contains(nav, "<a href=\"text.xhtml#p7\">7</a>"));
  EXPECT_TRUE(contains(all.at("EPUB/package.opf"), "pageNavigation"));
  EXPECT_FALSE(contains(files(everything()).at("EPUB/nav.xhtml"), "page-list"));
}

TEST_F(Epub, NamesPeopleWithTheirRoles) {
  doc::Document document = everything();
  document.metadata.people = {{"杜甫", "aut", "Du, Fu"}, {"译者", "trl"}};
  const std::string package = files(document).at("EPUB/package.opf");
  EXPECT_TRUE(contains(package, "<dc:creator id=\"creator-1\">杜甫</dc:creator>"));
  EXPECT_TRUE(contains(package, "<meta refines=\"#creator-1\" property=\"file-as\">Du, Fu</meta>"));
  EXPECT_TRUE(contains(package, "<dc:contributor id=\"contributor-2\">译者</dc:contributor>"));
  EXPECT_TRUE(
      contains(package, "<meta refines=\"#contributor-2\" property=\"role\" scheme=\"marc:relators\">trl</meta>"));
}

TEST_F(Epub, EmbedsTheFontsOfTheText) {
  SystemFonts system;
  const std::string css = "html { font-family: serif } h1 { font-family: 'SimHei', sans-serif; font-weight: bold }";
  styles = {sources.add("styles/standard.css", css)};
  options["epub-embed-fonts"] = "true";
  doc::Document document = everything();
  document.blocks.insert(document.blocks.begin(), paragraph("鬱 Ab"));
  StringSink out;
  ASSERT_TRUE(epub::backend().write(document, {sources, styles, system, diagnostics, options, timestamp}, out));
  EXPECT_TRUE(diagnostics.all.empty());
  const auto all = Archive(out.text).files;
  const std::string& faces = all.at("EPUB/styles/fonts.css");
  EXPECT_TRUE(contains(faces, "font-family: \"mdconv-serif\""));
  EXPECT_TRUE(contains(all.at("EPUB/styles/standard.css"),
                       "h1 { font-family: \"mdconv-sans-serif\", 'SimHei', sans-serif; font-weight: bold }"));
  const std::string& serif = all.at("EPUB/fonts/notoserifcjksc-regular.otf");
  for (const char32_t character : {U'鬱', U' '})
    EXPECT_TRUE(has_glyph(serif, character)) << static_cast<std::uint32_t>(character);
  const std::string& western = all.at("EPUB/fonts/texgyrepagella-regular.otf");
  for (const char32_t character : {U'A', U'b'})
    EXPECT_TRUE(has_glyph(western, character)) << static_cast<std::uint32_t>(character);
  EXPECT_FALSE(has_glyph(serif, U'龘')) << "what the text does not have";
  EXPECT_TRUE(all.contains("EPUB/fonts/notosanscjksc-bold.otf"));
  EXPECT_TRUE(contains(all.at("EPUB/package.opf"), "media-type=\"font/otf\""));

  document.metadata.title = "鬱";
  document.cover = doc::kNone;
  StringSink covered;
  ASSERT_TRUE(epub::backend().write(document, {sources, styles, system, diagnostics, options, timestamp}, covered));
  EXPECT_TRUE(contains(Archive(covered.text).files.at("EPUB/images/cover.svg"), "src: url(data:font/otf;base64,"))
      << "a picture can refer to no other file";
}

TEST_F(Epub, SaysWhichTextHasNoFont) {
  options["epub-embed-fonts"] = "true";
  const auto all = files(everything());
  ASSERT_EQ(diagnostics.all.size(), 1u);
  EXPECT_EQ(diagnostics.all[0].code, Code::GlyphMissing);
  EXPECT_EQ(all.at("EPUB/styles/fonts.css"), "");
}

TEST(EpubSvg, KeepsWhatIsSvg) {
  const auto clean = [](const std::string& inside) {
    return epub::safe_svg("<svg xmlns='http://www.w3.org/2000/svg' content='x' data-a='b' width='4'>" + inside +
                          "</svg>");
  };
  const auto lines =
      clean("<path d='M0 0' fill='red' style='opacity:1' paint-order='stroke' onclick='x()' href='a.svg'/>");
  ASSERT_TRUE(lines) << lines.error().message;
  EXPECT_TRUE(contains(lines->svg, "<path d=\"M0 0\" fill=\"red\" style=\"opacity:1;paint-order:stroke\""));
  EXPECT_FALSE(contains(lines->svg, "content="));
  EXPECT_TRUE(contains(lines->svg, "width=\"4\""));
  EXPECT_FALSE(lines->lost_text);
  const std::string html = "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>字</p></foreignObject>";
  EXPECT_TRUE(clean(html)->lost_text);
  EXPECT_FALSE(contains(clean(html)->svg, "字"));
  EXPECT_FALSE(clean("<switch>" + html + "<text>字</text></switch>")->lost_text);
  EXPECT_FALSE(contains(clean("<flowRoot><text>x</text></flowRoot>")->svg, "flowRoot"));
}

TEST(EpubSvg, KeepsWhatItsOwnPlacesFill) {
  const auto inside = [](const std::string& text) {
    const auto safe = epub::safe_svg(
        "<svg xmlns='http://www.w3.org/2000/svg' "
        "xmlns:xlink='http://www.w3.org/1999/xlink'>" +
        text + "</svg>");
    return safe ? safe->svg.substr(safe->svg.find("xlink\">") + 7) : safe.error().message;
  };
  const std::string gradient = "<linearGradient id='g'><stop offset='0'/></linearGradient>";
  EXPECT_EQ(
      inside(gradient + "<style>.c{fill:url(#g)}</style>"),
      "<linearGradient id=\"g\"><stop offset=\"0\"></stop></linearGradient><style>.c{fill:url(#g)}</style></svg>");
  EXPECT_EQ(inside("<style>.c{fill:url(#gone)}</style>"), "<style>.c{fill:none}</style></svg>");
  EXPECT_EQ(inside("<g id='a:b'/><use xlink:href='#a:b'/>"),
            "<g id=\"place\"></g><use xlink:href=\"#place\"></use></svg>");
  EXPECT_EQ(inside("<use xlink:href='#gone'/>"), "</svg>");
  EXPECT_EQ(inside("<use id='a' xlink:href='#gone'/><use xlink:href='#a'/>"), "</svg>");
  EXPECT_EQ(inside("<g id='a' xml:id='a'/>"), "<g id=\"a\"></g></svg>");
  EXPECT_EQ(inside("<a xlink:href='#r'><rect id='r' width='1' height='1'/></a>"),
            "<g><rect id=\"r\" width=\"1\" height=\"1\"></rect></g></svg>");
  EXPECT_EQ(inside("<g style='fill:u\\72l(http://e/x);stroke:red'/>"), "<g style=\"stroke:red\"></g></svg>");
  EXPECT_EQ(inside("<g fill='u\\72l(http://e/x)'/>"), "<g></g></svg>");
}

TEST(EpubSvg, HoldsNothingWhereItMayNotStand) {
  const auto inside = [](const std::string& text) {
    const auto safe = epub::safe_svg("<svg xmlns='http://www.w3.org/2000/svg'>" + text + "</svg>");
    return safe ? safe->svg.substr(safe->svg.find("xlink\">") + 7) : safe.error().message;
  };
  EXPECT_EQ(inside("<rect width='1' height='1'><text/></rect><circle/><path/><stop offset='0'/><tspan>x</tspan>"),
            "<rect width=\"1\" height=\"1\"></rect></svg>");
  // A filter without primitives would hide what it is put on.
  EXPECT_EQ(inside("<filter id='f'><feDropShadow/></filter><g filter='url(#f)'/>"), "<g></g></svg>");
  EXPECT_EQ(inside("<text>a<tspan>b</tspan></text>"), "<text>a<tspan>b</tspan></text></svg>");
}

// Two by two white pixels.
std::string white_webp() {
  return std::string(
      "RIFF\x24\0\0\0WEBPVP8 "
      "\x18\0\0\0\x30\x01\0\x9d\x01\x2a\x02\0\x02\0\x07\x40\x96\x25\xa4\0\x03\x70\0\xfe\xef\x60\0\0",
      44);
}

TEST_F(Epub, AWebpHasAFallback) {
  if (!images::convert(white_webp(), 0)) GTEST_SKIP() << "libgd is not installed";
  doc::Document document = everything();
  document.resources.push_back({"white.webp", "image/webp", Blob::from(white_webp()), 2, 2});
  document.blocks.push_back(
      paragraph({image("white.webp", "white", static_cast<std::uint32_t>(document.resources.size() - 1))}));
  const std::string package = files(document).at("EPUB/package.opf");
  EXPECT_TRUE(contains(package, "href=\"images/white.webp\" media-type=\"image/webp\" fallback=\"image-"));
  EXPECT_TRUE(contains(package, "href=\"images/white.jpg\" media-type=\"image/jpeg\""));
}

TEST(EpubCss, LosesPagesAndWhatLeadsOut) {
  DiagnosticList diagnostics;
  const auto filtered = [&](std::string_view css) { return epub::css_for_epub(css, FileId{0}, diagnostics); };
  EXPECT_EQ(filtered("@page { size: A5; @bottom-center { content: \"}\" } } p { margin: 0 }"), " p { margin: 0 }");
  EXPECT_EQ(filtered("@charset \"utf-8\";p{}"), "p{}");
  EXPECT_EQ(filtered("@media screen { p { color: red } }"), "@media screen { p { color: red } }");
  EXPECT_EQ(filtered("/* @import url(x) */ p::before { content: \"url(x) @import\" }"),
            "/* @import url(x) */ p::before { content: \"url(x) @import\" }");
  EXPECT_EQ(filtered("a { background: url(data:image/png;base64,AA==) }"),
            "a { background: url(data:image/png;base64,AA==) }");
  EXPECT_TRUE(diagnostics.all.empty());

  EXPECT_EQ(filtered("@import url(\"http://a.b/;c.css\");p{}"), "p{}");
  EXPECT_EQ(filtered("@FONT-FACE { src: url(a.otf) }p{}"), "p{}");
  EXPECT_EQ(filtered("a { background: URL( 'x)y' ) red }"), "a { background: none red }");
  ASSERT_EQ(diagnostics.all.size(), 3u);
  EXPECT_EQ(diagnostics.all[2].span, (Span{FileId{0}, 16, 28}));
}

TEST(EpubCss, EscapesHideNothing) {
  DiagnosticList diagnostics;
  const auto filtered = [&](std::string_view css) { return epub::css_for_epub(css, FileId{0}, diagnostics); };
  EXPECT_EQ(filtered("@\\69mport 'http://a.b/c.css';p{}"), "p{}");
  EXPECT_EQ(filtered("a { background: u\\72l(http://a.b/c) }"), "a { background: none }");
  EXPECT_EQ(filtered("a { background: image-set(\"x.png\" 1x) }"), "a { background: none }");
  EXPECT_EQ(filtered("a { background: url(DATA:image/png,x) }"), "a { background: url(\"data:image/png,x\") }");
  EXPECT_EQ(filtered("@namespace svg url(http://www.w3.org/2000/svg);"),
            "@namespace svg \"http://www.w3.org/2000/svg\";");
}

TEST(EpubCss, ClosesWhatIsOpenAndLeavesOutDirections) {
  DiagnosticList diagnostics;
  const auto filtered = [&](std::string_view css) { return epub::css_for_epub(css, FileId{0}, diagnostics); };
  EXPECT_EQ(filtered("@media print { p { color: red"), "@media print { p { color: red}}");
  EXPECT_EQ(filtered("p { color: red; /* x"), "p { color: red; /* x*/}");
  EXPECT_EQ(filtered("p { direction: rtl; color: red }"), "p {  color: red }");
  EXPECT_EQ(filtered("p { color: red; Unicode-Bidi : embed }"), "p { color: red; }");
  EXPECT_EQ(filtered("direction, p { color: red }"), "direction, p { color: red }");
}

TEST(EpubCss, SurvivesBrokenSheets) {
  DiagnosticList diagnostics;
  for (const char* css : {"@page {", "@page", "/*", "\"", "\\", "url(", "a{url(\"", "@import \"", "}}}", "@"}) {
    EXPECT_LE(epub::css_for_epub(css, FileId{0}, diagnostics).size(), std::string_view(css).size() + 4);
  }
}

TEST(EpubFileNames, AreUniqueLowerCaseAscii) {
  epub::FileNames names;
  EXPECT_EQ(names.take("images/", "a/封面 Cover.PNG", ".png"), "images/cover.png");
  EXPECT_EQ(names.take("images/", "b/cover.png", ".png"), "images/cover-2.png");
  EXPECT_EQ(names.take("images/", "封面.png", ".png"), "images/file.png");
  EXPECT_EQ(names.take("images/", "../..", ".png"), "images/file-2.png");
}

TEST(EpubArchive, BytesThatDoNotShrinkAreStored) {
  const std::string repeated(1000, 'a');
  const std::vector<epub::ArchiveEntry> entries = {{"empty", ""}, {"short", "x"}, {"long", repeated}};
  const Result<std::string> bytes = epub::make_archive(entries, {});
  ASSERT_TRUE(bytes);
  const Archive archive(*bytes);
  EXPECT_EQ(archive.methods.at("empty"), ZIP_CM_STORE);
  EXPECT_EQ(archive.methods.at("short"), ZIP_CM_STORE);
  EXPECT_EQ(archive.methods.at("long"), ZIP_CM_DEFLATE);
  EXPECT_EQ(archive.files.at("long"), repeated);
}

TEST(Timestamp, IsUtcAndStaysInRange) {
  EXPECT_EQ(iso_time(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(iso_time(951782399), "2000-02-28T23:59:59Z");
  EXPECT_EQ(iso_time(951782400), "2000-02-29T00:00:00Z");
  EXPECT_EQ(iso_time(INT64_MAX), "9999-12-31T23:59:59Z");
  EXPECT_EQ(iso_time(INT64_MIN), "0001-01-01T00:00:00Z");
  // 1980-01-01 is the first day that DOS knows: year 0, month 1, day 1.
  EXPECT_EQ(dos_time(0).date, 1 << 5 | 1);
  EXPECT_EQ(dos_time(1661179507).date, 42 << 9 | 8 << 5 | 22);
  EXPECT_EQ(dos_time(1661179507).time, 14 << 11 | 45 << 5 | 7 / 2);
}

TEST(Uuid, FollowsTheRfc) {
  // RFC 9562, appendix A.4: the DNS name space and "www.example.com".
  constexpr Uuid kDns = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                         0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
  EXPECT_EQ(to_string(uuid_from_name(kDns, "www.example.com")), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

}  // namespace
}  // namespace mdconv
