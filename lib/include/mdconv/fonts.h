// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mdconv/export.h"
#include "mdconv/host.h"

namespace mdconv {

/// A place of the font manifest, and what fills it on this machine.
struct ListedFont {
  /// "serif", "sans-serif", "monospace", "kai", "emoji", "rare-han", "symbol" or "fallback".
  std::string role;
  /// The languages for which it is asked first: "zh-Hans", …; "any"; "western" for Western letters.
  std::string language;
  /// The family that was found, else the one that is wanted.
  std::string family;
  /// The regular face; nothing when the family is missing.
  std::optional<FontFile> file;
  /// The Debian package that brings the family; empty if none is known.
  std::string package;
};

/// Every place of the manifest, by role and language, in the order in which they are tried.
MDCONV_API std::vector<ListedFont> list_fonts(FontProvider& fonts);

}  // namespace mdconv
