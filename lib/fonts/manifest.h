// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mdconv::fonts {

/// The roles that a style sheet can ask for; "emoji" and those that end every stack are not among them.
inline constexpr std::array<std::string_view, 4> kTextRoles = {"serif", "sans-serif", "monospace", "kai"};
/// What every stack ends with, after the serif faces.
inline constexpr std::array<std::string_view, 3> kLastRoles = {"rare-han", "symbol", "fallback"};
inline constexpr std::string_view kEmojiRole = "emoji";

/// A place in a list of families: stand-ins for each other, of which the first that is installed takes it.
using FamilyChoice = std::vector<std::string>;

/// fonts/manifest.toml, read once.
class Manifest {
 public:
  /// A Debian package that brings fonts.
  struct Package {
    std::string name;
    /// A name that ends in a star stands for all that begin with what is before it.
    std::vector<std::string> families;
    /// First and last characters of the ranges for which it is recommended.
    std::vector<std::pair<char32_t, char32_t>> characters;

    bool brings(std::string_view family) const;
    bool serves(char32_t character) const;
  };

  /// The built-in one. Immutable, for any number of threads.
  static const Manifest& built_in();

  /// The role that a family name of a style sheet means ("serif", "SimSun" → "serif"), or empty: a real family.
  std::string_view role_of(std::string_view family) const;
  /// The places of a role for a language (BCP 47), in the order to try, each once.
  std::vector<FamilyChoice> families(std::string_view role, std::string_view language) const;
  /// The places that come first for Western letters.
  std::vector<FamilyChoice> western_families(std::string_view role) const;
  /// The places of one key alone.
  std::vector<FamilyChoice> list(std::string_view role, std::string_view key) const { return collect(role, {key}); }
  const std::vector<Package>& packages() const noexcept { return packages_; }
  /// The name of the first package that brings a family; empty if none is known.
  std::string_view package_of(std::string_view family) const;
  /// The families of the lists that a package brings, each once.
  std::vector<std::string> families_of(const Package& package) const;
  /// The Debian package to install when no face has CJK characters.
  std::string_view cjk_package() const;

 private:
  using Lists = std::map<std::string, std::vector<FamilyChoice>, std::less<>>;
  std::map<std::string, Lists, std::less<>> roles_;
  std::map<std::string, std::string, std::less<>> aliases_;  // lower case family name to role
  std::vector<Package> packages_;

  explicit Manifest(std::string_view toml);
  std::vector<FamilyChoice> collect(std::string_view role, std::initializer_list<std::string_view> keys) const;
};

/// The manifest's key for a language: "zh-TW" → "zh-Hant", "ja-JP" → "ja", "en" → "any".
std::string_view manifest_language(std::string_view language);

}  // namespace mdconv::fonts
