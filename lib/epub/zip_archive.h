// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "mdconv/result.h"

namespace mdconv::epub {

struct ArchiveEntry {
  /// ASCII, parted by '/'.
  std::string name;
  std::string_view bytes;
  /// Bytes that are compressed already, and the mimetype entry of a container, stay as they are.
  bool stored = false;
};

struct ArchiveOptions {
  /// 1 (fast) to 12 (small), as libdeflate counts.
  int level = 6;
  /// Seconds since 1970 UTC; the time of every entry.
  std::int64_t timestamp = 0;
};

/// A ZIP archive of the entries in their order. The same arguments give the same bytes.
/// Errors: Code::Internal when the archive cannot be made, Code::LimitExceeded when it grows too large,
/// Code::LibraryMissing where there is no libzip.
Result<std::string> make_archive(std::span<const ArchiveEntry> entries, const ArchiveOptions& options);

/// Opens libzip, which make_archive() does otherwise.
void prepare_archives();

/// libzip's version; empty where it cannot be opened.
std::string libzip_version();

}  // namespace mdconv::epub
