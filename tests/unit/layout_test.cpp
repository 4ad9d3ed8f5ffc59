// SPDX-License-Identifier: MIT
#include "layout/layout.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>

#include "mdconv/mdconv.h"
#include "style/style_sheet.h"

// Properties of finished pages that hold for any text. They need the Noto CJK fonts.

namespace mdconv::layout {
namespace {

struct Laid {
  explicit Laid(std::string markdown, HyphenationProvider* hyphenation = nullptr)
      : Laid(std::move(markdown), ReadOptions(), hyphenation) {}
  Laid(std::string markdown, const ReadOptions& options, HyphenationProvider* hyphenation = nullptr) {
    Converter converter({.fonts = &fonts, .diagnostics = &diagnostics});
    Result<doc::Document> read = converter.read({.name = "a.md", .text = std::move(markdown)}, options);
    document = *std::move(read);
    const FileId css = sources.add("standard.css", std::string(default_style()));
    const style::StyleSheet sheet = style::StyleSheet::parse(sources, std::array{css}, diagnostics);
    Result<PagedDocument> result = lay_out(document, {sheet, fonts, diagnostics, {}, hyphenation});
    EXPECT_TRUE(result.has_value());
    if (result) pages = *std::move(result);
  }

  // The text of each baseline from left to right, furniture left out.
  struct Line {
    std::string text;
    double left = 1e9, right = 0, y = 0, size = 0;
  };
  std::vector<Line> lines() const {
    std::vector<Line> all;
    for (const Page& page : pages.pages) {
      for (const Item& item : page.items) {
        const auto* run = std::get_if<GlyphRun>(&item.content);
        if (!run || is_artifact(item.structure)) continue;
        if (all.empty() || std::abs(all.back().y - run->origin.y) > 6)
          all.push_back({{}, 1e9, 0, run->origin.y, run->size});
        Line& line = all.back();
        line.text += run->text;
        line.left = std::min(line.left, run->origin.x);
        const auto& face = *pages.faces[run->face];
        const PlacedGlyph& last = run->glyphs.back();
        line.right = std::max(line.right, run->origin.x + static_cast<double>(last.x) +
                                              face.advance(last.glyph) * run->size / face.metrics().units_per_em);
      }
    }
    return all;
  }

