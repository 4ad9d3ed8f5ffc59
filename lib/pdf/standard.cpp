// SPDX-License-Identifier: MIT
#include "pdf/standard.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "pdf/pages.h"
#include "support/utf8.h"

namespace mdconv::pdf {
namespace {

struct Known {
  std::string_view name;
  int part;
  char level;
};

constexpr std::array kArchival = {
    Known{"a-2a", 2, 'a'}, Known{"a-2b", 2, 'b'}, Known{"a-2u", 2, 'u'}, Known{"a-3a", 3, 'a'}, Known{"a-3b", 3, 'b'},
    Known{"a-3u", 3, 'u'}, Known{"a-4", 4, 0},    Known{"a-4f", 4, 'f'}, Known{"a-4e", 4, 'e'},
};

Error bad(std::string message) { return {Code::BadOption, {}, "--pdf-standard: " + std::move(message)}; }

}  // namespace

std::string Standard::archival_name() const {
  if (!is_archival()) return {};
  std::string name = "PDF/A-" + std::to_string(archival_part);
  if (level != 0) name += level;
  return name;
}

Result<Standard> parse_standard(std::string_view list, bool attaches) {
  Standard standard;
  standard.universal_access = false;
  bool plain = false;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string_view name = list.substr(begin, end - begin);
    begin = end + 1;
    const auto found = std::find_if(kArchival.begin(), kArchival.end(), [&](const Known& k) { return k.name == name; });
    if (name == "ua-1") {
      standard.universal_access = true;
    } else if (name == "1.7") {
      plain = true;
    } else if (found == kArchival.end()) {
      return bad(fmt::format("\"{}\" is none of 1.7, a-2a, a-2b, a-2u, a-3a, a-3b, a-3u, a-4, a-4f, a-4e, ua-1", name));
    } else if (standard.is_archival() && (standard.archival_part != found->part || standard.level != found->level)) {
      return bad("a file is of one part and level of PDF/A");
    } else {
      standard.archival_part = found->part;
      standard.level = found->level;
    }
  }
  if (standard.is_pdf2() && (standard.universal_access || plain))
    return bad(fmt::format("PDF/A-4 is PDF 2.0, {} PDF 1.7", plain ? "not" : "and PDF/UA-1 is"));
  if (attaches && standard.archival_part == 2)
    return bad(standard.archival_name() + " allows no attached source; PDF/A-3 does");
  if (attaches && standard.archival_part == 4 && standard.level == 0) standard.level = 'f';
  if (!attaches && standard.level == 'f') return bad("PDF/A-4f is for attached files: add --attach-source");
  return standard;
}

bool is_private_use(char32_t c) noexcept { return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000; }

bool has_private_use(std::string_view text) noexcept {
  // In UTF-8 they begin with EE, EF, F3 or F4.
  if (std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xEE; }))
    return false;
  for (std::size_t at = 0; at < text.size();)
    if (is_private_use(utf8::next(text, at))) return true;
  return false;
}

std::string without_private_use(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    utf8::append(result, is_private_use(c) ? U'\uFFFD' : c);
  }
  return result;
}

Result<void> check_page_sizes(const layout::PagedDocument& pages, const Standard& standard) {
  constexpr double kLeast = 3, kMost = 14400;
  if (!standard.is_archival()) return {};
  const double beyond = 2 * slug_of(pages.marks);
  for (const layout::Page& page : pages.pages) {
    if (std::min(page.width, page.height) >= kLeast && std::max(page.width, page.height) + beyond <= kMost) continue;
    return bad(fmt::format("{} has pages of {} to {} points, not of {:g} by {:g}", standard.archival_name(), kLeast,
                           kMost, page.width, page.height));
  }
  return {};
}

std::string private_use_problem(const Standard& standard, char32_t c) {
  return fmt::format("{} does not allow the private-use character U+{:04X}: it is read as U+FFFD",
                     standard.archival_name(), static_cast<std::uint32_t>(c));
}

void report_private_use(const layout::PagedDocument& pages, const Standard& standard, DiagnosticSink& diagnostics) {
  if (!standard.forbids_private_use()) return;
  std::set<char32_t> reported;
  for (const layout::Page& page : pages.pages) {
    for (const layout::Item& item : page.items) {
      const auto* run = std::get_if<layout::GlyphRun>(&item.content);
      if (run == nullptr || !has_private_use(run->text)) continue;
      for (std::size_t at = 0; at < run->text.size();) {
        const char32_t c = utf8::next(run->text, at);
        if (!is_private_use(c) || !reported.insert(c).second) continue;
        diagnostics.report({Code::PdfStandard,
                            item.span,
                            private_use_problem(standard, c),
                            {"use a character of Unicode, or a level that has no such rule: a-2u, a-3u"}});
      }
    }
  }
}

}  // namespace mdconv::pdf
