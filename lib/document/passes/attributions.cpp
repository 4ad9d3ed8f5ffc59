// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <iterator>

#include "document/passes/passes.h"
#include "document/walk.h"
#include "support/unicode.h"
#include "support/utf8.h"

// Who is quoted: a last paragraph, or a last line, that begins with a dash and is short. It gets a class, so that
// sheets can set it at the end of the line, and becomes a paragraph if it was a line.

namespace mdconv::doc {

namespace {

constexpr std::string_view kClass = "attribution";
constexpr std::array<char32_t, 4> kDashes = {U'—', U'―', U'⸺', U'–'};

template <std::size_t N>
bool is_one_of(char32_t c, const std::array<char32_t, N>& set) {
  return std::find(set.begin(), set.end(), c) != set.end();
}

bool begins_with_dash(const Inline& node) {
  const auto* text = std::get_if<Text>(&node.node);
  if (text == nullptr) return false;
  std::size_t at = 0;
  return !text->utf8.empty() && is_one_of(utf8::next(text->utf8, at), kDashes);
}

bool is_cite(const Inline& node) {
  return std::holds_alternative<Emphasis>(node.node) && node.attributes.has_class("cite");
}

char32_t last_character(std::string_view text) {
  char32_t last = 0;
  for (std::size_t i = 0; i < text.size();) last = utf8::next(text, i);
  return last;
}

bool ends_sentence(std::string_view text) {
  static constexpr std::array<char32_t, 14> kEnds = {U'。', U'！', U'？', U'…', U'”', U'’',  U'」',
                                                     U'』', U'.',  U'!',  U'?', U'"', U'）', U'*'};
  return is_one_of(last_character(text), kEnds);
}

// A name and a title are short, and no sentence of the quotation.
bool names_somebody(const Inlines& inlines) {
  constexpr std::size_t kLongest = 80;  // columns
  const std::string text = plain_text(inlines);
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) width += unicode::is_wide(utf8::next(text, i)) ? 2 : 1;
  static constexpr std::array<char32_t, 5> kEnds = {U'。', U'！', U'？', U'；', U'，'};
  return width > 2 && width <= kLongest && !is_one_of(last_character(text), kEnds);
}

bool is_attribution(const Inlines& inlines) {
  if (inlines.empty()) return false;
  if (inlines.size() == 1 && is_cite(inlines.front())) return true;
  return begins_with_dash(inlines.front()) && names_somebody(inlines);
}

// The line that is one; the end where there is none.
Inlines::iterator find_line(Inlines& inlines) {
  for (auto end = inlines.end(); end != inlines.begin();) {
    --end;
    const bool hard = std::holds_alternative<LineBreak>(end->node);
    if (!hard && !std::holds_alternative<SoftBreak>(end->node)) continue;
    if (end == inlines.begin()) break;
    const Inlines line(end + 1, inlines.end());
    const bool above_ends = hard || ends_sentence(plain_text(Inlines(inlines.begin(), end)));
    return above_ends && is_attribution(line) ? end : inlines.end();
  }
  return inlines.end();
}

void mark(Block& block) {
  auto* quote = std::get_if<Quote>(&block.node);
  if (quote == nullptr || quote->children.empty()) return;
  Block& last = quote->children.back();
  auto* paragraph = std::get_if<Paragraph>(&last.node);
  if (paragraph == nullptr || last.attributes.has_class(kClass)) return;
  if (quote->children.size() > 1 && is_attribution(paragraph->children)) {
    last.attributes.classes.emplace_back(kClass);
    return;
  }
  const auto line = find_line(paragraph->children);
  if (line == paragraph->children.end()) return;
  Block attribution;
  attribution.node =
      Paragraph{Inlines(std::make_move_iterator(line + 1), std::make_move_iterator(paragraph->children.end()))};
  attribution.span = std::get<Paragraph>(attribution.node).children.front().span;
  attribution.attributes.classes.emplace_back(kClass);
  paragraph->children.erase(line, paragraph->children.end());
  quote->children.push_back(std::move(attribution));
}

}  // namespace

void mark_attributions(Document& document) {
  for_each_block(document.blocks, mark);
  for (Note& note : document.notes) for_each_block(note.blocks, mark);
}

}  // namespace mdconv::doc
