// SPDX-License-Identifier: MIT
#include "markdown/smart.h"

#include <algorithm>
#include <array>

#include "document/walk.h"
#include "support/ascii.h"
#include "support/unicode.h"
#include "support/utf8.h"

// Quotes are paired over a whole paragraph: a quote can open and close in different phrases. So the texts of a
// paragraph are gathered, the quotes in them judged by the characters on both sides, and then written.

namespace mdconv::markdown {

namespace {

struct Quotes {
  std::string_view language;
  std::array<std::string_view, 4> marks;  // double, single
};

constexpr std::array<std::string_view, 4> kCurly = {"“", "”", "‘", "’"};
// Languages whose quotes are not English ones.
constexpr std::array kQuotes = {
    Quotes{"de", {"„", "“", "‚", "‘"}}, Quotes{"fr", {"«\u00A0", "\u00A0»", "‹\u00A0", "\u00A0›"}},
    Quotes{"es", {"«", "»", "“", "”"}}, Quotes{"it", {"«", "»", "“", "”"}},
    Quotes{"pt", {"«", "»", "“", "”"}}, Quotes{"ru", {"«", "»", "„", "“"}},
    Quotes{"uk", {"«", "»", "„", "“"}}, Quotes{"pl", {"„", "”", "‚", "’"}},
    Quotes{"cs", {"„", "“", "‚", "‘"}}, Quotes{"sv", {"”", "”", "’", "’"}},
    Quotes{"fi", {"”", "”", "’", "’"}},
};

const std::array<std::string_view, 4>& quotes_of(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  for (const Quotes& row : kQuotes)
    if (row.language == primary) return row.marks;
  return kCurly;
}

bool is_boundary(char32_t c) { return c == 0 || unicode::is_space(c); }

// Text that nothing is changed in stands for what it is beside quotes only.
struct Part {
  std::string* text = nullptr;
  std::string shown;  // of what is not changed
};

class Smartener {
 public:
  Smartener(std::string_view language, const Rewriting& rewriting)
      : marks_(quotes_of(language)), literal_(rewriting.letter()) {}

  void run(doc::Inlines& inlines) {
    if (!needs_work(inlines)) return;
    parts_.clear();
    gather(inlines);
    whole_.clear();
    for (const Part& part : parts_) whole_ += part.text != nullptr ? *part.text : part.shown;
    find_quotes();
    write();
  }

 private:
  // Whether anything is to be changed: most paragraphs of CJK text hold neither quotes nor two hyphens or dots.
  static bool needs_work(const doc::Inlines& inlines) {
    for (const doc::Inline& node : inlines) {
      if (const auto* text = std::get_if<doc::Text>(&node.node)) {
        const std::string& utf8 = text->utf8;
        for (std::size_t i = 0; i < utf8.size(); ++i) {
          const char c = utf8[i];
          if (!kMarks[static_cast<unsigned char>(c)]) continue;
          const char next = i + 1 < utf8.size() ? utf8[i + 1] : '\0';
          if (c == '"' || c == '\'' || (c == kLiteral[0] ? next == kLiteral[1] : next == c)) return true;
        }
      } else if (const doc::Inlines* children = doc::children_of(node); children != nullptr && needs_work(*children)) {
        return true;
      }
    }
    return false;
  }

  void gather(doc::Inlines& inlines) {
    for (doc::Inline& node : inlines) {
      if (auto* text = std::get_if<doc::Text>(&node.node)) {
        parts_.push_back({&text->utf8, {}});
      } else if (const auto* link = std::get_if<doc::Link>(&node.node); link != nullptr && is_address(*link)) {
        parts_.push_back({nullptr, "a"});
      } else if (doc::Inlines* children = doc::children_of(node)) {
        gather(*children);
      } else {
        const bool line_end =
            std::holds_alternative<doc::SoftBreak>(node.node) || std::holds_alternative<doc::LineBreak>(node.node);
        parts_.push_back({nullptr, line_end ? " " : std::holds_alternative<doc::NoteRef>(node.node) ? "" : "a"});
      }
    }
  }

  // A link whose text is its target.
  static bool is_address(const doc::Link& link) {
    if (link.children.size() != 1) return false;
    const auto* text = std::get_if<doc::Text>(&link.children.front().node);
    return text != nullptr && (link.target == text->utf8 || link.target.ends_with(text->utf8));
  }

  struct Quote {
    std::size_t offset = 0;
    char mark = '"';
    bool opens = false;
    bool closes = false;
    std::string_view written = {};
  };

  void find_quotes() {
    quotes_.clear();
    for (std::size_t i = whole_.find_first_of("\"'"); i != std::string::npos; i = whole_.find_first_of("\"'", i + 1)) {
      if (i >= literal_.size() && std::string_view(whole_).substr(0, i).ends_with(literal_)) continue;
      quotes_.push_back(judge(i));
    }
    pair('"', 0);
    pair('\'', 2);
  }

  Quote judge(std::size_t i) const {
    const char32_t before = i > 0 ? utf8::previous(whole_, i) : 0;
    std::size_t end = i + 1;
    const char32_t after = end < whole_.size() ? utf8::next(whole_, end) : 0;
    Quote quote{i, whole_[i]};
    const bool left = !is_boundary(after) && (!unicode::is_punctuation(after) || is_boundary(before) ||
                                              unicode::is_punctuation(before) || unicode::is_wide(before));
    const bool right = !is_boundary(before) && (!unicode::is_punctuation(before) || is_boundary(after) ||
                                                unicode::is_punctuation(after) || unicode::is_wide(after));
    const bool cjk = unicode::is_wide(before) || unicode::is_wide(after);
    const bool bracket = before == '(' || before == '[';
    const bool behind = before == ')' || before == ']';
    // CJK text has no spaces around quotes: there the pairs tell which opens.
    quote.opens = left && (!right || bracket || cjk) && !behind;
    quote.closes = right;
    if (quote.mark != '\'') return quote;
    // Between letters it is an apostrophe, and before a decade ("'90s").
    const bool inside = is_western_letter(before) && is_western_letter(after);
    const std::string_view rest = std::string_view(whole_).substr(i + 1, 3);
    const bool decade = rest.size() == 3 && ascii::is_digit(rest[0]) && ascii::is_digit(rest[1]) && rest[2] == 's';
    if (inside || (decade && !right)) quote.opens = quote.closes = false;
    return quote;
  }

