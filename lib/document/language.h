// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mdconv/document.h"

namespace mdconv::doc {

/// A language as people write it ("zh_CN", "EN-us") as a BCP 47 tag in its usual case; nothing when it is none.
std::optional<std::string> normalize_language(std::string_view tag);

/// Counts what tells languages apart.
class LanguageFinder {
 public:
  void add(std::string_view text);
  /// Whether so much was counted that more would hardly tell anything else.
  bool enough() const noexcept { return latin_ + 4 * (han_ + kana_ + hangul_) > kEnough; }
  /// "zh-Hans", "zh-Hant", "ja", "ko" or "en", the last also when there is no text.
  std::string language() const;

 private:
  static constexpr std::size_t kEnough = 60'000;

  std::size_t latin_ = 0;
  std::size_t han_ = 0;
  std::size_t kana_ = 0;
  std::size_t hangul_ = 0;
  std::size_t simplified_ = 0;
  std::size_t traditional_ = 0;
};

/// The language that the text of a document is in, its own word for it aside.
std::string find_language(const Document& document);

}  // namespace mdconv::doc
