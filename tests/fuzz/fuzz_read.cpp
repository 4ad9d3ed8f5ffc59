// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>

#include "document/walk.h"
#include "mdconv/mdconv.h"

// Reads and writes a document, and stops where one is not what the library promises. The first bytes are options:
// one bit for each extension, set when it is off, and a byte of flags. So zeros are the dialect "markdown".

using namespace mdconv;

namespace {

constexpr std::size_t kDialectBytes = (kExtensionCount + 7) / 8;
enum Flag : unsigned {
  kKeepHtml = 1,
  kKramdownIds = 2,
  kMdbookIds = 4,
  kDefines = 8,
  kSmallLimits = 16,
  kNoFiles = 32,
  kNoBook = 64
};

void require(bool condition, const char* message) {
  if (condition) return;
  std::fprintf(stderr, "broken promise: %s\n", message);
  std::abort();
}

// Files to include, one of which includes itself.
class Files final : public ResourceLoader {
 public:
  Result<Blob> load(std::string_view path) override {
    static const std::map<std::string, std::string, std::less<>> kFiles = {
        {"a.md", "# A\n\ntext[^a] *b*\n\n[^a]: note\n"},
        {"b.rs", "// ANCHOR: x\nfn main() {\n# hidden\n}\n// ANCHOR_END: x\n"},
        {"c.md", "{{#include c.md}}\n{{#include a.md:1:2}}\n{{#include d.md}}"},
        {"d.md", "{{#include a.md}} {{#include b.rs:x}} {{#include c.md}}\n\n```\n"},
        {"e.md", "\xFF"},
        {"f.md", ""},
        {"g.svg", R"(<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path d="M0 0h4"/></svg>)"},
    };
    const auto found = kFiles.find(path);
    if (found == kFiles.end()) return Error{Code::ImageMissing, {}, "no such file"};
    return Blob::from(found->second);
  }
};

class Spans {
 public:
  explicit Spans(const SourceMap& sources) : sources_(sources) {}

  void check(const Span& span) const {
    if (!span.has_place()) return;
    require(static_cast<std::size_t>(span.file) < sources_.size(), "a span's file is known");
    require(span.begin <= span.end, "a span doesn't end before it begins");
    const std::string& text = sources_.text(span.file);
    if (span.end > text.size())
      std::fprintf(stderr, "%s: %u to %u\n", sources_.name(span.file).c_str(), span.begin, span.end);
    require(span.end <= text.size(), "a span lies inside its file");
  }

 private:
  const SourceMap& sources_;
};

class Sink final : public DiagnosticSink {
 public:
  void report(Diagnostic diagnostic) override {
    last = std::move(diagnostic);
    spans->check(last.span);
  }
  const Spans* spans = nullptr;
  Diagnostic last;
};

// A tree as it must be after reading.
class TreeCheck {
 public:
  TreeCheck(const doc::Document& document, const Spans& spans) : document_(document), spans_(spans) {}

  void blocks(const doc::Blocks& blocks, int depth) {
    require(depth <= 2 * doc::kMaxNesting + 8, "nesting is bounded");
    for (const doc::Block& block : blocks) {
      spans_.check(block.span);
      auto& node = const_cast<doc::Block&>(block);
      if (const doc::Inlines* children = doc::inlines_of(node)) inlines(*children, depth + 1);
      if (const auto* table = std::get_if<doc::Table>(&block.node)) check_table(*table);
      doc::for_each_child_blocks(node, [&](doc::Blocks& inner) { this->blocks(inner, depth + 1); });
    }
  }

 private:
  void inlines(const doc::Inlines& nodes, int depth) {
    require(depth <= 2 * doc::kMaxNesting + 8, "nesting is bounded");
    for (const doc::Inline& node : nodes) {
      spans_.check(node.span);
      if (const auto* text = std::get_if<doc::Text>(&node.node)) require(!text->utf8.empty(), "no text is empty");
      if (const auto* mark = std::get_if<doc::NoteRef>(&node.node))
        require(mark->note < document_.notes.size(), "a note's mark has its note");
      if (const auto* image = std::get_if<doc::Image>(&node.node))
        require(image->resource == doc::kNone || image->resource < document_.resources.size(), "an image is there");
      if (const doc::Inlines* children = doc::children_of(const_cast<doc::Inline&>(node)))
        inlines(*children, depth + 1);
    }
  }

