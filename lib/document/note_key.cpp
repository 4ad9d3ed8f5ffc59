// SPDX-License-Identifier: MIT
#include "document/note_key.h"

#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::doc {

std::string note_key(std::string_view label) {
  std::string key;
  key.reserve(label.size());
  for (std::size_t i = 0; i < label.size();) utf8::append(key, unicode::to_lower(utf8::next(label, i)));
  return key;
}

}  // namespace mdconv::doc
