// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "mdconv/result.h"

namespace mdconv {

struct SvgSize {
  std::uint32_t width = 0;  // CSS pixels
  std::uint32_t height = 0;
};

/// Whether bytes are meant to be an SVG: XML in UTF-8 or UTF-16 whose first element is <svg>, or XML at least.
bool looks_like_svg(std::string_view bytes);

/// Size of an SVG from its root element, 300 × 150 when it says none, as browsers have it.
/// Errors: Code::ImageUnusable (not well-formed, a script, an entity definition).
Result<SvgSize> read_svg_size(std::string_view bytes);

}  // namespace mdconv
