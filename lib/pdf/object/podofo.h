// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "pdf/object/value.h"
#include "support/embedded_module.h"

// PoDoFo, which is opened when the first PDF is asked for (support/embedded_module.h): it brings most of thirteen
// libraries, which take the loader an eighth of the time of a short document.

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

/// Opens PoDoFo when it is called first, which takes 5 ms; any thread may.
const OpenModule<Podofo>& open_podofo();

/// Its version; empty where it cannot be opened.
std::string podofo_version();

}  // namespace mdconv::pdf
