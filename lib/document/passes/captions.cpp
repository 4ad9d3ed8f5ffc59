// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <map>

#include "document/names.h"
#include "document/passes/passes.h"
#include "document/walk.h"
#include "support/ascii.h"
#include "support/language.h"
#include "support/terms.h"
#include "support/utf8.h"

// Captions get numbers, "图 1-2", and references that lead to what is numbered say them. Many authors number by hand;
// two numbers before one caption would be worse than none.

namespace mdconv::doc {

namespace {

constexpr std::size_t kKinds = 3;  // of CaptionKind

// A figure that has a caption.
struct Captioned {
  Block* figure = nullptr;
  Block* caption = nullptr;
  CaptionKind kind = CaptionKind::Figure;
  /// Index of its chapter, or kNone.
  std::uint32_t chapter = kNone;
  /// "图 1-2"; empty: it has none.
  std::string label = {};
  /// Whether the author has written it.
  bool by_hand = false;
};

constexpr std::u32string_view kChineseDigits = U"〇一二三四五六七八九";

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

bool is_chinese_numeral(char32_t c) {
  return kChineseDigits.find(c) != std::u32string_view::npos || c == U'十' || c == U'百';
}

// The number at the place, which moves behind it; 0 when none is there. "12", "十二", "一百零三".
std::uint32_t read_number(std::string_view text, std::size_t& at) {
  std::uint32_t sum = 0, digit = 0;
  while (at < text.size() && sum < 10000 && digit < 10000) {
    std::size_t next = at;
    const char32_t c = utf8::next(text, next);
    if (c >= U'0' && c <= U'9') {
      digit = digit * 10 + static_cast<std::uint32_t>(c - U'0');
    } else if (const std::size_t place = kChineseDigits.find(c); place != std::u32string_view::npos) {
      digit = static_cast<std::uint32_t>(place);
    } else if (c == U'十' || c == U'百') {
      sum += std::max(digit, 1U) * (c == U'十' ? 10 : 100);
      digit = 0;
    } else if (c != U'零') {
      break;
    }
    at = next;
  }
  return sum + digit;
}

// What the title itself says: "第三章 …", "Chapter 3", "3. …"; 0 when nothing.
std::uint32_t number_in_title(std::string_view title) {
  std::size_t at = 0;
  if (title.starts_with("第")) {
    at = std::string_view("第").size();
    const std::uint32_t number = read_number(title, at);
    for (const std::string_view unit : {"章", "讲", "講", "课", "課", "장"})
      if (title.substr(at).starts_with(unit)) return number;
    return 0;
  }
  if (ascii::to_lower(title.substr(0, 8)) == "chapter ") at = 8;
  const bool is_named = at > 0;
  if (at >= title.size() || !ascii::is_digit(title[at])) return 0;
  const std::uint32_t number = read_number(title, at);
  const std::string_view rest = title.substr(at);
  return is_named || rest.starts_with(". ") || rest.starts_with("、") || rest.starts_with("．") ? number : 0;
}

// Whether a number is one of things, or a year. A name may begin as words that count do, so they end the caption.
bool counts_things(std::string_view number, std::string_view rest) {
  constexpr std::size_t kYear = 4;
  if (number.size() == kYear && (rest.starts_with("年") || rest.starts_with("년"))) return true;
  if (rest.starts_with('%') || rest.starts_with("％")) return true;
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  for (const std::string_view measure : {"张", "張", "幅", "枚", "个", "個", "장"})
    if (rest == measure) return true;
  return false;
}

// How long the number is that the author has given the caption: of "图 3", "Fig. 2.1", "表二："; 0 when there is none.
std::size_t own_number(const std::string& caption, CaptionKind kind) {
  static constexpr std::array<std::array<std::string_view, 16>, kKinds> kWords = {
      {{"图", "圖", "図", "그림", "figure", "fig", "插图", "插圖", "图片", "圖片", "写真", "사진", "照片", "示意图"},
       {"表", "표", "表格", "附表", "table", "tab", "tbl"},
       {"代码", "代碼", "程式碼", "清单", "清單", "リスト", "listing", "코드", "示例", "範例", "程序", "例", "예제",
        "example", "code", "代码清单"}}};
  const std::string text = ascii::to_lower(caption);
  for (const std::string_view word : kWords[static_cast<std::size_t>(kind)]) {
    if (word.empty() || !text.starts_with(word)) continue;
    std::size_t begin = word.size();
    while (begin < text.size() && (text[begin] == ' ' || text[begin] == '.')) ++begin;
    std::size_t end = begin;
    char32_t c = 0;
    bool digits = false, numerals = false;
    for (std::size_t next = begin; next < text.size();) {
      c = utf8::next(text, next);
      digits = digits || is_digit(c);
      numerals = numerals || is_chinese_numeral(c);
      if (is_digit(c) || is_chinese_numeral(c)) {
        end = next;
      } else if (end == begin || (c != U'.' && c != U'-')) {
        break;
      }
    }
    // "表一：" has a number, "表一览" has none; nor has "照片 3 张", or "图2023年销售额".
    const bool parted = end == text.size() || c == U' ' || c == U'：' || c == U':' || c == U'　';
    if (counts_things(std::string_view(text).substr(begin, end - begin), std::string_view(text).substr(end))) return 0;
    if (digits || (numerals && parted)) return end;
  }
  return 0;
}

CaptionKind kind_of(const Division& figure) {
  const auto holds = [&](auto is) { return std::any_of(figure.children.begin(), figure.children.end(), is); };
  if (holds([](const Block& child) { return std::holds_alternative<Table>(child.node); })) return CaptionKind::Table;
  if (holds([](const Block& child) { return std::holds_alternative<CodeBlock>(child.node); }))
    return CaptionKind::Listing;
  return CaptionKind::Figure;
}

Inlines* words_of(Block& caption) {
  auto* division = std::get_if<Division>(&caption.node);
  return division == nullptr || division->children.empty() ? nullptr : inlines_of(division->children.front());
}

// A link without words, or one that was made for a reference.
bool is_reference(const Inline& node, const Link& link) {
  return !link.href.empty() && (node.attributes.has_class(kReferenceClass) || plain_text(link.children).empty());
}

// "1-2" of "图 1-2".
std::string number_in(const std::string& label) {
  const std::size_t digit = label.find_first_of("0123456789");
  return digit == std::string::npos ? label : label.substr(digit);
}

class CaptionNumberer {
 public:
  CaptionNumberer(Document& document, CaptionNumbers numbers) : document_(document), numbers_(numbers) {}

