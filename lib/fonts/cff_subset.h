// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/host.h"

namespace mdconv::fonts {

/// A bare CFF table with only these glyphs, sorted, the first of them 0: CID-keyed, and the CID of each is its place
/// among them. `file` is what the table lies in; bytes that have been read are given back to it. Nothing if the table
/// is malformed, or has glyphs that must be subset in another way (charstring.h).
std::optional<std::string> subset_cff(std::string_view table, const std::vector<std::uint32_t>& glyphs,
                                      std::string_view name, const Blob& file, unsigned threads);

}  // namespace mdconv::fonts
