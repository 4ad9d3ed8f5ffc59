// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "mdconv/backend.h"

namespace mdconv {

/// The built-in output formats. Adding one: its folder, its line in registry.cpp, its line in
/// lib/CMakeLists.txt. (Explicit on purpose: the linker drops self-registering statics from static libraries.)
std::span<const Backend* const> builtin_backends() noexcept;

}  // namespace mdconv
