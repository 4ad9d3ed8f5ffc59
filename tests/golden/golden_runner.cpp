// SPDX-License-Identifier: MIT

// golden_runner [--accept] FILE.md VIEW
//
// Compares one view of an input with the file beside it, FILE.VIEW, and shows the first lines that differ. A file
// FILE.from holds the dialect of the input, such as "commonmark+smart"; FILE.css cascades over the standard style;
// FILE.options holds options of the program: --notes, --notes-numbering, --note-pages, --cover, --title-page, --toc,
// --number-captions, and --highlight for the colours of code, which are left out else. With files FILE.2.md, FILE.3.md
// and so on the input is a book of several texts; "--depths 010" says how many chapters each is inside of.
//   tree    the resolved document
//   diag    the diagnostics of reading, or the error
//   xhtml   the body that EPUB and HTML share
//   json    the same document for other programs
//   layout  the pages with everything that is placed on them

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/dump.h"
#include "layout/layout.h"
#include "mdconv/convert.h"
#include "mdconv/filesystem.h"
#include "report.h"
#include "style/style_sheet.h"

using namespace mdconv;

namespace {

// What ctest takes for a test that was skipped.
constexpr int kSkipped = 77;

struct Reading {
  std::unique_ptr<FileLoader> loader;
  SystemFonts fonts;
  SystemHyphenation hyphenation;
  SystemHighlighting highlighting;
  DiagnosticList diagnostics;
  std::unique_ptr<Converter> converter;
  Result<doc::Document> document = Error{};
};

// The words of FILE.options.
std::vector<std::string> words_of(std::filesystem::path path) {
  path.replace_extension("options");
  std::ifstream in(path);
  return {std::istream_iterator<std::string>(in), {}};
}

void read_words(const std::vector<std::string>& words, ReadOptions& options) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& value = words[i + 1];
    if (words[i] == "--notes") {
      options.note_placement = value == "page"      ? doc::NotePlacement::Page
                               : value == "chapter" ? doc::NotePlacement::Chapter
                                                    : doc::NotePlacement::Document;
    } else if (words[i] == "--number-captions") {
      options.caption_numbers = value == "yes"  ? doc::CaptionNumbers::All
                                : value == "no" ? doc::CaptionNumbers::None
                                                : doc::CaptionNumbers::Auto;
    } else if (words[i] == "--notes-numbering") {
      options.note_numbering = value == "page"      ? NoteNumbering::Page
                               : value == "chapter" ? NoteNumbering::Chapter
                                                    : NoteNumbering::Continuous;
    }
  }
}

Result<ReadOptions> options_of(std::filesystem::path path) {
  ReadOptions options;
  read_words(words_of(path), options);
  path.replace_extension("from");
  if (!std::filesystem::exists(path)) return options;
  MDCONV_TRY_ASSIGN(std::string dialect, read_file(path.string()));
  while (!dialect.empty() && dialect.back() == '\n') dialect.pop_back();
  MDCONV_TRY_ASSIGN(options.dialect, Dialect::parse(dialect));
  return options;
}

// The texts of a book: FILE.md, FILE.2.md, FILE.3.md, …
Result<Book> book_of(const std::filesystem::path& path, std::string first) {
  Book book;
  const std::vector<std::string> words = words_of(path);
  const auto option = std::find(words.begin(), words.end(), "--depths");
  const std::string depths = option == words.end() || option + 1 == words.end() ? std::string() : *(option + 1);
  std::filesystem::path next = path;
  std::string text = std::move(first);
  for (int i = 2;; ++i) {
    BookEntry& entry = book.entries.emplace_back();
    entry.chapter.kind = doc::ChapterKind::Front;
    if (const std::size_t k = book.entries.size() - 1; k < depths.size())
      entry.chapter.depth = static_cast<std::uint8_t>(depths[k] - '0');
    entry.chapter.path = next.filename().string();
    entry.input = Input{.name = entry.chapter.path, .text = std::move(text)};
    next = path;
    next.replace_extension(std::to_string(i) + ".md");
    if (!std::filesystem::exists(next)) return book;
    MDCONV_TRY_ASSIGN(text, read_file(next.string()));
  }
}

Result<std::unique_ptr<Reading>> read_case(const std::filesystem::path& path) {
  auto reading = std::make_unique<Reading>();
  MDCONV_TRY_ASSIGN(reading->loader, FileLoader::create(path.parent_path().string()));
  MDCONV_TRY_ASSIGN(std::string text, read_file(path.string()));
  reading->converter = std::make_unique<Converter>(
      Services{.resources = reading->loader.get(), .fonts = &reading->fonts, .diagnostics = &reading->diagnostics});
  MDCONV_TRY_ASSIGN(const ReadOptions options, options_of(path));
  MDCONV_TRY_ASSIGN(Book book, book_of(path, std::move(text)));
  if (book.entries.size() > 1) {
    reading->document = reading->converter->read(std::move(book), options);
  } else {
    reading->document = reading->converter->read(*std::move(book.entries.front().input), options);
  }
  return reading;
}

