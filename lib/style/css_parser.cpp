// SPDX-License-Identifier: MIT
#include "style/css_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <memory>
#include <optional>

#include "style/css_names.h"
#include "style/properties.h"
#include "style/values.h"
#include "support/ascii.h"

// A reader of CSS's grammar (CSS Syntax 3) that is as small as the subset allows: it finds rules, at-rules and
// declarations by their brackets and leaves values as text. Wherever something is wrong it skips to the end of the
// declaration or block, as a browser does, so that the rest of the sheet keeps its meaning.

namespace mdconv::style {

namespace {

// Nested at-rules (@media in @media) deeper than this are skipped: recursion over hostile input.
constexpr int kMaxNesting = 16;

bool is_name_char(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// What find() looks at; the rest of a sheet, nearly all of it, is passed over.
constexpr auto kIsSyntax = [] {
  std::array<bool, 256> is_syntax{};
  for (const char c : std::string_view("\"'()[]{}\\;:,")) is_syntax[static_cast<unsigned char>(c)] = true;
  return is_syntax;
}();

// Comments become spaces of the same length, so that offsets stay places in the source.
std::string blank_comments(std::string_view css) {
  std::string result(css);
  std::size_t begin = 0;
  while ((begin = result.find("/*", begin)) != std::string::npos) {
    std::size_t end = result.find("*/", begin + 2);
    end = end == std::string::npos ? result.size() : end + 2;
    for (std::size_t i = begin; i < end; ++i)
      if (result[i] != '\n') result[i] = ' ';
    begin = end;
  }
  return result;
}

// What pages make of a selector.
enum class Verdict : std::uint8_t {
  Understood,
  /// It styles what only screens have.
  ForScreens,
  /// CSS has it, pages have not.
  NotInPages,
  Wrong,
};

// One selector of a group.
class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : text_(ascii::trim(text)) {}

  Verdict parse(Selector& selector) {
    while (at_ < text_.size()) {
      Compound compound;
      if (const Verdict verdict = parse_compound(compound); verdict != Verdict::Understood) return verdict;
      selector.compounds.push_back(std::move(compound));
      if (!pseudo_element_.empty()) {
        // What an element shows before or after its content is a child of it.
        selector.combinators.push_back(Combinator::Child);
        selector.compounds.emplace_back().type = pseudo_element_;
      }
      const bool space = skip_space();
      if (at_ >= text_.size()) break;
      if (!pseudo_element_.empty()) return Verdict::NotInPages;
      if (text_[at_] == '>') {
        ++at_;
        skip_space();
        selector.combinators.push_back(Combinator::Child);
      } else if (text_[at_] == '+') {
        ++at_;
        skip_space();
        // One element before another is all that pages look back.
        if (!selector.combinators.empty() && selector.combinators.back() == Combinator::Adjacent)
          return Verdict::NotInPages;
        selector.combinators.push_back(Combinator::Adjacent);
      } else if (text_[at_] == '~' || text_[at_] == '|') {
        return Verdict::NotInPages;
      } else if (space) {
        selector.combinators.push_back(Combinator::Descendant);
      } else {
        return Verdict::Wrong;
      }
    }
    const bool whole = !selector.compounds.empty() && selector.combinators.size() + 1 == selector.compounds.size();
    return whole ? Verdict::Understood : Verdict::Wrong;
  }

 private:
  bool skip_space() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && ascii::is_space(text_[at_])) ++at_;
    return at_ > begin;
  }

