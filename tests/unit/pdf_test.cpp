// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <png.h>

#include <cmath>
#include <cstring>

#include "paged_builder.h"
#include "pdf/images.h"
#include "pdf/metadata.h"
#include "pdf/object/value.h"
#include "pdf/outline.h"
#include "pdf/to_unicode.h"
#include "pdf/writer.h"
#include "pdf_content_reader.h"
#include "pdf_reader.h"

namespace mdconv::pdf {
namespace {

using layout::StructType;
using testing::load_face;
using testing::PagedBuilder;
using testing::PdfReader;

constexpr std::int64_t kTime = 1661126400;  // 2022-08-22T00:00:00Z

/// The three kinds of fonts, and a page to set them on.
class Pdf : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const auto& [path, index] : {std::pair{testing::kSerif, testing::kSerifIndex}, std::pair{testing::kMono, 0u},
                                      std::pair{testing::kItalic, 0u}}) {
      const auto face = load_face(path, index);
      if (face == nullptr) GTEST_SKIP() << path << " is not installed";
      builder.add_face(face);
    }
    builder.add_node(StructType::Document);
    paragraph = builder.add_node(StructType::P);
    builder.add_page();
    document.metadata.title = "Title";
    document.metadata.language = "zh-Hans";
  }

  PdfReader write() {
    Result<std::string> written = write_pdf(builder.document, document, {kTime, &diagnostics});
    EXPECT_TRUE(written) << written.error().message;
    bytes = *std::move(written);
    return PdfReader(bytes);
  }

  /// The glyphs of page `index` as a viewer places them.
  static std::vector<testing::ShownGlyph> shown(const PdfReader& reader, std::size_t index) {
    const std::string& page = reader.object(reader.find("/Type/Page/").at(index));
    const std::string& resources = reader.object(PdfReader::ref_after(page, "/Resources "));
    return testing::read_content(reader.streams.at(PdfReader::ref_after(page, "/Contents ")),
                                 testing::read_widths(reader, resources));
  }

  static std::string content(const PdfReader& reader) {
    const std::string& page = reader.object(reader.find("/Type/Page/").at(0));
    return reader.streams.at(PdfReader::ref_after(page, "/Contents "));
  }

  static constexpr std::uint32_t kSerif = 0, kMono = 1, kItalic = 2;
  PagedBuilder builder;
  layout::StructId paragraph = 0;
  doc::Document document;
  DiagnosticList diagnostics;
  std::string bytes;
};

TEST_F(Pdf, PlacesGlyphsWhereLayoutPutThem) {
  std::vector<layout::GlyphRun> runs;
  runs.push_back(builder.make_run(kSerif, 10.5, {50.1234, 60}, "中文混排 Mixed text，标点。"));
  runs.push_back(
      builder.make_run(kMono, 8.7, {50, 80.5}, "int main() { return 0; } // a long line of code, with (brackets) \\"));
  runs.push_back(builder.make_run(kItalic, 11, {300.77, 80.5}, "Affine flow"));
  runs.push_back(builder.make_run(kSerif, 36, {20, 200}, "大号字"));
  // Justification and kerning move glyphs by fractions of a point.
  for (std::size_t r = 0; r < runs.size(); ++r)
    for (std::size_t g = 0; g < runs[r].glyphs.size(); ++g)
      runs[r].glyphs[g].x += static_cast<float>(0.0371 * double(g) + 0.3 * std::sin(double(g + r)));
  runs[2].glyphs[3].y = 2.5;
  for (const auto& run : runs) builder.document.pages.back().items.push_back({run, paragraph});

  const std::vector<testing::ShownGlyph> glyphs = shown(write(), 0);
  std::size_t at = 0;
  for (const auto& run : runs) {
    for (const auto& placed : run.glyphs) {
      ASSERT_LT(at, glyphs.size());
      EXPECT_NEAR(glyphs[at].x, run.origin.x + double{placed.x}, 0.01);
      EXPECT_NEAR(glyphs[at].y, 595 - run.origin.y + double{placed.y}, 0.001);
      EXPECT_EQ(glyphs[at].size, run.size);
      ++at;
    }
  }
  EXPECT_EQ(at, glyphs.size());
}

TEST_F(Pdf, KeepsPositionsOverALongLineOfOddWidths) {
  // 602.05 thousandths each: rounding them would be off by half a point at the end.
  const layout::GlyphRun run = builder.make_run(kMono, 9, {0, 50}, std::string(1000, 'm'));
  builder.document.pages.back().items.push_back({run, paragraph});
  const std::vector<testing::ShownGlyph> glyphs = shown(write(), 0);
  EXPECT_NEAR(glyphs.back().x, double{run.glyphs.back().x}, 0.01);
  EXPECT_EQ(content(PdfReader(bytes)).find(") "), std::string::npos);
}