  SourceMap sources;
  DiagnosticList diagnostics;
  SystemFonts fonts;
  doc::Document document;
  PagedDocument pages;
};

std::string repeat(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

constexpr std::string_view kMixed =
    "自《FreeSWITCH权威指南》于2014年出版以来，我收获了好多读者，也收到了很多“很好”的反馈：单机版的 FreeSWITCH "
    "已经无法满足——我的"
    "需求……因此，我又学习了 Kamailio、OpenSIPS（以及 Lua），并成功将它们应用于多个《大型》“项目”中！";

bool starts_with_any(const std::string& text, std::initializer_list<std::string_view> marks) {
  for (const std::string_view mark : marks)
    if (text.rfind(mark, 0) == 0) return true;
  return false;
}

bool ends_with_any(const std::string& text, std::initializer_list<std::string_view> marks) {
  for (const std::string_view mark : marks)
    if (text.ends_with(mark)) return true;
  return false;
}

TEST(Layout, NoForbiddenMarkAtALinesEdge) {
  const Laid laid(repeat(kMixed, 40));
  const auto lines = laid.lines();
  ASSERT_GT(lines.size(), 50U);
  for (const auto& line : lines) {
    EXPECT_FALSE(starts_with_any(line.text, {"，", "。", "、", "：", "；", "！", "？", "”", "’", "》", "）"}))
        << line.text;
    EXPECT_FALSE(ends_with_any(line.text, {"“", "‘", "《", "（"})) << line.text;
    // Dashes and ellipses are whole: a line never begins with the second half of one.
    const auto halves = [&](std::string_view half) {
      const std::string two = std::string(half) + std::string(half);
      return (line.text.rfind(half, 0) == 0 && line.text.rfind(two, 0) != 0) ||
             (line.text.ends_with(half) && !line.text.ends_with(two));
    };
    EXPECT_FALSE(halves("—")) << line.text;
    EXPECT_FALSE(halves("…")) << line.text;
  }
}

TEST(Layout, ConstantPitchAndWholeCharacterMeasure) {
  const Laid laid(repeat(kMixed, 20));
  const auto lines = laid.lines();
  std::set<long> pitches;
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (lines[i].y > lines[i - 1].y) pitches.insert(std::lround((lines[i].y - lines[i - 1].y) * 100));
  EXPECT_EQ(pitches.size(), 1U);
}

TEST(Layout, PlainHanLinesAreFlushAtTheMeasure) {
  const Laid laid(repeat("天地玄黄宇宙洪荒日月盈昃辰宿列张", 30));
  const auto lines = laid.lines();
  ASSERT_GT(lines.size(), 5U);
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    EXPECT_NEAR(lines[i].left, lines[1].left, 0.01);
    EXPECT_NEAR(lines[i].right, lines[1].right, 0.01);
  }
  EXPECT_NEAR(lines[0].left - lines[1].left, 2 * lines[0].size, 0.01);
  const double characters = (lines[1].right - lines[1].left) / lines[1].size;
  EXPECT_NEAR(characters, std::round(characters), 0.001);
}

TEST(Layout, ANoteMarkStaysWithItsWord) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "电信工程师说话[^n]，";
  const Laid laid(text + "\n\n[^n]: 注。\n");
  const auto lines = laid.lines();
  // The note itself does begin with its number.
  for (std::size_t i = 0; i < lines.size() && lines[i].text != "注释"; ++i)
    EXPECT_NE(lines[i].text.front(), '1') << lines[i].text;
}

TEST(Layout, EveryMarkIsLinkedBackToAfterTheNote) {
  std::string text;
  for (int i = 0; i < 28; ++i) text += "文[^n]";
  const Laid laid(text + "\n\n[^n]: 注。\n");
  const auto lines = laid.lines();
  EXPECT_EQ(lines.back().text, "1注。 a b c d e f g h i j k l m n o p q r s t u v w x y z aa ab");
  std::set<std::string> targets;
  for (const Page& page : laid.pages.pages)
    for (const LinkArea& link : page.links) targets.insert(link.target);
  EXPECT_TRUE(targets.contains("#noteref-1"));
  EXPECT_TRUE(targets.contains("#noteref-1-28"));
}

TEST(Layout, ANoteThatEndsInAListHasItsBackLinksOnALineOfTheirOwn) {
  const Laid laid("文[^n]文[^n]\n\n[^n]:\n    注：\n\n    - 项\n");
  EXPECT_EQ(laid.lines().back().text, "a b");
}

// Paragraphs of many lengths, with notes from one line to more than a page.
std::string text_with_notes() {
  constexpr std::array<int, 11> kLengths = {1, 2, 1, 4, 1, 12, 3, 1, 60, 2, 5};
  std::string text, notes;
  for (std::size_t i = 0; i < 150; ++i) {
    const std::string label = std::to_string(i);
    if (i % 20 == 19) text += "## 标题\n\n";
    text += repeat("天地玄黄，", 3 + static_cast<int>(i * 7 % 23)) + "有注[^" + label + "]。";
    text += i % 3 == 0 ? repeat("宇宙洪荒。", static_cast<int>(i % 13)) + "\n\n" : "";
    notes += "\n\n[^" + label + "]: " + repeat("注文日月盈昃，辰宿列张。", kLengths[i % kLengths.size()]);
  }
  return text + notes + "\n";
}

TEST(Layout, ANoteAtThePagesFootBeginsOnThePageOfItsMark) {
  const Laid laid(text_with_notes(), {.note_placement = doc::NotePlacement::Page});
  ASSERT_GT(laid.pages.pages.size(), 20U);
  for (int i = 1; i <= 150; ++i) {
    const auto note = laid.pages.destinations.find("note-" + std::to_string(i));
    const auto mark = laid.pages.destinations.find("noteref-" + std::to_string(i));
    ASSERT_TRUE(note != laid.pages.destinations.end() && mark != laid.pages.destinations.end()) << i;
    EXPECT_EQ(note->second.page, mark->second.page) << i;
    EXPECT_GT(note->second.point.y, mark->second.point.y) << i;
  }
}

TEST(Layout, NotesAtThePagesFootAreApartFromTheText) {
  const Laid laid(text_with_notes(), {.note_placement = doc::NotePlacement::Page});
  const auto is_note = [&](StructId id) {
    for (; id != 0; id = laid.pages.structure[id].parent)
      if (laid.pages.structure[id].type == StructType::Note) return true;
    return false;
  };
  std::set<long> register_lines;
  double lowest = 0;
  for (const Page& page : laid.pages.pages) {
    double text_end = 0, notes_begin = 1e9, notes_end = 0;
    for (const Item& item : page.items) {
      const auto* run = std::get_if<GlyphRun>(&item.content);
      if (!run || is_artifact(item.structure)) continue;
      if (is_note(item.structure)) {
        notes_begin = std::min(notes_begin, run->origin.y - run->size);
        notes_end = std::max(notes_end, run->origin.y);
      } else {
        text_end = std::max(text_end, run->origin.y);
        if (run->size == 10.5) register_lines.insert(std::lround(run->origin.y * 10));
      }
    }
    EXPECT_LT(text_end + 9, notes_begin);
    if (lowest == 0) lowest = notes_end;
    EXPECT_TRUE(notes_end == 0 || std::abs(notes_end - lowest) < 0.01) << notes_end;
  }
  // All lines of all pages are lines of one grid.
  EXPECT_LE(register_lines.size(), 27U);
}

TEST(Layout, NotesNumberedByPageBeginWithOneOnEach) {
  const Laid laid(text_with_notes(),
                  {.note_placement = doc::NotePlacement::Page, .note_numbering = NoteNumbering::Page});
  for (const Page& page : laid.pages.pages) {
    std::vector<std::string> marks, numbers;
    for (const Item& item : page.items) {
      const auto* run = std::get_if<GlyphRun>(&item.content);
      if (!run || is_artifact(item.structure) || !run->text.starts_with("\xE2\x91")) continue;
      (run->size < 8 ? marks : numbers).push_back(run->text);
    }
    EXPECT_EQ(marks, numbers);
    if (!marks.empty()) {
      EXPECT_EQ(marks.front(), "①");
    }
  }
}

TEST(Layout, NotesWithoutEndAreSet) {
  // A chain of notes, marks without text, a note of its own, all notes on one line.
  std::string chain = "文[^0]\n\n";
  for (int i = 0; i < 3000; ++i) chain += "[^" + std::to_string(i) + "]: 注[^" + std::to_string(i + 1) + "]\n\n";
  chain += "[^3000]: 末[^3000]\n";
  const Laid laid(chain, {.note_placement = doc::NotePlacement::Page});
  EXPECT_EQ(laid.document.notes.size(), 3001U);
  EXPECT_TRUE(laid.pages.destinations.contains("note-3001"));
}

TEST(Layout, ANotesPagesAreTold) {
  Laid laid(repeat("甲。\n\n", 60) + "乙[^b]丙[^c]。\n\n" + repeat("丁。\n\n", 60) +
            "再引[^c]。\n\n[^b]: 注。\n\n[^c]: 注。\n");
  const FileId css = laid.sources.add("standard.css", std::string(default_style()));
  const style::StyleSheet sheet = style::StyleSheet::parse(laid.sources, std::array{css}, laid.diagnostics);
  laid.pages = *lay_out(laid.document, {sheet, laid.fonts, laid.diagnostics, {}, nullptr, true});
  const auto page = [&](const char* id) { return std::to_string(laid.pages.destinations.find(id)->second.page + 1); };
  std::string all;
  for (const auto& line : laid.lines()) all += line.text + "\n";
  EXPECT_NE(all.find("1注。（第" + page("noteref-1") + "页）"), std::string::npos);
  EXPECT_NE(all.find("2注。（第" + page("noteref-2") + "页 a、第" + page("noteref-2-2") + "页 b）"), std::string::npos);
}

// A PNG of 40 by 20 pixels.
constexpr std::string_view kImage =
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAACgAAAAUCAAAAADaLSBnAAAAFUlEQVR42mP4TyRgGFU4qnBUIQgAAIy4HQ6Y693OAAAAAElFTkSu"
    "QmCC";

std::vector<Rect> images(const Laid& laid) {
  std::vector<Rect> all;
  for (const Page& page : laid.pages.pages)
    for (const Item& item : page.items)
      if (const auto* image = std::get_if<PlacedImage>(&item.content)) all.push_back(image->rect);
  return all;
}

TEST(Layout, ImagesHaveTheSizeThatTheAuthorWants) {
  const std::vector<std::pair<std::string, std::pair<double, double>>> cases = {
      {"", {30, 15}},
      {"width=\"80\"", {60, 30}},
      {"height=\"40px\"", {60, 30}},
      {"width=\"80\" height=\"80\"", {60, 60}},
      {"style=\"width: 50%\"", {0.5, 0.25}},
      {"width=\"9000\"", {1, 0.5}}};
  for (const auto& [attributes, size] : cases) {
    const Laid laid("文<img src=\"" + std::string(kImage) + "\" " + attributes + ">\n");
    const std::vector<Rect> all = images(laid);
    ASSERT_EQ(all.size(), 1u) << attributes;
    const double measure = 28 * 10.5;
    EXPECT_NEAR(all[0].width, size.first <= 1 ? size.first * measure : size.first, 0.01) << attributes;
    EXPECT_NEAR(all[0].height, size.second < 1 ? size.second * measure : size.second, 0.01) << attributes;
  }
}

TEST(Layout, AnImageThatCannotBeShownIsItsText) {
  Laid laid("前![替代](" + std::string(kImage) + ")后![](" + std::string(kImage) + ")\n");
  EXPECT_EQ(images(laid).size(), 2u);
  const auto refuse = [](const doc::Resource&) -> Result<void> { return Error{Code::NodeNotSupported, {}, "no room"}; };
  const FileId css = laid.sources.add("standard.css", std::string(default_style()));
  const style::StyleSheet sheet = style::StyleSheet::parse(laid.sources, std::array{css}, laid.diagnostics);
  laid.pages = *lay_out(laid.document, {sheet, laid.fonts, laid.diagnostics, refuse});
  EXPECT_TRUE(images(laid).empty());
  EXPECT_EQ(laid.lines().at(0).text, "前替代后image");
  ASSERT_EQ(laid.diagnostics.all.size(), 2u);
  EXPECT_EQ(laid.diagnostics.all[0].code, Code::ImageAltMissing);
  EXPECT_EQ(laid.diagnostics.all[1].code, Code::NodeNotSupported);
}

TEST(Layout, MoreLanguagesThanThereIsNeedFor) {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    const std::string letters = {static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26)};
    text += "<i lang=\"a" + letters + "\">b</i>";
  }
  std::string shown;
  for (const Laid::Line& line : Laid(text + "\n").lines()) shown += line.text;
  EXPECT_EQ(std::count(shown.begin(), shown.end(), 'b'), 300);
}

