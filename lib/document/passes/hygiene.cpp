// SPDX-License-Identifier: MIT
#include <optional>
#include <utility>

#include "document/passes/passes.h"
#include "document/walk.h"
#include "support/character_place.h"
#include "support/radicals.h"
#include "support/unicode.h"
#include "support/utf8.h"

// Text from PDFs and word processors holds radical code points where ideographs were meant: they look the same, but
// nothing finds them and fonts lack them. Text that talks about the composition of characters (ideographic description
// sequences) keeps its radicals.

namespace mdconv::doc {

namespace {

bool is_radical(char32_t c) { return c >= 0x2E80 && c <= 0x2FDF; }
bool is_description(char32_t c) { return c >= 0x2FF0 && c <= 0x2FFF; }

bool is_unwanted(char32_t c) {
  const bool control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
  const bool noncharacter = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
  return control || noncharacter;
}

bool is_selector(char32_t c) { return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF); }

// Characters without a look of their own, of which only some places make sense.
bool is_invisible(char32_t c) { return c == 0xFEFF || (c >= 0x200B && c <= 0x200D) || c == 0x00AD || is_selector(c); }

// Scripts whose letters change with their neighbours; there joiners mean something.
bool is_joining_script(char32_t c) { return c >= 0x0590 && c <= 0x1CFF; }

// Whether an invisible character does something between these two (0 at an end of the text).
bool has_effect(char32_t c, char32_t before, char32_t after) {
  // At an end of the text something else follows, perhaps what the character was put there for.
  const auto no_letter = [](char32_t side) { return unicode::is_space(side) || unicode::is_wide(side); };
  if (c == 0xFEFF) return false;
  if (c == 0x200B) return before == 0 || after == 0 || (!no_letter(before) && !no_letter(after));
  if (c == 0x00AD) return unicode::is_letter(before) && !unicode::is_wide(before) && unicode::is_letter(after);
  if (c == 0x200C) return is_joining_script(before);
  if (c == 0x200D) return is_joining_script(before) || unicode::is_emoji(before) || is_selector(before);
  if (c == 0xFE0E || c == 0xFE0F) return unicode::is_emoji(before) || (before < 0x80 && before > ' ');
  if (c >= 0xE0100) return unicode::is_han(before);
  // Standardized variants: ideographs, CJK punctuation, signs of mathematics, scripts of Asia.
  return before >= 0x1000 || before == 0x30;
}

// Words of a text that is about radicals.
bool talks_of_radicals(std::string_view text) {
  for (const std::string_view word : {"部首", "偏旁", "部件", "adical"})
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

bool talks_of_radicals(const Block& block) {
  std::string text;
  for_each_inline(block, [&](const Inline& node) {
    if (const auto* part = std::get_if<Text>(&node.node)) text += part->utf8;
  });
  return talks_of_radicals(text);
}

// The length of the spaces that indent a paragraph by hand: one or two that are as wide as a character.
std::size_t indentation(std::string_view text) {
  std::size_t length = 0;
  int spaces = 0;
  while (text.substr(length).starts_with("\u3000") || text.substr(length).starts_with("\u2003")) {
    length += 3;
    ++spaces;
  }
  return spaces > 2 ? 0 : length;
}

bool is_separator(char32_t c) { return c == 0x2028 || c == 0x2029; }

// A byte that may begin one of the characters this pass is about.
bool is_suspicious(char byte) {
  const auto b = static_cast<unsigned char>(byte);
  return (b < 0x20 && b != '\t') || b == 0x7F || b == 0xC2 || b == 0xE2 || b == 0xEF || b >= 0xF0;
}

// Punctuation that Chinese and Latin share; beside a wide character it is as wide.
bool is_shared_punctuation(char32_t c) {
  return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026 || c == 0x2014 || c == 0x00B7;
}

// One side of a line end: the character there, and the nearest one that is no shared punctuation.
struct Side {
  char32_t nearest = 0;
  char32_t telling = 0;
};

// Whether a line end between two characters is no space. Korean parts its words by spaces, so there it is one.
bool joins(const Side& left, const Side& right) {
  if (unicode::is_hangul(left.nearest) || unicode::is_hangul(right.nearest)) return false;
  // Shared punctuation is as wide as what is on the other side or, between two of its kind, as what is around both.
  const bool both_shared = is_shared_punctuation(left.nearest) && is_shared_punctuation(right.nearest);
  if (both_shared) {
    return unicode::is_wide(left.telling) && (right.telling == 0 || unicode::is_wide(right.telling)) &&
           !unicode::is_hangul(left.telling) && !unicode::is_hangul(right.telling);
  }
  const bool left_wide = unicode::is_wide(left.nearest);
  const bool right_wide = unicode::is_wide(right.nearest);
  return (left_wide && (right_wide || is_shared_punctuation(right.nearest))) ||
         (is_shared_punctuation(left.nearest) && right_wide);
}

class Cleaner {
 public:
  explicit Cleaner(const ResolveContext& context) : context_(context) {}

  void run(Document& document) {
    Metadata& metadata = document.metadata;
    for (std::string* text : {&metadata.title, &metadata.subtitle, &metadata.description, &metadata.publisher,
                              &metadata.rights, &metadata.identifier, &metadata.language}) {
      clean(*text, metadata.span);
    }
    for (auto* list : {&metadata.authors, &metadata.subjects})
      for (std::string& text : *list) clean(text, metadata.span);
    for (Person& person : metadata.people)
      for (std::string* text : {&person.name, &person.file_as}) clean(*text, metadata.span);
    clean(document.blocks, {});
    for (Note& note : document.notes) clean(note.blocks, {});
    report();
  }

 private:
  // What a block stands in.
  struct Surroundings {
    /// A list or a table, which is about one thing.
    const Block* group = nullptr;
    bool in_quote = false;
  };

  void clean(Blocks& blocks, const Surroundings& around) {
    for (Block& block : blocks) {
      Surroundings inner = around;
      const bool group = std::holds_alternative<List>(block.node) || std::holds_alternative<Table>(block.node) ||
                         std::holds_alternative<DefinitionList>(block.node);
      if (group && inner.group == nullptr) inner.group = &block;
      if (std::holds_alternative<Quote>(block.node)) inner.in_quote = true;
      if (Inlines* inlines = inlines_of(block)) {
        last_ = {};
        pending_ = nullptr;
        // A long list is looked at once, not once for each item.
        const Block* whole = inner.group != nullptr ? inner.group : &block;
        if (std::exchange(block_, whole) != whole) is_about_radicals_.reset();
        if (std::holds_alternative<Paragraph>(block.node) && !inner.in_quote) drop_indentation(*inlines);
        clean(*inlines);
        erase_empty(*inlines);
      }
      for_each_child_blocks(block, [&](Blocks& children) { clean(children, inner); });
    }
  }

  // The style indents paragraphs; what the author indents too would be indented twice.
  void drop_indentation(Inlines& inlines) {
    auto* text = inlines.empty() ? nullptr : std::get_if<Text>(&inlines.front().node);
    const std::size_t length = text == nullptr ? 0 : indentation(text->utf8);
    if (length == 0 || !context_.dialect.has(Extension::Invisibles)) return;
    // What is all there is was meant.
    const bool alone = length == text->utf8.size();
    if (alone && inlines.size() == 1) return;
    count(invisibles_, inlines.front().span);
    if (alone) return static_cast<void>(inlines.erase(inlines.begin()));
    text->utf8.erase(0, length);
    if (inlines.front().span.has_place() && inlines.front().span.end - inlines.front().span.begin > length)
      inlines.front().span.begin += static_cast<std::uint32_t>(length);
  }

  bool is_about_radicals(std::string_view text) {
    if (block_ == nullptr) return talks_of_radicals(text);
    if (!is_about_radicals_) is_about_radicals_ = talks_of_radicals(*block_);
    return *is_about_radicals_;
  }

  void clean(Inlines& inlines) {
    for (Inline& node : inlines) {
      std::visit(Overload{
                     [&](Text& text) {
                       clean(text.utf8, node.span);
                       pass(text.utf8);
                     },
                     [&](Code& code) { pass(code.utf8); },
                     [&](Math& math) { pass(math.source); },
                     [&](RawHtml&) {},
                     [&](SoftBreak&) { pending_ = last_.nearest == 0 ? nullptr : &node; },
                     [&](Image& image) {
                       clean(image.alt, node.span);
                       clean(image.title, node.span);
                       last_ = {};
                       pending_ = nullptr;
                     },
                     [&](LineBreak&) {
                       last_ = {};
                       pending_ = nullptr;
                     },
                     [&](NoteRef&) {},
                     [&](Link& link) {
                       clean(link.title, node.span);
                       clean(link.children);
                     },
                     [&](auto& phrase) { clean(phrase.children); },
                 },
                 node.node);
    }
  }

  // Decides about the line end before a text, now that both sides are known.
  void pass(const std::string& text) {
    if (text.empty()) return;
    if (pending_ != nullptr) {
      std::size_t i = 0;
      Side right{utf8::next(text, i), 0};
      right.telling = right.nearest;
      while (is_shared_punctuation(right.telling)) right.telling = i < text.size() ? utf8::next(text, i) : 0;
      if (context_.dialect.has(Extension::CjkLineBreaks) && joins(last_, right)) {
        pending_->node = Text{};
        emptied_ = true;
      }
    }
    pending_ = nullptr;
    for (std::size_t end = text.size(); end > 0;) {
      const char32_t c = utf8::previous(text, end);
      if (end == text.size()) last_.nearest = c;
      if (!is_shared_punctuation(c)) {
        last_.telling = c;
        break;
      }
      do --end;
      while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
    }
  }

  void erase_empty(Inlines& inlines) {
    if (!emptied_) return;
    erase_below(inlines);
    emptied_ = false;
  }
  void erase_below(Inlines& inlines) {
    for (Inline& node : inlines)
      if (Inlines* children = children_of(node)) erase_below(*children);
    std::erase_if(inlines, [](const Inline& node) {
      const auto* text = std::get_if<Text>(&node.node);
      return text != nullptr && text->utf8.empty();
    });
  }

  void clean(std::string& text, const mdconv::Span& span) {
    std::size_t i = 0;
    while (i < text.size() && !is_suspicious(text[i])) ++i;
    if (i == text.size()) return;
    // The byte found may stand inside a character only when it begins one: continuation bytes are never suspicious.
    std::string result = text.substr(0, i);
    const auto count = [&](Count& counted, std::size_t offset) {
      if (counted.number++ > 0) return;
      counted.first = context_.sources ? place_of_character(*context_.sources, span, text, offset) : span;
    };
    char32_t before[3] = {i > 0 ? utf8::previous(text, i) : 0};
    while (i < text.size()) {
      const std::size_t begin = i;
      const char32_t c = utf8::next(text, i);
      char32_t replaced = c;
      if (is_unwanted(c)) {
        count(controls_, begin);
        continue;
      }
      if (is_separator(c)) replaced = ' ';
      if (c == '\n' && context_.dialect.has(Extension::CjkLineBreaks)) {
        std::size_t after = i;
        const char32_t next = i < text.size() ? utf8::next(text, after) : 0;
        if (joins({before[0], before[0]}, {next, next})) continue;
      }
      if (is_invisible(c) && context_.dialect.has(Extension::Invisibles)) {
        std::size_t after = i;
        const char32_t next = i < text.size() ? utf8::next(text, after) : 0;
        if (!has_effect(c, before[0], next)) {
          count(invisibles_, begin);
          continue;
        }
      }
      if (is_radical(c) && context_.dialect.has(Extension::Radicals)) {
        std::size_t after = i;
        const char32_t next = i < text.size() ? utf8::next(text, after) : 0;
        const bool described =
            is_description(before[0]) || is_description(before[1]) || is_description(before[2]) || is_description(next);
        if (!described && is_about_radicals(text)) {
          if (unicode::unify_radical(c) != c) count(kept_radicals_, begin);
        } else if (!described) {
          replaced = unicode::unify_radical(c);
        }
        if (replaced != c) count(radicals_, begin);
      }
      before[2] = before[1];
      before[1] = before[0];
      before[0] = replaced;
      utf8::append(result, replaced);
    }
    if (result.empty()) emptied_ = true;
    text = std::move(result);
  }

  struct Count {
    std::size_t number = 0;
    mdconv::Span first = {};
  };
  static void count(Count& count, const mdconv::Span& span) {
    if (count.number++ == 0) count.first = span;
  }

  void report() {
    const auto some = [](std::size_t number, const char* one, const char* many) {
      return std::to_string(number).append(" ").append(number == 1 ? one : many);
    };
    if (radicals_.number > 0) {
      context_.diagnostics.report(
          {mdconv::Code::RadicalsUnified, radicals_.first,
           some(radicals_.number, "radical code point was replaced by the ideograph it stands for",
                "radical code points were replaced by the ideographs they stand for")});
    }
    if (kept_radicals_.number > 0) {
      context_.diagnostics.report(
          {mdconv::Code::RadicalKept, kept_radicals_.first,
           some(kept_radicals_.number, "radical code point stays as it is", "radical code points stay as they are")
               .append(", as the text seems to be about radicals")});
    }
    if (invisibles_.number > 0) {
      context_.diagnostics.report(
          {mdconv::Code::InvisiblesDropped, invisibles_.first,
           some(invisibles_.number, "invisible character was left out", "invisible characters were left out")});
    }
    if (controls_.number > 0) {
      context_.diagnostics.report(
          {mdconv::Code::ControlCharacter, controls_.first,
           some(controls_.number, "control character was left out", "control characters were left out")});
    }
  }

  const ResolveContext& context_;
  const Block* block_ = nullptr;           // what the text is part of
  std::optional<bool> is_about_radicals_;  // the block, once it is asked
  Side last_;                              // the character before, in reading order
  Inline* pending_ = nullptr;              // the line end between it and what comes
  bool emptied_ = false;
  Count radicals_;
  Count kept_radicals_;
  Count invisibles_;
  Count controls_;
};

}  // namespace

void clean_text(Document& document, const ResolveContext& context) { Cleaner(context).run(document); }

}  // namespace mdconv::doc
