// SPDX-License-Identifier: MIT
#include "fonts/manifest.h"

#include <toml++/toml.h>
#include <algorithm>
#include <charconv>
#include <system_error>

#include "support/ascii.h"
#include "support/language.h"

namespace mdconv {
extern const std::string_view kFontManifest;
}

namespace mdconv::fonts {

namespace {

std::vector<std::string> strings(const toml::node_view<const toml::node>& node) {
  std::vector<std::string> result;
  if (const toml::array* array = node.as_array())
    for (const toml::node& element : *array)
      if (const auto text = element.value<std::string>()) result.push_back(*text);
  return result;
}

// A string, or a list of stand-ins, for each place.
std::vector<FamilyChoice> choices(const toml::node& node) {
  std::vector<FamilyChoice> result;
  if (const toml::array* array = node.as_array())
    for (const toml::node& element : *array) {
      const auto text = element.value<std::string>();
      result.push_back(text ? FamilyChoice{*text} : strings(toml::node_view(element)));
    }
  return result;
}

// "4E00-9FFF"
std::pair<char32_t, char32_t> read_range(std::string_view text) {
  std::uint32_t first = 0, last = 0;
  const char* const end = text.data() + text.size();
  const auto dash = std::from_chars(text.data(), end, first, 16);
  if (dash.ptr != end) std::from_chars(dash.ptr + 1, end, last, 16);
  return {first, last};
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
  for (const auto& [name, node] : table) {
    const toml::table* lists = node.as_table();
    if (!lists || name.str() == "aliases") continue;
    aliases_[std::string(name.str())] = std::string(name.str());
    for (const auto& [key, list] : *lists) roles_[std::string(name.str())][std::string(key.str())] = choices(list);
  }
  if (const toml::table* aliases = table["aliases"].as_table())
    for (const auto& [role, node] : *aliases)
      for (const std::string& family : strings(toml::node_view(node)))
        aliases_[ascii::to_lower(family)] = std::string(role.str());
  if (const toml::array* packages = table["package"].as_array())
    for (const toml::node& node : *packages) {
      const toml::node_view entry(node);
      Package& package = packages_.emplace_back();
      package.name = entry["name"].value_or(std::string());
      package.families = strings(entry["families"]);
      for (const std::string& range : strings(entry["characters"])) package.characters.push_back(read_range(range));
    }
}

bool Manifest::Package::brings(std::string_view family) const {
  return std::any_of(families.begin(), families.end(), [&](std::string_view pattern) {
    if (!pattern.ends_with('*')) return pattern == family;
    pattern.remove_suffix(1);
    return family.starts_with(pattern);
  });
}

bool Manifest::Package::serves(char32_t character) const {
  return std::any_of(characters.begin(), characters.end(),
                     [&](const auto& range) { return character >= range.first && character <= range.second; });
}

std::string_view Manifest::package_of(std::string_view family) const {
  for (const Package& package : packages_)
    if (package.brings(family)) return package.name;
  return {};
}

std::vector<std::string> Manifest::families_of(const Package& package) const {
  std::vector<std::string> result;
  for (const auto& [role, lists] : roles_)
    for (const auto& [key, choices] : lists)
      for (const FamilyChoice& choice : choices)
        for (const std::string& family : choice)
          if (package.brings(family) && std::find(result.begin(), result.end(), family) == result.end())
            result.push_back(family);
  return result;
}

std::string_view Manifest::cjk_package() const {
  for (const Package& package : packages_)
    if (package.serves(U'\u4E00')) return package.name;
  return {};
}

std::string_view Manifest::role_of(std::string_view family) const {
  const auto found = aliases_.find(ascii::to_lower(family));
  return found == aliases_.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<FamilyChoice> Manifest::collect(std::string_view role, std::initializer_list<std::string_view> keys) const {
  std::vector<FamilyChoice> result;
  const auto lists = roles_.find(role);
  if (lists == roles_.end()) return result;
  for (const std::string_view key : keys) {
    const auto found = lists->second.find(key);
    if (found == lists->second.end()) continue;
    for (const FamilyChoice& choice : found->second) {
      // A family that stands in for another one is asked no second time.
      const bool known = std::any_of(result.begin(), result.end(), [&](const FamilyChoice& other) {
        return std::all_of(choice.begin(), choice.end(), [&](const std::string& family) {
          return std::find(other.begin(), other.end(), family) != other.end();
        });
      });
      if (!known) result.push_back(choice);
    }
  }
  return result;
}

std::vector<FamilyChoice> Manifest::families(std::string_view role, std::string_view language) const {
  return collect(role, {manifest_language(language), "any"});
}

std::vector<FamilyChoice> Manifest::western_families(std::string_view role) const { return collect(role, {"western"}); }

}  // namespace mdconv::fonts