TEST(Layout, AlignAttributesAreObeyed) {
  const auto left_of = [](const std::string& html) { return Laid(html).lines().at(0).left; };
  const double left = left_of("<p align=\"left\">文</p>");
  EXPECT_GT(left_of("<p align=\"center\">文</p>"), left + 100);
  EXPECT_GT(left_of("<div align=\"center\">文</div>"), left + 100);
  EXPECT_GT(left_of("<p style=\"text-align: right\">文</p>"), left + 200);
  EXPECT_GT(left_of("<h2 align=\"right\">文</h2>"), left + 200);
}

TEST(Layout, HeadingsKeepWithTwoLines) {
  // Whatever number of lines stands before it, a heading is never the last thing on a page.
  for (int before = 20; before < 28; ++before) {
    std::string text;
    for (int i = 0; i < before; ++i) text += "一行。\n\n";
    const Laid laid(text + "## 标题\n\n" + repeat("正文很长。", 40));
    for (const Page& page : laid.pages.pages) {
      const Item* last = nullptr;
      for (const Item& item : page.items)
        if (std::holds_alternative<GlyphRun>(item.content) && !is_artifact(item.structure)) last = &item;
      ASSERT_NE(last, nullptr);
      const StructType type = laid.pages.structure[last->structure].type;
      EXPECT_TRUE(type != StructType::H1 && type != StructType::H2) << before;
    }
  }
}

