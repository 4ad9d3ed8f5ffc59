// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mdconv::cli {

/// A make rule: targets, prerequisites (each once, in order), and unless `phony_but` is
/// empty, for each prerequisite but that one a rule of its own without a recipe, so that make does not stop when the
/// file is gone.
std::string make_rule(const std::vector<std::string>& targets, const std::vector<std::string>& prerequisites,
                      const std::optional<std::string>& phony_but);

/// A file name as make reads it, escaped as gcc does.
std::string escape_for_make(std::string_view name);

}  // namespace mdconv::cli
