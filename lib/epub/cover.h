// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "mdconv/document.h"

namespace mdconv::epub {

/// A cover of the title, the subtitle and the authors, as SVG. The text is text, in fonts that reading systems have, or
/// in the family kCoverFamily of `font_faces`, CSS that holds the fonts.
std::string text_cover(const doc::Document& document, std::string_view font_faces);

inline constexpr std::string_view kCoverFamily = "mdconv-cover";

/// All that a cover may say.
std::string cover_text(const doc::Document& document);

}  // namespace mdconv::epub