  static bool is_western_letter(char32_t c) { return c != 0 && unicode::is_letter_or_digit(c) && !unicode::is_wide(c); }

  void pair(char mark, std::size_t marks) {
    std::vector<Quote*> open;
    for (Quote& quote : quotes_) {
      if (quote.mark != mark) continue;
      if (quote.closes && !open.empty()) {
        open.back()->written = marks_[marks];
        quote.written = marks_[marks + 1];
        open.pop_back();
      } else if (quote.opens) {
        open.push_back(&quote);
        // Unless it finds a partner: an apostrophe, or a quotation that goes on in the next paragraph.
        quote.written = mark == '\'' ? "’" : marks_[marks];
      } else {
        quote.written = mark == '\'' ? std::string_view("’") : marks_[marks + (quote.closes ? 1 : 0)];
      }
    }
  }

  void write() {
    std::size_t offset = 0;
    std::size_t next_quote = 0;
    for (const Part& part : parts_) {
      const std::size_t size = part.text != nullptr ? part.text->size() : part.shown.size();
      if (part.text != nullptr) *part.text = written(offset, offset + size, next_quote);
      offset += size;
      while (next_quote < quotes_.size() && quotes_[next_quote].offset < offset) ++next_quote;
    }
  }

  std::string written(std::size_t begin, std::size_t end, std::size_t next_quote) const {
    std::string result;
    for (std::size_t i = begin; i < end;) {
      const std::size_t from = i;
      while (i < end && !kMarks[static_cast<unsigned char>(whole_[i])]) ++i;
      result.append(whole_, from, i - from);
      if (i == end) break;
      const char c = whole_[i];
      if (std::string_view(whole_).substr(i, end - i).starts_with(literal_)) {
        i += literal_.size();
        if (i < end) result.push_back(whole_[i++]);
      } else if (next_quote < quotes_.size() && quotes_[next_quote].offset == i) {
        result += quotes_[next_quote++].written;
        ++i;
      } else if (c == '-' || c == '.') {
        const std::size_t stop = std::min(whole_.find_first_not_of(c, i), end);
        result += c == '-' ? dashes(i, stop) : dots(i, stop);
        i = stop;
      } else {
        result.push_back(c);
        ++i;
      }
    }
    return result;
  }

  bool beside_han(std::size_t begin, std::size_t end) const {
    const char32_t before = begin > 0 ? utf8::previous(whole_, begin) : 0;
    const char32_t after = end < whole_.size() ? utf8::next(whole_, end) : 0;
    return unicode::is_han(before) || unicode::is_han(after);
  }

  std::string dashes(std::size_t begin, std::size_t end) const {
    const std::size_t count = end - begin;
    // An option of a command, or a line of hyphens.
    const char32_t before = begin > 0 ? utf8::previous(whole_, begin) : 0;
    const bool parted = before >= 0x80 || !unicode::is_letter_or_digit(before);
    const bool option = count == 2 && parted && end < whole_.size() && static_cast<unsigned char>(whole_[end]) < 0x80 &&
                        !is_boundary(static_cast<unsigned char>(whole_[end]));
    if (count < 2 || option || count > kMostHyphens) return std::string(count, '-');
    if (count <= 3 && beside_han(begin, end)) return "——";
    const std::size_t em = count % 3 == 0 ? count / 3 : count % 2 == 0 ? 0 : count % 3 == 2 ? count / 3 : count / 3 - 1;
    std::string result;
    for (std::size_t k = 0; k < em; ++k) result += "—";
    for (std::size_t k = 0; k < (count - 3 * em) / 2; ++k) result += "–";
    return result;
  }

  std::string dots(std::size_t begin, std::size_t end) const {
    const std::size_t count = end - begin;
    if ((count == 3 || count == 6) && begin > 0 && unicode::is_han(utf8::previous(whole_, begin))) return "……";
    std::string result;
    for (std::size_t k = 0; k < count / 3; ++k) result += "…";
    return result + std::string(count % 3, '.');
  }

  // How the noncharacters begin.
  static constexpr std::string_view kLiteral = "\xEF\xB7";
  static constexpr std::array<bool, 256> kMarks = [] {
    std::array<bool, 256> marks = {};
    for (const char c : {'"', '\'', '-', '.', kLiteral[0]}) marks[static_cast<unsigned char>(c)] = true;
    return marks;
  }();
  static constexpr std::size_t kMostHyphens = 40;

  const std::array<std::string_view, 4>& marks_;
  const std::string& literal_;
  std::vector<Part> parts_;
  std::string whole_;
  std::vector<Quote> quotes_;
};

}  // namespace

void make_smart(doc::Blocks& blocks, std::string_view language, const Rewriting& rewriting) {
  Smartener smartener(language, rewriting);
  doc::for_each_block(blocks, [&](doc::Block& block) {
    if (doc::Inlines* inlines = doc::inlines_of(block)) smartener.run(*inlines);
  });
}

}  // namespace mdconv::markdown
