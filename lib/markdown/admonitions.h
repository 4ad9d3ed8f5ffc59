// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace mdconv::markdown {

/// The class of an admonition that GitHub, MkDocs, VuePress, Zenn or Hexo know by this name ("tip",
/// "WARNING", "message"): note, tip, important, warning, caution and the like; empty for other names.
std::string admonition_class(std::string_view name);

}  // namespace mdconv::markdown
