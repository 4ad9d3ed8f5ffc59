// SPDX-License-Identifier: MIT
#pragma once

#include <gd.h>

#include "mdconv/result.h"

namespace mdconv::images {

/// The functions of libgd that are used. It brings some fifty libraries, so it is loaded when the first picture is
/// converted, and the program starts without it.
struct Gd {
  decltype(&::gdImageCreateFromPngPtr) from_png;
  decltype(&::gdImageCreateFromJpegPtr) from_jpeg;
  decltype(&::gdImageCreateFromGifPtr) from_gif;
  decltype(&::gdImageCreateFromWebpPtr) from_webp;
  decltype(&::gdImageCreateFromBmpPtr) from_bmp;
  decltype(&::gdImageCreateFromTiffPtr) from_tiff;
  decltype(&::gdImageCreateFromAvifPtr) from_avif;
  decltype(&::gdImagePngPtr) to_png;
  decltype(&::gdImageJpegPtr) to_jpeg;
  decltype(&::gdImageWebpPtrEx) to_webp;
  decltype(&::gdImageCreateTrueColor) create;
  decltype(&::gdImagePaletteToTrueColor) to_true_colour;
  decltype(&::gdImageAlphaBlending) blend_alpha;
  decltype(&::gdImageSaveAlpha) save_alpha;
  decltype(&::gdImageCopyResampled) copy_scaled;
  decltype(&::gdImageRotateInterpolated) rotate;
  decltype(&::gdImageFlipHorizontal) mirror;
  decltype(&::gdImageDestroy) destroy;
  decltype(&::gdFree) free;

  /// Errors: Code::ImageUnusable when the library is not installed.
  static Result<const Gd*> load();
};

}  // namespace mdconv::images
