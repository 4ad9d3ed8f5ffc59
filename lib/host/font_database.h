// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mdconv/host.h"

// fontconfig's own names.
struct _FcConfig;   // NOLINT(bugprone-reserved-identifier)
struct _FcFontSet;  // NOLINT(bugprone-reserved-identifier)

namespace mdconv::host {

/// One face that could answer a request.
struct FontCandidate {
  int weight = 400;
  bool italic = false;
  /// Distance from the normal width, in percent.
  int width_distance = 0;
  std::string path;
  unsigned index = 0;
  /// A variable font goes from `weight` to this.
  int boldest = 0;
  bool variable = false;
};

/// The candidate nearest to the request: slant first, then width, then weight; a face of one weight before
/// a variable one; ties by path, so that the
/// answer does not depend on the order. Null when there is none.
const FontCandidate* nearest(const std::vector<FontCandidate>& candidates, const FontRequest& request);

/// A set of fonts that fontconfig has scanned. Not safe for concurrent use.
class FontDatabase {
 public:
  /// Everything that the system's fontconfig files name. Takes milliseconds.
  static FontDatabase of_system();
  /// What lies below the folders.
  static FontDatabase of_folders(const std::vector<std::string>& folders);

  /// The faces of that very family; capitals and blanks in the name do not count.
  std::vector<FontCandidate> faces(const std::string& family) const;

 private:
  struct Release {
    void operator()(_FcConfig* config) const;
  };
  struct ReleaseSet {
    void operator()(_FcFontSet* fonts) const;
  };
  FontDatabase();

  // The fonts are the set's or, without one, those that the configuration names.
  std::unique_ptr<_FcConfig, Release> config_;
  std::unique_ptr<_FcFontSet, ReleaseSet> fonts_;
};

/// fontconfig's version.
std::string fontconfig_version();

}  // namespace mdconv::host