TEST(Layout, CodeKeepsItsBlankLinesAndTabs) {
  const Laid laid("```\na\tb\n\n\n漢\tc\n```\n");
  const std::vector<Laid::Line> lines = laid.lines();
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0].text, "a\tb\n");
  EXPECT_EQ(lines[1].text, "\n");
  EXPECT_EQ(lines[2].text, "\n");
  EXPECT_EQ(lines[3].text, "漢\tc");
  const double pitch = lines[1].y - lines[0].y;
  EXPECT_NEAR(lines[3].y - lines[0].y, 3 * pitch, 1e-6);
  // A tab ends at every fourth column, of which Han takes two; behind the first line stands the space of its end.
  EXPECT_NEAR(lines[0].right - lines[0].left, 3 * lines[0].size, 1e-3);
  EXPECT_NEAR(lines[3].right - lines[3].left, 2.5 * lines[3].size, 1e-3);
}

TEST(Layout, AForcedLineEndIsPartOfTheText) {
  const Laid laid("甲\\\n乙<br>丙\n");
  const std::vector<Laid::Line> lines = laid.lines();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].text + lines[1].text + lines[2].text, "甲\n乙\n丙");
}

TEST(Layout, ALongUnbreakableWordStaysInsideTheTypeArea) {
  const Laid laid("前文" + std::string(400, 'x') + "后文");
  const double width = laid.pages.pages.front().width;
  for (const auto& line : laid.lines()) EXPECT_LT(line.right, width - 50) << line.text.size();
}