  std::string name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name_char(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  Verdict parse_compound(Compound& compound) {
    const std::size_t begin = at_;
    if (at_ < text_.size() && text_[at_] == '*') {
      ++at_;
    } else {
      compound.type = ascii::to_lower(name());
    }
    while (at_ < text_.size() && pseudo_element_.empty()) {
      const char c = text_[at_];
      if (c == '.' || c == '#') {
        ++at_;
        std::string found = name();
        if (found.empty()) return Verdict::Wrong;
        if (c == '#') {
          compound.id = std::move(found);
        } else {
          compound.classes.push_back(std::move(found));
        }
      } else if (c == ':') {
        if (const Verdict verdict = parse_pseudo(compound); verdict != Verdict::Understood) return verdict;
      } else if (c == '[' || c == '&') {
        return Verdict::NotInPages;
      } else {
        break;
      }
    }
    return at_ > begin ? Verdict::Understood : Verdict::Wrong;
  }

  Verdict parse_pseudo(Compound& compound) {
    ++at_;
    const bool is_element = at_ < text_.size() && text_[at_] == ':';
    if (is_element) ++at_;
    const std::string pseudo = ascii::to_lower(name());
    if (pseudo == "before" || pseudo == "after") {
      pseudo_element_ = "::" + pseudo;
      return Verdict::Understood;
    }
    if (is_element) return is_css_pseudo(pseudo) ? Verdict::ForScreens : Verdict::Wrong;
    if (pseudo == "root") {
      compound.root = true;
      return Verdict::Understood;
    }
    if (pseudo == "first-child" || pseudo == "last-child" || pseudo == "only-child") {
      if (pseudo != "last-child") compound.positions.push_back({0, 1, false});
      if (pseudo != "first-child") compound.positions.push_back({0, 1, true});
      return Verdict::Understood;
    }
    if (pseudo == "nth-child" || pseudo == "nth-last-child") return parse_nth(compound, pseudo == "nth-last-child");
    for (const std::string_view screen : {"first-line", "first-letter", "hover", "link", "visited", "focus", "active"})
      if (pseudo == screen) return Verdict::ForScreens;
    if (pseudo != "lang") return is_css_pseudo(pseudo) ? Verdict::NotInPages : Verdict::Wrong;
    const auto language = argument();
    if (!language) return Verdict::Wrong;
    compound.language = std::string(unquoted(*language));
    return Verdict::Understood;
  }

  // What stands in the parentheses.
  std::optional<std::string_view> argument() {
    if (at_ >= text_.size() || text_[at_] != '(') return std::nullopt;
    const std::size_t begin = at_ + 1, end = text_.find(')', begin);
    if (end == std::string_view::npos) return std::nullopt;
    at_ = end + 1;
    return ascii::trim(text_.substr(begin, end - begin));
  }

  Verdict parse_nth(Compound& compound, bool from_end) {
    const auto given = argument();
    if (!given) return Verdict::Wrong;
    if (given->find(" of ") != std::string_view::npos) return Verdict::NotInPages;
    std::string text = ascii::to_lower(*given);
    std::erase_if(text, ascii::is_space);
    if (text == "odd") text = "2n+1";
    if (text == "even") text = "2n";
    Nth nth{0, 0, from_end};
    std::string_view rest = text;
    if (const std::size_t n = text.find('n'); n != std::string::npos) {
      const std::string_view step = rest.substr(0, n);
      rest.remove_prefix(n + 1);
      const bool sign_alone = step.empty() || step == "+" || step == "-";
      if (sign_alone ? (nth.step = step == "-" ? -1 : 1, false) : !read_number(step, nth.step)) return Verdict::Wrong;
      if (!rest.empty() && rest[0] != '+' && rest[0] != '-') return Verdict::Wrong;
      if (!rest.empty() && !read_number(rest, nth.offset)) return Verdict::Wrong;
    } else if (!read_number(rest, nth.offset)) {
      return Verdict::Wrong;
    }
    compound.positions.push_back(nth);
    return Verdict::Understood;
  }

  static bool read_number(std::string_view text, int& value) {
    constexpr int kMost = 1'000'000;
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value <= kMost && value >= -kMost;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string pseudo_element_;
};

// "chapter:first"; nothing when it asks for something outside the subset.
std::optional<PageSelector> parse_page_selector(std::string_view text) {
  PageSelector selector;
  std::size_t colon = std::min(text.find(':'), text.size());
  selector.name = std::string(text.substr(0, colon));
  if (!std::all_of(selector.name.begin(), selector.name.end(), is_name_char)) return std::nullopt;
  while (colon < text.size()) {
    const std::size_t next = std::min(text.find(':', colon + 1), text.size());
    const std::string pseudo = ascii::to_lower(text.substr(colon + 1, next - colon - 1));
    if (pseudo == "first") {
      selector.first = true;
    } else if (pseudo == "blank") {
      selector.blank = true;
    } else if (pseudo == "left" || pseudo == "right") {
      selector.side = pseudo == "left" ? PageSide::Left : PageSide::Right;
    } else {
      return std::nullopt;
    }
    colon = next;
  }
  return selector;
}

class Parser {
 public:
  Parser(std::string_view css, FileId file, StyleSheet::Rules& rules, DiagnosticSink& diagnostics)
      : text_(blank_comments(css)), file_(file), rules_(rules), diagnostics_(diagnostics) {}

  void parse() { parse_rules(0, text_.size(), 0); }

 private:
  std::string_view slice(std::size_t begin, std::size_t end) const {
    return std::string_view(text_).substr(begin, end - begin);
  }

  Span place(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  std::size_t skip_space(std::size_t at, std::size_t end) const {
    while (at < end && ascii::is_space(text_[at])) ++at;
    return at;
  }

  // The first of `stops`, which are of `kIsSyntax`, outside strings and brackets; `end` when there is none.
  std::size_t find(std::size_t at, std::size_t end, std::string_view stops) const {
    int depth = 0;
    for (; at < end; ++at) {
      const char c = text_[at];
      if (!kIsSyntax[static_cast<unsigned char>(c)]) continue;
      if (depth == 0 && stops.find(c) != std::string_view::npos) return at;
      if (c == '"' || c == '\'') {
        for (++at; at < end && text_[at] != c && text_[at] != '\n'; ++at)
          if (text_[at] == '\\') ++at;
      } else if (c == '(' || c == '[' || c == '{') {
        ++depth;
      } else if (c == ')' || c == ']' || c == '}') {
        if (depth > 0) --depth;
      } else if (c == '\\') {
        ++at;
      }
    }
    return end;
  }

  void parse_rules(std::size_t at, std::size_t end, int depth) {
    for (at = skip_space(at, end); at < end; at = skip_space(at, end)) {
      if (text_.compare(at, 4, "<!--") == 0 || text_.compare(at, 3, "-->") == 0) {
        at += text_[at] == '<' ? 4 : 3;
        continue;
      }
      const std::size_t open = find(at, end, text_[at] == '@' ? "{;" : "{");
      if (open >= end) {
        if (text_[at] != '@') syntax_error(at, end, "expected a \"{\" after the selector");
        return;
      }
      if (text_[open] == ';') {  // @charset, @import, @namespace
        skip_at_rule(at, open);
        at = open + 1;
        continue;
      }
      const std::size_t close = find(open + 1, end, "}");
      if (close >= end) syntax_error(open, open + 1, "a \"{\" is never closed");
      if (text_[at] == '@') {
        parse_at_rule(at, open, close, depth);
      } else {
        parse_style_rule(at, open, close);
      }
      at = close < end ? close + 1 : end;
    }
  }

  void parse_at_rule(std::size_t at, std::size_t open, std::size_t close, int depth) {
    const std::string name = at_rule_name(at, open);
    const std::string prelude = ascii::to_lower(ascii::trim(slice(at + 1 + name.size(), open)));
    if (name == "media") {
      const bool applies = prelude == "print" || prelude == "all" || prelude.empty();
      if (applies && depth < kMaxNesting) parse_rules(open + 1, close, depth + 1);
    } else if (name == "page") {
      parse_page(at + 1 + name.size(), open, close);
    } else {
      skip_at_rule(at, open);
    }
  }

  std::string at_rule_name(std::size_t at, std::size_t end) const {
    std::size_t name_end = at + 1;
    while (name_end < end && is_name_char(text_[name_end])) ++name_end;
    return ascii::to_lower(slice(at + 1, name_end));
  }

  void skip_at_rule(std::size_t at, std::size_t end) {
    const std::string name = at_rule_name(at, end);
    // What a condition guards is for those who know more of CSS.
    if (name == "charset" || name == "supports") return;
    if (is_css_at_rule(name)) {
      diagnostics_.report(
          {Code::StyleUnsupported, place(at, skip_back(at, end)), "\"@" + name + "\" has no effect in pages"});
      return;
    }
    Diagnostic unknown{Code::StyleUnknown, place(at, skip_back(at, end)), "no rule is called \"@" + name + "\""};
    if (const std::string closest = closest_at_rule(name); !closest.empty())
      unknown.hints.push_back("did you mean \"@" + closest + "\"?");
    diagnostics_.report(std::move(unknown));
  }

  void parse_style_rule(std::size_t at, std::size_t open, std::size_t close) {
    auto read = std::make_shared<std::vector<Declaration>>();
    parse_declarations(open + 1, close, *read, nullptr);
    const std::shared_ptr<const std::vector<Declaration>> declarations = std::move(read);
    while (at < open) {
      const std::size_t comma = find(at, open, ",");
      Selector selector;
      const Verdict verdict = SelectorParser(slice(at, comma)).parse(selector);
      if (verdict == Verdict::Understood) {
        rules_.rules.push_back({std::move(selector), declarations});
      } else if (verdict != Verdict::ForScreens) {
        const std::string what = "the selector \"" + std::string(ascii::trim(slice(at, comma))) + "\"";
        const Span span = place(skip_space(at, comma), skip_back(at, comma));
        if (verdict == Verdict::NotInPages)
          diagnostics_.report({Code::StyleUnsupported, span, what + " has no effect in pages"});
        else
          diagnostics_.report({Code::StyleUnknown, span, what + " cannot be read"});
      }
      at = comma + 1;
    }
  }

  void parse_page(std::size_t at, std::size_t open, std::size_t close) {
    PageRule page;
    parse_declarations(open + 1, close, page.declarations, &page.boxes);
    std::vector<PageSelector> selectors;
    do {
      const std::size_t comma = find(at, open, ",");
      if (auto selector = parse_page_selector(ascii::trim(slice(at, comma)))) {
        selectors.push_back(*std::move(selector));
      } else {
        const std::string_view text = slice(at, comma);
        const bool in_css = text.find(":nth(") != std::string_view::npos;
        diagnostics_.report(
            {in_css ? Code::StyleUnsupported : Code::StyleUnknown, place(skip_space(at, comma), skip_back(at, comma)),
             "the pages \"" + std::string(ascii::trim(text)) + "\" are not known, and the rule is left out"});
        return;
      }
      at = comma + 1;
    } while (at < open);
    for (PageSelector& selector : selectors) {
      page.selector = std::move(selector);
      rules_.pages.push_back(page);
    }
  }

  // `boxes`: where margin at-rules inside @page go; null elsewhere.
  void parse_declarations(std::size_t at, std::size_t end, std::vector<Declaration>& declarations,
                          std::vector<PageRule::Box>* boxes) {
    for (at = skip_space(at, end); at < end; at = skip_space(at, end)) {
      if (text_[at] == ';') {
        ++at;
      } else if (text_[at] == '@') {
        const std::size_t open = find(at, end, "{;");
        const std::size_t close = open < end && text_[open] == '{' ? find(open + 1, end, "}") : open;
        if (boxes && close > open) {
          PageRule::Box box;
          box.name = ascii::to_lower(ascii::trim(slice(at + 1, open)));
          box.span = place(at, skip_back(at, open));
          parse_declarations(open + 1, close, box.declarations, nullptr);
          boxes->push_back(std::move(box));
        }
        at = close + 1;
      } else {
        const std::size_t stop = find(at, end, ";{");
        if (stop < end && text_[stop] == '{' && slice(at, stop).substr(0, 2) != "--") {
          at = skip_nested_rule(at, stop, end);
          continue;
        }
        const std::size_t semicolon = find(at, end, ";");
        parse_declaration(at, semicolon, declarations);
        at = semicolon + 1;
      }
    }
  }

  std::size_t skip_nested_rule(std::size_t at, std::size_t open, std::size_t end) {
    diagnostics_.report(
        {Code::StyleUnsupported, place(at, skip_back(at, open)), "rules within rules have no effect in pages"});
    return std::min(find(open + 1, end, "}") + 1, end);
  }

  void parse_declaration(std::size_t at, std::size_t end, std::vector<Declaration>& declarations) {
    const std::size_t colon = find(at, end, ":");
    if (colon >= end) {
      syntax_error(at, end, "expected \"property: value\"");
      return;
    }
    Declaration declaration;
    declaration.property = ascii::to_lower(ascii::trim(slice(at, colon)));
    std::string_view value = ascii::trim(slice(colon + 1, end));
    if (const std::size_t bang = value.rfind('!');
        bang != std::string_view::npos && ascii::to_lower(ascii::trim(value.substr(bang + 1))) == "important") {
      declaration.important = true;
      value = ascii::trim(value.substr(0, bang));
    }
    declaration.value = std::string(value);
    declaration.span = place(at, skip_back(at, end));
    std::vector<Declaration> longhands;
    if (declaration.property == "font" && expand_font(declaration, longhands)) {
      std::move(longhands.begin(), longhands.end(), std::back_inserter(declarations));
      return;
    }
    declarations.push_back(std::move(declaration));
  }

  std::size_t skip_back(std::size_t begin, std::size_t end) const {
    while (end > begin && ascii::is_space(text_[end - 1])) --end;
    return end;
  }

  void syntax_error(std::size_t begin, std::size_t end, std::string message) {
    diagnostics_.report({Code::StyleSyntax, place(begin, skip_back(begin, end)), std::move(message)});
  }

  const std::string text_;
  FileId file_;
  StyleSheet::Rules& rules_;
  DiagnosticSink& diagnostics_;
};

}  // namespace

std::uint32_t Selector::specificity() const noexcept {
  std::uint32_t ids = 0, classes = 0, types = 0;
  for (const Compound& compound : compounds) {
    ids += compound.id.empty() ? 0 : 1;
    classes += static_cast<std::uint32_t>(compound.classes.size()) + (compound.language.empty() ? 0 : 1) +
               (compound.root ? 1 : 0) + static_cast<std::uint32_t>(compound.positions.size());
    types += compound.type.empty() ? 0 : 1;
  }
  return ids << 20 | classes << 10 | types;
}

std::uint32_t PageSelector::specificity() const noexcept {
  return (name.empty() ? 0U : 1U) << 20 | ((first ? 1U : 0U) + (blank ? 1U : 0U)) << 10 |
         (side == PageSide::Any ? 0U : 1U);
}

void parse_css(const SourceMap& sources, FileId file, StyleSheet::Rules& rules, DiagnosticSink& diagnostics) {
  Parser(sources.text(file), file, rules, diagnostics).parse();
}

}  // namespace mdconv::style
