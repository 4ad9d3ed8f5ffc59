// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mdconv/result.h"

namespace mdconv::images {

/// A picture's pixels, row after row, upright.
struct Raster {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  /// RGB, or with a palette its entries' numbers, a byte each; empty if there is a JPEG.
  std::string colors = {};
  /// Entries of RGB.
  std::string palette = {};
  /// A byte a pixel; empty: all is opaque.
  std::string alpha = {};
  /// The colours of a photograph that was stored with loss.
  std::string jpeg = {};
};

/// The pixels of a GIF, WebP, BMP, TIFF or AVIF; the first picture of several. `bytes` are what read_image_info()
/// accepts. All but GIF go through libgd. Errors: Code::ImageUnusable.
Result<Raster> read_raster(std::string_view bytes);

/// Errors: Code::ImageUnusable.
Result<Raster> read_gif(std::string_view bytes);

/// A WebP of one picture, as large as the whole, that holds the first of several; the bytes themselves if it does not
/// move. Empty if it is damaged.
struct FirstWebp {
  std::string bytes;
  std::uint32_t left = 0;
  std::uint32_t top = 0;
};
FirstWebp first_webp(std::string_view bytes);

}  // namespace mdconv::images