TEST_F(Pdf, DeclaresWholeDefaultWidths) {
  builder.add_run(kMono, 9, {10, 50}, "mono", paragraph);
  const PdfReader reader = write();
  const std::string& font = reader.object(reader.find("/CIDFontType2").at(0));
  EXPECT_NE(font.find("/DW 1000"), std::string::npos) << font;
  EXPECT_NE(font.find("602.05"), std::string::npos) << font;
}

TEST_F(Pdf, EmbedsEachKindOfFontInItsForm) {
  builder.add_run(kSerif, 9, {10, 50}, "中", paragraph);
  builder.add_run(kMono, 9, {10, 70}, "m", paragraph);
  builder.add_run(kItalic, 9, {10, 90}, "i", paragraph);
  const PdfReader reader = write();
  EXPECT_EQ(reader.find("/Subtype/CIDFontType0", "/DW").size(), 2u);
  EXPECT_EQ(reader.find("/Subtype/CIDFontType0C").size(), 2u);
  EXPECT_EQ(reader.find("/Subtype/CIDFontType2", "/CIDToGIDMap/Identity").size(), 1u);
  EXPECT_EQ(reader.find("/Length1").size(), 1u);
  // The code is the glyph's place in the subset.
  const std::vector<testing::ShownGlyph> glyphs = shown(reader, 0);
  EXPECT_EQ(glyphs.at(0).code, 1u);
  EXPECT_EQ(glyphs.at(1).code, 1u);
  EXPECT_EQ(glyphs.at(2).code, 1u);
}

TEST_F(Pdf, LeavesOutFontsThatAreNotUsed) {
  builder.add_run(kMono, 9, {10, 70}, "m", paragraph);
  EXPECT_EQ(write().find("/Subtype/Type0").size(), 1u);
}

TEST_F(Pdf, MarksContentWithItsNodes) {
  const layout::StructId link = builder.add_node(StructType::Link, paragraph);
  builder.add_run(kSerif, 10, {10, 50}, "前", paragraph);
  builder.add_run(kSerif, 10, {20, 50}, "链", link);
  builder.add_run(kSerif, 10, {30, 50}, "后", paragraph);
  builder.add_run(kSerif, 10, {40, 50}, "续", paragraph);
  builder.add_run(kSerif, 10, {50, 500}, "页", layout::kArtifact);
  const std::vector<testing::ShownGlyph> glyphs = shown(write(), 0);
  ASSERT_EQ(glyphs.size(), 5u);
  EXPECT_EQ(glyphs[0].piece, "/P<</MCID 0>>");
  EXPECT_EQ(glyphs[1].piece, "/Link<</MCID 1>>");
  EXPECT_EQ(glyphs[2].piece, "/P<</MCID 2>>");
  EXPECT_EQ(glyphs[3].piece, "/P<</MCID 2>>");
  EXPECT_EQ(glyphs[4].piece, "/Artifact<</Type/Pagination>>");
}

TEST_F(Pdf, StructureFollowsTheContent) {
  const layout::StructId list = builder.add_node(StructType::L);
  builder.document.structure[list].attribute = "Decimal";
  const layout::StructId item = builder.add_node(StructType::LI, list);
  const layout::StructId empty = builder.add_node(StructType::BlockQuote);
  const layout::StructId inner = builder.add_node(StructType::P, empty);
  const layout::StructId note = builder.add_node(StructType::Note);
  builder.document.structure[note].id = "note-1";
  builder.document.structure[note].language = "en";
  // The list comes before the paragraph, the quote not at all; the paragraph goes on after the note on the next page.
  builder.add_run(kSerif, 10, {10, 50}, "一", item);
  builder.add_run(kSerif, 10, {10, 70}, "二", paragraph);
  builder.add_page();
  builder.add_run(kSerif, 10, {10, 50}, "三", note);
  builder.add_run(kSerif, 10, {10, 70}, "四", paragraph);
  static_cast<void>(inner);

  const PdfReader reader = write();
  const auto only = [&](std::string_view part) { return std::to_string(reader.find(part).at(0)); };
  const std::string root = only("/S/Document"), l = only("/S/L/"), p = only("/S/P/"), n = only("/S/Note");
  EXPECT_TRUE(reader.find("/S/BlockQuote").empty());
  EXPECT_NE(reader.object(std::stoi(root)).find("/K[" + l + " 0 R " + p + " 0 R " + n + " 0 R]"), std::string::npos);
  EXPECT_NE(reader.object(std::stoi(l)).find("/ListNumbering/Decimal"), std::string::npos);
  EXPECT_NE(reader.object(std::stoi(n)).find("/ID(note-1)/Lang(en)"), std::string::npos);
  const std::vector<int> pages = reader.find("/Type/Page/");
  const std::string first = std::to_string(pages.at(0)) + " 0 R", second = std::to_string(pages.at(1)) + " 0 R";
  EXPECT_NE(reader.object(std::stoi(p)).find("/Pg " + first + "/K[1<</Type/MCR/Pg " + second + "/MCID 1>>]"),
            std::string::npos)
      << reader.object(std::stoi(p));
  // From the content back to the elements.
  const std::string li = only("/S/LI");
  EXPECT_EQ(reader.find("/Nums[ 0 [" + li + " 0 R " + p + " 0 R ] 1 [" + n + " 0 R " + p + " 0 R ]]").size(), 1u);
  EXPECT_EQ(reader.find("/Names[(note-1) " + n + " 0 R").size(), 1u);
}

