// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace mdconv::doc {

/// What two note labels must share to mean one note: the label without regard to case.
std::string note_key(std::string_view label);

}  // namespace mdconv::doc
