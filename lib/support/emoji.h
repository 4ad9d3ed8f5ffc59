// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace mdconv {

/// The emoji that `:name:` stands for on GitHub and elsewhere, or that has this name in Unicode with underscores for
/// spaces; empty when there is none.
std::string find_emoji(std::string_view name);

}  // namespace mdconv