TEST_F(Pdf, SaysTheTextOfSpecialClusters) {
  const std::string nbsp = "\xC2\xA0";
  builder.add_run(kSerif, 10, {10, 30}, "a b", paragraph);
  // The font has one glyph for both spaces.
  ASSERT_EQ(builder.document.faces[kSerif]->glyph(' '), builder.document.faces[kSerif]->glyph(0xA0));
  builder.add_run(kSerif, 10, {10, 50}, "c" + nbsp + "d", paragraph);
  // One glyph for two characters, whose text is free: no need to say it.
  layout::GlyphRun ligature = builder.make_run(kItalic, 10, {10, 70}, "fi");
  ligature.glyphs.resize(1);
  ligature.glyphs[0].glyph = builder.document.faces[kItalic]->glyph(0xFB01);
  ligature.glyphs[0].text_length = 2;
  builder.document.pages.back().items.push_back({ligature, paragraph});
  // Two glyphs for one character.
  layout::GlyphRun accented = builder.make_run(kItalic, 10, {10, 90}, "e'");
  accented.text = "\xC3\xA9";
  accented.glyphs[0].text_length = 2;
  accented.glyphs[1] = {accented.glyphs[1].glyph, 1, 2, 0, 0};
  builder.document.pages.back().items.push_back({accented, paragraph});
  // A hyphen that the source does not have.
  layout::GlyphRun hyphen = builder.make_run(kItalic, 10, {10, 110}, "x-");
  hyphen.text = "x";
  hyphen.glyphs[1].text_length = 0;
  builder.document.pages.back().items.push_back({hyphen, paragraph});

  const std::vector<testing::ShownGlyph> glyphs = shown(write(), 0);
  std::vector<std::string> spans;
  for (const auto& glyph : glyphs)
    if (glyph.piece.find("ActualText") != std::string::npos) spans.push_back(glyph.piece);
  const std::vector<std::string> expected = {
      "/Span<</MCID 1/ActualText<FEFF00A0>>>", "/Span<</MCID 3/ActualText<FEFF00E9>>>",
      "/Span<</MCID 3/ActualText<FEFF00E9>>>", "/Span<</MCID 5/ActualText<FEFF>>>"};
  EXPECT_EQ(spans, expected);
  const PdfReader reader(bytes);
  const std::string& cmap = reader.streams.at(
      PdfReader::ref_after(reader.object(reader.find("/ToUnicode", "LinLibertine").at(0)), "/ToUnicode "));
  EXPECT_NE(cmap.find("><00660069>"), std::string::npos) << cmap;
}

TEST_F(Pdf, TheCommonerCharacterNamesASharedGlyph) {
  const fonts::FontFace& face = *builder.document.faces[kSerif];
  ASSERT_EQ(face.glyph('-'), face.glyph(0x2011));
  ASSERT_EQ(face.glyph(' '), face.glyph(0xA0));
  builder.add_run(kSerif, 10, {10, 30}, "a\u2011b\u00A0c-d e", paragraph);
  // A tab and a line end are drawn as spaces.
  layout::GlyphRun control = builder.make_run(kItalic, 10, {10, 50}, "a b ");
  control.text = "a\tb\n";
  builder.document.pages.back().items.push_back({control, paragraph});
  std::vector<std::string> spans;
  for (const auto& glyph : shown(write(), 0))
    if (glyph.piece.starts_with("/Span")) spans.push_back(glyph.piece.substr(glyph.piece.find("/Actual")));
  const std::vector<std::string> expected = {"/ActualText<FEFF2011>>>", "/ActualText<FEFF00A0>>>",
                                             "/ActualText<FEFF0009>>>", "/ActualText<FEFF000A>>>"};
  EXPECT_EQ(spans, expected);
}

TEST_F(Pdf, SaysTheTextOfLooseLines) {
  layout::GlyphRun loose = builder.make_run(kSerif, 10, {10, 30}, "疏排中文a文");
  for (std::size_t i = 0; i < 3; ++i) loose.glyphs[i].x += static_cast<float>(1.2 * double(i));
  for (std::size_t i = 3; i < loose.glyphs.size(); ++i) loose.glyphs[i].x += 2.5f;
  builder.document.pages.back().items.push_back({loose, paragraph});
  std::vector<std::string> pieces;
  for (const auto& glyph : shown(write(), 0)) pieces.push_back(glyph.piece);
  ASSERT_EQ(pieces.size(), 6u);
  EXPECT_EQ(pieces[0], "/Span<</MCID 0/ActualText<FEFF758F63924E2D>>>");
  EXPECT_EQ(pieces[2], pieces[0]);
  EXPECT_EQ(pieces[3], "/P<</MCID 1>>");
  EXPECT_EQ(pieces[5], pieces[3]);
}

