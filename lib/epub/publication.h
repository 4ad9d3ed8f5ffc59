// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
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
  /// The id that the file begins with, as written; links to it need no fragment.
  std::string first_id = {};
  /// The id of the file that stands for it where its kind is not known.
  std::string fallback = {};
  /// A picture that moves.
  bool moves = false;
};

struct Options {
  int compression = 6;
  /// Headings down to this level begin a file; 0: only chapters do.
  int split_level = 1;
  /// "horizontal-tb", "vertical-rl" or "vertical-lr".
  std::string writing_mode = "horizontal-tb";
  /// The level of WCAG 2.2 that the publisher vouches for: "A", "AA", "AAA" or empty; and who has found it so.
  std::string a11y_conformance = {};
  std::string a11y_certifier = {};
  /// Whether the fonts that the text needs are put into the file.
  bool embed_fonts = false;
  /// Whether a cover is made of the title when the document names no picture.
  bool text_cover = true;
  /// "visible" or "popup".
  std::string notes_style = "visible";

  /// Pixels of the longest side that images may have; 0: any.
  int max_image_size = 0;

  bool popup_notes() const { return notes_style == "popup"; }
};

struct Publication {
  const doc::Document& document;
  Options options = {};
  /// In manifest order.
  std::vector<File> files = {};
  xhtml::Contents contents = {};
  std::int64_t timestamp = 0;
  /// CSS with the fonts of a text cover, or nothing.
  std::string cover_fonts = {};
  /// By id as written: the file that it is in.
  std::unordered_map<std::string, std::size_t> places = {};
  /// Where the pages of a printed edition begin: their numbers, and ids of the document.
  std::vector<std::pair<std::string, std::string>> pages = {};
  static constexpr std::size_t kNoFile = static_cast<std::size_t>(-1);
  /// Index of the cover page's file; kNoFile: there is none.
  std::size_t cover_page = kNoFile;
  /// Whether the cover is a picture of the document's.
  bool has_cover_picture = false;
  /// Index of the title page's file; kNoFile: there is none.
  std::size_t title_page = kNoFile;
  /// Index of the first file of the text itself.
  std::size_t first_text = 0;

  bool is_book() const noexcept { return !document.chapters.empty(); }
  /// The URL of a place of the document, seen from EPUB/; empty when the text has no such place.
  std::string url_of(std::string_view document_id) const;
};

inline constexpr std::string_view kNavigationPath = "nav.xhtml";
inline constexpr std::string_view kNcxPath = "toc.ncx";
inline constexpr std::string_view kXhtmlType = "application/xhtml+xml";

/// Gives out file names that every reading system can unpack: lower case ASCII, each once.
class FileNames {
 public:
  /// `folder` with a '/' at its end; `name` is a path or a title, of which the stem is used; `extension` with the dot.
  std::string take(std::string_view folder, std::string_view name, std::string_view extension);

 private:
  std::set<std::string, std::less<>> taken_;
  std::map<std::string, int, std::less<>> next_;  // by the path without a number
};

/// The document's language, or "und" when what it has is no language tag.
std::string language_of(const doc::Document& document);
/// The title, which EPUB demands.
std::string title_of(const doc::Document& document);

}  // namespace mdconv::epub
