// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mdconv/result.h"

namespace mdconv {

struct ImageInfo {
  /// "image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "image/bmp", "image/tiff" or "image/avif".
  std::string_view media_type;
  /// The usual extension, without the dot.
  std::string_view extension;
  /// Pixels as shown: turned as EXIF says. CSS pixels for SVG.
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  /// EXIF's, 1 to 8: how the pixels are to be turned; 1: not at all.
  std::uint32_t orientation = 1;
  /// Whether there are several pictures, shown one after the other.
  bool is_animated = false;
};

/// Kind and size of an image from its bytes, whatever its name says. The structure of the file is walked, so that cut
/// off and damaged files are found; pixels are not decoded. An SVG must be well-formed and hold no script and no
/// entity definitions.
/// Errors: Code::ImageUnusable, the message says what is wrong ("the file is cut off").
Result<ImageInfo> read_image_info(std::string_view bytes);

/// What the EXIF data of a picture, a TIFF, says of its orientation; 1 when it says nothing. The signature before it in
/// a JPEG and in some WebPs may be there.
std::uint32_t exif_orientation(std::string_view exif);

/// A TIFF that asks for no turn: libtiff turns some pictures, and others by half.
std::string tiff_as_stored(std::string_view tiff);

}  // namespace mdconv
