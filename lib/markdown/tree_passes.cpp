// SPDX-License-Identifier: MIT
#include "markdown/tree_passes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>

#include "document/names.h"
#include "document/note_key.h"
#include "document/walk.h"
#include "markdown/admonitions.h"
#include "markdown/attribute_syntax.h"
#include "markdown/line_syntax.h"
#include "markdown/notes.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::markdown {

namespace {

// Calls f(Blocks&) for each vector of blocks, inner ones first.
template <class F>
void for_each_blocks(doc::Blocks& blocks, F&& f) {
  for (doc::Block& block : blocks)
    doc::for_each_child_blocks(block, [&](doc::Blocks& inner) { for_each_blocks(inner, f); });
  f(blocks);
}

doc::Blocks one(doc::Block block) {
  doc::Blocks blocks;
  blocks.push_back(std::move(block));
  return blocks;
}

// ---- definition lists ----

bool is_definition_item(const doc::ListItem& item) {
  return std::any_of(item.attributes.pairs.begin(), item.attributes.pairs.end(),
                     [](const auto& pair) { return pair.first == kDefinition; });
}

bool is_definition_list(const doc::Block& block) {
  const auto* list = std::get_if<doc::List>(&block.node);
  return list != nullptr && !list->items.empty() && is_definition_item(list->items.front());
}

// Text behind a blank line is a paragraph.
void loosen(doc::Blocks& blocks) {
  for (doc::Block& block : blocks)
    if (auto* plain = std::get_if<doc::Plain>(&block.node)) block.node = doc::Paragraph{std::move(plain->children)};
}

// The paragraph before the first definition; to kramdown, each line of it is a term.
void add_terms(doc::DefinitionList& list, doc::Block paragraph, bool by_line, std::size_t limit) {
  doc::Inlines* inlines = doc::inlines_of(paragraph);
  if (inlines == nullptr) return;
  doc::Plain term;
  const auto add = [&] {
    if (term.children.empty()) return;
    mdconv::Span span;
    for (const doc::Inline& node : term.children) span = hull(span, node.span);
    list.entries.push_back({true, one({std::exchange(term, {}), span, {}}), span, {}});
  };
  for (doc::Inline& node : *inlines) {
    if (by_line && std::holds_alternative<doc::SoftBreak>(node.node)) {
      add();
    } else {
      term.children.push_back(std::move(node));
    }
  }
  add();
  if (!list.entries.empty()) merge_attributes(list.entries.back().attributes, paragraph.attributes, limit);
}

void gather_definitions(doc::Blocks& blocks, bool by_line, std::size_t limit) {
  if (std::none_of(blocks.begin(), blocks.end(), is_definition_list)) return;
  doc::Blocks result;
  for (doc::Block& block : blocks) {
    if (!is_definition_list(block)) {
      result.push_back(std::move(block));
      continue;
    }
    doc::Block term;
    if (!result.empty() && std::holds_alternative<doc::Paragraph>(result.back().node)) {
      term = std::move(result.back());
      result.pop_back();
    }
    // Terms that follow each other make one list.
    if (result.empty() || !std::holds_alternative<doc::DefinitionList>(result.back().node))
      result.push_back({doc::DefinitionList{}, {}, block.attributes});
    auto& list = std::get<doc::DefinitionList>(result.back().node);
    result.back().span = hull(result.back().span, hull(term.span, block.span));
    add_terms(list, std::move(term), by_line, limit);
    doc::List rest;
    rest.tight = std::get<doc::List>(block.node).tight;
    for (doc::ListItem& item : std::get<doc::List>(block.node).items) {
      // A list that follows at once is one with the definitions to the parser.
      if (!is_definition_item(item)) {
        rest.items.push_back(std::move(item));
        continue;
      }
      if (item.attributes.find(kDefinition) == "loose") loosen(item.children);
      std::erase_if(item.attributes.pairs, [](const auto& pair) { return pair.first == kDefinition; });
      list.entries.push_back({false, std::move(item.children), item.span, std::move(item.attributes)});
    }
    if (rest.items.empty()) continue;
    mdconv::Span span;
    for (const doc::ListItem& item : rest.items) span = hull(span, item.span);
    result.push_back({std::move(rest), span, {}});
  }
  blocks = std::move(result);
}

// ---- alerts ----

struct AlertMark {
  std::string kind;
  bool folded = false;
  /// Where the title begins in the first text.
  std::size_t end = 0;
};

bool is_line_end(const doc::Inline& node) {
  return std::holds_alternative<doc::SoftBreak>(node.node) || std::holds_alternative<doc::LineBreak>(node.node);
}

// `[!NOTE]` alone on the first line of a quotation; or Obsidian's, of any name, `[!faq]- A title`.
std::optional<AlertMark> alert_mark(const doc::Inlines& inlines, bool titled) {
  const auto* first = inlines.empty() ? nullptr : std::get_if<doc::Text>(&inlines.front().node);
  const std::string_view text = first == nullptr ? std::string_view() : first->utf8;
  const std::size_t close = text.find(']');
  if (!text.starts_with("[!") || close == std::string::npos) return std::nullopt;
  const std::string_view name = text.substr(2, close - 2);
  AlertMark mark{admonition_class(name), false, close + 1};
  if (!titled) {
    const bool alone = trim_blanks(text.substr(mark.end)).empty() && (inlines.size() == 1 || is_line_end(inlines[1]));
    return alone && !mark.kind.empty() ? std::optional(mark) : std::nullopt;
  }
  const bool word =
      !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return ascii::is_letter(c) || c == '-'; });
  if (!word) return std::nullopt;
  if (mark.kind.empty()) mark.kind = "note";
  const char sign = mark.end < text.size() ? text[mark.end] : '\0';
  mark.folded = sign == '-';
  if (sign == '-' || sign == '+') ++mark.end;
  if (mark.end < text.size() && !is_blank(text[mark.end])) return std::nullopt;
  mark.end = std::min(text.find_first_not_of(" \t", mark.end), text.size());
  return mark;
}

