// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "mdconv/document.h"
#include "mdconv/host.h"
#include "mdconv/result.h"
#include "mdconv/source.h"

namespace mdconv::markdown {

struct SummaryEntry {
  /// Without its path and its block.
  doc::Chapter chapter;
  /// The file as written, relative to the summary's folder; empty: a part's title, or a chapter that is not written
  /// yet.
  std::string target;
};

/// Reads a SUMMARY.md as mdBook and GitBook have it: links in paragraphs before the lists and behind them are chapters
/// without a number, list items are numbered chapters, headings are titles of parts. What is none of these is reported.
/// Errors: those of parse().
Result<std::vector<SummaryEntry>> read_summary(SourceMap& sources, FileId file, DiagnosticSink& diagnostics);

/// What book.toml or book.json says.
struct BookSettings {
  doc::Metadata metadata = {};
  /// Where the texts lie below the book's folder, as written.
  std::string source_folder = {};
  /// Whether the reader wants to see the chapters' numbers; mdBook shows them unless it is told not to.
  bool section_labels = false;
  /// See Book::hidden_lines.
  std::vector<std::pair<std::string, std::string>> hidden_lines = {};
  /// The summary's name.
  std::string summary = "SUMMARY.md";
};

/// Reads mdBook's book.toml or GitBook's book.json, by the name's extension. What it says goes over `metadata`.
/// Errors: Code::BadFrontMatter, InputNotUtf8.
Result<BookSettings> read_book_settings(const SourceMap& sources, FileId file, doc::Metadata metadata,
                                        DiagnosticSink& diagnostics);

}  // namespace mdconv::markdown
