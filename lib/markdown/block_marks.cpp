// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "markdown/admonitions.h"
#include "markdown/attribute_syntax.h"
#include "markdown/block_pass.h"
#include "markdown/template_tag.h"
#include "support/ascii.h"

// The marks that fill a line, or begin one: kramdown's, pandoc's, MkDocs's, Jekyll's and Hexo's.

namespace mdconv::markdown {

namespace {

// What an abbreviation or a name for attributes stands for is copied as often as it is used; longer ones are text.
constexpr std::size_t kLongestMeaning = 1000;

// kramdown's, which ends otherwise than the template's.
constexpr std::string_view kComment = "{::comment}";

// The title in quotes, or as it is.
std::string unquoted(std::string_view text) {
  text = trim_blanks(text);
  const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  return std::string(quoted ? text.substr(1, text.size() - 2) : text);
}

}  // namespace

// What a line that goes on in the containers open at a place begins with.
std::string BlockPass::prefix(std::size_t line_begin, std::size_t offset) const {
  std::string text(text_.substr(line_begin, offset - line_begin));
  for (char& c : text)
    if (c != '>' && c != '\t') c = ' ';
  // Indentation that was taken away from admonitions must not come back.
  for (const Container& container : containers_)
    if (container.kind == ContainerKind::Admonition && text.size() >= kCodeIndent)
      text.erase(text.size() - kCodeIndent);
  return text;
}

// The same without the leaf's own indentation.
std::string BlockPass::container_prefix(const Cursor& cursor) const {
  std::string text = prefix(cursor);
  text.resize(text.size() - std::min(text.size(), blanks_));
  return text;
}

Insertion BlockPass::make(InsertionKind kind, const Cursor& cursor) const {
  const std::size_t end = std::max(cursor.offset, cursor.end);
  const std::size_t begin = std::min(cursor.offset, text_.empty() ? 0 : text_.size() - 1);
  return {kind, source_.span(begin, std::max(begin, end)), std::string(text_.substr(begin, end - begin))};
}

// The rest of the line becomes an insertion of its own.
void BlockPass::put(const Cursor& cursor, Insertion insertion) {
  end_leaf();
  edits_.replace(cursor.offset, line_.end, rewriting_.add(std::move(insertion)));
}

bool BlockPass::scan_marks(const Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  switch (rest[0]) {
    case '{':
      if (rest.starts_with("{%")) return rewriting_.has(Extension::Liquid) && scan_tag_line(cursor);
      if (rest.starts_with("{::")) return rewriting_.has(Extension::KramdownTags) && scan_kramdown_tag(cursor);
      if (rest.starts_with("{:")) return rewriting_.has(Extension::AttributeLists) && scan_attribute_line(cursor);
      return false;
    case '*': return rewriting_.has(Extension::Abbreviations) && rest.starts_with("*[") && scan_abbreviation(cursor);
    case ':': return rewriting_.has(Extension::FencedDivs) && rest.starts_with(":::") && scan_division(cursor);
    case '[': return rewriting_.has(Extension::Contents) && leaf_ == Leaf::None && scan_contents(cursor);
    case '^': return rewriting_.has(Extension::KramdownTags) && scan_block_end(cursor);
    case '$': return rewriting_.has(Extension::Math) && rest.starts_with("$$") && scan_math(cursor);
    default: return false;
  }
}

// ---- kramdown ----

// `{: #id .class key="value"}` alone on a line, `{:name: …}`, or the same before an item's text.
bool BlockPass::scan_attribute_line(const Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  const std::size_t length = braces_length(rest, 0);
  if (length == 0) return false;
  // Several lists may stand there.
  std::string more;
  std::size_t behind = rest.find_first_not_of(" \t", length);
  while (behind != std::string_view::npos && rest.substr(behind).starts_with("{:")) {
    const std::size_t next = braces_length(rest, behind);
    if (next == 0) break;
    more.append(" ").append(rest.substr(behind + 2, next - 3));
    behind = rest.find_first_not_of(" \t", behind + next);
  }
  const bool fills_line = behind == std::string_view::npos;
  if (!fills_line && !item_begins_) return false;
  const std::string lists = std::string(rest.substr(2, length - 3)) + more;
  const std::string_view inside = lists;
  const std::size_t limit = rewriting_.options.limits.attributes;
  // A definition: `name:` and what it stands for.
  const std::size_t colon = inside.find(':');
  const std::string_view name = inside.substr(0, colon);
  const bool definition = fills_line && more.empty() && colon != std::string_view::npos && !name.empty() &&
                          name.find_first_of(" \t=\"'#.") == std::string_view::npos;
  if (definition && inside.size() > kLongestMeaning) return false;
  std::optional<AttributeList> list = parse_attribute_list(definition ? inside.substr(colon + 1) : inside, limit);
  if (!list) return false;
  rewriting_.report_cut(list->cut, source_.span(cursor.offset, cursor.end));
  if (definition) {
    for (const std::string& word : list->words)
      if (const auto known = rewriting_.attribute_definitions.find(word);
          known != rewriting_.attribute_definitions.end())
        merge_attributes(list->attributes, known->second, limit);
    const bool whole = merge_attributes(rewriting_.attribute_definitions[std::string(name)], list->attributes, limit);
    rewriting_.report_cut(!whole, source_.span(cursor.offset, cursor.end));
    end_leaf();
    edits_.erase(cursor.offset, line_.end);
    return true;
  }
  Insertion insertion = make(fills_line ? InsertionKind::BlockAttributes : InsertionKind::ItemAttributes, cursor);
  insertion.attributes = std::move(list->attributes);
  insertion.references = std::move(list->words);
  if (fills_line) {
    insertion.next = after_blank_ && leaf_ == Leaf::None;
    put(cursor, std::move(insertion));
    return true;
  }
  Cursor content = cursor;
  content.step(behind);
  insertion.literal = std::string(trim_blanks(rest.substr(0, behind)));
  edits_.replace(cursor.offset, content.offset, rewriting_.add(std::move(insertion)) + "\n" + prefix(cursor));
  item_begins_ = false;
  scan_leaf(content);
  return true;
}

// {::comment}…{:/comment} over lines; {::options … /}; {::nomarkdown}…{:/}, in which HTML alone is markup.
bool BlockPass::scan_kramdown_tag(const Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  const std::size_t length = braces_length(rest, 0);
  if (length == 0 || rest.find_first_not_of(" \t", length) != std::string_view::npos) return false;
  const std::string_view tag = trim_blanks(rest.substr(3, length - 4));
  const bool comment = tag.starts_with("comment");
  if (!comment && !tag.starts_with("options") && !tag.starts_with("nomarkdown")) return false;
  std::size_t end = line_.end;
  if (!tag.starts_with("options") && !tag.ends_with('/') && !endless_.contains(kComment)) {
    const std::size_t close = text_.find("{:/", line_.end);
    const std::size_t brace = close == std::string_view::npos ? close : text_.find('}', close);
    if (brace == std::string_view::npos) {
      endless_.emplace(kComment);
    } else {
      resume_ = line_at(text_, brace).next;
      end = brace + 1;
      if (!comment) {
        end_leaf();
        edits_.replace(cursor.offset, end, rewriting_.add(take_html(cursor, close)));
        return true;
      }
    }
  }
  end_leaf();
  edits_.erase(cursor.offset, end);
  return true;
}

// The lines below the current one up to a place, without what their containers put before them.
Insertion BlockPass::take_html(const Cursor& cursor, std::size_t end) {
  Insertion html = make(InsertionKind::Html, cursor);
  html.span = source_.span(cursor.offset, end);
  for (std::size_t begin = line_.next; begin < end;) {
    const Line line = line_at(text_, begin);
    Cursor content{text_, line.begin, line.end};
    match_containers(content, false);
    const std::size_t to = std::min(line.next, end);
    begin = line.next;
    if (content.offset >= to) continue;
    source_.copy_pieces(content.offset, to, html.text.size(), html.pieces);
    html.text.append(text_.substr(content.offset, to - content.offset));
  }
  if (html.pieces.empty()) html.pieces.push_back({0, html.span.begin});
  html.literal = html.text;
  return html;
}

// *[HTML]: HyperText Markup Language
bool BlockPass::scan_abbreviation(const Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  const std::size_t close = rest.find("]:");
  if (close == std::string_view::npos || close < 3) return false;
  const std::string_view name = trim_blanks(rest.substr(2, close - 2));
  if (name.empty() || name.find_first_of("[]") != std::string_view::npos) return false;
  if (rest.size() > kLongestMeaning) return false;
  end_leaf();
  rewriting_.abbreviations.insert_or_assign(std::string(name), std::string(trim_blanks(rest.substr(close + 2))));
  edits_.erase(cursor.offset, line_.end);
  return true;
}

// A caret alone parts the blocks around it.
bool BlockPass::scan_block_end(const Cursor& cursor) {
  if (trim_blanks(cursor.rest()) != "^") return false;
  put(cursor, make(InsertionKind::BlockEnd, cursor));
  return true;
}

bool BlockPass::scan_contents(const Cursor& cursor) {
  const std::string_view text = trim_blanks(cursor.rest());
  constexpr std::string_view kMarks[] = {"[toc]", "[[toc]]", "[[_toc_]]"};
  const bool found = std::any_of(std::begin(kMarks), std::end(kMarks),
                                 [&](std::string_view mark) { return ascii::equal_ignoring_case(text, mark); });
  if (!found) return false;
  put(cursor, make(InsertionKind::Contents, cursor));
  return true;
}

// A term's meaning begins with a colon: to the parser it is a bullet list's item that begins with an insertion.
bool BlockPass::open_definition(Cursor& cursor) {
  if (!rewriting_.has(Extension::DefinitionLists)) return false;
  Cursor content = cursor;
  content.skip_blanks();
  const Cursor mark = content;
  if (content.peek() != ':') return false;
  content.step();
  if (!is_blank(content.peek())) return false;
  const Cursor after = content;
  content.skip_blanks();
  if (content.at_end()) return false;
  const bool after_term = paragraph_depth_ == containers_.size();
  const bool after_meaning = after_definition_ && definition_depth_ == containers_.size();
  if (!after_term && !after_meaning) return false;
  if (content.column - after.column > kCodeIndent) {
    content = after;
    content.skip_columns(1);
  }
  push_container({ContainerKind::Item, content.column - cursor.column});
  const std::string spaces(static_cast<std::size_t>(content.column - mark.column), ' ');
  Insertion insertion = make(InsertionKind::Definition, mark);
  insertion.literal = ":";
  insertion.loose = after_blank_;
  edits_.replace(mark.offset, content.offset,
                 "+" + spaces.substr(1) + rewriting_.add(std::move(insertion)) + "\n" + prefix(mark) + spaces);
  after_definition_ = true;
  definition_depth_ = containers_.size() - 1;
  cursor = content;
  item_begins_ = true;
  return true;
}

// ---- divisions ----

// `::: name title`, `::: {#id .class}`, `:::` alone ends the innermost.
bool BlockPass::scan_division(const Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  std::string_view tail = rest.substr(std::min(rest.find_first_not_of(':'), rest.size()));
  while (tail.ends_with(':') || (!tail.empty() && is_blank(tail.back()))) tail.remove_suffix(1);
  tail = trim_blanks(tail);
  if (tail.empty()) {
    if (divisions_.empty()) return false;
    close_division(cursor);
    return true;
  }
  Insertion open = make(InsertionKind::OpenDivision, cursor);
  open.tag = kFencedDivision;
  const std::size_t brace = tail.find('{');
  std::string_view name = trim_blanks(tail.substr(0, brace));
  if (brace != std::string_view::npos) {
    const std::size_t length = braces_length(tail, brace);
    if (length == 0) return false;
    std::optional<AttributeList> list =
        parse_attribute_list(tail.substr(brace + 1, length - 2), rewriting_.options.limits.attributes);
    if (!list) return false;
    rewriting_.report_cut(list->cut, open.span);
    open.attributes = std::move(list->attributes);
  }
  const std::size_t name_end = std::min(name.find_first_of(" \t"), name.size());
  open.text = unquoted(name.substr(name_end));
  name = name.substr(0, name_end);
  if (!name.empty()) open.attributes.classes.insert(open.attributes.classes.begin(), std::string(name));
  divisions_.push_back({containers_.size()});
  name_division(open);
  put(cursor, std::move(open));
  return true;
}

// The end of a division may be indented as if it belonged to a list in it.
void BlockPass::close_division(const Cursor& cursor) {
  Insertion close = make(InsertionKind::CloseDivision, cursor);
  close.tag = kFencedDivision;
  OpenDivision open{containers_.size()};
  if (!divisions_.empty()) {
    open = std::move(divisions_.back());
    divisions_.pop_back();
  }
  const std::size_t depth = open.depth;
  const std::string attribution = open.attribution.empty() ? ""
                                                           : "\n" + prefix(cursor) + open.attribution + "\n" +
                                                                 prefix(cursor) + "\n" + prefix(cursor);
  if (!attribution.empty()) edits_.insert(cursor.offset, attribution);
  if (depth >= containers_.size()) return put(cursor, std::move(close));
  Cursor outer{text_, line_.begin, line_.end};
  std::vector<Container> inner(containers_.begin() + static_cast<std::ptrdiff_t>(depth), containers_.end());
  const bool items = std::all_of(inner.begin(), inner.end(),
                                 [](const Container& container) { return container.kind == ContainerKind::Item; });
  if (!items) return put(cursor, std::move(close));
  containers_.resize(depth);
  match_containers(outer, false);
  end_leaf();
  edits_.replace(outer.offset, line_.end, rewriting_.add(std::move(close)));
}

// What kind of division its first class asks for.
void BlockPass::name_division(Insertion& open) {
  std::vector<std::string>& classes = open.attributes.classes;
  if (classes.empty()) return;
  auto& pairs = open.attributes.pairs;
  const auto title = std::find_if(pairs.begin(), pairs.end(),
                                  [](const auto& pair) { return pair.first == "title" || pair.first == "caption"; });
  if (open.text.empty() && title != pairs.end() && (classes[0] == "details" || !admonition_class(classes[0]).empty())) {
    open.text = title->second;
    pairs.erase(title);
  }
  if (classes[0] == "details") {
    open.division = doc::DivisionKind::Details;
    classes.erase(classes.begin());
  } else if (std::string kind = admonition_class(classes[0]); !kind.empty() || !open.text.empty()) {
    // What has a title is one, whatever its kind.
    open.division = doc::DivisionKind::Admonition;
    if (!kind.empty()) classes[0] = std::move(kind);
    // Zenn writes the kind of its messages behind.
    if (open.text == "alert") classes[0] = "warning", open.text.clear();
  }
}

// `!!! note "Title"` over a text indented by four columns; `???` the same, to be folded.
bool BlockPass::open_admonition(Cursor& cursor) {
  if (!rewriting_.has(Extension::Admonitions)) return false;
  Cursor content = cursor;
  content.skip_blanks();
  std::string_view rest = content.rest();
  if (!rest.starts_with("!!!") && !rest.starts_with("???")) return false;
  const bool folded = rest[0] == '?';
  rest.remove_prefix(rest.starts_with("???+") ? 4 : 3);
  if (rest.empty() || !is_blank(rest[0])) return false;
  rest = trim_blanks(rest);
  const std::size_t quote = std::min(rest.find('"'), rest.size());
  const std::string_view names = trim_blanks(rest.substr(0, quote));
  const std::string_view title = rest.substr(quote);
  const bool named = !names.empty() && std::all_of(names.begin(), names.end(), [](char c) {
    return ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '_' || is_blank(c);
  });
  if (!named || (!title.empty() && (title.size() < 2 || title.back() != '"'))) return false;

  Insertion open = make(InsertionKind::OpenDivision, content);
  open.tag = kAdmonition;
  open.division = doc::DivisionKind::Admonition;
  const std::size_t limit = rewriting_.options.limits.attributes;
  for (std::size_t i = 0; i < names.size() && open.attributes.classes.size() < std::max<std::size_t>(limit, 1);) {
    const std::size_t end = std::min(names.find_first_of(" \t", i), names.size());
    if (end > i) open.attributes.classes.emplace_back(names.substr(i, end - i));
    i = end + 1;
  }
  if (std::string kind = admonition_class(open.attributes.classes[0]); !kind.empty())
    open.attributes.classes[0] = std::move(kind);
  open.text = unquoted(title);
  // A title that is empty is none, where no title is the admonition's name.
  if (!title.empty() && open.text.empty()) open.attributes.pairs.emplace_back("title", "");
  if (folded) open.division = doc::DivisionKind::Details;
  push_container({ContainerKind::Admonition, kCodeIndent});
  edits_.replace(content.offset, line_.end, rewriting_.add(std::move(open)));
  after_blank_ = true;
  cursor.offset = cursor.end;
  return true;
}

// ---- formulas ----

// `$$` at a line's start up to `$$` at a line's end, on lines of their own: what stands between is no Markdown.
bool BlockPass::scan_math(const Cursor& cursor) {
  std::string formula;
  std::optional<AttributeList> attributes;
  std::size_t end = 0;
  Line line = line_;
  Cursor content = cursor;
  content.step(2);
  for (int number = 0; end == 0; ++number) {
    std::string_view rest = content.rest();
    if (number > 0 && trim_blanks(rest).empty()) return false;
    if (const std::size_t close = rest.find("$$"); close != std::string_view::npos) {
      const std::string_view behind = trim_blanks(rest.substr(close + 2));
      end = content.offset + close + 2;
      if (!behind.empty()) {
        // A label, as cross references want it.
        attributes = parse_attribute_list(behind.substr(1, behind.size() - 2), rewriting_.options.limits.attributes);
        if (braces_length(behind, 0) != behind.size() || !attributes) return false;
        end = content.end;
      }
      rest = rest.substr(0, close);
    }
    if (number > 0) formula.push_back('\n');
    formula.append(rest);
    if (end != 0) break;
    if (line.next >= text_.size()) return false;
    line = line_at(text_, line.next);
    content = Cursor{text_, line.begin, line.end};
    if (match_containers(content, false) != containers_.size()) return false;
  }
  const std::size_t first = formula.find_first_not_of(" \t\n");
  if (first == std::string::npos) return false;
  formula = formula.substr(first, formula.find_last_not_of(" \t\n") + 1 - first);
  Insertion insertion = make(InsertionKind::Math, cursor);
  insertion.literal = std::string(text_.substr(cursor.offset, end - cursor.offset));
  insertion.span = source_.span(cursor.offset, end);
  insertion.text = std::move(formula);
  insertion.display = true;
  if (attributes) {
    rewriting_.report_cut(attributes->cut, insertion.span);
    insertion.attributes = std::move(attributes->attributes);
  }
  end_leaf();
  edits_.replace(cursor.offset, end, rewriting_.add(std::move(insertion)));
  resume_ = line.next;
  return true;
}

// ---- Jekyll and Hexo ----

bool BlockPass::scan_tag_line(const Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  const std::size_t close = rest.find("%}");
  if (close == std::string_view::npos) return false;
  const TemplateTag tag = parse_tag(rest.substr(0, close + 2));
  const bool code = tag.name == "highlight" || tag.name == "codeblock" || tag.name == "code" || tag.name == "mermaid";
  if (!code && !trim_blanks(rest.substr(close + 2)).empty()) return false;
  if (tag.name == "raw" || tag.name == "endraw") {
    end_leaf();
    rewriting_.raw = tag.name == "raw";
    edits_.erase(cursor.offset, line_.end);
    return true;
  }
  if (rewriting_.raw || !template_image(tag).empty()) return false;
  // GitBook's has a fence in it.
  const Line below = line_at(text_, line_.next);
  const bool fenced =
      tag.name == "code" && opening_fence(trim_blanks(text_.substr(below.begin, below.end - below.begin)));
  if (code && !fenced) return scan_code_tag(cursor, tag, cursor.offset + close + 2);
  for (const std::string_view note : {"note", "hint"})
    if (tag.name == note || (tag.name.starts_with("end") && tag.name.substr(3) == note))
      return scan_note_tag(cursor, tag);
  for (const std::string_view quote : kQuoteTags)
    if (tag.name == quote || (tag.name.starts_with("end") && tag.name.substr(3) == quote))
      return scan_quote_tag(cursor, tag);
  if (tag.name == "comment") return skip_tag_body(cursor);
  end_leaf();
  rewriting_.diagnostics.report({Code::TemplateLeftOut, source_.span(cursor.offset, cursor.offset + close + 2),
                                 fmt::format("{} is left out", shown_tag(rest.substr(0, close + 2)))});
  edits_.erase(cursor.offset, line_.end);
  return true;
}

// The body becomes fenced code, with a fence longer than any in it.
bool BlockPass::scan_code_tag(const Cursor& cursor, const TemplateTag& tag, std::size_t tag_end) {
  const std::size_t close =
      endless_.contains(tag.name) ? std::string_view::npos : find_end_tag(text_, tag_end, tag.name);
  const bool code_behind = !trim_blanks(text_.substr(tag_end, line_.end - tag_end)).empty();
  if (code_behind && close == std::string_view::npos) {
    endless_.emplace(tag.name);
    return false;
  }
  end_leaf();
  if (close == std::string_view::npos) {
    endless_.emplace(tag.name);
    rewriting_.diagnostics.report({Code::TemplateLeftOut, source_.span(cursor.offset, line_.end),
                                   fmt::format("{} has no end", shown_tag(cursor.rest()))});
    edits_.erase(cursor.offset, line_.end);
    return true;
  }
  const std::size_t begin = code_behind ? tag_end : line_.end;
  const std::string_view body = text_.substr(begin, close - begin);
  std::size_t longest = 2;
  for (std::size_t i = body.find('`'); i < body.size(); i = body.find('`', i)) {
    const std::size_t end = std::min(body.find_first_not_of('`', i), body.size());
    longest = std::max(longest, end - i);
    i = end;
  }
  std::string info = template_code_info(tag);
  std::replace(info.begin(), info.end(), '`', '\'');
  const std::string fence(longest + 1, '`');
  const std::string inside = prefix(cursor);
  edits_.replace(cursor.offset, begin, fence + info + (code_behind ? "\n" + inside : ""));
  keep_lines(line_.next, close, container_prefix(cursor));
  const std::size_t end = text_.find("%}", close) + 2;
  const std::size_t line_begin = text_.find_last_of("\r\n", close) + 1;
  const bool alone =
      trim_blanks(text_.substr(line_begin, close - line_begin)).find_first_not_of('>') == std::string_view::npos;
  const Line last = line_at(text_, end);
  const bool more = !trim_blanks(text_.substr(end, last.end - end)).empty();
  edits_.replace(close, end, (alone ? "" : "\n" + inside) + fence + (more ? "\n" + inside : ""));
  rewriting_.touch();
  resume_ = last.next;
  return true;
}

// Lines from `begin` to where `end` stands come after a mark and go on in its containers, whether they are indented
// so or not: templates are carried out before anyone looks for containers. `inside`: what such a line begins with.
void BlockPass::keep_lines(std::size_t begin, std::size_t end, const std::string& inside) {
  if (containers_.empty()) return;
  while (begin <= end && begin < text_.size()) {
    const Line line = line_at(text_, begin);
    Cursor cursor{text_, line.begin, line.end};
    match_containers(cursor, false);
    if (text_.substr(line.begin, cursor.offset - line.begin) != inside)
      edits_.replace(line.begin, std::min(cursor.offset, end), inside);
    begin = line.next;
  }
}

// Whether a line under raw HTML is no HTML: what templates and divisions put there counts before Markdown does.
bool BlockPass::parts_html(const Cursor& content) const {
  if (!html_.end.empty() || rewriting_.options.keep_html || rewriting_.raw) return false;
  const std::string_view rest = content.rest();
  if (rest.starts_with("{%")) {
    const std::size_t close = rest.find("%}");
    if (!rewriting_.has(Extension::Liquid) || close == std::string_view::npos) return false;
    std::string_view name = parse_tag(rest.substr(0, close + 2)).name;
    if (name.starts_with("end")) name.remove_prefix(3);
    return name != "raw" && is_paired_tag(name);
  }
  if (rest.starts_with(":::"))
    return rewriting_.has(Extension::FencedDivs) &&
           (!divisions_.empty() || rest.find_first_not_of(": \t") != std::string_view::npos);
  return rest.starts_with("{:") && rewriting_.has(Extension::AttributeLists) &&
         braces_length(rest, 0) == trim_blanks(rest).size();
}

// {% raw %} right before a fence; it goes, and ends behind the closing fence.
bool BlockPass::strip_raw(const Cursor& content) {
  const std::string_view rest = content.rest();
  if (!rest.starts_with("{%") || !rewriting_.has(Extension::Liquid) || rewriting_.raw) return false;
  const std::size_t close = rest.find("%}");
  if (close == std::string_view::npos || parse_tag(rest.substr(0, close + 2)).name != "raw") return false;
  if (!opening_fence(rest.substr(close + 2))) return false;
  rewriting_.raw = true;
  edits_.erase(content.offset, content.offset + close + 2);
  return true;
}

// {% comment %} in a paragraph hides what stands up to its end, blank lines too.
bool BlockPass::skip_comment(const Cursor& content) {
  if (!rewriting_.has(Extension::Liquid) || rewriting_.raw) return false;
  const std::string_view rest = content.rest();
  for (std::size_t open = rest.find("{%"); open != std::string_view::npos; open = rest.find("{%", open + 2)) {
    const std::size_t close = rest.find("%}", open);
    if (close == std::string_view::npos) return false;
    if (parse_tag(rest.substr(open, close + 2 - open)).name != "comment") continue;
    if (endless_.contains("comment")) return false;
    const std::size_t begin = content.offset + open;
    const std::size_t end_tag = find_end_tag(text_, begin, "comment");
    if (end_tag == std::string_view::npos) {
      endless_.emplace("comment");
      rewriting_.diagnostics.report({Code::TemplateLeftOut, source_.span(begin, content.offset + close + 2),
                                     fmt::format("{} has no end", shown_tag(rest.substr(open, close + 2 - open)))});
      return false;
    }
    if (end_tag < line_.end) continue;  // the line's own affair
    const std::size_t end = text_.find("%}", end_tag) + 2;
    const Line last = line_at(text_, end);
    edits_.erase(begin, end);
    if (open > 0) add_text_line({text_, content.offset, begin});
    if (end < last.end) add_text_line({text_, end, last.end});
    resume_ = last.next;
    return true;
  }
  return false;
}

// {% note warning Title %} … {% endnote %}; GitBook's {% hint %}
bool BlockPass::scan_note_tag(const Cursor& cursor, const TemplateTag& tag) {
  if (tag.name.starts_with("end")) {
    close_division(cursor);
    return true;
  }
  divisions_.push_back({containers_.size()});
  Insertion open = make(InsertionKind::OpenDivision, cursor);
  open.division = doc::DivisionKind::Admonition;
  open.tag = kFencedDivision;
  // {% hint style="info" %}
  std::string_view arguments = tag.arguments;
  const bool styled = arguments.starts_with("style=");
  if (styled) arguments.remove_prefix(std::min<std::size_t>(7, arguments.size()));
  const std::size_t end = std::min(arguments.find_first_of(styled ? "\"' \t" : " \t"), arguments.size());
  std::string kind = admonition_class(arguments.substr(0, end));
  if (!styled) open.text = unquoted(kind.empty() ? arguments : arguments.substr(end));
  // Flags that change the look only.
  for (const std::string_view flag : {"no-icon", "simple", "modern", "flat", "icon"})
    if (open.text == flag) open.text.clear();
  open.attributes.classes.push_back(kind.empty() ? "note" : std::move(kind));
  put(cursor, std::move(open));
  return true;
}

// {% blockquote Author, Source https://example.org Title %} … {% endblockquote %}
bool BlockPass::scan_quote_tag(const Cursor& cursor, const TemplateTag& tag) {
  if (tag.name.starts_with("end")) {
    close_division(cursor);
    return true;
  }
  // Of the others' arguments, which are classes, nothing is shown.
  const bool attributed = tag.name == "blockquote" || tag.name == "quote";
  const std::string_view words = attributed ? trim_blanks(tag.arguments) : std::string_view();
  std::string attribution = words.empty() ? std::string() : "—— " + std::string(words);
  if (const std::size_t address = attribution.find("http");
      address != std::string::npos && address < attribution.find('<')) {
    attribution.insert(std::min(attribution.find(' ', address), attribution.size()), ">");
    attribution.insert(address, "<");
  }
  divisions_.push_back({containers_.size(), std::move(attribution)});
  Insertion open = make(InsertionKind::OpenDivision, cursor);
  open.tag = kFencedDivision;
  open.quote = true;
  put(cursor, std::move(open));
  return true;
}

bool BlockPass::skip_tag_body(const Cursor& cursor) {
  const std::size_t close =
      endless_.contains("comment") ? std::string_view::npos : find_end_tag(text_, line_.end, "comment");
  end_leaf();
  std::size_t end = line_.end;
  if (close == std::string_view::npos) {
    endless_.emplace("comment");
    rewriting_.diagnostics.report({Code::TemplateLeftOut, source_.span(cursor.offset, line_.end),
                                   fmt::format("{} has no end", shown_tag(cursor.rest()))});
  } else {
    end = text_.find("%}", close) + 2;
    resume_ = line_at(text_, end).next;
  }
  edits_.erase(cursor.offset, end);
  return true;
}

}  // namespace mdconv::markdown