// The rest of the first line without the mark and its end.
doc::Inlines take_title(doc::Inlines& inlines, const AlertMark& mark) {
  auto& first = inlines.front();
  auto& text = std::get<doc::Text>(first.node).utf8;
  if (first.span.has_place() && first.span.end - first.span.begin == text.size())
    first.span.begin += static_cast<std::uint32_t>(mark.end);
  text.erase(0, mark.end);
  const auto line_end = std::find_if(inlines.begin(), inlines.end(), is_line_end);
  doc::Inlines title(std::make_move_iterator(inlines.begin()), std::make_move_iterator(line_end));
  inlines.erase(inlines.begin(), line_end == inlines.end() ? line_end : line_end + 1);
  if (std::get<doc::Text>(title.front().node).utf8.empty()) title.erase(title.begin());
  return title;
}

void make_alert(doc::Block& block, bool titled) {
  auto* quote = std::get_if<doc::Quote>(&block.node);
  if (quote == nullptr || quote->children.empty()) return;
  auto* paragraph = std::get_if<doc::Paragraph>(&quote->children.front().node);
  if (paragraph == nullptr) return;
  const std::optional<AlertMark> mark = alert_mark(paragraph->children, titled);
  if (!mark) return;
  const mdconv::Span place = paragraph->children.front().span;
  doc::Inlines title = take_title(paragraph->children, *mark);
  doc::Division division{doc::DivisionKind::Admonition, std::move(quote->children)};
  if (paragraph->children.empty()) division.children.erase(division.children.begin());
  if (!title.empty()) {
    if (mark->folded) division.kind = doc::DivisionKind::Details;
    const auto kind = mark->folded ? doc::DivisionKind::Summary : doc::DivisionKind::AdmonitionTitle;
    division.children.insert(division.children.begin(),
                             {doc::Division{kind, one({doc::Plain{std::move(title)}, place, {}})}, place, {}});
  }
  block.node = std::move(division);
  block.attributes.classes.insert(block.attributes.classes.begin(), mark->kind);
}