  void run() {
    find_captions();
    choose_kinds();
    number();
    for (Captioned& each : captions_) write(each);
    refer();
  }

 private:
  void find_captions() {
    std::uint32_t chapter = kNone, at = 0;
    for (Block& top : document_.blocks) {
      for (std::uint32_t i = 0; i < document_.chapters.size(); ++i)
        if (document_.chapters[i].block == at) chapter = i;
      ++at;
      const auto look = [&](Block& block) {
        auto* division = std::get_if<Division>(&block.node);
        if (division == nullptr || division->kind != DivisionKind::Figure) return;
        for (Block& child : division->children) {
          const auto* caption = std::get_if<Division>(&child.node);
          if (caption == nullptr || caption->kind != DivisionKind::Caption || words_of(child) == nullptr) continue;
          if (plain_text(*words_of(child)).empty()) continue;
          captions_.push_back({&block, &child, kind_of(*division), chapter});
          break;
        }
      };
      look(top);
      for_each_child_blocks(top, [&](Blocks& inner) { for_each_block(inner, look); });
    }
  }

  // Unless told: in books, and in texts that refer to numbers; but not where the author has numbers of his own.
  void choose_kinds() {
    if (numbers_ == CaptionNumbers::None) return;
    const bool all = numbers_ == CaptionNumbers::All;
    chosen_.fill(all || !document_.chapters.empty() || refers());
    for (const Captioned& each : captions_) {
      const auto kind = static_cast<std::size_t>(each.kind);
      if (!all && own_number(plain_text(*words_of(*each.caption)), each.kind) > 0) chosen_[kind] = false;
    }
  }

  bool refers() {
    std::map<std::string, bool, std::less<>> places;
    for (const Captioned& each : captions_)
      for_each_attributes(*each.figure, [&](const Attributes& attributes, const mdconv::Span&) {
        if (!attributes.id.empty()) places["#" + attributes.id] = true;
      });
    bool found = false;
    const auto look = [&](Inline& node) {
      const auto* link = std::get_if<Link>(&node.node);
      found = found || (link != nullptr && is_reference(node, *link) && places.contains(link->href));
    };
    for_each_inline(document_.blocks, look);
    for (Note& note : document_.notes) for_each_inline(note.blocks, look);
    return found;
  }