TEST_F(Pdf, AMissingGlyphStandsForNoCharacterOfItsOwn) {
  ASSERT_EQ(builder.document.faces[kItalic]->glyph(0x4E2D), 0u);
  builder.add_run(kItalic, 10, {10, 30}, "a中b文", paragraph);
  const std::vector<testing::ShownGlyph> glyphs = shown(write(), 0);
  EXPECT_EQ(glyphs.at(1).piece, "/Span<</MCID 1/ActualText<FEFF4E2D>>>");
  EXPECT_EQ(glyphs.at(3).piece, "/Span<</MCID 3/ActualText<FEFF6587>>>");
  const PdfReader reader(bytes);
  const std::string& cmap = reader.streams.at(
      PdfReader::ref_after(reader.object(reader.find("/ToUnicode", "LinLibertine").at(0)), "/ToUnicode "));
  EXPECT_EQ(cmap.find("4E2D"), std::string::npos) << cmap;
}

TEST(ToUnicode, JoinsConsecutiveCharacters) {
  const std::vector<CodeText> texts = {{1, "a"}, {2, "b"}, {3, "c"}, {5, "d"}, {6, "ff"}, {7, "\xF0\xA0\x80\x80"}};
  const std::string cmap = to_unicode_cmap(texts);
  EXPECT_NE(cmap.find("1 beginbfrange\n<0001><0003><0061>\nendbfrange"), std::string::npos) << cmap;
  EXPECT_NE(cmap.find("3 beginbfchar\n<0005><0064>\n<0006><00660066>\n<0007><D840DC00>\nendbfchar"), std::string::npos);
}

TEST(ToUnicode, RangesKeepTheirHighBytes) {
  // U+00FF and U+0100 are neighbours, and so are the codes 0x00FF and 0x0100: neither pair may share a range.
  const std::vector<CodeText> texts = {{1, "\xC3\xBF"}, {2, "\xC4\x80"}, {0xFF, "a"}, {0x100, "b"}};
  EXPECT_EQ(to_unicode_cmap(texts).find("beginbfrange"), std::string::npos);
}

TEST(ToUnicode, BlocksHoldAHundred) {
  std::vector<CodeText> texts;
  for (std::uint16_t i = 0; i < 150; ++i) texts.push_back({static_cast<std::uint16_t>(2 * i), "x"});
  const std::string cmap = to_unicode_cmap(texts);
  EXPECT_NE(cmap.find("100 beginbfchar"), std::string::npos);
  EXPECT_NE(cmap.find("50 beginbfchar"), std::string::npos);
}

TEST_F(Pdf, LinksLeadSomewhere) {
  const layout::StructId link = builder.add_node(StructType::Link, paragraph);
  builder.add_run(kSerif, 10, {10, 50}, "链", link);
  builder.document.destinations["note-1"] = {0, {10, 95}};
  auto& links = builder.document.pages.back().links;
  links.push_back({{10, 40, 30, 12}, "https://example.org/中?a=(b) c", link, "链"});
  links.push_back({{50, 40, 30, 12}, "#note-1", link, {}});
  links.push_back({{90, 40, 30, 12}, "#nowhere", link, {}});
  const PdfReader reader = write();
  ASSERT_EQ(reader.find("/Subtype/Link").size(), 2u);
  const std::string& web = reader.object(reader.find("/S/URI").at(0));
  EXPECT_NE(web.find("(https://example.org/%E4%B8%AD?a=\\(b\\)%20c)"), std::string::npos) << web;
  EXPECT_NE(web.find("/Rect[10 543 40 555]"), std::string::npos) << web;
  const std::string& inner = reader.object(reader.find("/Subtype/Link", "/Dest").at(0));
  EXPECT_NE(inner.find("/XYZ 10 500 0]"), std::string::npos) << inner;
  EXPECT_EQ(reader.find("/Tabs/S").size(), 1u);
  // The structure tree knows each annotation, and each annotation its element.
  const int element = reader.find("/S/Link").at(0);
  for (const int annotation : reader.find("/Subtype/Link"))
    EXPECT_NE(reader.object(element).find("/Obj " + std::to_string(annotation) + " 0 R>>"), std::string::npos);
  EXPECT_EQ(reader.find("/Nums", " 1 " + std::to_string(element) + " 0 R 2 " + std::to_string(element) + " 0 R").size(),
            1u);
}

