// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace mdconv::cli {

/// gcc's -MD, -MF, -MT and -MP as the long options that they stand for. They must be taken out before -M
/// (metadata) sees them: "-MD" would else be the metadata "D".
std::vector<std::string> expand_make_options(int argc, const char* const* argv);

}  // namespace mdconv::cli
