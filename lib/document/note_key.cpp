// SPDX-License-Identifier: MIT
#include "document/note_key.h"

#include "support/unicode.h"

namespace mdconv::doc {

std::string note_key(std::string_view label) { return unicode::to_lower(label); }

}  // namespace mdconv::doc