// ---- figures and captions ----

doc::Block caption(doc::Inlines inlines, const mdconv::Span& span) {
  return {doc::Division{doc::DivisionKind::Caption, one({doc::Plain{std::move(inlines)}, span, {}})}, span, {}};
}

// The image that a node is, or that is all of a link.
doc::Image* image_of(doc::Inline& node) {
  if (auto* link = std::get_if<doc::Link>(&node.node)) {
    if (link->children.size() != 1) return nullptr;
    return std::get_if<doc::Image>(&link->children.front().node);
  }
  return std::get_if<doc::Image>(&node.node);
}

doc::Image* lone_image(doc::Paragraph& paragraph, doc::Inline*& holder) {
  if (paragraph.children.size() != 1) return nullptr;
  holder = &paragraph.children.front();
  return image_of(*holder);
}

// The words below a picture: its title, or its text if that says more than the file's name does.
std::string caption_of(const doc::Image& image) {
  if (!image.title.empty()) return image.title;
  const std::string_view alt = image.alt;
  std::string_view name = image.target;
  name.remove_prefix(std::min(name.size(), name.rfind('/') + 1));
  const std::string_view stem = name.substr(0, name.rfind('.'));
  static constexpr std::string_view kEmpty[] = {"image", "img", "picture", "pic", "photo", "screenshot"};
  const std::string lower = unicode::to_lower(alt);
  if (alt == name || alt == stem || std::find(std::begin(kEmpty), std::end(kEmpty), lower) != std::end(kEmpty))
    return {};
  return std::string(alt);
}

// Whether a node is made by a tag of raw HTML: that says itself whether it is a figure.
bool is_raw_html(const mdconv::Span& span, const SourceMap& sources) {
  if (!span.has_place()) return false;
  const std::string_view text = sources.text(span.file);
  return span.begin < text.size() && text[span.begin] == '<';
}

// A picture's words as inlines: the marks of notes in them are marks again. `plain` gets the words without them.
doc::Inlines read_marks(std::string_view words, const mdconv::Span& span, const BuildState& state, std::string& plain) {
  doc::Inlines inlines;
  std::size_t done = 0;
  const auto add = [&](std::size_t end) {
    if (end == done) return;
    inlines.push_back({doc::Text{std::string(words.substr(done, end - done))}, span, {}});
    plain.append(words.substr(done, end - done));
  };
  for (std::size_t i = words.find("[^"); i != std::string_view::npos; i = words.find("[^", i + 1)) {
    const std::string_view label = note_label_at(words, i);
    if (label.empty() || !state.note_keys.contains(doc::note_key(label))) continue;
    add(i);
    inlines.push_back({doc::NoteRef{std::string(label)}, span, {}});
    done = i + label.size() + 3;
  }
  add(words.size());
  return inlines;
}

// A picture and, on the line below, one emphasised phrase: its caption, as themes for Jekyll have it.
std::optional<doc::Inlines> take_caption_line(doc::Paragraph& paragraph) {
  doc::Inlines& inlines = paragraph.children;
  if (inlines.size() != 3 || image_of(inlines[0]) == nullptr) return std::nullopt;
  const bool broken = std::holds_alternative<doc::SoftBreak>(inlines[1].node) ||
                      std::holds_alternative<doc::LineBreak>(inlines[1].node);
  auto* phrase = std::get_if<doc::Emphasis>(&inlines[2].node);
  if (!broken || phrase == nullptr) return std::nullopt;
  doc::Inlines words = std::move(phrase->children);
  inlines.resize(1);
  return words;
}

