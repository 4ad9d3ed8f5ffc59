// SPDX-License-Identifier: MIT
#include "document/resolve.h"
namespace mdconv::doc {
void resolve(Document&, const ResolveContext&) {}
std::string note_id(std::uint32_t number) { return "note-" + std::to_string(number); }
std::string noteref_id(std::uint32_t number, std::uint32_t ordinal) {
  const std::string id = "noteref-" + std::to_string(number);
  return ordinal > 1 ? id + "-" + std::to_string(ordinal) : id;
}
std::string plain_text(const Inlines&) { return {}; }
}  // namespace mdconv::doc