TEST_F(Pdf, OutlineBearsSkippedLevels) {
  builder.document.bookmarks = {{2, "a", {}}, {4, "b", {}}, {3, "c", {}}, {1, "d", {}}, {2, "e", {}}};
  const PdfReader reader = write();
  const auto item = [&](const std::string& title) { return reader.find("/Title(" + title + ")", "/Dest").at(0); };
  const auto points = [&](const std::string& from, const std::string& key, const std::string& to) {
    const std::string want = "/" + key + " " + std::to_string(item(to)) + " 0 R";
    return reader.object(item(from)).find(want) != std::string::npos;
  };
  EXPECT_TRUE(points("a", "First", "b"));
  EXPECT_TRUE(points("a", "Last", "c"));
  EXPECT_TRUE(points("b", "Next", "c"));
  EXPECT_TRUE(points("c", "Parent", "a"));
  EXPECT_TRUE(points("a", "Next", "d"));
  EXPECT_TRUE(points("e", "Parent", "d"));
  EXPECT_NE(reader.object(item("a")).find("/Count -2"), std::string::npos);
  EXPECT_NE(reader.object(reader.find("/Type/Outlines").at(0)).find("/Count 2"), std::string::npos);
}

TEST_F(Pdf, PageTreeIsBalanced) {
  for (int i = 1; i < 64 * 64 + 10; ++i) builder.add_page();
  const PdfReader reader = write();
  EXPECT_EQ(reader.find("/Type/Page/").size(), 64u * 64 + 10);
  const std::string& root = reader.object(PdfReader::ref_after(reader.catalog(), "/Pages "));
  EXPECT_EQ(PdfReader::number_after(root, "/Count "), 64u * 64 + 10);
  EXPECT_EQ(root.find("/Parent"), std::string::npos);
  // 65 nodes over the pages, two over those, the root.
  EXPECT_EQ(reader.find("/Type/Pages/").size(), 68u);
}

TEST_F(Pdf, LabelsPagesAsPrinted) {
  for (int i = 0; i < 5; ++i) builder.add_page();
  const char* labels[] = {"", "", "1", "2", "A-1", "7"};
  for (std::size_t i = 0; i < 6; ++i) builder.document.pages[i].label = labels[i];
  std::string text;
  ASSERT_TRUE(serialise(page_labels(builder.document), text));
  EXPECT_EQ(text, "<</Nums[ 0<<>> 2<</S/D/St 1>> 4<</P(A-1)>> 5<</S/D/St 7>>]>>");
}

TEST_F(Pdf, SaysItsMetadata) {
  document.metadata.title = "标题 & <T>";
  document.metadata.authors = {"A", "B"};
  document.metadata.subjects = {"k", "l"};
  const PdfReader reader = write();
  const std::string& info = reader.object(PdfReader::ref_after(reader.trailer, "/Info "));
  EXPECT_NE(info.find("/CreationDate(D:20220822000000Z)"), std::string::npos) << info;
  EXPECT_NE(info.find("/Author(A; B)"), std::string::npos);
  EXPECT_NE(info.find("/Keywords(k, l)"), std::string::npos);
  const std::string& xmp = reader.streams.at(PdfReader::ref_after(reader.catalog(), "/Metadata "));
  EXPECT_NE(xmp.find("<rdf:li xml:lang=\"x-default\">标题 &amp; &lt;T&gt;</rdf:li>"), std::string::npos) << xmp;
  EXPECT_NE(xmp.find("<pdfuaid:part>1</pdfuaid:part>"), std::string::npos);
  EXPECT_NE(xmp.find("<xmp:ModifyDate>2022-08-22T00:00:00Z</xmp:ModifyDate>"), std::string::npos);
  EXPECT_NE(reader.catalog().find("/Lang(zh-Hans)"), std::string::npos);
  EXPECT_NE(reader.catalog().find("/MarkInfo<</Marked true>>"), std::string::npos);
}

TEST_F(Pdf, ClaimsNothingWithoutStructure) {
  builder.document.structure.clear();
  builder.add_run(kMono, 9, {10, 50}, "text", paragraph);
  const PdfReader reader = write();
  EXPECT_EQ(reader.catalog().find("/StructTreeRoot"), std::string::npos);
  EXPECT_EQ(reader.streams.at(PdfReader::ref_after(reader.catalog(), "/Metadata ")).find("<pdfuaid:part>"),
            std::string::npos);
  EXPECT_EQ(shown(reader, 0).at(0).piece, "");
}

