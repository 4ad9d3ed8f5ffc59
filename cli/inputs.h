// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "arguments.h"

namespace mdconv::cli {

/// Whether the input is a folder, and so a book.
bool is_book_folder(const Job& job);

/// What bounds the files that the document may refer to: --root, else the site's or book's folder.
std::string root_of(const Job& job);

/// Reads the input: a text, several texts that are a book's chapters, or a book's folder.
/// Errors: Code::Usage, Code::InputUnreadable, those of reading.
Result<doc::Document> read_inputs(const Job& job, const std::string& root, ReadOptions options, Converter& converter);

}  // namespace mdconv::cli