TEST(Layout, NotesAndMarksLinkBothWays) {
  const Laid laid("甲[^a]乙[^a]。\n\n[^a]: 注。\n");
  std::set<std::string> targets;
  for (const Page& page : laid.pages.pages)
    for (const LinkArea& link : page.links) {
      targets.insert(link.target);
      EXPECT_TRUE(laid.pages.destinations.contains(link.target.substr(1))) << link.target;
    }
  EXPECT_EQ(targets, (std::set<std::string>{"#note-1", "#noteref-1", "#noteref-1-2"}));
}

TEST(Layout, WithoutFontsItNamesThePackage) {
  struct NoFonts final : FontProvider {
    std::optional<FontFile> find(const FontRequest&) override { return std::nullopt; }
  } none;
  DiagnosticList diagnostics;
  Converter converter({.fonts = &none, .diagnostics = &diagnostics});
  const Result<doc::Document> document = converter.read({.name = "a.md", .text = "中文\n"});
  ASSERT_TRUE(document.has_value());
  StringSink sink;
  const Result<void> done = converter.write(*document, "pdf", {}, sink);
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, Code::FontMissing);
  EXPECT_NE(done.error().message.find("fonts-noto-cjk"), std::string::npos);
  EXPECT_TRUE(sink.text.empty());
}

