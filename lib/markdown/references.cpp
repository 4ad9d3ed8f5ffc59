// SPDX-License-Identifier: MIT
#include "markdown/references.h"

#include <algorithm>
#include <array>
#include <string>

#include "document/names.h"
#include "document/walk.h"
#include "support/ascii.h"
#include "support/language.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::markdown {

namespace {

constexpr std::array<std::string_view, 5> kKinds = {"fig", "lst", "sec", "tab", "tbl"};

// A reference without brackets: "-@fig:x".
struct Reference {
  std::size_t begin = 0, end = 0;
  /// "fig:x"
  std::string id;
  bool number_only = false;
};

bool is_key(char32_t c) { return unicode::is_letter_or_digit(c) || c == U'_'; }

class Finder {
 public:
  Finder(std::string_view language, const Rewriting& rewriting) : escape_(rewriting.letter()) {
    const bool wide = language::is_chinese_or_japanese(language);
    separator_ = wide ? "、" : ", ";
  }

  void run(doc::Inlines& inlines, bool in_link = false) {
    const auto has_text = [](const doc::Inline& node) {
      const auto* text = std::get_if<doc::Text>(&node.node);
      return text != nullptr && text->utf8.find('@') != std::string::npos;
    };
    for (doc::Inline& node : inlines) {
      const bool link = in_link || std::holds_alternative<doc::Link>(node.node);
      if (doc::Inlines* children = doc::children_of(node)) run(*children, link);
    }
    if (std::none_of(inlines.begin(), inlines.end(), has_text)) return;
    doc::Inlines result;
    for (doc::Inline& node : inlines) {
      if (has_text(node))
        split(node, in_link, result);
      else
        result.push_back(std::move(node));
    }
    inlines = std::move(result);
  }

 private:
  // In a link nothing leads elsewhere; only what keeps an "@" from being read goes.
  void split(doc::Inline& node, bool in_link, doc::Inlines& result) {
    const std::string text = std::move(std::get<doc::Text>(node.node).utf8);
    const bool exact = node.span.has_place() && node.span.end - node.span.begin == text.size();
    const auto place = [&](std::size_t begin, std::size_t end) {
      if (!exact) return node.span;
      return mdconv::Span{node.span.file, node.span.begin + static_cast<std::uint32_t>(begin),
                          node.span.begin + static_cast<std::uint32_t>(end)};
    };
    const auto add_text = [&](std::size_t begin, std::size_t end) {
      if (begin < end)
        result.push_back({doc::Text{text.substr(begin, end - begin)}, place(begin, end), node.attributes});
    };
    std::size_t done = 0;
    for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at)) {
      if (at >= done + escape_.size() && std::string_view(text).substr(0, at).ends_with(escape_)) {
        add_text(done, at - escape_.size());
        done = at++;
        continue;
      }
      std::size_t begin = at, end = at;
      std::vector<Reference> found;
      if (!in_link) found = references_at(text, done, begin, end);
      if (found.empty()) {
        ++at;
        continue;
      }
      add_text(done, begin);
      for (const Reference& reference : found) {
        if (&reference != found.data())
          result.push_back({doc::Text{std::string(separator_)}, place(reference.begin, reference.begin), {}});
        // One that leads nowhere stays as it is written.
        const bool only = found.size() == 1;
        const std::size_t from = only ? begin : reference.begin, to = only ? end : reference.end;
        result.push_back(link_of(reference, text.substr(from, to - from), place(from, to)));
      }
      done = at = end;
    }
    add_text(done, text.size());
  }

  static doc::Inline link_of(const Reference& reference, std::string text, const mdconv::Span& span) {
    doc::Link link{"#" + reference.id, {}, {}, {}};
    link.children.push_back({doc::Text{std::move(text)}, span, {}});
    doc::Inline node{std::move(link), span, {}};
    node.attributes.classes.emplace_back(doc::kReferenceClass);
    if (reference.number_only) node.attributes.classes.emplace_back(doc::kNumberOnlyClass);
    return node;
  }

  // Those in brackets, "[@fig:x; @fig:y]", or one without; `begin` is at its "@". What is before `done` is taken.
  static std::vector<Reference> references_at(const std::string& text, std::size_t done, std::size_t& begin,
                                              std::size_t& end) {
    const std::size_t at = begin;
    std::size_t open = at;
    while (open > done && (text[open - 1] == ' ' || text[open - 1] == '-')) --open;
    if (open > done && text[open - 1] == '[') {
      std::vector<Reference> found = references_in(text, open, end);
      if (!found.empty()) {
        begin = open - 1;
        return found;
      }
    }
    if (at > 0) {
      const char32_t before = utf8::previous(text, at);
      const bool word = unicode::is_letter_or_digit(before) && !unicode::is_wide(before);
      if (word || std::u32string_view(U"._/@-+:#").find(before) != std::u32string_view::npos) return {};
    }
    Reference reference{at, at, {}, false};
    if (!read(text, reference, false)) return {};
    end = reference.end;
    return {std::move(reference)};
  }

  // From behind the bracket on; `end` becomes the place behind the closing one.
  static std::vector<Reference> references_in(const std::string& text, std::size_t i, std::size_t& end) {
    std::vector<Reference> found;
    while (true) {
      while (i < text.size() && text[i] == ' ') ++i;
      Reference reference{i, i, {}, false};
      if (i < text.size() && text[i] == '-') {
        reference.number_only = true;
        ++i;
      }
      reference.end = i;
      if (!read(text, reference, true)) return {};
      i = reference.end;
      found.push_back(std::move(reference));
      while (i < text.size() && text[i] == ' ') ++i;
      if (i == text.size() || (text[i] != ';' && text[i] != ']')) return {};
      if (text[i++] == ']') break;
    }
    end = i;
    return found;
  }

  // "@fig:x" at the reference's end, which moves behind it. Without brackets a key of Latin letters ends where Han
  // begins: "@fig:x所示".
  static bool read(const std::string& text, Reference& reference, bool in_brackets) {
    constexpr std::size_t kKindLength = 3;
    std::size_t i = reference.end;
    if (i >= text.size() || text[i] != '@') return false;
    const std::string kind = ascii::to_lower(std::string_view(text).substr(i + 1, kKindLength));
    if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) return false;
    i += 1 + kKindLength;
    if (i >= text.size() || (text[i] != ':' && text[i] != '-')) return false;
    const std::size_t begin = i++;
    std::size_t key_end = begin;
    bool latin = false;
    while (i < text.size()) {
      const char32_t c = utf8::next(text, i);
      const bool wide = unicode::is_wide(c);
      if (is_key(c) && !(latin && wide && !in_brackets)) {
        latin = latin || !wide;
        key_end = i;
      } else if (std::u32string_view(U":.#$%&-+?<>~/").find(c) == std::u32string_view::npos) {
        break;
      }
    }
    if (key_end == begin) return false;
    reference.end = key_end;
    reference.id = kind + text.substr(begin, key_end - begin);
    return true;
  }

  /// What stands before an escaped "@".
  const std::string& escape_;
  std::string_view separator_;
};

}  // namespace

void find_references(doc::Blocks& blocks, std::string_view language, const Rewriting& rewriting) {
  Finder finder(language, rewriting);
  doc::for_each_block(blocks, [&](doc::Block& block) {
    if (doc::Inlines* inlines = doc::inlines_of(block)) finder.run(*inlines);
  });
}

}  // namespace mdconv::markdown