  static void check_table(const doc::Table& table) {
    for (const auto* rows : {&table.head, &table.body})
      for (const doc::TableRow& row : *rows)
        require(row.cells.size() == table.columns.size(), "a table's rows have a cell for each column");
  }

  const doc::Document& document_;
  const Spans& spans_;
};

// Whether a text holds a noncharacter U+FDD0 to U+FDEF, which the passes over the source use among themselves.
bool holds_mark(std::string_view text) {
  for (std::size_t i = text.find("\xEF\xB7"); i != std::string_view::npos; i = text.find("\xEF\xB7", i + 1))
    if (i + 2 < text.size() && static_cast<unsigned char>(text[i + 2]) >= 0x90 &&
        static_cast<unsigned char>(text[i + 2]) <= 0xAF)
      return true;
  return false;
}

// Whether the input has one, be it as an entity or in a title's escape.
bool may_hold_mark(std::string_view text) {
  if (holds_mark(text)) return true;
  for (const std::string_view sign : {"&#", "\\u", "\\U", "%EF", "%ef", "%Ef", "%eF"})
    if (text.find(sign) != std::string_view::npos) return true;
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size <= kDialectBytes + 1) return 0;
  ReadOptions options;
  for (std::size_t i = 0; i < kExtensionCount; ++i)
    options.dialect.set(static_cast<Extension>(i), (data[i / 8] >> i % 8 & 1) == 0);
  const unsigned flags = data[kDialectBytes];
  if ((flags & kKeepHtml) != 0) options.raw_html = RawHtml::Keep;
  if ((flags & kKramdownIds) != 0) options.id_style = IdStyle::Kramdown;
  if ((flags & kMdbookIds) != 0) options.id_style = IdStyle::Mdbook;
  if ((flags & kDefines) != 0) options.defines = {{"site.baseurl", "/b"}, {"x", "*v* {{ x }} `"}, {"y", ""}};
  if ((flags & kSmallLimits) != 0)
    options.limits = {.table_cells = 50, .notes = 5, .attributes = 3, .includes = 4, .include_depth = 2};
  const std::string_view text(reinterpret_cast<const char*>(data) + kDialectBytes + 1, size - kDialectBytes - 1);

  Files files;
  Sink diagnostics;
  Converter converter({.resources = (flags & kNoFiles) != 0 ? nullptr : &files, .diagnostics = &diagnostics});
  const Spans spans(converter.sources());
  diagnostics.spans = &spans;
  const Result<doc::Document> document = converter.read({"fuzz.md", std::string(text)}, options);
  if (!document) {
    require(document.error().code != Code::Internal, "reading ends in no internal error");
    require(!document.error().message.empty(), "an error says what it is");
    spans.check(document.error().span);
    return 0;
  }
  TreeCheck check(*document, spans);
  check.blocks(document->blocks, 0);
  for (const doc::Note& note : document->notes) check.blocks(note.blocks, 0);

  const bool marked = may_hold_mark(text);
  const auto write = [&](std::string_view format, const OptionValues& values) {
    StringSink sink;
    const Result<void> done = converter.write(*document, format, {.options = values}, sink);
    require(bool(done), "what was read can be written");
    require(!sink.text.empty() || format == "html", "an output is not empty");
    // An EPUB is compressed.
    require(marked || format == "epub" || !holds_mark(sink.text), "no mark of the passes comes out");
  };
  write("html", {{"fragment", "true"}});
  write("json", {});
  // These take most of the time.
  if ((flags & (kKeepHtml | kNoBook)) == 0 && size < 2048) write("html", {});
  if ((flags & (kKeepHtml | kNoBook)) == 0 && size < 512) write("epub", {{"epub-compression", "1"}});
  return 0;
}
