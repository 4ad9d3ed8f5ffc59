// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "pdf/object/value.h"

// The door to PoDoFo. PoDoFo and the fourteen libraries that come with it take a fourth of the time in which a short
// post becomes an EPUB, only by being loaded. So the program mdbook-conv is not linked with podofo_writer.cpp, which
// stands behind the door in the library, but with podofo_loader.cpp, which opens a module made of it when the first
// object of a PDF is written.

namespace mdconv::pdf {

struct ObjectWriter {
  /// Append the object as it stands in a file. False, and nothing appended, if PoDoFo fails.
  bool (*write_value)(const Value& value, std::string& to);
  bool (*write_dictionary)(const Dictionary& dictionary, std::string& to);
};

/// Null when PoDoFo cannot be loaded.
const ObjectWriter* object_writer();

}  // namespace mdconv::pdf
