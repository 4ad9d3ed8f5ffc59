// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "pdf/object/value.h"

// PoDoFo, which is opened when the first PDF is asked for (support/embedded_module.h): it brings thirteen libraries,
// and the loader takes a third of the time of a short document for them.

namespace mdconv::pdf {

/// Where import_page() puts the objects that it copies.
class ImportTarget {
 public:
  virtual ~ImportTarget() = default;
  virtual Ref reserve() = 0;
  virtual void write(Ref ref, std::string_view object) = 0;
  /// `entries` are those of the stream's dictionary, all but the length.
  virtual void write_stream(Ref ref, std::string_view entries, std::string_view bytes) = 0;
};

/// What podofo_module.cpp does. Each may be called by several threads at once and throws nothing; false is PoDoFo's
/// failure.
struct Podofo {
  bool (*serialise)(const Value& value, std::string& to);
  bool (*serialise_dictionary)(const Dictionary& dictionary, std::string& to);
  bool (*import_page)(std::string_view pdf, double width, double height, bool hide_private_use, ImportTarget& target,
                      Ref& form);
  std::string (*version)();
};

struct OpenPodofo {
  /// None, and `problem` says why, where the library cannot be opened.
  const Podofo* functions = nullptr;
  std::string problem = {};
};

/// Opens PoDoFo when it is called first, which takes 5 ms; any thread may.
const OpenPodofo& open_podofo();

/// Its version; empty where it cannot be opened.
std::string podofo_version();

}  // namespace mdconv::pdf