TEST_F(Pdf, DatesAreRightAcrossLeapYears) {
  const auto date_at = [&](std::int64_t time) {
    const Result<std::string> written = write_pdf(builder.document, document, {time, nullptr});
    const PdfReader reader(*written);
    const std::string& info = reader.object(PdfReader::ref_after(reader.trailer, "/Info "));
    return info.substr(info.find("/CreationDate(D:") + 16, 14);
  };
  EXPECT_EQ(date_at(0), "19700101000000");
  EXPECT_EQ(date_at(951782399), "20000228235959");
  EXPECT_EQ(date_at(951782400), "20000229000000");
  EXPECT_EQ(date_at(1709251199), "20240229235959");
  EXPECT_EQ(date_at(1709251200), "20240301000000");
  EXPECT_EQ(date_at(-5), "19700101000000");
}

TEST_F(Pdf, IsTheSameEveryTime) {
  builder.add_run(kSerif, 10, {10, 50}, "同样的字节", paragraph);
  write();
  const std::string first = bytes;
  write();
  EXPECT_EQ(first, bytes);
}

TEST_F(Pdf, RefusesADocumentWithoutPages) {
  builder.document.pages.clear();
  EXPECT_FALSE(write_pdf(builder.document, document, {}));
}

// ---- images ----

/// A PNG of a horizontal ramp, made by libpng.
std::string make_png(png_uint_32 format, unsigned width, unsigned height) {
  png_image image;
  std::memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = format;
  std::string pixels(PNG_IMAGE_SIZE(image), '\0');
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<char>(i * 7);
  png_alloc_size_t size = 0;
  png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr);
  std::string file(size, '\0');
  png_image_write_to_memory(&image, file.data(), &size, 0, pixels.data(), 0, nullptr);
  return file;
}

/// The least that looks like a JPEG: markers up to the scan.
std::string make_jpeg(int components, const std::string& markers = {}) {
  std::string file("\xFF\xD8", 2);
  file += markers;
  file += std::string("\xFF\xC0\x00\x08\x08\x00\x14\x00\x1E", 9);
  file += static_cast<char>(components);
  return file + std::string("\xFF\xDA\x00\x02", 4) + "scan\xFF\xD9";
}

std::string inflated(const std::string& packed) {
  std::string bytes(1000, '\0');
  std::size_t size = 0;
  libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
  libdeflate_zlib_decompress(decompressor, packed.data(), packed.size(), bytes.data(), bytes.size(), &size);
  libdeflate_free_decompressor(decompressor);
  return bytes.substr(0, size);
}

class PdfImage : public Pdf {
 protected:
  /// Puts an image on the page; the object of the image, empty if it was left out.
  std::string image(std::string media_type, std::string file) {
    const layout::StructId figure = builder.add_node(StructType::Figure);
    builder.document.structure[figure].alt = "图";
    document.resources.push_back({"x", std::move(media_type), Blob::from(std::move(file)), 30, 20});
    const auto resource = static_cast<std::uint32_t>(document.resources.size() - 1);
    builder.document.pages.back().items.push_back({layout::PlacedImage{{10, 20, 60, 40}, resource}, figure});
    diagnostics.all.clear();
    const PdfReader reader = write();
    content_ = content(reader);
    const std::string& resources = reader.object(reader.find("/XObject<<").empty() ? 0 : reader.find("/XObject<<")[0]);
    return reader.object(PdfReader::ref_after(resources, "/I" + std::to_string(resource) + " "));
  }

  std::string content_;
};

TEST_F(PdfImage, PassesPngRowsThrough) {
  const std::string dictionary = image("image/png", make_png(PNG_FORMAT_RGB, 30, 20));
  EXPECT_NE(dictionary.find("/Predictor 15"), std::string::npos) << dictionary;
  EXPECT_NE(dictionary.find("/Width 30"), std::string::npos);
  EXPECT_NE(dictionary.find("/ColorSpace/DeviceRGB"), std::string::npos);
  EXPECT_NE(content_.find("q\n60 0 0 40 10 535 cm\n/I0 Do\nQ\n"), std::string::npos) << content_;
}

TEST_F(PdfImage, PartsColorFromAlpha) {
  const std::string dictionary = image("image/png", make_png(PNG_FORMAT_RGBA, 30, 20));
  const PdfReader reader(bytes);
  const int mask = PdfReader::ref_after(dictionary, "/SMask ");
  const std::string rows = inflated(reader.streams.at(mask));
  EXPECT_EQ(rows.size(), 620u);
  // Bytes 3 and 7 of the ramp, times 7: the second as what it has more than the first.
  EXPECT_EQ(rows.substr(0, 3), "\x01\x15\x1C");
  EXPECT_NE(reader.object(mask).find("/DeviceGray"), std::string::npos);
  EXPECT_NE(reader.object(mask).find("/Predictor 15"), std::string::npos);
}

// ---- colours ----

std::string big(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

/// A profile as far as its header and its table of no tags go.
std::string make_profile(const std::string& space) {
  std::string profile = big(132) + "test" + std::string("\x02\x40\0\0", 4) + "mntr" + space + "XYZ ";
  profile.resize(36);
  profile += "acsp";
  profile.resize(132);
  return profile;
}

std::uint32_t crc_of(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int i = 0; i < 8; ++i) crc = (crc & 1) != 0 ? 0xEDB88320 ^ crc >> 1 : crc >> 1;
  }
  return ~crc;
}

