// SPDX-License-Identifier: MIT
#include "markdown/inline_pass.h"

#include <fmt/format.h>

#include <algorithm>

#include "document/note_key.h"
#include "markdown/attribute_syntax.h"
#include "markdown/line_syntax.h"
#include "markdown/notes.h"
#include "markdown/template_tag.h"
#include "support/emoji.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::markdown {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool is_variation_selector(char32_t c) { return c >= 0xFE00 && c <= 0xFE0F; }
bool is_ideographic_selector(char32_t c) { return c >= 0xE0100 && c <= 0xE01EF; }
// Punctuation that is Chinese only when the selector U+FE01 says so.
bool is_ambiguous_punctuation(char32_t c) { return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D; }

// mdBook's, which have been carried out before or stay with a warning of their own.
bool is_directive(std::string_view text) {
  const std::string_view name = text.substr(0, text.find_first_of(" \t"));
  return name == "include" || name == "rustdoc_include" || name == "playground" || name == "title";
}

// One side of a run of emphasis marks, as the rules for CJK text see it.
struct Flank {
  bool space = true;
  bool punctuation = false;
  bool cjk = false;
  /// A symbol: punctuation to CommonMark since 0.31, a letter to the parser.
  bool symbol = false;
};

Flank flank_of(char32_t c) {
  if (c == 0 || unicode::is_space(c)) return {};
  return {false, unicode::is_punctuation(c), unicode::is_wide(c), c >= 0x80 && unicode::is_symbol(c)};
}

// What stands before a run: where CJK text matters, a variation selector is looked through.
Flank flank_before(std::string_view text, std::size_t end, bool cjk) {
  std::size_t begin = 0;
  const char32_t c = character_before(text, end, begin);
  Flank flank = flank_of(c);
  if (!cjk) return flank;
  if (is_ideographic_selector(c)) flank.cjk = true;
  if (!is_variation_selector(c) || c == 0xFE0F) return flank;
  const char32_t base = character_before(text, begin, begin);
  flank = flank_of(base);
  if (c == 0xFE01 && is_ambiguous_punctuation(base)) flank.cjk = true;
  return flank;
}

Flank flank_after(std::string_view text, std::size_t begin) {
  if (begin >= text.size()) return {};
  const char32_t c = utf8::next(text, begin);
  Flank flank = flank_of(c);
  if (!is_ambiguous_punctuation(c) || begin >= text.size()) return flank;
  flank.cjk = utf8::next(text, begin) == 0xFE01;
  return flank;
}

}  // namespace

InlinePass::InlinePass(const SourceText& source, Rewriting& rewriting, SourceEdits& edits)
    : source_(source), rewriting_(rewriting), edits_(edits) {
  const auto trigger = [&](std::string_view characters, bool on) {
    for (const char c : characters) triggers_[static_cast<unsigned char>(c)] |= on;
  };
  trigger("*_", true);
  trigger("\\", has(Extension::BackslashBreaks));
  trigger("$", has(Extension::Math) || has(Extension::MathDollars));
  trigger("{", has(Extension::Liquid) || has(Extension::AttributeLists) || has(Extension::InlineAttributes) ||
                   has(Extension::HeadingAttributes) || has(Extension::Ruby) || has(Extension::KramdownTags));
  trigger("^", has(Extension::InlineNotes) || has(Extension::Superscript));
  trigger("=", has(Extension::Highlight));
  trigger("~", has(Extension::Subscript) || has(Extension::Strikethrough));
  trigger(":", has(Extension::Emoji) || has(Extension::Autolinks));
}

void InlinePass::run(const std::vector<InlineLine>& lines, bool heading) {
  const auto triggers = [&](const InlineLine& line) {
    const std::string_view text = source_.text.substr(line.begin, line.end - line.begin);
    return std::any_of(text.begin(), text.end(), [&](char c) { return triggers_[static_cast<unsigned char>(c)]; }) ||
           (has(Extension::Autolinks) && text.find(kWww) != std::string_view::npos);
  };
  if (std::none_of(lines.begin(), lines.end(), triggers)) return;
  heading_ = heading;
  html_ = false;
  starts_.clear();
  runs_known_ = false;
  note_mark_end_ = 0;
  if (lines.size() == 1) {
    starts_.emplace_back(0, lines[0].begin);
    text_ = source_.text.substr(lines[0].begin, lines[0].end - lines[0].begin);
  } else {
    joined_.clear();
    for (const InlineLine& line : lines) {
      if (!joined_.empty()) joined_.push_back('\n');
      starts_.emplace_back(joined_.size(), line.begin);
      joined_.append(source_.text.substr(line.begin, line.end - line.begin));
    }
    text_ = joined_;
  }
  scan();
}