std::string diagnostics_view(Reading& reading) {
  std::vector<Diagnostic> all = reading.diagnostics.all;
  if (!reading.document) all.push_back(reading.document.error());
  std::stable_sort(all.begin(), all.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  std::string text;
  for (const Diagnostic& diagnostic : all) text += cli::render_short(diagnostic, reading.converter->sources(), {});
  return text;
}

Result<std::string> layout_view(Reading& reading, const doc::Document& document, std::filesystem::path path) {
  SourceMap sources;
  std::vector<FileId> sheets = {sources.add("standard.css", std::string(default_style()))};
  path.replace_extension("css");
  if (std::filesystem::exists(path)) {
    MDCONV_TRY_ASSIGN(std::string css, read_file(path.string()));
    sheets.push_back(sources.add(path.filename().string(), std::move(css)));
  }
  DiagnosticList unused;
  const style::StyleSheet style = style::StyleSheet::parse(sources, sheets, unused);
  const std::vector<std::string> words = words_of(path);
  const auto has = [&](std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); };
  const layout::FrontMatter front{has("--cover"), has("--title-page"), has("--toc")};
  CodeHighlighter* const highlighter = has("--highlight") ? &reading.highlighting : nullptr;
  MDCONV_TRY_ASSIGN(const layout::PagedDocument pages, layout::lay_out(document, {style,
                                                                                  reading.fonts,
                                                                                  unused,
                                                                                  {},
                                                                                  &reading.hyphenation,
                                                                                  has("--note-pages"),
                                                                                  front,
                                                                                  1,
                                                                                  nullptr,
                                                                                  highlighter}));
  return layout::dump(pages);
}

Result<std::string> view_of(Reading& reading, const std::filesystem::path& path, std::string_view view) {
  if (view == "diag") return diagnostics_view(reading);
  if (!reading.document) return reading.document.error();
  const doc::Document& document = *reading.document;
  if (view == "tree") return doc::dump(document, reading.converter->sources());
  if (view == "layout") return layout_view(reading, document, path);
  StringSink sink;
  if (view == "json") {
    MDCONV_TRY(reading.converter->write(document, "json", {}, sink));
  } else {
    MDCONV_TRY(reading.converter->write(document, "html", {.options = {{"fragment", "true"}}}, sink));
  }
  return std::move(sink.text);
}

// A few lines around the first that differs, as in a diff.
void show_difference(std::string_view expected, std::string_view found) {
  constexpr int kShown = 6;
  const auto take_line = [](std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
  };
  int number = 1;
  while (!expected.empty() && !found.empty()) {
    std::string_view rest_expected = expected;
    std::string_view rest_found = found;
    if (take_line(rest_expected) != take_line(rest_found)) break;
    expected = rest_expected;
    found = rest_found;
    ++number;
  }
  std::printf("from line %d:\n", number);
  for (int i = 0; i < kShown && !expected.empty(); ++i) std::printf("-%s\n", std::string(take_line(expected)).c_str());
  for (int i = 0; i < kShown && !found.empty(); ++i) std::printf("+%s\n", std::string(take_line(found)).c_str());
}

int fail(const Error& error) {
  std::printf("error: %s\n", error.message.c_str());
  return 1;
}

int run(const std::filesystem::path& input, const std::string& view, bool accept) {
  std::filesystem::path golden = input;
  golden.replace_extension(view);
  const Result<std::unique_ptr<Reading>> reading = read_case(input);
  if (!reading) return fail(reading.error());
  const Result<std::string> found = view_of(**reading, input, view);
  if (!found && found.error().code == Code::FontMissing) return std::printf("skipped: fonts are missing\n"), kSkipped;
  if (!found) return fail(found.error());
  if (accept) {
    const Result<void> written = replace_file(golden.string(), *found);
    return written ? 0 : fail(written.error());
  }
  const Result<std::string> expected = read_file(golden.string());
  if (!expected) return fail(expected.error());
  if (*expected == *found) return 0;
  std::printf("%s is not what it was, ", golden.c_str());
  show_difference(*expected, *found);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const bool accept = argc == 4 && std::string_view(argv[1]) == "--accept";
  if (argc != 3 && !accept) {
    std::fputs("usage: golden_runner [--accept] FILE.md tree|diag|xhtml|json|layout\n", stderr);
    return 2;
  }
  return run(argv[argc - 2], argv[argc - 1], accept);
}
