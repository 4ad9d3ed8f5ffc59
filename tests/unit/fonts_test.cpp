// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "fonts/library.h"
#include "mdconv/filesystem.h"
#include "mdconv/fonts.h"
#include "paged_builder.h"
#include "support/utf8.h"
#include "text/writing_unit.h"

namespace mdconv {
namespace {

using namespace std::string_literals;

using fonts::FontLibrary;
using fonts::FontStack;
using fonts::kNoFace;
using fonts::Manifest;
using fonts::TextKind;

/// The system's fonts, and what was asked of them.
class Watched final : public FontProvider {
 public:
  std::optional<FontFile> find(const FontRequest& request) override {
    asked.insert(request.family);
    const auto replaced = instead.find(request.family);
    if (replaced != instead.end()) return replaced->second;
    return hidden.contains(request.family) || hidden.contains("*") ? std::nullopt : system.find(request);
  }
  SystemFonts system;
  std::set<std::string> asked;
  std::set<std::string> hidden;
  std::map<std::string, FontFile> instead;
};

class Stacks : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* family : {"Noto Serif CJK SC", "TeX Gyre Pagella", "Noto Color Emoji", "DejaVu Sans"})
      if (!provider.system.find({family})) GTEST_SKIP() << family << " is not installed";
  }
  std::string family(fonts::FaceIndex face) { return face == kNoFace ? "none" : library.face(face).family(); }
  std::string family_of(const std::u32string& text, TextKind kind, const fonts::FontQuery& query) {
    return family(library.stack(query).face_for_cluster(text, kind));
  }

  Watched provider;
  DiagnosticList diagnostics;
  FontLibrary library{provider, diagnostics};
  const fonts::FontQuery serif{{"serif"}, "zh-Hans"};
  const fonts::FontQuery italic{{"serif"}, "zh-Hans", 400, true};
  const fonts::FontQuery code{{"monospace"}, "zh-Hans"};
};

TEST_F(Stacks, GiveWesternLettersOneFamilyInEveryStyle) {
  for (const fonts::FontQuery& query : {serif, italic, fonts::FontQuery{{"serif"}, "zh-Hans", 700}})
    for (const char32_t c : U"Az09é“—%×"s)
      EXPECT_EQ(family(library.stack(query).face_for(c)), "TeX Gyre Pagella") << static_cast<std::uint32_t>(c);
  EXPECT_NE(library.stack(serif).face_for(U'A'), library.stack(italic).face_for(U'A'));
  EXPECT_EQ(family(library.stack(serif).face_for(U'й')), "Linux Libertine O");
  EXPECT_EQ(family(library.stack({{"sans-serif"}, "zh-Hans"}).face_for(U'A')), "TeX Gyre Heros");
  EXPECT_EQ(family(library.stack({{"kai"}, "zh-Hans"}).face_for(U'A')), "TeX Gyre Pagella");
}

TEST_F(Stacks, LeaveSignsToTheHanFace) {
  for (const char32_t c : U"→①★•"s)
    EXPECT_EQ(family(library.stack(serif).face_for(c)), "Noto Serif CJK SC") << static_cast<std::uint32_t>(c);
}

TEST_F(Stacks, CodeHasHanOfTwoColumns) {
  FontStack& stack = library.stack(code);
  const fonts::FaceIndex latin = stack.face_for(U'A');
  ASSERT_EQ(latin, stack.cjk_face_for(U'汉'));
  const fonts::FontFace& face = library.face(latin);
  EXPECT_EQ(face.advance(face.glyph(U'汉')), 2 * face.advance(face.glyph(U'A')));
}

TEST_F(Stacks, TakeWhatIsWrittenAsOneFromOneFace) {
  EXPECT_EQ(family_of(U"e\u0301", TextKind::Western, serif), "TeX Gyre Pagella") << "there is é";
  // Pagella has the letter but not the mark.
  ASSERT_EQ(family_of(U"A", TextKind::Western, serif), "TeX Gyre Pagella");
  const std::string both = family_of(U"A\u0489", TextKind::Western, serif);
  EXPECT_NE(both, "TeX Gyre Pagella");
  EXPECT_NE(both, "none");
  EXPECT_EQ(family_of(U"👩\u200D💻", TextKind::Emoji, serif), "Noto Color Emoji");
  EXPECT_EQ(family_of(U"1\uFE0F\u20E3", TextKind::Emoji, serif), "Noto Color Emoji");
  EXPECT_EQ(family_of(U"🇨🇳", TextKind::Emoji, serif), "Noto Color Emoji");
  // Nobody has the variant: the character is shown all the same.
  EXPECT_EQ(family_of(U"的\U000E01EF", TextKind::Cjk, serif), "Noto Serif CJK SC");
}

TEST_F(Stacks, AskForRareFontsOnlyWhenTheyAreNeeded) {
  FontStack& stack = library.stack(serif);
  for (const char32_t c : U"汉字，“A→é1"s) {
    stack.cjk_face_for(c);
    stack.face_for(c);
  }
  stack.primary();
  EXPECT_EQ(provider.asked, (std::set<std::string>{"Noto Serif CJK SC", "TeX Gyre Pagella"}));
  if (!provider.system.find({"BabelStone Han"})) GTEST_SKIP() << "fonts-babelstone-han is not installed";
  EXPECT_EQ(family(stack.cjk_face_for(U'\U0002A6A5')), "BabelStone Han");
}