void InlinePass::run_html(const InlineLine& line) {
  text_ = source_.text.substr(line.begin, line.end - line.begin);
  if (text_.find("{{") == std::string_view::npos && text_.find("{%") == std::string_view::npos) return;
  starts_.assign(1, {0, line.begin});
  html_ = true;
  scan();
}

void InlinePass::scan() {
  closes_.clear();
  tildes_.clear();
  brackets_.clear();
  addresses_.clear();
  attributes_end_ = 0;
  spent_ = 0;
  emoji_end_ = 0;
  for (std::size_t i = 0; i < text_.size();) {
    // Hostile text, in which nothing that begins ends: what is left is for the parser alone.
    if (spent_ > kPatience * text_.size() + 4096) return;
    const char c = text_[i];
    const bool www = c == 'w' && text_.substr(i).starts_with(kWww);
    const bool opaque = www || c == '\\' || c == '`' || c == '<' || c == '[' || c == ']' || c == ':';
    if (html_ ? c != '{' : !triggers_[static_cast<unsigned char>(c)] && !opaque) {
      ++i;
      continue;
    }
    i = scan_at(i);
  }
  escape_tildes();
  for (const auto& [begin, end] : addresses_) {
    // To marks of emphasis beside it an address is letters, not the bracket that is put around it.
    const auto is_mark = [&](std::size_t k) { return text_[k] == '*' || text_[k] == '_'; };
    const bool www = text_.substr(begin).starts_with(kWww);
    insert(begin, (begin > 0 && is_mark(begin - 1) ? rewriting_.letter() : std::string()) + "<" +
                      (www ? std::string(kImpliedScheme) + rewriting_.letter() : std::string()));
    insert(end, ">" + (end < text_.size() && is_mark(end) ? rewriting_.letter() : std::string()));
  }
}

// What begins at `i`; the place behind it.
std::size_t InlinePass::scan_at(std::size_t i) {
  switch (text_[i]) {
    case 'w': return scan_www(i);
    case '\\': return scan_backslash(i);
    case '`': return scan_code_span(i);
    case '<': return scan_angle(i);
    case '[': return scan_opening_bracket(i);
    case ']': return scan_bracket(i);
    case '$': return scan_math(i);
    case '{': return scan_brace(i);
    case '^': return scan_caret(i);
    case '=': return scan_highlight(i);
    case '*':
    case '_': return scan_emphasis(i);
    case '~': return scan_tilde(i);
    case ':': return scan_colon(i);
    default: return i + 1;
  }
}

// What `from` seems to begin does not end before `to`.
std::size_t InlinePass::give_up(std::size_t from, std::size_t to, std::size_t next) {
  spent_ += to - from;
  return next;
}

// ---- what hides markup ----

std::size_t InlinePass::scan_backslash(std::size_t i) {
  const bool twice = i + 1 < text_.size() && text_[i + 1] == '\\';
  if (twice && has(Extension::BackslashBreaks) && i + 2 < text_.size()) {
    const std::size_t end = std::min(text_.find_first_not_of(" \t", i + 2), text_.size());
    // One backslash at a line's end is CommonMark's own line break.
    if (end < text_.size() && text_[end] == '\n') {
      replace(i + 1, end, {});
      return end;
    }
  }
  return i + 2;
}

// The end of the code span that a run of backticks opens, or the end of the run.
std::size_t InlinePass::scan_code(std::size_t i) {
  const std::size_t length = std::min(text_.find_first_not_of('`', i), text_.size()) - i;
  constexpr std::size_t kLongest = 64;
  if (!runs_known_) {
    runs_known_ = true;
    runs_.assign(kLongest, {});
    for (std::size_t k = text_.find('`'); k < text_.size(); k = text_.find('`', k)) {
      const std::size_t run = std::min(text_.find_first_not_of('`', k), text_.size()) - k;
      if (run < kLongest) runs_[run].push_back(k);
      k += run;
    }
  }
  if (length >= kLongest) return i + length;
  const std::vector<std::size_t>& places = runs_[length];
  const auto close = std::lower_bound(places.begin(), places.end(), i + length);
  return close == places.end() ? i + length : *close + length;
}

std::size_t InlinePass::scan_code_span(std::size_t i) {
  const std::size_t length = std::min(text_.find_first_not_of('`', i), text_.size()) - i;
  const std::size_t end = scan_code(i);
  if (has(Extension::Liquid) && end >= i + 2 * length) strip_raw(i + length, end - length);
  return end;
}

