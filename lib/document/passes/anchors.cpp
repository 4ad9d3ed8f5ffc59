// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "document/names.h"
#include "document/passes/passes.h"
#include "document/walk.h"
#include "support/unicode.h"
#include "support/utf8.h"

// Ids must be XML names without a colon (NCName), or no EPUB that carries them is valid. GitHub's names for headings
// are not always such names ("1-intro"), so a heading's id may differ from the name that links use; both are known to
// Anchors.

namespace mdconv::doc {

namespace {

bool is_name_start(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 0xC0 && c <= 0xD6) ||
         (c >= 0xD8 && c <= 0xF6) || (c >= 0xF8 && c <= 0x2FF) || (c >= 0x370 && c <= 0x37D) ||
         (c >= 0x37F && c <= 0x1FFF) || (c >= 0x2070 && c <= 0x218F) || (c >= 0x2C00 && c <= 0x2FEF) ||
         (c >= 0x3001 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0xEFFFF);
}

bool is_name(char32_t c) {
  return is_name_start(c) || c == '-' || c == '.' || (c >= '0' && c <= '9') || c == 0xB7 ||
         (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

std::string make_name(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = utf8::next(text, i);
    if (!is_name(c)) {
      name.push_back('-');
      continue;
    }
    if (name.empty() && !is_name_start(c)) name.push_back('_');
    utf8::append(name, c);
  }
  if (!name.empty() && name.front() == '-') name.insert(name.begin(), '_');
  return name;
}

// GitHub's name of a heading: letters, digits, marks, hyphens and underscores, in lower case; spaces become hyphens.
std::string github_name(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = utf8::next(text, i);
    if (c == ' ') {
      name.push_back('-');
    } else if (c == '-' || c == '_' || unicode::is_letter_or_digit(c) || unicode::is_mark(c)) {
      utf8::append(name, unicode::to_lower(c));
    }
  }
  return name;
}

// kramdown's: from the first letter on, letters, digits, spaces and hyphens.
std::string kramdown_name(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = utf8::next(text, i);
    if (name.empty() && !unicode::is_letter(c)) continue;
    if (c == ' ' || c == '-') {
      name.push_back('-');
    } else if (unicode::is_letter_or_digit(c) || unicode::is_mark(c)) {
      utf8::append(name, unicode::to_lower(c));
    }
  }
  return name;
}

// mdBook's: spaces become hyphens, only ASCII letters are made small.
std::string mdbook_name(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = utf8::next(text, i);
    if (unicode::is_space(c)) {
      name.push_back('-');
    } else if (c == '-' || c == '_' || unicode::is_letter_or_digit(c)) {
      utf8::append(name, c < 0x80 ? unicode::to_lower(c) : c);
    }
  }
  return name;
}

std::string styled_name(std::string_view text, IdStyle style) {
  switch (style) {
    case IdStyle::Github: return github_name(text);
    case IdStyle::Kramdown: return kramdown_name(text);
    case IdStyle::Mdbook: return mdbook_name(text);
  }
  return {};
}

class Anchorer {
 public:
  Anchorer(Document& document, const ResolveContext& context, IdPool& pool)
      : document_(document), context_(context), pool_(pool) {}

  Anchors run() {
    each_blocks([&](Blocks& blocks) { take_written_ids(blocks); });
    each_blocks([&](Blocks& blocks) {
      for_each_block(blocks, [&](Block& block) {
        if (auto* heading = std::get_if<Heading>(&block.node)) name_heading(*heading, block.attributes);
      });
    });
    each_blocks([&](Blocks& blocks) {
      for_each_block(blocks, [&](Block& block) {
        if (auto* table = std::get_if<Table>(&block.node)) bind_headers(*table);
      });
    });
    check_levels();
    document_.outline.clear();
    for_each_block(document_.blocks, [&](Block& block) {
      auto* heading = std::get_if<Heading>(&block.node);
      if (heading == nullptr) return;
      document_.outline.push_back({heading->level, title_of(*heading), block.attributes.id});
    });
    return std::move(anchors_);
  }

 private:
  template <class F>
  void each_blocks(F&& f) {
    f(document_.blocks);
    for (Note& note : document_.notes) f(note.blocks);
  }

  void check_levels() {
    int last = 0;
    for_each_block(document_.blocks, [&](Block& block) {
      const auto* heading = std::get_if<Heading>(&block.node);
      if (heading == nullptr) return;
      if (last != 0 && heading->level > last + 1) {
        context_.diagnostics.report(
            {mdconv::Code::HeadingJump, block.span,
             fmt::format("a heading of level {} follows one of level {}", heading->level, last)});
      }
      last = heading->level;
    });
  }

  void take_written_ids(Blocks& blocks) {
    for (Block& block : blocks)
      for_each_attributes(block,
                          [&](Attributes& attributes, const mdconv::Span& span) { take_written_id(attributes, span); });
  }