TEST_F(Stacks, StandInsAreAskedInTurn) {
  provider.hidden = {"Noto Serif CJK HK"};
  EXPECT_EQ(family(library.stack({{"serif"}, "zh-HK"}).cjk_face_for(U'港')), "Noto Serif CJK TC");
  EXPECT_FALSE(provider.asked.contains("Source Han Serif SC"));
}

TEST_F(Stacks, PassOverFontsThatCannotBeEmbedded) {
  // As a variable font of Adobe's kind: with the same table under the other name.
  std::string bytes = testing::read_file(testing::kItalic);
  if (bytes.empty()) GTEST_SKIP() << "fonts-linuxlibertine is not installed";
  bytes.replace(bytes.find("CFF "), 4, "CFF2");
  provider.instead["TeX Gyre Pagella"] = {Blob::from(bytes), 0, "cff2.otf"};
  EXPECT_EQ(family(library.stack(serif).face_for(U'A')), "Linux Libertine O");
  ASSERT_EQ(diagnostics.all.size(), 1u);
  EXPECT_EQ(diagnostics.all[0].code, Code::FontUnusable);
  EXPECT_NE(diagnostics.all[0].message.find("CFF2"), std::string::npos) << diagnostics.all[0].message;
}

TEST_F(Stacks, SetTheAxesOfVariableFonts) {
  if (!provider.system.find({"Inter"})) GTEST_SKIP() << "fonts-inter-variable is not installed";
  const auto face = [&](int weight) -> const fonts::FontFace& {
    return library.face(library.stack({{"Inter"}, "en", weight}).face_for(U'm'));
  };
  EXPECT_TRUE(face(400).is_variable());
  EXPECT_EQ(face(400).metrics().weight, 400);
  EXPECT_EQ(face(700).metrics().weight, 700);
  EXPECT_GT(face(700).advance(face(700).glyph(U'm')), face(400).advance(face(400).glyph(U'm')));
}

TEST(Packages, AreNamedByCharacter) {
  Watched nothing;
  nothing.hidden = {"*"};
  DiagnosticList diagnostics;
  FontLibrary library(nothing, diagnostics);
  EXPECT_EQ(library.package_for(U'汉'), "fonts-noto-cjk");
  EXPECT_EQ(library.package_for(U'😀'), "fonts-noto-color-emoji");
  EXPECT_EQ(library.package_for(U'\U00020000'), "fonts-babelstone-han");
  EXPECT_EQ(library.package_for(U'ก'), "fonts-noto-core");
  EXPECT_EQ(library.package_for(U'\U00100000'), "");
  EXPECT_EQ(Manifest::built_in().cjk_package(), "fonts-noto-cjk");
  EXPECT_EQ(Manifest::built_in().package_of("Noto Serif CJK TC"), "fonts-noto-cjk");
  EXPECT_EQ(Manifest::built_in().package_of("Noto Sans"), "fonts-noto-core");
  EXPECT_EQ(Manifest::built_in().package_of("No Such Family"), "");
}

TEST(Packages, EveryFamilyOfTheManifestIsListed) {
  Watched nothing;
  nothing.hidden = {"*"};
  const std::vector<ListedFont> all = list_fonts(nothing);
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front().role, "serif");
  EXPECT_EQ(all.front().language, "western");
  EXPECT_EQ(all.front().family, "TeX Gyre Pagella");
  for (const ListedFont& font : all) {
    EXPECT_FALSE(font.file);
    EXPECT_FALSE(font.package.empty()) << font.family << " comes from no package";
  }
}

struct Expected {
  std::string_view text;
  std::size_t length;
  TextKind kind;
};

TEST(WritingUnits, AreFoundByTheirCharacters) {
  for (const Expected& expected : std::vector<Expected>{
           {"ab", 1, TextKind::Western},
           {"汉字", 1, TextKind::Cjk},
           {"e\u0301x", 2, TextKind::Western},
           {"か\u3099な", 2, TextKind::Cjk},
           {"葛\U000E0100飾", 2, TextKind::Cjk},
           {"😀😀", 1, TextKind::Emoji},
           {"👩\u200D💻!", 3, TextKind::Emoji},
           {"👨\u200D👩\u200D👧\u200D👦的", 7, TextKind::Emoji},
           {"👍🏽的", 2, TextKind::Emoji},
           {"🇨🇳🇩🇪", 2, TextKind::Emoji},
           {"1\uFE0F\u20E3.", 3, TextKind::Emoji},
           {"❤\uFE0F的", 2, TextKind::Emoji},
           {"❤\uFE0E的", 2, TextKind::Western},
           {"❤的", 1, TextKind::Western},
           {"⌚\uFE0E的", 2, TextKind::Western},
           {"©\uFE0F", 2, TextKind::Emoji},
           {"🏴\U000E0067\U000E007F的", 3, TextKind::Emoji},
           {"नि", 2, TextKind::Western},
       }) {
    const std::vector<text::Character> characters = text::classify(expected.text, "zh");
    const text::WritingUnit unit = text::first_unit(characters);
    EXPECT_EQ(unit.length, expected.length) << expected.text;
    EXPECT_EQ(unit.kind, expected.kind) << expected.text;
  }
}

}  // namespace
}  // namespace mdconv
