// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "mdconv/convert.h"

namespace mdconv {

struct BookFinder {
  ResourceLoader* resources = nullptr;
  SourceMap& sources;
  DiagnosticSink& diagnostics;
  /// What stands before the names of files in diagnostics.
  std::string shown_folder = {};
};

/// See Converter::find_book. What the book's settings say goes over `metadata`.
Result<Book> find_book(std::string_view folder, doc::Metadata metadata, const BookFinder& finder);

}  // namespace mdconv