void make_figure(doc::Block& block, BuildState& state) {
  auto* paragraph = std::get_if<doc::Paragraph>(&block.node);
  if (paragraph == nullptr) return;
  if (std::optional<doc::Inlines> words = take_caption_line(*paragraph)) {
    const mdconv::Span span = words->empty() ? block.span : words->front().span;
    doc::Division figure{doc::DivisionKind::Figure, {}};
    figure.children.push_back({doc::Plain{std::move(paragraph->children)}, block.span, {}});
    figure.children.push_back(caption(*std::move(words), span));
    block.node = std::move(figure);
    return;
  }
  doc::Inline* holder = nullptr;
  doc::Image* image = lone_image(*paragraph, holder);
  if (image == nullptr || is_raw_html(holder->span, state.sources)) return;
  const std::string words = caption_of(*image);
  if (words.empty()) return;
  const mdconv::Span span = holder->span;
  doc::Division figure{doc::DivisionKind::Figure, {}};
  std::string plain;
  doc::Inlines shown = read_marks(words, span, state, plain);
  if (image->title.empty()) image->alt = plain;
  image->title.clear();
  figure.children.push_back({doc::Plain{std::move(paragraph->children)}, block.span, {}});
  figure.children.push_back(caption(std::move(shown), span));
  block.node = std::move(figure);
}

// Takes ": " or "Table: " off the beginning of a paragraph; whether it was there.
bool take_caption_mark(doc::Block& block) {
  auto* paragraph = std::get_if<doc::Paragraph>(&block.node);
  if (paragraph == nullptr || paragraph->children.empty()) return false;
  auto* text = std::get_if<doc::Text>(&paragraph->children.front().node);
  if (text == nullptr) return false;
  for (const std::string_view mark : {": ", "Table: ", "table: ", "表：", "表: "}) {
    if (!text->utf8.starts_with(mark)) continue;
    text->utf8.erase(0, mark.size());
    if (text->utf8.empty()) paragraph->children.erase(paragraph->children.begin());
    return true;
  }
  return false;
}

// A label at a caption's end: "{#tbl:x}".
void take_caption_attributes(doc::Inlines& inlines, doc::Attributes& attributes, const BuildState& state) {
  const std::size_t limit = state.options.limits.attributes;
  auto* text = inlines.empty() ? nullptr : std::get_if<doc::Text>(&inlines.back().node);
  const std::size_t brace = text == nullptr || !text->utf8.ends_with('}') ? std::string::npos : text->utf8.rfind('{');
  if (brace == std::string::npos) return;
  const std::string_view inside = std::string_view(text->utf8).substr(brace + 1, text->utf8.size() - brace - 2);
  const std::optional<AttributeList> list = parse_attribute_list(inside, limit);
  if (!list || list->attributes.empty()) return;
  state.rewriting.report_cut(list->cut, inlines.back().span);
  merge_attributes(attributes, list->attributes, limit);
  text->utf8.resize(text->utf8.find_last_not_of(" \t", brace == 0 ? 0 : brace - 1) + 1);
  if (brace == 0 || text->utf8.empty()) inlines.pop_back();
}

void add_captions(doc::Blocks& blocks, const BuildState& state) {
  std::vector<std::size_t> taken;  // in order
  const auto is_taken = [&](std::size_t i) { return !taken.empty() && taken.back() == i; };
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!std::holds_alternative<doc::Table>(blocks[i].node)) continue;
    const bool after = i + 1 < blocks.size() && take_caption_mark(blocks[i + 1]);
    const bool before = !after && i > 0 && !is_taken(i - 1) && take_caption_mark(blocks[i - 1]);
    if (!after && !before) continue;
    const std::size_t place = after ? i + 1 : i - 1;
    const mdconv::Span span = hull(blocks[i].span, blocks[place].span);
    doc::Division figure{doc::DivisionKind::Figure, {}};
    doc::Attributes attributes = std::move(blocks[place].attributes);
    doc::Inlines& words = std::get<doc::Paragraph>(blocks[place].node).children;
    take_caption_attributes(words, attributes, state);
    figure.children.push_back(caption(std::move(words), blocks[place].span));
    figure.children.push_back(std::move(blocks[i]));
    blocks[i] = {std::move(figure), span, std::move(attributes)};
    taken.push_back(place);
    i = std::max(i, place);
  }
  if (taken.empty()) return;
  doc::Blocks rest;
  for (std::size_t i = 0, next = 0; i < blocks.size(); ++i) {
    if (next < taken.size() && taken[next] == i)
      ++next;
    else
      rest.push_back(std::move(blocks[i]));
  }
  blocks = std::move(rest);
}

