// SPDX-License-Identifier: MIT
#include "fonts/manifest.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>

#include "support/ascii.h"
#include "support/language.h"

namespace mdconv {
extern const std::string_view kFontManifest;
}

namespace mdconv::fonts {

namespace {

constexpr std::array<std::string_view, 5> kRoles = {"serif", "sans-serif", "monospace", "kai", "fallback"};

std::vector<std::string> strings(const toml::node& node) {
  std::vector<std::string> result;
  if (const toml::array* array = node.as_array())
    for (const toml::node& element : *array)
      if (const auto text = element.value<std::string>()) result.push_back(*text);
  return result;
}

}  // namespace

std::string_view manifest_language(std::string_view language) {
  if (language::is(language, "zh")) {
    if (language::is_hong_kong(language)) return "zh-HK";
    return language::is_traditional_chinese(language) ? "zh-Hant" : "zh-Hans";
  }
  if (language::is(language, "ja")) return "ja";
  if (language::is(language, "ko")) return "ko";
  return "any";
}

const Manifest& Manifest::built_in() {
  static const Manifest kManifest(kFontManifest);
  return kManifest;
}

Manifest::Manifest(std::string_view text) {
  const toml::table table = toml::parse(text);
  for (const std::string_view role : kRoles) {
    const toml::table* lists = table[role].as_table();
    if (!lists) continue;
    for (const auto& [key, node] : *lists) roles_[std::string(role)][std::string(key.str())] = strings(node);
  }
  if (const toml::table* aliases = table["aliases"].as_table())
    for (const auto& [role, node] : *aliases)
      for (const std::string& family : strings(node)) aliases_[ascii::to_lower(family)] = std::string(role.str());
  for (const std::string_view role : kRoles) aliases_[std::string(role)] = std::string(role);
  cjk_package_ = table["packages"]["cjk"].value_or(std::string());
}

std::string_view Manifest::role_of(std::string_view family) const {
  const auto found = aliases_.find(ascii::to_lower(family));
  return found == aliases_.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string> Manifest::collect(std::string_view role, std::initializer_list<std::string_view> keys) const {
  std::vector<std::string> result;
  const auto lists = roles_.find(role);
  if (lists == roles_.end()) return result;
  for (const std::string_view key : keys) {
    const auto found = lists->second.find(key);
    if (found == lists->second.end()) continue;
    for (const std::string& family : found->second)
      if (std::find(result.begin(), result.end(), family) == result.end()) result.push_back(family);
  }
  return result;
}

std::vector<std::string> Manifest::families(std::string_view role, std::string_view language) const {
  return collect(role, {manifest_language(language), "any"});
}

std::vector<std::string> Manifest::western_families(std::string_view role, bool italic) const {
  return italic ? collect(role, {"italic", "western"}) : collect(role, {"western"});
}

}  // namespace mdconv::fonts
