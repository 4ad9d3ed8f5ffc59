// SPDX-License-Identifier: MIT
#include "document/language.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "document/walk.h"
#include "support/ascii.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::doc {

namespace {

// Frequent characters that only one of the two ways to write Chinese uses, pair by pair.
constexpr std::u32string_view kSimplified =
    U"们这来时个国说为会对发过还没样开关进现经问题无间见长门车书东马爱边笔变标别补产场称处传从"
    U"单当导电动断队儿尔发飞费风丰该干刚个给观广规归汉号红后华话欢环换汇机级几记济继际价间见"
    U"将讲节结紧旧举据觉军卡课库块来蓝乐类离历联练两辆灵领录论妈买满没难脑农盘评齐气钱轻请区"
    U"权确让热认设审声师识实势数术双随岁孙台态谈体条铁听厅头图团网维围为稳务习戏系线乡响项写"
    U"兴选学压严验阳养样叶页业医义忆议艺译阴应营优邮鱼员园远愿约阅运云杂则张帐这针阵证执纸质";
constexpr std::u32string_view kTraditional =
    U"們這來時個國說為會對發過還沒樣開關進現經問題無間見長門車書東馬愛邊筆變標別補產場稱處傳從"
    U"單當導電動斷隊兒爾發飛費風豐該幹剛個給觀廣規歸漢號紅後華話歡環換匯機級幾記濟繼際價間見"
    U"將講節結緊舊舉據覺軍課庫塊來藍樂類離歷聯練兩輛靈領錄論媽買滿沒難腦農盤評齊氣錢輕請區"
    U"權確讓熱認設審聲師識實勢數術雙隨歲孫臺態談體條鐵聽廳頭圖團網維圍穩務習戲線鄉響項寫"
    U"興選學壓嚴驗陽養樣葉頁業醫義憶議藝譯陰應營優郵魚員園遠願約閱運雲雜則張帳這針陣證執紙質";

// What belongs to one list only (some in the lists above are used both ways), sorted: twice the character, and one more
// when it is traditional.
constexpr std::size_t kMostTelling = kSimplified.size() + kTraditional.size();
struct Telling {
  std::array<std::uint32_t, kMostTelling> keys = {};
  std::size_t count = 0;
};

constexpr Telling tell_apart() {
  Telling telling;
  const auto add = [&](std::u32string_view list, std::u32string_view other, std::uint32_t traditional) {
    for (const char32_t c : list)
      if (other.find(c) == std::u32string_view::npos)
        telling.keys[telling.count++] = 2 * static_cast<std::uint32_t>(c) + traditional;
  };
  add(kSimplified, kTraditional, 0);
  add(kTraditional, kSimplified, 1);
  std::sort(telling.keys.begin(), telling.keys.begin() + telling.count);
  return telling;
}

}  // namespace

std::optional<std::string> normalize_language(std::string_view tag) {
  // A locale's encoding and variant ("zh_CN.UTF-8", "de@euro") are no part of the language.
  tag = tag.substr(0, tag.find_first_of(".@"));
  std::string result;
  bool first = true;
  bool extension = false;
  while (!tag.empty()) {
    const std::size_t end = std::min(tag.find_first_of("-_"), tag.size());
    std::string part(tag.substr(0, end));
    const bool more = end < tag.size();
    tag.remove_prefix(std::min(end + 1, tag.size()));
    if (part.empty() || part.size() > 8 || (more && tag.empty())) return std::nullopt;
    const bool letters = std::all_of(part.begin(), part.end(), ascii::is_letter);
    if (!std::all_of(part.begin(), part.end(), [](char c) { return ascii::is_letter(c) || ascii::is_digit(c); }))
      return std::nullopt;
    if (first && (!letters || part.size() < 2 || part.size() > 3)) return std::nullopt;
    part = ascii::to_lower(part);
    if (!first && !extension && letters && part.size() == 2)
      std::transform(part.begin(), part.end(), part.begin(), [](char c) { return ascii::to_upper(c); });
    if (!first && !extension && letters && part.size() == 4) part[0] = ascii::to_upper(part[0]);
    // What follows a single letter is for its owner to spell.
    if (part.size() == 1) {
      if (first || !more) return std::nullopt;
      extension = true;
    }
    if (!first) result.push_back('-');
    result += part;
    first = false;
  }
  if (result.empty()) return std::nullopt;
  return result;
}

void LanguageFinder::add(std::string_view text) {
  static constexpr Telling kTelling = tell_apart();
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      if (ascii::is_letter(text[i])) ++latin_;
      ++i;
      continue;
    }
    const char32_t c = utf8::next(text, i);
    if (c >= 0x3400 && unicode::is_han(c)) {
      ++han_;
      const auto* const end = kTelling.keys.data() + kTelling.count;
      const auto* const found = std::lower_bound(kTelling.keys.data(), end, 2 * static_cast<std::uint32_t>(c));
      if (found != end && *found / 2 == c) ++(*found % 2 == 0 ? simplified_ : traditional_);
    } else if (unicode::is_kana(c)) {
      ++kana_;
    } else if (unicode::is_hangul(c)) {
      ++hangul_;
    } else if (c < 0x250 && unicode::is_letter(c)) {
      ++latin_;
    }
  }
}

std::string LanguageFinder::language() const {
  const std::size_t east_asian = han_ + kana_ + hangul_;
  // A Latin word has about five letters and stands against about two characters.
  if (east_asian == 0 || east_asian * 3 < latin_) return "en";
  if (hangul_ > kana_ && hangul_ * 2 > han_) return "ko";
  // Japanese prose is about half kana; Chinese texts quote some at most.
  if (kana_ * 10 > han_) return "ja";
  return traditional_ > simplified_ ? "zh-Hant" : "zh-Hans";
}

namespace {

void add_text(const Inlines& inlines, LanguageFinder& finder) {
  for (const Inline& node : inlines) {
    if (finder.enough()) return;
    if (const auto* text = std::get_if<Text>(&node.node)) finder.add(text->utf8);
    if (const Inlines* children = children_of(node)) add_text(*children, finder);
  }
}

void add_text(const Blocks& blocks, LanguageFinder& finder) {
  for (const Block& block : blocks) {
    if (finder.enough()) return;
    if (const Inlines* inlines = inlines_of(block)) add_text(*inlines, finder);
    for_each_child_blocks(block, [&](const Blocks& inner) { add_text(inner, finder); });
  }
}

}  // namespace

std::string find_language(const Document& document) {
  LanguageFinder finder;
  finder.add(document.metadata.title);
  add_text(document.blocks, finder);
  for (const Note& note : document.notes) add_text(note.blocks, finder);
  return finder.language();
}

}  // namespace mdconv::doc