// ---- code ----

constexpr std::string_view kHideLines = "hidelines=";

// "rust,ignore,editable", "cpp {.numberLines caption=\"…\"}", "{.python #id}", "js:app.js", "python title=\"…\"".
void read_code_info(doc::Block& block, const doc::CodeBlock& code, const BuildState& state) {
  const std::size_t limit = state.options.limits.attributes;
  std::string_view info = code.info;
  const std::size_t brace = info.find('{');
  doc::Attributes& attributes = block.attributes;
  if (brace != std::string_view::npos) {
    const std::size_t length = braces_length(info, brace);
    if (length != 0) {
      if (const auto list = parse_attribute_list(info.substr(brace + 1, length - 2), limit)) {
        state.rewriting.report_cut(list->cut, block.span);
        merge_attributes(attributes, list->attributes, limit);
        for (const std::string& word : list->words)
          if (!attributes.has_class(word) && ascii::is_letter(word[0])) attributes.classes.push_back(word);
      }
      info = info.substr(0, brace);
    }
  }
  const std::size_t end = std::min(info.find_first_of(" \t,"), info.size());
  std::string_view rest = info.substr(end);
  if (rest.find('=') != std::string_view::npos && rest.find(',') != 0) {
    if (const auto list = parse_attribute_list(rest, limit)) {
      state.rewriting.report_cut(list->cut, block.span);
      merge_attributes(attributes, list->attributes, limit);
    }
    return;
  }
  bool cut = false;
  while (!rest.empty()) {
    const std::size_t begin = std::min(rest.find_first_not_of(" \t,"), rest.size());
    rest.remove_prefix(begin);
    const std::string_view flag = rest.substr(0, rest.find_first_of(" \t,"));
    const bool word = !flag.empty() && std::all_of(flag.begin(), flag.end(), [](char c) {
      return ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '_';
    });
    if (word && !attributes.has_class(flag)) {
      cut = attributes.classes.size() >= limit;
      if (cut) break;
      attributes.classes.emplace_back(flag);
    }
    if (flag.starts_with(kHideLines))
      attributes.pairs.emplace_back(kHideLines.substr(0, kHideLines.size() - 1), flag.substr(kHideLines.size()));
    rest.remove_prefix(flag.size());
  }
  state.rewriting.report_cut(cut, block.span);
}

// Lines that rustdoc and mdBook hide: "# " before code that only the compiler needs.
void hide_lines(doc::CodeBlock& code) {
  if (code.language != "rust" || code.utf8.find('#') == std::string::npos) return;
  std::string shown;
  for (std::size_t begin = 0; begin < code.utf8.size();) {
    const std::size_t end = code.utf8.find('\n', begin) + 1;
    std::string_view line = std::string_view(code.utf8).substr(begin, (end == 0 ? code.utf8.size() : end) - begin);
    begin += line.size();
    const std::size_t mark = line.find_first_not_of(" \t");
    if (mark != std::string_view::npos && line[mark] == '#') {
      const std::string_view behind = line.substr(mark + 1);
      if (behind.starts_with('#')) {
        shown.append(line.substr(0, mark)).append(behind);
        continue;
      }
      if (behind.empty() || behind[0] == ' ' || behind[0] == '\n' || behind[0] == '\r') continue;
    }
    shown.append(line);
  }
  code.utf8 = std::move(shown);
}

// Code with a caption is a figure of its own.
void name_code(doc::Block& block) {
  auto& pairs = block.attributes.pairs;
  const auto found = std::find_if(pairs.begin(), pairs.end(), [](const auto& pair) {
    return (pair.first == "caption" || pair.first == "title") && !pair.second.empty();
  });
  if (found == pairs.end()) return;
  doc::Inlines words;
  words.push_back({doc::Text{std::move(found->second)}, block.span, {}});
  pairs.erase(found);
  doc::Division figure{doc::DivisionKind::Figure, {}};
  figure.children.push_back(caption(std::move(words), block.span));
  const mdconv::Span span = block.span;
  figure.children.push_back(std::move(block));
  block = {std::move(figure), span, {}};
  block.attributes.classes.emplace_back("code");
}