// {% raw %}…{% endraw %} in a code span, around what a template would carry out, is there for the template alone.
void InlinePass::strip_raw(std::size_t begin, std::size_t end) {
  const std::string_view code = text_.substr(begin, end - begin);
  if (!code.starts_with("{%") || !code.ends_with("%}")) return;
  const std::size_t open_end = code.find("%}") + 2;
  const std::size_t close = code.rfind("{%");
  if (close < open_end || parse_tag(code.substr(0, open_end)).name != "raw") return;
  if (parse_tag(code.substr(close)).name != "endraw") return;
  const std::string_view body = code.substr(open_end, close - open_end);
  if (body.find("{{") == std::string_view::npos && body.find("{%") == std::string_view::npos) return;
  replace(begin, begin + open_end, {});
  replace(begin + close, end, {});
}

// A note's mark whose label the parser would take for markup is put in as it is.
std::size_t InlinePass::scan_opening_bracket(std::size_t i) {
  const std::string_view label = has(Extension::Footnotes) ? note_label_at(text_, i) : std::string_view();
  const std::size_t end = i + label.size() + 3;
  const bool link = end < text_.size() && text_[end] == '(';
  const bool odd = label.find_first_of("_*~`<&\\$") != std::string_view::npos &&
                   rewriting_.odd_labels.contains(doc::note_key(label));
  if (!odd || link) {
    brackets_.push_back(i);
    return i + 1;
  }
  Insertion insertion{InsertionKind::NoteMark, span(i, end), std::string(text_.substr(i, end - i))};
  insertion.text = std::string(label);
  put(i, end, std::move(insertion));
  return end;
}

std::size_t InlinePass::scan_bracket(std::size_t i) {
  if (i + 1 >= text_.size()) return i + 1;
  // Links hold no links: what stands in a link's text is no address of its own.
  const std::size_t open = brackets_.empty() ? i : brackets_.back();
  if (!brackets_.empty()) brackets_.pop_back();
  const std::string_view label = has(Extension::Footnotes) ? note_label_at(text_, open) : std::string_view();
  if (!label.empty() && open + label.size() + 3 == i + 1) note_mark_end_ = i + 1;
  if (text_[i + 1] == '(' || text_[i + 1] == '[')
    while (!addresses_.empty() && addresses_.back().first > open) addresses_.pop_back();
  if (text_[i + 1] == '(') return scan_destination(i + 2, open > 0 && text_[open - 1] == '!');
  if (text_[i + 1] == ':') {
    // A link's definition: it begins its line.
    const std::size_t line = line_before(i);
    if (text_[line] == '[') return scan_templates(i + 2, std::min(text_.find('\n', i), text_.size()));
  }
  return i + 1;
}

