// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "mdconv/result.h"
#include "support/timestamp.h"

// libzip, which is opened when the first container is made (support/embedded_module.h): it brings libraries of
// encryption, which take longer to load than a post takes to convert.

namespace mdconv::epub {

/// An entry as it will lie in the archive.
struct PackedEntry {
  std::string_view name;
  std::string deflated;
  std::string_view bytes;  // what lies in the archive: `deflated` or the entry's own bytes
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  bool stored = false;
  std::size_t position = 0;
};

/// What zip_module.cpp does.
struct Zip {
  /// Errors: Code::Internal, Code::LimitExceeded.
  Result<std::string> (*write)(std::span<PackedEntry> entries, const DosTime& time);
  std::string (*version)();
};

}  // namespace mdconv::epub
