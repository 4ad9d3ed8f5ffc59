// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mdconv::fonts {

/// fonts/manifest.toml, read once.
class Manifest {
 public:
  /// The built-in one. Immutable, for any number of threads.
  static const Manifest& built_in();

  /// The role that a family name of a style sheet means ("serif", "SimSun" → "serif"), or empty: a real family.
  std::string_view role_of(std::string_view family) const;
  /// The families of a role for a language (BCP 47), in the order to try, each once.
  std::vector<std::string> families(std::string_view role, std::string_view language) const;
  /// The families that come first for text that is not CJK.
  std::vector<std::string> western_families(std::string_view role, bool italic) const;
  /// The Debian package to install when no face has CJK characters.
  const std::string& cjk_package() const noexcept { return cjk_package_; }

 private:
  using Lists = std::map<std::string, std::vector<std::string>, std::less<>>;
  std::map<std::string, Lists, std::less<>> roles_;
  std::map<std::string, std::string, std::less<>> aliases_;  // lower case family name to role
  std::string cjk_package_;

  explicit Manifest(std::string_view toml);
  std::vector<std::string> collect(std::string_view role, std::initializer_list<std::string_view> keys) const;
};

/// The manifest's key for a language: "zh-TW" → "zh-Hant", "ja-JP" → "ja", "en" → "any".
std::string_view manifest_language(std::string_view language);

}  // namespace mdconv::fonts
