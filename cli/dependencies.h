// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mdconv::cli {

/// A make rule: targets, prerequisites (each once, in order), and for each prerequisite but the first a rule of
/// its own without a recipe, if asked for, so that make does not stop when the file is gone.
std::string make_rule(const std::vector<std::string>& targets, const std::vector<std::string>& prerequisites,
                      bool phony_targets);

/// A file name as make reads it, escaped as gcc does.
std::string escape_for_make(std::string_view name);

}  // namespace mdconv::cli
