// SPDX-License-Identifier: MIT
#include "markdown/summary.h"

#include <fmt/format.h>

#include "document/resolve.h"
#include "document/walk.h"
#include "markdown/markdown.h"
#include "markdown/metadata_keys.h"
#include "support/uri.h"
#include "support/utf8.h"

namespace mdconv::markdown {

namespace {

constexpr std::size_t kMaxDepth = 16;

const doc::Link* find_link(const doc::Inlines& inlines) {
  for (const doc::Inline& node : inlines)
    if (const auto* link = std::get_if<doc::Link>(&node.node)) return link;
  return nullptr;
}

class SummaryReader {
 public:
  explicit SummaryReader(DiagnosticSink& diagnostics) : diagnostics_(diagnostics) {}

  std::vector<SummaryEntry> read(const doc::Blocks& blocks) {
    for (const doc::Block& block : blocks) {
      std::visit(doc::Overload{
                     [&](const doc::Heading& heading) { add_heading(heading, block.span); },
                     [&](const doc::List& list) { add_list(list, 0); },
                     [&](const doc::Paragraph& paragraph) { add_paragraph(paragraph.children, block.span); },
                     [](const doc::Rule&) {},
                     [&](const auto&) { report(block.span, "this is no part of a table of contents"); },
                 },
                 block.node);
    }
    return std::move(entries_);
  }

 private:
  // The first title is that of the file.
  void add_heading(const doc::Heading& heading, const Span& span) {
    if (heading.level == 1 && entries_.empty()) return;
    add(doc::ChapterKind::Part, doc::plain_text(heading.children), span);
  }

  void add_paragraph(const doc::Inlines& inlines, const Span& span) {
    bool found = false;
    for (const doc::Inline& node : inlines) {
      const auto* link = std::get_if<doc::Link>(&node.node);
      if (link == nullptr) continue;
      found = true;
      const auto kind = lists_seen_ ? doc::ChapterKind::Back : doc::ChapterKind::Front;
      add(kind, doc::plain_text(link->children), node.span).target = link->target;
    }
    if (!found) report(span, "this names no chapter");
  }

  void add_list(const doc::List& list, std::size_t depth) {
    lists_seen_ = true;
    if (depth >= kMaxDepth) return report(list.items.front().span, "the chapters are nested too deep");
    // Numbers go on from part to part.
    if (numbers_.size() <= depth) numbers_.push_back(0);
    for (const doc::ListItem& item : list.items) {
      numbers_.resize(depth + 1);
      for (const doc::Block& block : item.children) {
        if (const doc::Inlines* inlines = doc::inlines_of(block)) {
          add_item(*inlines, block.span, depth);
        } else if (const auto* inner = std::get_if<doc::List>(&block.node)) {
          add_list(*inner, depth + 1);
        } else {
          report(block.span, "this is no part of a table of contents");
        }
      }
    }
  }

  void add_item(const doc::Inlines& inlines, const Span& span, std::size_t depth) {
    const doc::Link* link = find_link(inlines);
    ++numbers_[depth];
    SummaryEntry& entry =
        add(doc::ChapterKind::Numbered, doc::plain_text(link != nullptr ? link->children : inlines), span);
    entry.chapter.depth = static_cast<std::uint8_t>(depth);
    entry.chapter.number = numbers_;
    if (link != nullptr) entry.target = link->target;
  }

  SummaryEntry& add(doc::ChapterKind kind, std::string title, const Span& span) {
    SummaryEntry& entry = entries_.emplace_back();
    entry.chapter.kind = kind;
    entry.chapter.title = std::move(title);
    entry.chapter.span = span;
    return entry;
  }

  void report(const Span& span, std::string message) {
    diagnostics_.report({Code::SummarySyntax, span, std::move(message)});
  }

  DiagnosticSink& diagnostics_;
  std::vector<SummaryEntry> entries_;
  std::vector<std::uint32_t> numbers_;
  bool lists_seen_ = false;
};

const Value* find_path(const Value& root, std::initializer_list<std::string_view> keys) {
  const Value* value = &root;
  for (const std::string_view key : keys)
    if (value == nullptr || (value = value->find(key)) == nullptr) return nullptr;
  return value;
}

void take_text(const Value* value, std::string& to) {
  if (value != nullptr && value->kind == Value::Kind::Scalar && !value->text.empty()) to = value->text;
}

}  // namespace

Result<std::vector<SummaryEntry>> read_summary(SourceMap& sources, FileId file, DiagnosticSink& diagnostics) {
  MDCONV_TRY_ASSIGN(const Dialect dialect, Dialect::parse("commonmark"));
  ParseOptions options;
  options.dialect = dialect;
  MDCONV_TRY_ASSIGN(const doc::Document summary, parse(sources, file, options, diagnostics));
  return SummaryReader(diagnostics).read(summary.blocks);
}

Result<BookSettings> read_book_settings(const SourceMap& sources, FileId file, doc::Metadata metadata,
                                        DiagnosticSink& diagnostics) {
  const std::string_view text = sources.text(file);
  const bool toml = sources.name(file).ends_with(".toml");
  DataSource source{text, file, 0, text.size(), toml ? "book.toml" : "book.json"};
  if (const std::optional<std::size_t> invalid = utf8::find_invalid(text))
    return Error{Code::InputNotUtf8, source.place(*invalid), fmt::format("{} is not UTF-8", source.what)};
  if (text.starts_with("\xEF\xBB\xBF")) source.begin = 3;
  if (text.size() > kMaxDataSize) return source.error(source.begin, "is larger than 256 KiB");
  MDCONV_TRY_ASSIGN(const Value root, toml ? read_toml(source) : read_json(source));
  BookSettings settings;
  settings.metadata = std::move(metadata);
  if (toml) settings.source_folder = "src";
  if (root.kind != Value::Kind::Map) return settings;
  if (const Value* book = toml ? root.find("book") : &root; book != nullptr && book->kind == Value::Kind::Map) {
    take_metadata(*book, settings.metadata, diagnostics);
    take_text(book->find("src"), settings.source_folder);
  }
  if (toml) {
    // mdBook takes no keys of others in [book], but tables for programs that it may run.
    if (const Value* own = find_path(root, {"output", "mdbook-conv"}); own != nullptr && own->kind == Value::Kind::Map)
      take_metadata(*own, settings.metadata, diagnostics);
    const Value* no_label = find_path(root, {"output", "html", "no-section-label"});
    settings.section_labels = no_label == nullptr || no_label->text != "true";
    if (const Value* hidden = find_path(root, {"output", "html", "code", "hidelines"});
        hidden != nullptr && hidden->kind == Value::Kind::Map)
      for (std::size_t i = 0; i < hidden->keys.size(); ++i)
        settings.hidden_lines.emplace_back(hidden->keys[i], hidden->items[i].text);
  } else {
    take_text(root.find("root"), settings.source_folder);
    take_text(find_path(root, {"structure", "summary"}), settings.summary);
  }
  return settings;
}

}  // namespace mdconv::markdown
