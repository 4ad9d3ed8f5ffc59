// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "mdconv/result.h"

// SVG as vectors, through librsvg, which draws into a PDF of its own.

namespace mdconv::images {

struct Drawing {
  /// A PDF of one page.
  std::string pdf;
  /// The page's size; the longer side is kDrawingSize, or less where there are many filters.
  double width = 0;
  double height = 0;
  /// Of its texts, in order: those beyond ASCII, and of them those that no font of the system has.
  std::u32string characters = {};
  std::u32string missing = {};
};

/// So fine that what is drawn in pixels, by filters and masks, can be printed.
inline constexpr double kDrawingSize = 1000;

/// The picture drawn. `svg` is what read_image_info() accepts; its texts without a language of their own are in
/// `language`. Fonts come from the system.
/// Errors: Code::ImageUnusable, also when librsvg is not installed.
Result<Drawing> draw_svg(std::string_view svg, std::string_view language);

struct PlainSvg {
  std::string svg;
  /// How large it is to be drawn: filters and masks are to have no more pixels together than can be gone over.
  double longest_side = kDrawingSize;
  /// Of its texts, beyond ASCII, in order.
  std::u32string characters = {};
};

/// The picture as librsvg is to see it: in UTF-8, without entities, scripts and what lies in other files, its size on
/// its root; HTML within it is plain text. Errors: Code::ImageUnusable.
Result<PlainSvg> plain_svg(std::string_view svg, double width, double height, std::string_view language);

}  // namespace mdconv::images