  // What its title, or that of the chapter around it, says; else what the table of contents does; 0 when nothing.
  std::uint32_t chapter_number(std::uint32_t chapter) const {
    std::uint32_t top = chapter;
    while (top > 0 && document_.chapters[top].depth > 0) --top;
    if (const std::uint32_t number = number_in_title(document_.chapters[top].title); number != 0) return number;
    const std::vector<std::uint32_t>& number = document_.chapters[chapter].number;
    return number.empty() ? 0 : number.front();
  }

  void number() {
    std::map<std::pair<std::uint32_t, CaptionKind>, std::uint32_t> counts;
    for (Captioned& each : captions_) {
      const std::string words = plain_text(*words_of(*each.caption));
      if (const std::size_t length = own_number(words, each.kind); length > 0) {
        each.label = words.substr(0, length);
        each.by_hand = true;
        continue;
      }
      if (!chosen_[static_cast<std::size_t>(each.kind)]) continue;
      const std::uint32_t chapter = each.chapter == kNone ? 0 : chapter_number(each.chapter);
      const std::uint32_t number = ++counts[{chapter, each.kind}];
      each.label = std::string(caption_word(document_.metadata.language, each.kind)) + " ";
      if (chapter != 0) each.label += std::to_string(chapter) + "-";
      each.label += std::to_string(number);
    }
  }

  void write(Captioned& each) {
    // Without a number the caption says which it is.
    const std::string shown = each.label.empty() ? plain_text(*words_of(*each.caption)) : each.label;
    for_each_attributes(*each.figure, [&](const Attributes& attributes, const mdconv::Span&) {
      if (!attributes.id.empty()) labels_.emplace("#" + attributes.id, shown);
    });
    if (each.by_hand || each.label.empty()) return;
    // An em parts the number from the words.
    const std::string& language = document_.metadata.language;
    const bool wide = language::is_chinese_or_japanese(language) || language::is(language, "ko");
    Inlines& words = *words_of(*each.caption);
    Inline label{Span{SpanKind::Generic, {{Text{each.label}, each.caption->span, {}}}}, each.caption->span, {}};
    label.attributes.classes.emplace_back("caption-number");
    words.insert(words.begin(), {Text{wide ? "\u3000" : "\u2003"}, each.caption->span, {}});
    words.insert(words.begin(), std::move(label));
  }

  void refer() {
    std::map<std::string, std::string, std::less<>> titles;
    for (const OutlineEntry& entry : document_.outline)
      if (!entry.id.empty()) titles.emplace("#" + entry.id, entry.title);
    const auto fill = [&](Inline& node) {
      auto* link = std::get_if<Link>(&node.node);
      if (link == nullptr || !is_reference(node, *link)) return;
      Attributes& attributes = node.attributes;
      const bool made = attributes.has_class(kReferenceClass);
      const bool number_only = attributes.has_class(kNumberOnlyClass);
      std::erase_if(attributes.classes, [](const std::string& name) { return name == kNumberOnlyClass; });
      std::string words;
      if (const auto label = labels_.find(link->href); label != labels_.end())
        words = number_only ? number_in(label->second) : label->second;
      else if (const auto title = titles.find(link->href); made && title != titles.end())
        words = title->second;
      if (words.empty()) return;
      link->children = {{Text{std::move(words)}, node.span, {}}};
      if (!made) attributes.classes.emplace_back(kReferenceClass);
    };
    for_each_inline(document_.blocks, fill);
    for (Note& note : document_.notes) for_each_inline(note.blocks, fill);
  }

  Document& document_;
  CaptionNumbers numbers_;
  std::vector<Captioned> captions_;
  std::array<bool, kKinds> chosen_ = {};
  std::map<std::string, std::string, std::less<>> labels_;
};

}  // namespace

void number_captions(Document& document, const ResolveContext& context) {
  CaptionNumbers numbers = context.caption_numbers.value_or(CaptionNumbers::Auto);
  if (const std::optional<bool> asked = document.metadata.number_captions; asked && !context.caption_numbers)
    numbers = *asked ? CaptionNumbers::All : CaptionNumbers::None;
  CaptionNumberer(document, numbers).run();
}

}  // namespace mdconv::doc