// Lines of other languages begin with what the fence or the book's settings say.
void hide_prefixed_lines(doc::Block& block, doc::CodeBlock& code, const BuildState& state) {
  std::string prefix;
  for (const auto& [language, of_book] : state.options.hidden_lines)
    if (language == code.language) prefix = of_book;
  auto& pairs = block.attributes.pairs;
  const auto own = std::find_if(pairs.begin(), pairs.end(), [](const auto& pair) { return pair.first == "hidelines"; });
  if (own != pairs.end()) {
    prefix = std::move(own->second);
    pairs.erase(own);
  }
  if (prefix.empty()) return;
  std::string shown;
  for (std::size_t begin = 0; begin < code.utf8.size();) {
    const std::size_t end = std::min(code.utf8.find('\n', begin), code.utf8.size() - 1) + 1;
    const std::string_view line = std::string_view(code.utf8).substr(begin, end - begin);
    begin = end;
    if (!line.substr(std::min(line.find_first_not_of(" \t"), line.size())).starts_with(prefix)) shown.append(line);
  }
  code.utf8 = std::move(shown);
}

// HackMD: "bash=" numbers the lines, "bash=20" from there on.
void read_line_numbers(doc::Block& block, doc::CodeBlock& code) {
  const std::size_t sign = code.language.find('=');
  if (sign == std::string::npos || sign == 0) return;
  const std::string first = code.language.substr(sign + 1);
  if (!std::all_of(first.begin(), first.end(), ascii::is_digit)) return;
  block.attributes.classes.emplace_back("numberLines");
  if (!first.empty()) block.attributes.pairs.emplace_back("startFrom", first);
  code.language.resize(sign);
}

// The language that the first class names, or the word in the info string that carries a file's name or flags.
void finish_code(doc::Block& block, BuildState& state) {
  auto* code = std::get_if<doc::CodeBlock>(&block.node);
  if (code == nullptr) return;
  if (!code->info.empty()) read_code_info(block, *code, state);
  if (code->language.empty() && !block.attributes.classes.empty() && !code->info.empty()) {
    code->language = block.attributes.classes.front();
    block.attributes.classes.erase(block.attributes.classes.begin());
  }
  // Zenn: language:file.
  if (const std::size_t colon = code->language.find(':'); colon != std::string::npos && colon > 0) {
    const std::string_view first = std::string_view(code->info).substr(0, code->info.find_first_of(" \t,{"));
    if (first.size() > colon + 1 && block.attributes.find("caption").empty())
      block.attributes.pairs.emplace_back("caption", std::string(first.substr(colon + 1)));
    code->language.resize(colon);
  }
  if (state.options.dialect.has(Extension::CodeAttributes)) read_line_numbers(block, *code);
  hide_lines(*code);
  if (state.options.dialect.has(Extension::CodeAttributes)) hide_prefixed_lines(block, *code, state);
  name_code(block);
}

// ---- abbreviations ----

bool is_word_character(char32_t c) { return c != 0 && unicode::is_letter_or_digit(c) && !unicode::is_wide(c); }

class Abbreviator {
 public:
  explicit Abbreviator(const Rewriting& rewriting) : meanings_(rewriting.abbreviations) {
    for (const auto& [name, meaning] : meanings_) {
      std::uint32_t node = 0;
      for (const char c : name) {
        const auto [known, is_new] = next_.try_emplace(step(node, c), static_cast<std::uint32_t>(is_name_.size()));
        if (is_new) is_name_.push_back(false);
        node = known->second;
      }
      is_name_[node] = true;
    }
  }

