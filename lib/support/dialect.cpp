// SPDX-License-Identifier: MIT
#include "mdconv/dialect.h"

#include <algorithm>
#include <array>

namespace mdconv {

namespace {

#define MDCONV_ROW(id, name, dialects, help) ExtensionInfo{name, dialects, help},
constexpr std::array<ExtensionInfo, kExtensionCount> kExtensions = {{MDCONV_EXTENSIONS(MDCONV_ROW)}};
#undef MDCONV_ROW

constexpr std::array kDialects = {
    DialectInfo{"markdown", 'm', IdStyle::Github, "every extension"},
    DialectInfo{"commonmark", 'c', IdStyle::Github, "CommonMark alone"},
    DialectInfo{"gfm", 'g', IdStyle::Github, "GitHub's"},
    DialectInfo{"kramdown", 'k', IdStyle::Kramdown, "Jekyll's"},
    DialectInfo{"mdbook", 'b', IdStyle::Mdbook, "mdBook's"},
};

void load(std::bitset<kExtensionCount>& set, char letter) {
  for (std::size_t i = 0; i < kExtensionCount; ++i)
    set.set(i, kExtensions[i].dialects.find(letter) != std::string_view::npos);
}

Error unknown(std::string_view what, std::string_view name, const auto& rows) {
  Error error{Code::BadOption, {}, std::string("no ").append(what).append(" is called \"").append(name).append("\"")};
  std::string known;
  for (const auto& row : rows) known.append(known.empty() ? "" : ", ").append(row.name);
  error.hints.push_back("known are " + known);
  return error;
}

}  // namespace

std::span<const ExtensionInfo> extensions() noexcept { return kExtensions; }
std::span<const DialectInfo> dialects() noexcept { return kDialects; }

Dialect::Dialect() { load(extensions_, kDialects.front().letter); }

Result<Dialect> Dialect::parse(std::string_view text) {
  const std::string_view name = text.substr(0, text.find_first_of("+-"));
  const auto base = std::find_if(kDialects.begin(), kDialects.end(), [&](const auto& row) { return row.name == name; });
  if (base == kDialects.end()) return unknown("dialect", name, kDialects);
  Dialect dialect;
  load(dialect.extensions_, base->letter);
  dialect.id_style_ = base->id_style;
  text.remove_prefix(name.size());
  while (!text.empty()) {
    const bool on = text.front() == '+';
    text.remove_prefix(1);
    const std::string_view wanted = text.substr(0, text.find_first_of("+-"));
    const auto row =
        std::find_if(kExtensions.begin(), kExtensions.end(), [&](const auto& info) { return info.name == wanted; });
    if (row == kExtensions.end()) return unknown("extension", wanted, kExtensions);
    dialect.extensions_.set(static_cast<std::size_t>(row - kExtensions.begin()), on);
    text.remove_prefix(wanted.size());
  }
  return dialect;
}

}  // namespace mdconv
