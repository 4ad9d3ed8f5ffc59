// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "layout/layout.h"
#include "markdown/markdown.h"
#include "mdconv/mdconv.h"
#include "pdf/writer.h"
#include "style/style_sheet.h"

// The time of each phase in a process that is warm: bench_phases [GOOGLE BENCHMARK OPTION]... FILE.md...

namespace mdconv {
namespace {

struct Book {
  explicit Book(const std::string& path) : text(must(read_file(path), path)), document(must(read(), path)) {}

  template <class Value>
  static Value must(Result<Value> result, const std::string& path) {
    if (result) return *std::move(result);
    std::fprintf(stderr, "bench_phases: %s: %s\n", path.c_str(), result.error().message.c_str());
    std::exit(1);
  }

  Result<doc::Document> read() { return converter.read({.name = "book.md", .text = text}); }

  Result<layout::PagedDocument> lay_out() {
    SourceMap sources;
    const FileId css = sources.add("standard.css", std::string(default_style()));
    const style::StyleSheet sheet = style::StyleSheet::parse(sources, std::array{css}, diagnostics);
    return layout::lay_out(document, {sheet, fonts, diagnostics});
  }

  std::string text;
  DiagnosticList diagnostics;
  SystemFonts fonts;
  Converter converter{{.fonts = &fonts, .diagnostics = &diagnostics}};
  doc::Document document;
};

void write(benchmark::State& state, Book& book, std::string_view format) {
  for (auto _ : state) {
    StringSink sink;
    benchmark::DoNotOptimize(book.converter.write(book.document, format, {}, sink));
  }
}

void add_benchmarks(const std::string& path) {
  const auto book = std::make_shared<Book>(path);
  const auto add = [&](const std::string& phase, auto run) {
    benchmark::RegisterBenchmark((std::filesystem::path(path).stem().string() + "/" + phase).c_str(), run)
        ->Unit(benchmark::kMillisecond);
  };
  add("parse", [=](benchmark::State& state) {
    for (auto _ : state) {
      SourceMap sources;
      const FileId file = sources.add("book.md", book->text);
      DiagnosticList diagnostics;
      benchmark::DoNotOptimize(markdown::parse(sources, file, {}, diagnostics));
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * book->text.size()));
  });
  add("read", [=](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(book->read());
  });
  add("lay out", [=](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(book->lay_out());
  });
  add("write PDF", [=](benchmark::State& state) {
    const layout::PagedDocument pages = Book::must(book->lay_out(), path);
    for (auto _ : state) benchmark::DoNotOptimize(pdf::write_pdf(pages, book->document, {}));
  });
  add("write EPUB", [=](benchmark::State& state) { write(state, *book, "epub"); });
  add("write HTML", [=](benchmark::State& state) { write(state, *book, "html"); });
}

}  // namespace
}  // namespace mdconv

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  for (int i = 1; i < count; ++i) mdconv::add_benchmarks(arguments[i]);
  benchmark::RunSpecifiedBenchmarks();
}
