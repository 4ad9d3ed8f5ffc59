// SPDX-License-Identifier: MIT
#include "document/resolve.h"

#include <gtest/gtest.h>

#include "document/walk.h"
#include "support/parsed.h"

namespace mdconv {
namespace {

using test::MemoryLoader;
using test::Parsed;
using Strings = std::vector<std::string>;

Strings hrefs(Parsed& post) {
  Strings all;
  doc::for_each_inline(post.document.blocks, [&](doc::Inline& node) {
    if (const auto* link = std::get_if<doc::Link>(&node.node)) all.push_back(link->href);
  });
  return all;
}

Strings outline_ids(const Parsed& post) {
  Strings ids;
  for (const doc::OutlineEntry& entry : post.document.outline) ids.push_back(entry.id);
  return ids;
}

// A PNG of one black pixel.
std::string png() {
  static constexpr unsigned char kBytes[] = {
      0x89, 'P',  'N',  'G',  13,  10,  26,  10,   0,    0,    0,    13,  'I',  'H',  'D',  'R',  0,
      0,    0,    1,    0,    0,   0,   1,   8,    0,    0,    0,    0,   0x3A, 0x7E, 0x9B, 0x55, 0,
      0,    0,    10,   'I',  'D', 'A', 'T', 0x78, 0x9C, 0x63, 0x60, 0,   0,    0,    2,    0,    1,
      0x48, 0xAF, 0xA4, 0x71, 0,   0,   0,   0,    'I',  'E',  'N',  'D', 0xAE, 0x42, 0x60, 0x82};
  return {reinterpret_cast<const char*>(kBytes), sizeof kBytes};
}

TEST(Anchors, HeadingsAreNamedAsOnGitHub) {
  Parsed post(
      "# 前言\n\n## 我与 Kamailio 的（渊源）！\n\n# 前言\n\n# 前言-1\n\n# `code`[^a]\n\n# 1. 起\n\n# ！\n\n[^a]: 注\n");
  post.resolve();
  EXPECT_EQ(outline_ids(post),
            (Strings{"前言", "我与-kamailio-的渊源", "前言-1", "前言-1-1", "code", "_1-起", "section"}));
  EXPECT_EQ(post.document.outline[4].title, "code");
}

TEST(Anchors, IdsOfNotesAreTakenWhenThereAreNotes) {
  Parsed post("# Note 0\n\n# Note 1\n\n甲[^a]\n\n[^a]: 注\n");
  post.resolve();
  EXPECT_EQ(outline_ids(post), (Strings{"note-0-1", "note-1-1"}));
  Parsed plain("# Note 0\n");
  plain.resolve();
  EXPECT_EQ(outline_ids(plain), Strings{"note-0"});
}

TEST(Anchors, WrittenIdsComeFirstAndAreMadeUnique) {
  Parsed post("<a id=\"x\"></a>\n\n<div id=\"x\">甲</div>\n\n# X\n\n<span id=\"note-1\">乙</span>[^a]\n\n[^a]: 注\n");
  post.resolve();
  EXPECT_EQ(post.count(Code::AnchorDuplicate), 2u);
  EXPECT_NE(post.tree().find("Division #x-1"), std::string::npos) << post.tree();
  EXPECT_NE(post.tree().find("Span #note-1-1"), std::string::npos) << post.tree();
  EXPECT_EQ(outline_ids(post), Strings{"x-2"});
}

TEST(Links, AreMadeValidOrPlainText) {
  Parsed post(
      "# 1 题\n\n[a](HTTP://例.org/路 径?x=%41%zz#y) [b](#1-%E9%A2%98) [c](#无) [d](javascript:x) [e](//h/x) "
      "[f](/a b.html) [g](x.md) [h](mailto:a@b) [i](http://) [j]()\n");
  // A destination with a space is no link, so two of them stay text.
  post.resolve();
  EXPECT_EQ(hrefs(post), (Strings{"#_1-题", "", "", "https://h/x", "", "mailto:a@b", "", ""}));
  EXPECT_EQ(post.count(Code::AnchorMissing), 1u);
  EXPECT_EQ(post.count(Code::LinkUnsafe), 1u);
  EXPECT_EQ(post.count(Code::LinkUnresolved), 3u);

  Parsed spaced("[a](<HTTP://例.org/路 径?x=%41%zz#y>)\n");
  spaced.resolve();
  EXPECT_EQ(hrefs(spaced), Strings{"http://xn--fsq.org/%E8%B7%AF%20%E5%BE%84?x=%41%25zz#y"});
}

TEST(Links, TheBaseUrlCompletesThem) {
  Parsed post("[a](/2022/x.html) [b](../y/?q#f) [c](z.md)\n");
  post.resolve(nullptr, "https://example.org/", "_posts/2022");
  EXPECT_EQ(hrefs(post), (Strings{"https://example.org/2022/x.html", "https://example.org/_posts/y/?q#f",
                                  "https://example.org/_posts/2022/z.md"}));
  EXPECT_TRUE(post.diagnostics.all.empty());
}

TEST(Links, TheBaseUrlIsNoWayOutOfTheSite) {
  Parsed post("[甲](../../b.html)\n");
  post.resolve(nullptr, "https://e.org", "posts");
  EXPECT_EQ(post.count(Code::LinkUnresolved), 1u);
}

TEST(Links, AnUnresolvedOneNamesTheWayOut) {
  Parsed post("见[推荐语](/x.html)。\n");
  post.resolve();
  ASSERT_EQ(post.reports(), Strings{"link-unresolved 1:3"});
  EXPECT_NE(post.diagnostics.all[0].message.find("/x.html"), std::string::npos);
  ASSERT_EQ(post.diagnostics.all[0].hints.size(), 1u);
  EXPECT_NE(post.diagnostics.all[0].hints[0].find("--base-url"), std::string::npos);
}

TEST(Metadata, TheTitleIsTheBestThereIs) {
  EXPECT_EQ(Parsed("## 二\n\n# 一[^a]\n\n[^a]: 注\n").resolve().document.metadata.title, "一");
  EXPECT_EQ(Parsed("## 二\n").resolve().document.metadata.title, "二");
  EXPECT_EQ(Parsed("文\n").resolve().document.metadata.title, "fallback");
  const doc::Metadata metadata = Parsed("---\ntitle: 题\n---\n# 一\n").resolve().document.metadata;
  EXPECT_EQ(metadata.title, "题");
  EXPECT_TRUE(metadata.show_title);
  EXPECT_FALSE(Parsed("# 一\n").resolve().document.metadata.show_title);
}

TEST(Metadata, ABadLanguageIsReportedAndFound) {
  Parsed post("---\nlang: 中文\n---\n这是中文。\n");
  post.resolve();
  EXPECT_EQ(post.document.metadata.language, "zh-Hans");
  EXPECT_EQ(post.count(Code::FrontMatterValue), 1u);
}

TEST(Resources, AreLookedUpBelowTheRootAndHeldOnce) {
  MemoryLoader loader;
  loader.files["images/a.png"] = png();
  loader.files["_posts/b b.png"] = png();
  loader.files["broken.png"] = png().substr(0, 40);
  Parsed post(
      "![](/images/a.png)\n![](b%20b.png?raw=1)\n![](../images/./a.png)\n![](/../etc/passwd)\n![](../../etc/passwd)\n"
      "![](no.png)\n![](/broken.png)\n![](https://h/x.png)\n![](FILE:///etc/passwd)\n<img "
      "src=\"%2e%2e/%2e%2e/x\">\n![]()\n");
  post.resolve(&loader, {}, "_posts");
  ASSERT_EQ(post.document.resources.size(), 1u);
  EXPECT_EQ(post.document.resources[0].path, "images/a.png");
  EXPECT_EQ(post.document.resources[0].media_type, "image/png");
  EXPECT_EQ(post.document.resources[0].width, 1u);
  EXPECT_EQ(post.reports(), (Strings{"image-outside-root 4:1", "image-outside-root 5:1", "image-missing 6:1",
                                     "image-unusable 7:1", "image-remote 8:1", "image-outside-root 9:1",
                                     "image-outside-root 10:1", "image-missing 11:1", "image-alt-missing 1:1"}));
  EXPECT_EQ(post.diagnostics.all[2].message, "the image \"no.png\" cannot be found");
}

TEST(Resources, DataUrisAreDecoded) {
  Parsed post(
      "![](data:image/svg+xml,%3Csvg%20viewBox='0%200%204%203'/%3E) ![](data:image/png;base64,AAAA) "
      "![](data:text/html,x)\n");
  post.resolve();
  ASSERT_EQ(post.document.resources.size(), 1u);
  EXPECT_EQ(post.document.resources[0].path, "data-1.svg");
  EXPECT_EQ(post.document.resources[0].width, 4u);
  EXPECT_EQ(post.document.resources[0].height, 3u);
  EXPECT_EQ(post.count(Code::ImageUnusable), 2u);
}

}  // namespace
}  // namespace mdconv
