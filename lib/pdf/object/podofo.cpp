// SPDX-License-Identifier: MIT
#include "pdf/object/podofo.h"

#include "support/embedded_module.h"

namespace mdconv {

namespace modules {
extern const std::string_view kPodofo;
}

namespace pdf {

const OpenPodofo& open_podofo() {
  static const OpenPodofo kOpen = [] {
    ModuleFunction found = open_embedded_module("mdconv-podofo", modules::kPodofo, "mdconv_podofo");
    if (found.address == nullptr) return OpenPodofo{nullptr, std::move(found.problem)};
    return OpenPodofo{reinterpret_cast<const Podofo* (*)()>(found.address)()};
  }();
  return kOpen;
}

std::string podofo_version() {
  const Podofo* const podofo = open_podofo().functions;
  return podofo != nullptr ? podofo->version() : std::string();
}

}  // namespace pdf

}  // namespace mdconv