/// With a chunk behind the header; what libpng says of colours goes.
std::string with_chunk(std::string png, const std::string& type, const std::string& data) {
  const std::size_t begin = 33, end = png.find("IDAT") - 4;
  const std::string chunk = type + data;
  return png.replace(begin, end - begin, big(static_cast<std::uint32_t>(data.size())) + chunk + big(crc_of(chunk)));
}

std::string deflated(const std::string& bytes) {
  std::string packed;
  EXPECT_TRUE(Deflater().append(bytes, packed));
  return packed;
}

TEST_F(PdfImage, KeepsTheProfileOfAPng) {
  const auto png = [](std::string space, png_uint_32 format) {
    return with_chunk(make_png(format, 30, 20), "iCCP", std::string("p\0\0", 3) + deflated(make_profile(space)));
  };
  const std::string dictionary = image("image/png", png("RGB ", PNG_FORMAT_RGB));
  EXPECT_NE(dictionary.find("/ColorSpace[/ICCBased "), std::string::npos) << dictionary;
  EXPECT_NE(dictionary.find("/Predictor 15"), std::string::npos);
  EXPECT_EQ(PdfReader(bytes).streams.at(PdfReader::ref_after(dictionary, "/ICCBased ")), make_profile("RGB "));
  EXPECT_NE(image("image/png", png("RGB ", PNG_FORMAT_RGBA)).find("/ICCBased"), std::string::npos);
  EXPECT_NE(image("image/png", png("GRAY", PNG_FORMAT_GRAY)).find("/ICCBased"), std::string::npos);
  EXPECT_EQ(PdfReader(bytes).find("/N 3").size(), 1u) << "one profile of two pictures is written once";
  EXPECT_EQ(image("image/png", png("GRAY", PNG_FORMAT_RGB)).find("/ICCBased"), std::string::npos);
  EXPECT_EQ(image("image/png", png("CMYK", PNG_FORMAT_RGB)).find("/ICCBased"), std::string::npos);
}

TEST_F(PdfImage, UnpacksNoBombFromAProfile) {
  const std::string bomb = std::string("p\0\0", 3) + deflated(make_profile("RGB ") + std::string(9'000'000, '\0'));
  const std::string dictionary = image("image/png", with_chunk(make_png(PNG_FORMAT_RGB, 30, 20), "iCCP", bomb));
  EXPECT_NE(dictionary.find("/DeviceRGB"), std::string::npos) << dictionary;
}

TEST_F(PdfImage, TakesTheGammaOfAPngIntoAccount) {
  const auto png = [](std::uint32_t gamma) {
    return with_chunk(make_png(PNG_FORMAT_GRAY, 30, 20), "gAMA", big(gamma));
  };
  image("image/png", png(45455));
  const std::string usual = PdfReader(bytes).streams.at(PdfReader(bytes).find("/Subtype/Image").at(0));
  builder.document.pages.back().items.clear();
  image("image/png", png(100000));
  const std::string linear = PdfReader(bytes).streams.at(PdfReader(bytes).find("/Subtype/Image").at(0));
  EXPECT_NE(usual, linear);
}

TEST_F(PdfImage, KeepsTheProfileOfAJpeg) {
  const std::string profile = make_profile("RGB ");
  const auto segment = [&](int number, const std::string& part) {
    return std::string("\xFF\xE2\0", 3) + static_cast<char>(part.size() + 16) + std::string("ICC_PROFILE\0", 12) +
           static_cast<char>(number) + '\x02' + part;
  };
  const std::string parts = segment(2, profile.substr(100)) + segment(1, profile.substr(0, 100));
  const std::string dictionary = image("image/jpeg", make_jpeg(3, parts));
  const int icc = PdfReader::ref_after(dictionary, "/ICCBased ");
  EXPECT_EQ(PdfReader(bytes).streams.at(icc), profile);
  EXPECT_EQ(image("image/jpeg", make_jpeg(1, parts)).find("/ICCBased"), std::string::npos);
  EXPECT_EQ(image("image/jpeg", make_jpeg(3, segment(1, profile.substr(0, 100)))).find("/ICCBased"), std::string::npos);
}

TEST_F(PdfImage, GivesFiguresTheirTextAndBox) {
  image("image/png", make_png(PNG_FORMAT_GRAY, 30, 20));
  const PdfReader reader(bytes);
  const std::string& figure = reader.object(reader.find("/S/Figure").at(0));
  EXPECT_NE(figure.find("/BBox[ 10 535 70 575]"), std::string::npos) << figure;
  EXPECT_NE(figure.find("/Alt("), std::string::npos);
}

