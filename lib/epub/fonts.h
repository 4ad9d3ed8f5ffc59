// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "epub/publication.h"
#include "mdconv/backend.h"

namespace mdconv::epub {

/// Adds the fonts that the pages' text needs, each with the characters that it sets there only, and the style sheet
/// that names them, which takes the place of the file `sheet`. The built-in and the user's sheets decide which text is
/// set in which font, as in the PDF. Comes after the pages are written.
///
/// In the sheets a font's family is called by embedded_family() of the family that they ask for, so that reading
/// systems that show no embedded fonts go on to the next family of the list.
void embed_fonts(Publication& publication, FileNames& names, std::size_t sheet, const BackendContext& context);

/// Rules @font-face that hold the fonts themselves, for the family `family` in two weights and the characters of
/// `text`: a picture can refer to no other file. Empty when no font has them.
std::string inline_font_faces(std::string_view family, std::string_view text, std::string_view language,
                              const BackendContext& context);

/// "serif", "SimSun" → "mdconv-serif"; "My Font" → "mdconv-my-font".
std::string embedded_family(std::string_view family);

}  // namespace mdconv::epub
