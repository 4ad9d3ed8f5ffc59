// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

// The words that the program itself puts into a document, in the document's language (BCP 47). English when there
// is no translation.

namespace mdconv {

/// Above the endnotes.
std::string_view notes_heading(std::string_view language) noexcept;
/// "（" "第" 12 "页" "、" "第" 15 "页" "）": on which pages a note's marks stand.
struct NotePageTerms {
  std::string_view open, before, after, between, close;
};
NotePageTerms note_page_terms(std::string_view language) noexcept;
/// What has captions, and its word before the number: "图" of "图 1-2".
enum class CaptionKind { Figure, Table, Listing };
std::string_view caption_word(std::string_view language, CaptionKind kind) noexcept;
/// Above the table of contents.
std::string_view contents_heading(std::string_view language) noexcept;
/// What a screen reader says for the arrow from a note back to its mark.
std::string_view backlink_label(std::string_view language) noexcept;
/// The page that shows the cover, and what a screen reader says of a cover without words.
std::string_view cover_heading(std::string_view language) noexcept;
/// Above a list of places such as "notes" and "start of text".
std::string_view landmarks_heading(std::string_view language) noexcept;
/// Of the list of the printed edition's pages.
std::string_view pages_heading(std::string_view language) noexcept;
/// The landmark of the text itself.
std::string_view body_heading(std::string_view language) noexcept;
/// On a part that can be unfolded and has no title of its own.
std::string_view details_heading(std::string_view language) noexcept;
/// What an admonition of this class is called ("note", "tip", "warning", …); empty for classes that have no name.
std::string_view admonition_name(std::string_view language, std::string_view css_class) noexcept;
/// Which images a publication has, as far as that bears on who can read it.
enum class ImageAccess { NoImages, AllDescribed, SomeUndescribed };
/// One sentence on how accessible a publication is; the other on tables whose rows or columns all have names.
std::string_view accessibility_summary(std::string_view language, ImageAccess images) noexcept;
std::string_view tables_summary(std::string_view language) noexcept;

}  // namespace mdconv
