// SPDX-License-Identifier: MIT
#include "support/counter_style.h"

#include <algorithm>
#include <array>

#include "support/roman.h"
#include "support/utf8.h"

namespace mdconv {

namespace {

enum class Kind : std::uint8_t { Decimal, LeadingZero, Alphabet, Fixed, Roman, Digits, Chinese, Circled };

struct Style {
  std::string_view name;
  Kind kind = Kind::Decimal;
  /// Of an alphabet or a fixed sequence all signs; of Chinese numbers 零 to 九, then 十, 百 and 千.
  std::u32string_view signs = {};
  std::string_view suffix = ".";
  std::string_view numbering = "Decimal";
};

constexpr std::u32string_view kLower = U"abcdefghijklmnopqrstuvwxyz";
constexpr std::u32string_view kUpper = U"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::u32string_view kGreek = U"αβγδεζηθικλμνξοπρστυφχψω";
constexpr std::u32string_view kHiragana =
    U"あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん";
constexpr std::u32string_view kKatakana =
    U"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン";
constexpr std::u32string_view kHiraganaIroha =
    U"いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす";
constexpr std::u32string_view kKatakanaIroha =
    U"イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";
constexpr std::u32string_view kStems = U"甲乙丙丁戊己庚辛壬癸";
constexpr std::u32string_view kBranches = U"子丑寅卯辰巳午未申酉戌亥";
constexpr std::u32string_view kInformal = U"零一二三四五六七八九十百千";
constexpr std::u32string_view kSimplified = U"零壹贰叁肆伍陆柒捌玖拾佰仟";
constexpr std::u32string_view kTraditional = U"零壹貳參肆伍陸柒捌玖拾佰仟";
constexpr std::u32string_view kJapanese = U"零壱弐参四五六七八九拾百阡";

constexpr std::array kStyles = {
    Style{"decimal"},
    Style{"decimal-leading-zero", Kind::LeadingZero},
    Style{"lower-alpha", Kind::Alphabet, kLower, ".", "LowerAlpha"},
    Style{"lower-latin", Kind::Alphabet, kLower, ".", "LowerAlpha"},
    Style{"upper-alpha", Kind::Alphabet, kUpper, ".", "UpperAlpha"},
    Style{"upper-latin", Kind::Alphabet, kUpper, ".", "UpperAlpha"},
    Style{"lower-greek", Kind::Alphabet, kGreek},
    Style{"lower-roman", Kind::Roman, kLower, ".", "LowerRoman"},
    Style{"upper-roman", Kind::Roman, kUpper, ".", "UpperRoman"},
    Style{"hiragana", Kind::Alphabet, kHiragana, "、"},
    Style{"katakana", Kind::Alphabet, kKatakana, "、"},
    Style{"hiragana-iroha", Kind::Alphabet, kHiraganaIroha, "、"},
    Style{"katakana-iroha", Kind::Alphabet, kKatakanaIroha, "、"},
    Style{"cjk-heavenly-stem", Kind::Fixed, kStems, "、"},
    Style{"cjk-earthly-branch", Kind::Fixed, kBranches, "、"},
    Style{"cjk-decimal", Kind::Digits, U"〇一二三四五六七八九", "、"},
    Style{"cjk-ideographic", Kind::Chinese, kInformal, "、"},
    Style{"simp-chinese-informal", Kind::Chinese, kInformal, "、"},
    Style{"trad-chinese-informal", Kind::Chinese, kInformal, "、"},
    Style{"japanese-informal", Kind::Chinese, kInformal, "、"},
    Style{"simp-chinese-formal", Kind::Chinese, kSimplified, "、"},
    Style{"trad-chinese-formal", Kind::Chinese, kTraditional, "、"},
    Style{"japanese-formal", Kind::Chinese, kJapanese, "、"},
    Style{"circled-decimal", Kind::Circled, {}, ""},
};

const Style* find(std::string_view name) {
  const auto found = std::find_if(kStyles.begin(), kStyles.end(), [&](const Style& s) { return s.name == name; });
  return found == kStyles.end() ? nullptr : &*found;
}

std::string alphabetic(std::uint64_t number, std::u32string_view signs) {
  std::u32string letters;
  for (; number > 0; number = (number - 1) / signs.size())
    letters.insert(letters.begin(), signs[(number - 1) % signs.size()]);
  std::string text;
  for (const char32_t c : letters) utf8::append(text, c);
  return text;
}

std::string roman(std::uint64_t number, bool upper) {
  std::string text = to_roman(static_cast<int>(number));
  if (upper)
    for (char& c : text) c = static_cast<char>(c - 'a' + 'A');
  return text;
}

// 305 is 三百零五; "informal" says 十五 for 15, Japanese 百五 for 105.
std::string chinese(std::uint64_t number, const Style& style) {
  const bool japanese = style.name.starts_with("japanese");
  const bool informal = style.name.ends_with("informal") || style.name == "cjk-ideographic";
  std::string text;
  bool zero = false;
  for (std::size_t place = 4; place-- > 0;) {
    static constexpr std::array<std::uint64_t, 4> kPowers = {1, 10, 100, 1000};
    const std::size_t digit = number / kPowers[place] % 10;
    if (digit == 0) {
      zero = !text.empty();
      continue;
    }
    if (zero && !japanese) utf8::append(text, style.signs[0]);
    zero = false;
    const bool silent = digit == 1 && informal && (japanese ? place > 0 : place == 1 && text.empty());
    if (!silent) utf8::append(text, style.signs[digit]);
    if (place > 0) utf8::append(text, style.signs[9 + place]);
  }
  return text;
}

std::string digits(std::uint64_t number, std::u32string_view signs) {
  std::string text;
  for (const char c : std::to_string(number)) utf8::append(text, signs[static_cast<std::size_t>(c - '0')]);
  return text;
}

std::string circled(std::uint64_t number) {
  const auto offset = static_cast<char32_t>(number);
  std::string text;
  utf8::append(text, number <= 20 ? U'①' + (offset - 1) : number <= 35 ? U'㉑' + (offset - 21) : U'㊱' + (offset - 36));
  return text;
}

std::uint64_t last_of(const Style& style) {
  switch (style.kind) {
    case Kind::Fixed: return style.signs.size();
    case Kind::Roman: return 3999;
    case Kind::Chinese: return 9999;
    case Kind::Circled: return 50;
    default: return UINT64_MAX;
  }
}

}  // namespace

bool counts(std::string_view style) { return find(style) != nullptr; }

std::string counted(std::uint64_t number, std::string_view name) {
  const Style* style = find(name);
  // Many ways have no zero.
  const bool zero = style != nullptr && (style->kind == Kind::Digits || style->kind == Kind::LeadingZero);
  if (style == nullptr || number > last_of(*style) || (number == 0 && !zero)) return std::to_string(number);
  switch (style->kind) {
    case Kind::Decimal: break;
    case Kind::LeadingZero: return (number < 10 ? "0" : "") + std::to_string(number);
    case Kind::Alphabet: return alphabetic(number, style->signs);
    case Kind::Fixed: return alphabetic(number, style->signs);
    case Kind::Roman: return roman(number, style->name.starts_with("upper"));
    case Kind::Digits: return digits(number, style->signs);
    case Kind::Chinese: return chinese(number, *style);
    case Kind::Circled: return circled(number);
  }
  return std::to_string(number);
}

std::string_view counter_suffix(std::string_view name) {
  const Style* style = find(name);
  return style == nullptr ? "." : style->suffix;
}

std::string_view list_numbering(std::string_view name) {
  const Style* style = find(name);
  return style == nullptr ? "Decimal" : style->numbering;
}

}  // namespace mdconv
