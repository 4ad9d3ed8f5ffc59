// SPDX-License-Identifier: MIT
#include "pdf/object/object_writer.h"

// What the module shows of itself; podofo_loader.cpp looks for it.
extern "C" __attribute__((visibility("default"))) const mdconv::pdf::ObjectWriter* mdconv_object_writer() {
  return mdconv::pdf::object_writer();
}
