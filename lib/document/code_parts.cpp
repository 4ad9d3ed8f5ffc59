// SPDX-License-Identifier: MIT
#include "document/code_parts.h"

#include <algorithm>
#include <string>
#include <utility>

#include "support/ascii.h"

namespace mdconv::doc {

namespace {

// Larger blocks are data rather than code, and lines that long no one wrote: libraries take quadratic time over a line,
// and over lines that each open a context in the last one's.
constexpr std::size_t kMostBytes = 1024 * 1024;
constexpr std::size_t kMostLines = 10'000;
constexpr std::size_t kLongestLine = 2000;

bool can_be_coloured(std::string_view text) {
  if (text.size() > kMostBytes) return false;
  if (std::count(text.begin(), text.end(), '\n') > static_cast<std::ptrdiff_t>(kMostLines)) return false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end - begin > kLongestLine) return false;
    begin = end + 1;
  }
  return true;
}

bool is_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// What a host says is taken only as far as it makes sense; neighbours of one kind become one.
std::vector<CodePart> cleaned(const std::vector<CodePart>& parts, std::string_view text) {
  std::vector<CodePart> result;
  std::uint32_t done = 0;
  for (const CodePart& part : parts) {
    const bool usable = part.begin >= done && part.begin < part.end && part.end <= text.size() &&
                        part.kind != CodeKind::None && is_boundary(text, part.begin) && is_boundary(text, part.end);
    if (!usable) continue;
    done = part.end;
    if (!result.empty() && result.back().end == part.begin && result.back().kind == part.kind) {
      result.back().end = part.end;
    } else {
      result.push_back(part);
    }
  }
  return result;
}

}  // namespace

std::string_view class_of(CodeKind kind) noexcept {
  switch (kind) {
    case CodeKind::None: return {};
    case CodeKind::Keyword: return "keyword";
    case CodeKind::BuiltIn: return "builtin";
    case CodeKind::Type: return "type";
    case CodeKind::Function: return "function";
    case CodeKind::Variable: return "variable";
    case CodeKind::Attribute: return "attribute";
    case CodeKind::String: return "string";
    case CodeKind::Escape: return "escape";
    case CodeKind::Number: return "number";
    case CodeKind::Constant: return "constant";
    case CodeKind::Comment: return "comment";
    case CodeKind::Meta: return "meta";
    case CodeKind::Operator: return "operator";
  }
  return {};
}

std::vector<CodePart> CodeColors::parts_of(const CodeBlock& code, std::string_view text, const mdconv::Span& span) {
  if (highlighter_ == nullptr || code.language.empty() || !can_be_coloured(text)) return {};
  const Result<std::vector<CodePart>> parts = highlighter_->highlight(ascii::to_lower(code.language), text);
  if (parts) return cleaned(*parts, text);
  Diagnostic problem = parts.error();
  problem.span = span;
  diagnostics_.report(std::move(problem));
  highlighter_ = nullptr;
  return {};
}

}  // namespace mdconv::doc
