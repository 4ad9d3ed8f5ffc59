// SPDX-License-Identifier: MIT
#include <dlfcn.h>

#include "pdf/object/object_writer.h"

namespace mdconv::pdf {

namespace {

// The module lies where the program's run path leads.
const ObjectWriter* load() {
  void* module = ::dlopen(MDCONV_PODOFO_MODULE, RTLD_LAZY | RTLD_LOCAL);
  if (module == nullptr) return nullptr;
  const auto writer = reinterpret_cast<const ObjectWriter* (*)()>(::dlsym(module, "mdconv_object_writer"));
  return writer == nullptr ? nullptr : writer();
}

}  // namespace

const ObjectWriter* object_writer() {
  static const ObjectWriter* const kWriter = load();
  return kWriter;
}

}  // namespace mdconv::pdf
