// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "mdconv/document.h"

namespace mdconv::epub {

/// A cover of the title, the subtitle and the authors, as SVG. The text is text, in fonts that reading systems have.
std::string text_cover(const doc::Document& document);

}  // namespace mdconv::epub