  void take_written_id(Attributes& attributes, const mdconv::Span& span) {
    if (attributes.id.empty()) return;
    const std::string written = std::move(attributes.id);
    const std::string name = make_name(written);
    const bool known_here = anchors_.ids.contains(name) || is_reserved(name);
    attributes.id = make_unique(name);
    // In another text of the same book an id may be used again.
    if (attributes.id != name && known_here) {
      context_.diagnostics.report(
          {mdconv::Code::AnchorDuplicate, span,
           fmt::format("the id \"{}\" is used twice, here it becomes \"{}\"", written, attributes.id)});
    }
    anchors_.names.emplace(written, attributes.id);
    anchors_.aliases.emplace(unicode::to_lower(written), attributes.id);
  }

  // Which cells name a cell: ids of header cells of the same table, as they are called now.
  void bind_headers(Table& table) {
    constexpr std::string_view kKey = "headers";
    std::set<std::string_view> named;
    const auto each_cell = [&](const auto& f) {
      for (TableRow& row : table.head)
        for (TableCell& cell : row.cells) f(cell, true);
      for (TableRow& row : table.body)
        for (TableCell& cell : row.cells) f(cell, cell.header);
    };
    each_cell([&](TableCell& cell, bool header) {
      if (header && !cell.children.empty() && !cell.attributes.id.empty()) named.insert(cell.attributes.id);
    });
    each_cell([&](TableCell& cell, bool) {
      for (auto& [key, value] : cell.attributes.pairs) {
        if (key != kKey) continue;
        std::string bound;
        for (const std::string_view written : ids_of(value)) {
          const auto id = anchors_.names.find(written);
          if (id == anchors_.names.end() || !named.contains(id->second) || id->second == cell.attributes.id) continue;
          const std::vector<std::string_view> before = ids_of(bound);
          if (std::find(before.begin(), before.end(), id->second) != before.end()) continue;
          if (!bound.empty()) bound += ' ';
          bound += id->second;
        }
        value = std::move(bound);
      }
      std::erase_if(cell.attributes.pairs, [&](const auto& pair) { return pair.first == kKey && pair.second.empty(); });
    });
  }

  // Of a heading without text the words that stand for its pictures.
  static std::string title_of(Heading& heading) {
    std::string title = plain_text(heading.children);
    if (!is_blank(title)) return title;
    for_each_inline(heading.children, [&](Inline& node) {
      const auto* image = std::get_if<Image>(&node.node);
      if (image != nullptr && node.attributes.find("role") != "presentation") title += image_substitute(*image);
    });
    return title;
  }

  void name_heading(Heading& heading, Attributes& attributes) {
    std::string base = styled_name(plain_text(heading.children), context_.id_style);
    if (base.empty()) base = "section";
    std::string name;
    std::size_t& count = counts_[base];
    do {
      name = count == 0 ? base : base + "-" + std::to_string(count);
      ++count;
    } while (anchors_.aliases.contains(name) || anchors_.ids.contains(make_name(name)));
    if (attributes.id.empty()) {
      attributes.id = make_unique(make_name(name));
      heading.implicit_id = !context_.dialect.has(Extension::HeadingIds);
    }
    anchors_.names.emplace(name, attributes.id);
    anchors_.aliases.emplace(name, attributes.id);
    if (std::string loose = loose_name(name); !loose.empty()) anchors_.loose.emplace(std::move(loose), attributes.id);
  }

  // Whether the name is that of a note, of its mark or of the notes' section.
  static bool is_reserved(std::string_view name) { return name.starts_with("note-") || name.starts_with("noteref-"); }

  std::string make_unique(const std::string& name) {
    std::string id = pool_.take(name);
    anchors_.ids.insert(id);
    return id;
  }

  Document& document_;
  const ResolveContext& context_;
  IdPool& pool_;
  std::map<std::string, std::size_t> counts_;
  Anchors anchors_;
};

}  // namespace

std::string loose_name(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = utf8::next(text, i);
    if (unicode::is_letter_or_digit(c)) utf8::append(name, unicode::to_lower(c));
  }
  return name;
}

std::string IdPool::take(const std::string& name) {
  std::string candidate = name;
  if (taken.insert(candidate).second) return candidate;
  std::size_t& count = suffixes[name];
  do candidate = name + "-" + std::to_string(++count);
  while (!taken.insert(candidate).second);
  return candidate;
}

void IdPool::reserve(const std::vector<Note>& notes) {
  for (const Note& note : notes) {
    taken.insert(endnotes_id());
    taken.insert(endnotes_id(note.chapter));
    taken.insert(note_id(note.number));
    for (std::uint32_t i = 1; i <= note.references; ++i) taken.insert(noteref_id(note.number, i));
  }
}

Anchors set_anchors(Document& document, const ResolveContext& context, IdPool& ids) {
  return Anchorer(document, context, ids).run();
}

}  // namespace mdconv::doc
