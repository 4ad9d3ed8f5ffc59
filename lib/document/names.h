// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/document.h"

// What style sheets know the nodes by, the same in every format.

namespace mdconv::doc {

/// "h1" to "h6"; other levels are taken for the nearest.
std::string_view heading_element(int level);

std::string_view element_name(SpanKind kind);

/// "align-left" and the like, empty for the default.
std::string_view alignment_class(Alignment alignment);
/// The same for an `align` attribute, "justify" too; empty for other values.
std::string_view alignment_class(std::string_view align);

/// The words that stand for an image: its alternative text, else its file's name. Never empty.
std::string image_substitute(const Image& image);

/// Whether an image has no alternative text, and nobody said that it needs none.
bool lacks_description(const Inline& image);

/// The class of a link that is to say the number of the caption that it leads to, or that of a section its title; and
/// the class that such a link has besides if it says the number without the word before it.
inline constexpr std::string_view kReferenceClass = "caption-reference";
inline constexpr std::string_view kNumberOnlyClass = "number-only";

/// Whether a text shows nothing.
bool is_blank(std::string_view text);

/// The ids in a list such as a cell's "headers".
std::vector<std::string_view> ids_of(std::string_view list);

/// What leads back to the first, second, … mark of one note: "a", "b", …, "z", "aa".
std::string back_letters(std::uint32_t ordinal);

/// Whether a figure's parts have a table among them: it may go on on the next page.
bool holds_table(const Division& figure);
/// What its paragraph is to style sheets besides: "image", where pictures stand alone, "formula" of a formula on a line
/// of its own; mostly nothing.
std::string_view paragraph_class(const Inlines& inlines);
/// Whether any of its items is a task.
bool holds_tasks(const List& list);

/// Whether a figure is a picture that is not there, or a link to it, and a caption of the very words that stand for it.
/// `shows`, if given, is asked about the picture that is there.
bool repeats_missing_image(const Division& figure, const std::function<bool(const Inline&)>& shows = {});

}  // namespace mdconv::doc
