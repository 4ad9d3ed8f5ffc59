// SPDX-License-Identifier: MIT
#include "pdf/object/podofo.h"

namespace mdconv {

namespace modules {
extern const std::string_view kPodofo;
}

namespace pdf {

const OpenModule<Podofo>& open_podofo() {
  static const auto kOpen = OpenModule<Podofo>::load("mdconv-podofo", modules::kPodofo, "mdconv_podofo");
  return kOpen;
}

std::string podofo_version() {
  const Podofo* const podofo = open_podofo().functions;
  return podofo != nullptr ? podofo->version() : std::string();
}

}  // namespace pdf

}  // namespace mdconv
