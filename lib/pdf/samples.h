// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pdf/images.h"

// From pixels to compressed samples.

namespace mdconv::pdf {

struct PixelSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// The entries that every image has.
Dictionary image_dictionary(PixelSize size, int bits);

/// Samples of eight bits, `channels` a pixel. Rows of colours are filtered as in PNG; numbers of a palette are not.
Samples pack(PixelSize size, unsigned channels, std::string_view pixels, bool filtered = true);

/// An image of pixels in gray or RGB; RGB without a profile becomes gray if there is no other colour. `alpha` has a
/// byte a pixel, or is empty; if all of it is opaque it is left out.
PreparedImage image_of(PixelSize size, unsigned channels, std::string pixels, std::string_view alpha,
                       std::string profile = {});

/// The soft mask, unless all of it is opaque.
std::optional<Samples> alpha_of(PixelSize size, std::string_view alpha);

/// The profile if a PDF can hold it for an image of so many components; empty else, and for sRGB, which is what
/// readers take RGB for.
std::string fitting_profile(std::string_view profile, unsigned components);

}  // namespace mdconv::pdf