TEST(Layout, AMissingGlyphIsToldWithItsPlace) {
  const Laid laid("中文\n\n这里 \xF3\xB0\x80\x80 没有字\n");
  const auto found = std::find_if(laid.diagnostics.all.begin(), laid.diagnostics.all.end(),
                                  [](const Diagnostic& d) { return d.code == Code::GlyphMissing; });
  ASSERT_NE(found, laid.diagnostics.all.end());
  EXPECT_NE(found->message.find("U+F0000"), std::string::npos);
  EXPECT_EQ(found->span.begin, 15U);
}

TEST(Layout, RubyIsAReadingAboveItsBase) {
  const Laid laid("行<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>高");
  std::string order;
  double base = 0, reading = 0;
  for (const Item& item : laid.pages.pages.at(0).items) {
    const auto* run = std::get_if<GlyphRun>(&item.content);
    if (!run || is_artifact(item.structure)) continue;
    const StructNode& node = laid.pages.structure.at(item.structure);
    order += std::string(type_name(node.type)) + ":" + run->text + " ";
    if (node.type != StructType::RB && node.type != StructType::RT) continue;
    EXPECT_EQ(laid.pages.structure.at(node.parent).type, StructType::Ruby);
    (node.type == StructType::RB ? base : reading) = run->origin.y;
    EXPECT_DOUBLE_EQ(run->size, node.type == StructType::RT ? 10.5 / 2 : 10.5);
  }
  EXPECT_EQ(order, "P:行 RB:漢 RT:かん RB:字 RT:じ P:高 ");
  EXPECT_LT(reading, base - 0.8 * 10.5);
}

TEST(Layout, RubyDoesNotChangeThePitch) {
  const Laid laid(repeat("汉<ruby>语<rt>yǔ</rt></ruby>，<em class=\"dots\">重点</em><u>线</u>。", 60));
  std::set<long> pitches;
  double last = 0;
  for (const Item& item : laid.pages.pages.at(0).items) {
    const auto* run = std::get_if<GlyphRun>(&item.content);
    if (!run || is_artifact(item.structure) || run->size < 10) continue;
    if (last > 0 && run->origin.y > last + 1) pitches.insert(std::lround((run->origin.y - last) * 100));
    last = run->origin.y;
  }
  EXPECT_EQ(pitches, std::set<long>{1800});
}

// Knows German only, which breaks between m and b.
struct German final : HyphenationProvider {
  Blob hyphenation_patterns(std::string_view language) override {
    asked.emplace(language);
    return language == "de" ? Blob::from("UTF-8\nm1b\n") : Blob();
  }
  std::set<std::string> asked;
};

std::size_t hyphens_in(const Laid& laid) {
  std::size_t count = 0;
  for (const auto& line : laid.lines()) count += line.text.ends_with("mmmmmmmmmm\u00AD") ? 1 : 0;
  return count;
}

TEST(Layout, WordsAreHyphenatedByTheirLanguage) {
  const std::string words = repeat("mmmmmmmmmmbbbbbbbbbb ", 40);
  German german;
  EXPECT_GT(hyphens_in(Laid("---\nlang: de\n---\n\n" + words, &german)), 3U);
  EXPECT_EQ(german.asked, std::set<std::string>{"de"});
  EXPECT_EQ(hyphens_in(Laid("---\nlang: fr\n---\n\n" + words, &german)), 0U);
  EXPECT_GT(hyphens_in(Laid("---\nlang: fr\n---\n\n<span lang=\"de\">" + words + "</span>", &german)), 3U);
  EXPECT_GT(hyphens_in(Laid("---\nlang: zh-Hans\n---\n\n<p lang=\"de\">" + words + "</p>", &german)), 3U);
  // Western words in Chinese text are English.
  german.asked.clear();
  EXPECT_EQ(hyphens_in(Laid("---\nlang: zh-Hans\n---\n\n" + words, &german)), 0U);
  EXPECT_EQ(german.asked, std::set<std::string>{"en"});
}

}  // namespace
}  // namespace mdconv::layout
