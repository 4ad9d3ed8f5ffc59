// SPDX-License-Identifier: MIT
#include "markdown/admonitions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "markdown/line_syntax.h"
#include "support/ascii.h"

namespace mdconv::markdown {

namespace {

// Names that mean the same have one class.
constexpr std::array<std::pair<std::string_view, std::string_view>, 36> kNames = {{
    {"abstract", "abstract"}, {"alert", "warning"},    {"attention", "warning"},
    {"bug", "bug"},           {"caution", "caution"},  {"check", "success"},
    {"cite", "quote"},        {"danger", "danger"},    {"default", "note"},
    {"done", "success"},      {"error", "danger"},     {"example", "example"},
    {"fail", "failure"},      {"failure", "failure"},  {"faq", "question"},
    {"help", "question"},     {"hint", "tip"},         {"important", "important"},
    {"info", "info"},         {"message", "note"},     {"missing", "failure"},
    {"note", "note"},         {"primary", "note"},     {"question", "question"},
    {"quote", "quote"},       {"seealso", "tip"},      {"subnote", "note"},
    {"success", "success"},   {"summary", "abstract"}, {"tip", "tip"},
    {"tips", "tip"},          {"tldr", "abstract"},    {"todo", "todo"},
    {"warn", "warning"},      {"warning", "warning"},  {"wip", "todo"},
}};

}  // namespace

std::string admonition_class(std::string_view name) {
  const std::string lower = ascii::to_lower(name);
  const auto row = std::find_if(kNames.begin(), kNames.end(), [&](const auto& entry) { return entry.first == lower; });
  return row == kNames.end() ? std::string() : std::string(row->second);
}

}  // namespace mdconv::markdown