std::size_t InlinePass::scan_destination(std::size_t begin, bool image) {
  int depth = 1;
  char quote = '\0';
  for (std::size_t k = begin; k < text_.size() && k < begin + kLongestDestination; ++k) {
    const char c = text_[k];
    if (c == '\\') {
      ++k;
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if ((c == '"' || c == '\'') && is_space(text_[k - 1])) {
      quote = c;
    } else if (c == '<' && k == begin) {
      quote = '>';
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      if (image && has(Extension::InlineAttributes)) take_size(begin, k);
      return scan_templates(begin, k + 1);
    }
  }
  return give_up(begin, std::min(text_.size(), begin + kLongestDestination), begin);
}

// "a.png =300x200", "a.png =300x": an image's size, as Zenn and HackMD have it.
void InlinePass::take_size(std::size_t begin, std::size_t close) {
  const std::string_view target = text_.substr(begin, close - begin);
  const std::size_t mark = target.rfind(" =");
  if (mark == std::string_view::npos || mark == 0) return;
  const std::string_view size = trim_blanks(target.substr(mark + 2));
  const std::size_t cross = size.find('x');
  const auto is_number = [](std::string_view text) { return std::all_of(text.begin(), text.end(), ascii::is_digit); };
  if (cross == std::string_view::npos || size.size() < 2 || size.size() > 12) return;
  const std::string_view width = size.substr(0, cross);
  const std::string_view height = size.substr(cross + 1);
  if (!is_number(width) || !is_number(height)) return;
  Insertion insertion{InsertionKind::InlineAttributes, span(begin + mark, close), std::string(target.substr(mark))};
  if (!width.empty()) insertion.attributes.pairs.emplace_back("width", width);
  if (!height.empty()) insertion.attributes.pairs.emplace_back("height", height);
  replace(begin + mark, close, {});
  put(close + 1, close + 1, std::move(insertion));
}

// An address in the text, or an emoji's name.
std::size_t InlinePass::scan_colon(std::size_t i) {
  if (text_.substr(i).starts_with("://") && i > 0 && ascii::is_letter(text_[i - 1])) return scan_address(i);
  if (!has(Extension::Emoji) || (i > 0 && i != emoji_end_ && (is_word(text_[i - 1]) || text_[i - 1] == ':')))
    return i + 1;
  std::size_t end = i + 1;
  while (end < text_.size() &&
         (is_word(text_[end]) || std::string_view("_+-").find(text_[end]) != std::string_view::npos))
    ++end;
  if (end == i + 1 || end >= text_.size() || text_[end] != ':') return i + 1;
  const std::string emoji = find_emoji(text_.substr(i + 1, end - i - 1));
  if (emoji.empty()) return i + 1;
  replace(i, end + 1, emoji);
  return emoji_end_ = end + 1;
}

// ---- formulas ----

std::size_t InlinePass::scan_math(std::size_t i) {
  const std::size_t marks = std::min(text_.find_first_not_of('$', i), text_.size()) - i;
  if (marks > 2) return i + marks;
  const bool two = marks == 2;
  if (!has(two ? Extension::Math : Extension::MathDollars)) return i + marks;
  if (!two && i > 0 && is_word(text_[i - 1])) return i + 1;
  const std::size_t begin = i + marks;
  if (begin >= text_.size() || (!two && is_space(text_[begin]))) return begin;
  std::size_t close = begin;
  for (;; ++close) {
    close = text_.find_first_of("$`", close);
    if (close == std::string_view::npos) return give_up(i, text_.size(), begin);
    // TeX writes quotation marks so, but a formula that holds one would end in what is code to everyone else.
    if (text_[close] == '`' && !two) return give_up(i, close, begin);
    if (text_[close] == '`' || text_[close - 1] == '\\') continue;
    const bool pair = close + 1 < text_.size() && text_[close + 1] == '$';
    if (two == pair) break;
    if (!two) return begin;
  }
  const std::string_view formula = text_.substr(begin, close - begin);
  const std::size_t end = close + marks;
  if (formula.find_first_not_of(" \t\n") == std::string_view::npos) return begin;
  // Text between two signs of money is no formula; TeX has no other letters.
  const bool ascii = std::any_of(formula.begin(), formula.end(), [](char c) { return is_word(c) || c == '\\'; });
  std::size_t last = 0;
  if (!two && (!ascii || unicode::is_wide(character_before(formula, formula.size(), last)))) return begin;
  // Nor is a long word between them, or a pair of a shell's variables.
  const bool word =
      formula.size() > 3 && std::all_of(formula.begin(), formula.end(), [](char c) { return is_word(c); });
  if (!two && (word || (end < text_.size() && (text_[end] == '(' || text_[end] == '{')))) return begin;
  if (!two && (is_space(formula.back()) || (end < text_.size() && is_word(text_[end])))) return begin;
  Insertion insertion{InsertionKind::Math, span(i, end), std::string(text_.substr(i, end - i))};
  insertion.text = std::string(two ? formula.substr(formula.find_first_not_of(" \t\n")) : formula);
  while (is_space(insertion.text.back())) insertion.text.pop_back();
  // Beside other text on its line it is part of that text, as kramdown has it.
  insertion.display = two && (i == 0 || text_[i - 1] == '\n') && (end == text_.size() || text_[end] == '\n');
  put(i, end, std::move(insertion));
  return end;
}

// ---- braces ----

std::size_t InlinePass::scan_brace(std::size_t i) {
  const std::string_view rest = text_.substr(i);
  if (has(Extension::Liquid) && rest.starts_with("{{")) return scan_value(i);
  if (has(Extension::Liquid) && rest.starts_with("{%")) return scan_tag(i);
  if (html_) return i + 1;
  if (has(Extension::KramdownTags) && rest.starts_with("{::")) return scan_kramdown_tag(i);
  std::size_t looked = 0;
  const std::size_t length = braces_length(text_, i, &looked);
  if (length == 0) return give_up(i, looked, i + 1);
  const std::size_t attributes = scan_attributes(i, length);
  return attributes > i ? attributes : scan_ruby(i, length);
}

void InlinePass::report_tag(std::size_t begin, std::size_t end) {
  rewriting_.diagnostics.report({Code::TemplateLeftOut, span(begin, end),
                                 fmt::format("{} is left out", shown_tag(text_.substr(begin, end - begin)))});
}

std::size_t InlinePass::scan_value(std::size_t i, bool in_target) {
  const std::size_t close = text_.find("}}", i);
  if (close == std::string_view::npos) return give_up(i, text_.size(), i + 2);
  if (rewriting_.raw || i + 2 >= text_.size()) return i + 2;
  if (text_[i + 2] == '#' && is_directive(text_.substr(i + 3, close - i - 3))) return i + 2;
  const std::size_t end = close + 2;
  const std::optional<std::string> value =
      template_value(text_.substr(i + 2, close - i - 2), rewriting_.options.defines);
  if (!value) report_tag(i, end);
  // A link's whole target; as with tags, nobody knows here where it leads.
  const bool whole = in_target && i > 0 && end < text_.size() &&
                     std::string_view("(<\"'=").find(text_[i - 1]) != std::string_view::npos &&
                     std::string_view(")>\"' ").find(text_[end]) != std::string_view::npos;
  if (!value && whole) rewriting_.touch();
  replace(i, end, value.value_or(whole ? rewriting_.letter() : std::string()));
  return end;
}

std::size_t InlinePass::scan_tag(std::size_t i, bool in_target) {
  const std::size_t close = text_.find("%}", i);
  if (close == std::string_view::npos) return give_up(i, text_.size(), i + 2);
  std::size_t end = close + 2;
  const TemplateTag tag = parse_tag(text_.substr(i, end - i));
  if (tag.name == "raw" || tag.name == "endraw") {
    rewriting_.raw = tag.name == "raw";
    replace(i, end, {});
    return end;
  }
  if (rewriting_.raw) return i + 2;
  if (tag.name == "comment") {
    if (const std::size_t body = find_end_tag(text_, end, "comment"); body != std::string_view::npos)
      end = text_.find("%}", body) + 2;
    else
      spent_ += text_.size() - end;
    replace(i, end, {});
    return end;
  }
  const std::string image = template_image(tag, html_);
  if (image.empty()) report_tag(i, end);
  // Where a link leads whose target a template makes, nobody knows here.
  if (image.empty() && in_target) {
    rewriting_.touch();
    replace(i, end, rewriting_.letter());
  } else {
    replace(i, end, image);
  }
  return end;
}

// {::comment}…{:/comment}, {::nomarkdown}…{:/}, {::options … /}: in the second HTML alone is markup, the others go.
std::size_t InlinePass::scan_kramdown_tag(std::size_t i) {
  const std::size_t length = braces_length(text_, i);
  if (length == 0) return i + 1;
  const std::string_view tag = trim_blanks(text_.substr(i + 3, length - 4));
  const std::size_t end = i + length;
  const std::string_view name = tag.substr(0, tag.find_first_of(" \t/"));
  if (name != "comment" && name != "nomarkdown" && name != "options") return end;
  if (tag.ends_with('/')) return replace(i, end, {}), end;
  const std::size_t close = text_.find("{:/", end);
  const std::size_t close_end = close == std::string_view::npos ? close : text_.find('}', close);
  if (close_end == std::string_view::npos) return replace(i, end, {}), give_up(end, text_.size(), end);
  if (name != "nomarkdown") return replace(i, close_end + 1, {}), close_end + 1;
  Insertion html{InsertionKind::Html, span(i, close_end + 1), std::string(text_.substr(end, close - end))};
  html.text = html.literal;
  copy_lines(end, close, html.pieces);
  put(i, close_end + 1, std::move(html));
  return close_end + 1;
}

bool InlinePass::attributes_may_follow(std::size_t i) const {
  if (i > 0 && i == attributes_end_) return true;
  return i > 0 && std::string_view("*_`)]>~$^=").find(text_[i - 1]) != std::string_view::npos;
}

// {: .class}, {#id .class}: what they belong to is known when the parser has seen it.
std::size_t InlinePass::scan_attributes(std::size_t i, std::size_t length) {
  if (length < 3) return i;
  const bool kramdown = text_[i + 1] == ':';
  if (i > 0 && i == note_mark_end_) return drop_note_attributes(i, length);
  const std::string_view inside = text_.substr(i + (kramdown ? 2 : 1), length - (kramdown ? 3 : 2));
  const std::size_t end = i + length;
  const bool ends_heading = heading_ && text_.find_first_not_of(" \t#", end) == std::string_view::npos &&
                            has(kramdown ? Extension::AttributeLists : Extension::HeadingAttributes);
  const bool after_phrase =
      attributes_may_follow(i) && has(kramdown ? Extension::AttributeLists : Extension::InlineAttributes);
  if (!ends_heading && !after_phrase && !(kramdown && has(Extension::AttributeLists))) return i;
  std::optional<AttributeList> list = parse_attribute_list(inside, rewriting_.options.limits.attributes);
  if (!list || (!kramdown && !ends_heading && list->attributes.empty())) return i;
  if (ends_heading || after_phrase) rewriting_.report_cut(list->cut, span(i, end));
  if (!ends_heading && !after_phrase) {
    // As kramdown has it.
    if (!list->attributes.empty())
      rewriting_.diagnostics.report({Code::AttributeUnknown, span(i, end),
                                     "the attributes follow nothing that could have them, they stay as text"});
    return i;
  }
  if (!kramdown && !ends_heading && !list->words.empty() && list->words != std::vector<std::string>{"-"}) return i;
  if (!kramdown && ends_heading) {
    if (list->attributes.empty() && list->words != std::vector<std::string>{"-"}) return i;
    for (std::string& word : list->words) list->attributes.pairs.emplace_back(std::move(word), "");
  }
  Insertion insertion{after_phrase ? InsertionKind::InlineAttributes : InsertionKind::HeadingAttributes, span(i, end),
                      std::string(text_.substr(i, length)), std::move(list->attributes)};
  if (kramdown) insertion.references = std::move(list->words);
  insertion.ends_heading = ends_heading;
  attributes_end_ = end;
  // The hashes that close a heading stand before its attributes.
  if (ends_heading) i = heading_end(i);
  put(i, end, std::move(insertion));
  return end;
}

// A note's mark has no attributes of its own.
std::size_t InlinePass::drop_note_attributes(std::size_t i, std::size_t length) {
  const bool kramdown = text_[i + 1] == ':';
  const std::string_view inside = text_.substr(i + (kramdown ? 2 : 1), length - (kramdown ? 3 : 2));
  const std::optional<AttributeList> list = parse_attribute_list(inside, rewriting_.options.limits.attributes);
  if (!has(kramdown ? Extension::AttributeLists : Extension::InlineAttributes) || !list || list->attributes.empty())
    return i;
  rewriting_.diagnostics.report(
      {Code::AttributeUnknown, span(i, i + length), "a note's mark has no attributes, they are left out"});
  replace(i, i + length, {});
  return i + length;
}

// Where the blanks and the closing hashes before `i` begin.
std::size_t InlinePass::heading_end(std::size_t i) const {
  const std::size_t text = text_.find_last_not_of(" \t", i == 0 ? 0 : i - 1);
  if (i == 0 || text == std::string_view::npos || text_[text] != '#') return i;
  const std::size_t before = text_.find_last_not_of('#', text);
  return before != std::string_view::npos && is_blank(text_[before]) ? before : i;
}

// {漢字|かんじ}, {東京|とう|きょう}
std::size_t InlinePass::scan_ruby(std::size_t i, std::size_t length) {
  if (!has(Extension::Ruby) || length < 5) return i + 1;
  const std::string_view inside = text_.substr(i + 1, length - 2);
  const std::size_t bar = inside.find('|');
  if (bar == std::string_view::npos || bar == 0 || inside.find_first_of("\\`<>") != std::string_view::npos)
    return i + 1;
  std::size_t first = 0;
  if (!unicode::is_wide(utf8::next(inside, first))) return i + 1;
  std::vector<std::string_view> readings;
  for (std::size_t begin = bar + 1; begin <= inside.size();) {
    const std::size_t next = std::min(inside.find('|', begin), inside.size());
    readings.push_back(inside.substr(begin, next - begin));
    begin = next + 1;
  }
  std::vector<std::string_view> bases;
  for (std::size_t k = 0; k < bar;) {
    const std::size_t begin = k;
    utf8::next(inside, k);
    bases.push_back(inside.substr(begin, k - begin));
  }
  std::string ruby = "<ruby>";
  if (readings.size() > 1 && readings.size() == bases.size()) {
    for (std::size_t k = 0; k < bases.size(); ++k) ruby += fmt::format("{}<rt>{}</rt>", bases[k], readings[k]);
  } else {
    ruby += fmt::format("{}<rt>{}</rt>", inside.substr(0, bar), fmt::join(readings, ""));
  }
  replace(i, i + length, ruby + "</ruby>");
  return i + length;
}

// ---- notes and marks ----

std::size_t InlinePass::scan_caret(std::size_t i) {
  // "[^" is a note's mark.
  if (closes_.contains(i) || (i > 0 && text_[i - 1] == '[')) return i + 1;
  if (i + 1 < text_.size() && text_[i + 1] == '[' && has(Extension::InlineNotes)) return scan_inline_note(i);
  if (!has(Extension::Superscript)) return i + 1;
  const std::size_t close = text_.find_first_of("^ \t\n", i + 1);
  if (close == std::string_view::npos || text_[close] != '^' || close == i + 1) return i + 1;
  // It holds a word: "^_^", "(^o^)" and "^o^" are faces.
  const bool behind = i > 0 && !is_space(text_[i - 1]);
  if (behind && text_[i - 1] == '(') return i + 1;
  std::size_t letters = 0;
  for (std::size_t k = i + 1; k < close;) letters += unicode::is_letter_or_digit(utf8::next(text_, k)) ? 1 : 0;
  const bool holds_word = letters >= (behind ? 1U : 2U);
  const std::string_view content = text_.substr(i + 1, close - i - 1);
  const bool sign = content.size() == 1 && std::string_view("+-*'").find(content[0]) != std::string_view::npos;
  if (!holds_word && !(behind && sign)) return i + 1;
  return pair(i, 1, close, "sup");
}

std::size_t InlinePass::scan_inline_note(std::size_t i) {
  int depth = 0;
  std::size_t k = i + 1;
  for (; k < text_.size(); ++k) {
    if (text_[k] == '\\') {
      ++k;
    } else if (text_[k] == '`') {
      k = scan_code(k) - 1;
    } else if (text_[k] == '[') {
      ++depth;
    } else if (text_[k] == ']' && --depth == 0) {
      break;
    }
  }
  if (k >= text_.size() || k == i + 2) return give_up(i, k, i + 2);
  NoteDefinition note;
  note.is_inline = true;
  note.span = span(i, k + 1);
  note.label = fmt::format("^{}", ++rewriting_.inline_notes);
  note.text = std::string(text_.substr(i + 2, k - i - 2)) + "\n";
  copy_lines(i + 2, k, note.pieces);
  Insertion insertion{InsertionKind::NoteMark, note.span, std::string(text_.substr(i, k + 1 - i))};
  insertion.text = note.label;
  rewriting_.notes.push_back(std::move(note));
  put(i, k + 1, std::move(insertion));
  return k + 1;
}

std::size_t InlinePass::scan_highlight(std::size_t i) {
  const std::size_t run_end = std::min(text_.find_first_not_of('=', i), text_.size());
  if (run_end - i != 2 || closes_.contains(i) || run_end == text_.size() || is_space(text_[run_end])) return run_end;
  if (i > 0 && is_word(text_[i - 1])) return run_end;
  for (std::size_t k = text_.find("==", run_end + 1); k != std::string_view::npos;) {
    const std::size_t end = std::min(text_.find_first_not_of('=', k), text_.size());
    const bool closes = end - k == 2 && !is_space(text_[k - 1]) && (end == text_.size() || !is_word(text_[end]));
    if (closes && !closes_.contains(k)) return give_up(i, k, pair(i, 2, k, "mark"));
    k = text_.find("==", end);
  }
  return give_up(run_end, text_.size(), run_end);
}

std::size_t InlinePass::scan_tilde(std::size_t i) {
  const std::size_t run_end = std::min(text_.find_first_not_of('~', i), text_.size());
  if (closes_.contains(i)) return run_end;
  // What stands behind a letter without a space in it is below the line; other single marks strike out, as on GitHub.
  const std::size_t close = text_.find_first_of("~ \t\n", run_end);
  const bool below = run_end - i == 1 && has(Extension::Subscript) && i > 0 && !is_space(text_[i - 1]) &&
                     !flank_before(text_, i, false).punctuation && close < text_.size() && text_[close] == '~' &&
                     close > run_end && !text_.substr(close).starts_with("~~");
  if (below) return pair(i, 1, close, "sub");
  if (run_end - i > 2 || !has(Extension::Strikethrough)) return run_end;
  const Flank before = flank_before(text_, i, has(Extension::CjkEmphasis));
  const Flank after = flank_after(text_, run_end);
  const bool cjk = has(Extension::CjkEmphasis) && (before.cjk || after.cjk);
  Tildes run{i, run_end - i, !after.space && (!after.punctuation || before.space || before.punctuation || cjk),
             !before.space && (!before.punctuation || after.space || after.punctuation || cjk)};
  // A single one inside a word is a range more often ("10~11"), but to GitHub.
  if (run.length == 1 && (has(Extension::Subscript) || has(Extension::AttributeLists))) {
    run.opens = run.opens && (before.space || before.punctuation);
    run.closes = run.closes && (after.space || after.punctuation);
  }
  tildes_.push_back(run);
  return run_end;
}

// To the parser every run of tildes may open and close; those that GitHub's rules give no partner are escaped.
void InlinePass::escape_tildes() {
  if (tildes_.empty()) return;
  std::vector<std::size_t> open;
  std::array<std::size_t, 3> open_by_length = {};
  for (std::size_t k = 0; k < tildes_.size(); ++k) {
    Tildes& run = tildes_[k];
    if (run.closes && open_by_length[run.length] > 0) {
      for (bool found = false; !found; open.pop_back()) {
        Tildes& partner = tildes_[open.back()];
        --open_by_length[partner.length];
        found = partner.length == run.length;
        if (found) run.paired = partner.paired = true;
      }
      continue;
    }
    if (!run.opens) continue;
    ++open_by_length[run.length];
    open.push_back(k);
  }
  for (const Tildes& run : tildes_)
    if (!run.paired) replace(run.begin, run.begin + run.length, run.length == 1 ? "\\~" : "\\~\\~");
}

// A mark of `length` bytes at `i` and the same at `close` become tags.
std::size_t InlinePass::pair(std::size_t i, std::size_t length, std::size_t close, std::string_view element) {
  closes_.insert(close);
  replace(i, i + length, fmt::format("<{}>", element));
  replace(close, close + length, fmt::format("</{}>", element));
  return i + length;
}

// ---- emphasis ----

// CommonMark lets no run of marks open or close emphasis between punctuation and a letter. In CJK text, which has no
// spaces between words, that is what most runs do; a letter that is none, put between mark and punctuation, lets them.
std::size_t InlinePass::scan_emphasis(std::size_t i) {
  const char mark = text_[i];
  const std::size_t end = std::min(text_.find_first_not_of(mark, i), text_.size());
  const bool cjk = has(Extension::CjkEmphasis);
  const Flank before = flank_before(text_, i, cjk);
  const Flank after = flank_after(text_, end);
  if (mark == '_' || !cjk || before.space || after.space || (!before.cjk && !after.cjk)) {
    std::size_t begin = 0;
    // Where underscores are concerned, only a selector after punctuation is looked through.
    const bool selected =
        cjk && mark == '_' && before.punctuation && is_variation_selector(character_before(text_, i, begin));
    if (before.symbol || selected) insert(i, rewriting_.punctuation());
    if (after.symbol) insert(end, rewriting_.punctuation());
    return end;
  }
  if (before.punctuation) insert(i, rewriting_.letter());
  // An underscore that follows must still see punctuation before it.
  if (after.punctuation) insert(end, rewriting_.letter() + (text_[end] == '_' ? rewriting_.punctuation() : ""));
  return end;
}

// ---- places ----

// Where the lines between two places come from.
void InlinePass::copy_lines(std::size_t begin, std::size_t end, std::vector<Piece>& pieces) const {
  for (std::size_t line = begin; line < end;) {
    const std::size_t stop = std::min(text_.substr(0, end).find('\n', line), end);
    source_.copy_pieces(place(line), place(line) + (stop - line), line - begin, pieces);
    line = stop + 1;
  }
  if (pieces.empty()) pieces.push_back({0, span(begin, end).begin});
}

std::size_t InlinePass::place(std::size_t offset) const {
  auto after = std::upper_bound(starts_.begin(), starts_.end(), offset,
                                [](std::size_t value, const auto& start) { return value < start.first; });
  --after;
  return after->second + (offset - after->first);
}

// Where the line begins that holds `offset`.
std::size_t InlinePass::line_before(std::size_t offset) const {
  auto after = std::upper_bound(starts_.begin(), starts_.end(), offset,
                                [](std::size_t value, const auto& start) { return value < start.first; });
  return (--after)->first;
}

Span InlinePass::span(std::size_t begin, std::size_t end) const {
  return source_.span(place(begin), end > begin ? place(end - 1) + 1 : place(begin));
}

void InlinePass::replace(std::size_t begin, std::size_t end, std::string text) {
  edits_.replace(place(begin), end > begin ? place(end - 1) + 1 : place(begin), std::move(text));
}

// At a line's start a letter that is none keeps the parser from taking the insertion for a block of raw HTML.
void InlinePass::put(std::size_t begin, std::size_t end, Insertion insertion) {
  std::size_t before = begin;
  while (before > 0 && is_blank(text_[before - 1])) --before;
  const bool starts_line = before == 0 || text_[before - 1] == '\n';
  replace(begin, end, (starts_line ? rewriting_.letter() : std::string()) + rewriting_.add(std::move(insertion)));
}

void InlinePass::insert(std::size_t at, std::string text) {
  rewriting_.touch();
  // Behind the last character of a line, not before the first of the next.
  const std::size_t offset = at > 0 && (at == text_.size() || text_[at] == '\n') ? place(at - 1) + 1 : place(at);
  edits_.insert(offset, std::move(text));
}

}  // namespace mdconv::markdown
