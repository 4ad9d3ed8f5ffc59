// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "layout/paged_document.h"
#include "mdconv/diagnostic.h"
#include "mdconv/result.h"

namespace mdconv::pdf {

/// Which standards a file claims to follow. All files are tagged alike.
struct Standard {
  /// PDF/UA-1.
  bool universal_access = true;
  /// PDF/A: 2, 3 or 4; 0 for none.
  int archival_part = 0;
  /// Of parts 2 and 3 'a', 'b' or 'u'; of part 4 'f' where files are attached, 'e' by choice, else 0.
  char level = 0;

  bool is_archival() const noexcept { return archival_part != 0; }
  /// Whether the file is one of PDF 2.0 rather than 1.7.
  bool is_pdf2() const noexcept { return archival_part == 4; }
  /// Whether characters for private use must have a text that everybody understands.
  bool forbids_private_use() const noexcept { return level == 'a' || archival_part == 4; }
  /// "PDF/A-2u"; empty for none.
  std::string archival_name() const;
};

/// A list such as "a-2u,ua-1"; `attaches`: whether files are to be attached. Errors: Code::BadOption.
Result<Standard> parse_standard(std::string_view list, bool attaches);

bool is_private_use(char32_t character) noexcept;
bool has_private_use(std::string_view text) noexcept;
/// The text with U+FFFD in place of characters for private use.
std::string without_private_use(std::string_view text);

/// Whether the pages are as large as the standard allows. Errors: Code::BadOption.
Result<void> check_page_sizes(const layout::PagedDocument& pages, const Standard& standard);

/// What is said of such a character.
std::string private_use_problem(const Standard& standard, char32_t character);
/// Reports each character for private use where it stands first, if the standard forbids them.
void report_private_use(const layout::PagedDocument& pages, const Standard& standard, DiagnosticSink& diagnostics);

}  // namespace mdconv::pdf
