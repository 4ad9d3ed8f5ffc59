// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mdconv/result.h"

namespace mdconv::images {

/// Who is to see a picture: reading systems of today, or those too that know PNG, JPEG and GIF alone.
enum class Audience { Modern, Everyone };

struct Picture {
  std::string bytes;
  std::string_view media_type;
  /// The usual extension, with the dot.
  std::string_view extension;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// The same picture as PNG, JPEG or WebP, turned as EXIF says, and no longer than `longest_side` pixels (0: as long as
/// it is). PNG, JPEG and WebP keep their kind; of the others photographs (AVIF without transparency) become JPEG and
/// the rest PNG. The first picture of several; colour profiles are not kept.
/// For `Audience::Everyone` WebP, too, becomes one of these.
/// `bytes` are what read_image_info() accepts. Errors: Code::ImageUnusable, for SVG too.
Result<Picture> convert(std::string_view bytes, std::uint32_t longest_side, Audience audience = Audience::Modern);

/// Whether the picture moves, which no conversion keeps.
bool is_animated(std::string_view bytes);

}  // namespace mdconv::images
