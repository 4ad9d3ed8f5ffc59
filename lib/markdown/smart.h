// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "markdown/rewriting.h"
#include "mdconv/document.h"

namespace mdconv::markdown {

/// Straight quotes become those of the language (BCP 47), hyphens dashes, full stops ellipses, outside code, formulas
/// and addresses. Beside Han characters dashes and ellipses are the double ones of Chinese. A character that comes from
/// an escape or an entity, which the builder marks by Rewriting::letter before it, stays.
void make_smart(doc::Blocks& blocks, std::string_view language, const Rewriting& rewriting);

}  // namespace mdconv::markdown
