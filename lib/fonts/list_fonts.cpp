// SPDX-License-Identifier: MIT
#include <array>
#include <string_view>

#include "fonts/manifest.h"
#include "mdconv/fonts.h"

namespace mdconv {

namespace {

constexpr std::array<std::string_view, 7> kKeys = {"western", "zh-Hans", "zh-Hant", "zh-HK", "ja", "ko", "any"};

ListedFont look_up(const fonts::FamilyChoice& choice, FontProvider& provider) {
  ListedFont font;
  for (const std::string& family : choice) {
    font.family = family;
    font.file = provider.find({family});
    if (font.file) break;
  }
  if (!font.file) font.family = choice.front();
  font.package = fonts::Manifest::built_in().package_of(font.family);
  return font;
}

}  // namespace

std::vector<ListedFont> list_fonts(FontProvider& provider) {
  const fonts::Manifest& manifest = fonts::Manifest::built_in();
  std::vector<std::string_view> roles(fonts::kTextRoles.begin(), fonts::kTextRoles.end());
  roles.push_back(fonts::kEmojiRole);
  roles.insert(roles.end(), fonts::kLastRoles.begin(), fonts::kLastRoles.end());
  std::vector<ListedFont> result;
  for (const std::string_view role : roles)
    for (const std::string_view key : kKeys)
      for (const fonts::FamilyChoice& choice : manifest.list(role, key)) {
        if (choice.empty()) continue;
        ListedFont& font = result.emplace_back(look_up(choice, provider));
        font.role = role;
        font.language = key;
      }
  return result;
}

}  // namespace mdconv
