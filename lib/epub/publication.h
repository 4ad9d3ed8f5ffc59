// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/document.h"
#include "xhtml/xhtml_writer.h"

// What the parts of an EPUB agree on: the files below EPUB/ and what they are.

namespace mdconv::epub {

struct File {
  /// Id in the manifest.
  std::string id;
  /// Path below EPUB/, ASCII.
  std::string path;
  std::string media_type;
  /// Properties in the manifest, parted by spaces.
  std::string properties = {};
  Blob bytes = {};
  bool in_spine = false;
};

struct Publication {
  const doc::Document& document;
  /// In manifest order.
  std::vector<File> files = {};
  xhtml::Contents contents = {};
  std::int64_t timestamp = 0;
};

inline constexpr std::string_view kTextPath = "text.xhtml";
inline constexpr std::string_view kNavigationPath = "nav.xhtml";
inline constexpr std::string_view kXhtmlType = "application/xhtml+xml";

/// Gives out file names that every reading system can unpack: lower case ASCII, each once.
class FileNames {
 public:
  /// `folder` with a '/' at its end; `name` is a path or a title, of which the stem is used; `extension` with the dot.
  std::string take(std::string_view folder, std::string_view name, std::string_view extension);

 private:
  std::set<std::string, std::less<>> taken_;
};

/// The document's language, or "und" when what it has is no language tag.
std::string language_of(const doc::Document& document);
/// The title, which EPUB demands.
std::string title_of(const doc::Document& document);

}  // namespace mdconv::epub