  void run(doc::Inlines& inlines) const {
    doc::Inlines result;
    bool changed = false;
    for (doc::Inline& node : inlines) {
      if (doc::Inlines* children = doc::children_of(node)) {
        const auto* span = std::get_if<doc::Span>(&node.node);
        if (span == nullptr || span->kind != doc::SpanKind::Abbreviation) run(*children);
      }
      if (const auto* text = std::get_if<doc::Text>(&node.node)) {
        changed = split(*text, node, result) || changed;
      } else {
        result.push_back(std::move(node));
      }
    }
    inlines = std::move(result);
  }

 private:
  // Puts a text into the result, abbreviations in it apart.
  bool split(const doc::Text& text, const doc::Inline& node, doc::Inlines& result) const {
    const std::string_view utf8 = text.utf8;
    const bool exact = node.span.has_place() && node.span.end - node.span.begin == utf8.size();
    const auto add = [&](std::size_t begin, std::size_t end, doc::Inlines& to) {
      if (begin == end) return;
      mdconv::Span span = node.span;
      if (exact)
        span = {span.file, span.begin + static_cast<std::uint32_t>(begin),
                span.begin + static_cast<std::uint32_t>(end)};
      to.push_back({doc::Text{std::string(utf8.substr(begin, end - begin))}, span, node.attributes});
    };
    std::size_t done = 0;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
      const std::string_view name = name_at(utf8, i);
      if (name.empty()) continue;
      add(done, i, result);
      done = i + name.size();
      doc::Inline phrase{doc::Span{doc::SpanKind::Abbreviation, {}}, {}, {}};
      const std::string& meaning = meanings_.find(name)->second;
      if (!meaning.empty()) phrase.attributes.pairs.emplace_back("title", meaning);
      add(i, done, std::get<doc::Span>(phrase.node).children);
      phrase.span = std::get<doc::Span>(phrase.node).children.front().span;
      result.push_back(std::move(phrase));
      i = done - 1;
    }
    add(done, utf8.size(), result);
    return done > 0;
  }

  std::string_view name_at(std::string_view text, std::size_t i) const {
    if (!next_.contains(step(0, text[i]))) return {};
    if (i > 0 && is_word_character(utf8::previous(text, i))) return {};
    // The longest of those that begin here.
    std::string_view found;
    std::uint32_t node = 0;
    for (std::size_t end = i; end < text.size();) {
      const auto next = next_.find(step(node, text[end++]));
      if (next == next_.end()) break;
      node = next->second;
      std::size_t after = end;
      if (is_name_[node] && (end == text.size() || !is_word_character(utf8::next(text, after))))
        found = text.substr(i, end - i);
    }
    return found;
  }

  static std::uint64_t step(std::uint32_t node, char c) {
    return std::uint64_t{node} << 8 | static_cast<unsigned char>(c);
  }

  const std::map<std::string, std::string, std::less<>>& meanings_;
  // The names as a tree of their bytes: where a byte leads from a node, and which nodes are whole names.
  std::unordered_map<std::uint64_t, std::uint32_t> next_;
  std::vector<bool> is_name_ = {false};
};

}  // namespace

void apply_tree_passes(doc::Blocks& blocks, BuildState& state) {
  const Dialect& dialect = state.options.dialect;
  const bool code_attributes = dialect.has(Extension::CodeAttributes) || dialect.has(Extension::Liquid);
  for_each_blocks(blocks, [&](doc::Blocks& inner) {
    if (dialect.has(Extension::DefinitionLists))
      gather_definitions(inner, dialect.has(Extension::AttributeLists), state.options.limits.attributes);
    if (dialect.has(Extension::TableCaptions)) add_captions(inner, state);
    for (doc::Block& block : inner) {
      if (dialect.has(Extension::Alerts)) make_alert(block, dialect.has(Extension::Admonitions));
      if (code_attributes) finish_code(block, state);
      if (dialect.has(Extension::Figures)) make_figure(block, state);
    }
  });
  if (state.rewriting.abbreviations.empty()) return;
  const Abbreviator abbreviator(state.rewriting);
  doc::for_each_block(blocks, [&](doc::Block& block) {
    if (doc::Inlines* inlines = doc::inlines_of(block)) abbreviator.run(*inlines);
  });
}

}  // namespace mdconv::markdown