TEST_F(PdfImage, PassesJpegThrough) {
  const std::string file = make_jpeg(3);
  const std::string dictionary = image("image/jpeg", file);
  EXPECT_NE(dictionary.find("/Filter/DCTDecode/Height 20"), std::string::npos) << dictionary;
  EXPECT_NE(dictionary.find("/Width 30"), std::string::npos);
  const PdfReader reader(bytes);
  EXPECT_EQ(reader.streams.at(reader.find("/DCTDecode").at(0)), file);
}

TEST_F(PdfImage, TurnsAdobeCmykUpright) {
  EXPECT_EQ(image("image/jpeg", make_jpeg(4)).find("/Decode"), std::string::npos);
  const std::string adobe(
      "\xFF\xEE\x00\x0E"
      "Adobe\0d\0\0\0\0\x02",
      16);
  EXPECT_NE(image("image/jpeg", make_jpeg(4, adobe)).find("/Decode[ 1 0 1 0 1 0 1 0]"), std::string::npos);
}

TEST_F(PdfImage, TurnsAsExifSays) {
  // Orientation 6: the camera was turned, so the picture must be turned clockwise: its left edge comes to the top.
  const std::string exif(
      "\xFF\xE1\x00\x22"
      "Exif\0\0"
      "MM\0*\0\0\0\x08"
      "\0\x01"
      "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
      "\0\0\0\0",
      36);
  image("image/jpeg", make_jpeg(3, exif));
  EXPECT_NE(content_.find("0 -40 60 0 10 575 cm"), std::string::npos) << content_;
}

TEST_F(PdfImage, TurnsAPngAsExifSays) {
  const std::string exif("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0", 26);
  for (const png_uint_32 format : {PNG_FORMAT_RGB, PNG_FORMAT_RGBA}) {
    content_.clear();
    image("image/png", with_chunk(make_png(format, 30, 20), "eXIf", exif));
    EXPECT_NE(content_.find("0 -40 60 0 10 575 cm"), std::string::npos) << content_;
  }
}

TEST_F(PdfImage, TakesTheDrawingOfAnSvg) {
  const std::string file =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\">"
      "<rect width=\"9\" height=\"9\"/><text y=\"15\" font-size=\"9\">中文 abc</text></svg>";
  const std::string dictionary = image("image/svg+xml", file);
  EXPECT_NE(dictionary.find("/Subtype/Form"), std::string::npos) << dictionary;
  EXPECT_NE(dictionary.find("/BBox[0 0 1000 666.66666667]/Matrix[0.001 0 0 0.001 0 0]"), std::string::npos);
  EXPECT_EQ(dictionary.find("/Group"), std::string::npos) << "nothing in it is transparent";
  // A thousand units wide and as high in proportion, in a box of 60 by 40.
  EXPECT_NE(content_.find("q\n60 0 0 60 10 535 cm\n/I0 Do\nQ\n"), std::string::npos) << content_;
  const PdfReader reader(bytes);
  EXPECT_FALSE(reader.find("/Type /Font", "/ToUnicode").empty());
  for (const int font : reader.find("/CIDFontType2"))
    EXPECT_NE(reader.object(font).find("/CIDToGIDMap/Identity"), std::string::npos);
  std::string clear = file;
  clear.insert(clear.find("width=\"9\""), "opacity=\"0.5\" ");
  EXPECT_NE(image("image/svg+xml", clear).find("/Group<</Type/Group/S/Transparency"), std::string::npos);
}

TEST_F(PdfImage, ReportsWhatItCannotHold) {
  const std::string png = make_png(PNG_FORMAT_RGB, 30, 20);
  const std::pair<std::string, std::string> bad[] = {
      {"image/webp", "RIFF"},
      {"image/gif", "GIF89a"},
      {"image/svg+xml", "<svg>&nothing;</svg>"},
      {"image/png", png.substr(0, png.size() / 2)},
      {"image/png", png.substr(0, 40)},
      {"image/png", ""},
      {"image/jpeg", make_jpeg(2)},
      {"image/jpeg", make_jpeg(3).substr(0, 8)},
      {"image/jpeg", ""},
  };
  for (const auto& [type, file] : bad) {
    EXPECT_THROW(image(type, file), std::exception);
    ASSERT_FALSE(diagnostics.all.empty()) << type;
    EXPECT_EQ(diagnostics.all.back().code, Code::ImageUnusable);
    builder.document.pages.back().items.clear();
  }
}

TEST_F(PdfImage, NoticesRowsThatAreDamaged) {
  std::string png = make_png(PNG_FORMAT_RGB, 30, 20);
  const std::size_t data = png.find("IDAT");
  png[data + 20] = static_cast<char>(png[data + 20] ^ 0x55);
  EXPECT_THROW(image("image/png", png), std::exception);
  EXPECT_EQ(diagnostics.all.back().code, Code::ImageUnusable);
}

}  // namespace
}  // namespace mdconv::pdf
