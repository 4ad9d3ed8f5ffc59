// SPDX-License-Identifier: MIT
#include "images/gd.h"

#include <dlfcn.h>

#include <optional>

namespace mdconv::images {

namespace {

template <class Function>
bool take(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

std::optional<Gd> load_library() {
  void* library = ::dlopen("libgd.so.3", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return std::nullopt;
  Gd gd = {};
  decltype(&::gdSetErrorMethod) set_error_method = nullptr;
  const bool complete =
      take(library, "gdImageCreateFromPngPtr", gd.from_png) &&
      take(library, "gdImageCreateFromJpegPtr", gd.from_jpeg) &&
      take(library, "gdImageCreateFromGifPtr", gd.from_gif) &&
      take(library, "gdImageCreateFromWebpPtr", gd.from_webp) &&
      take(library, "gdImageCreateFromBmpPtr", gd.from_bmp) &&
      take(library, "gdImageCreateFromTiffPtr", gd.from_tiff) &&
      take(library, "gdImageCreateFromAvifPtr", gd.from_avif) && take(library, "gdImagePngPtr", gd.to_png) &&
      take(library, "gdImageJpegPtr", gd.to_jpeg) && take(library, "gdImageWebpPtrEx", gd.to_webp) &&
      take(library, "gdImageCreateTrueColor", gd.create) &&
      take(library, "gdImagePaletteToTrueColor", gd.to_true_colour) &&
      take(library, "gdImageAlphaBlending", gd.blend_alpha) && take(library, "gdImageSaveAlpha", gd.save_alpha) &&
      take(library, "gdImageCopyResampled", gd.copy_scaled) && take(library, "gdImageRotateInterpolated", gd.rotate) &&
      take(library, "gdImageFlipHorizontal", gd.mirror) && take(library, "gdImageDestroy", gd.destroy) &&
      take(library, "gdFree", gd.free) && take(library, "gdSetErrorMethod", set_error_method);
  if (!complete) return std::nullopt;
  // What is wrong with a picture is told by the converter, not by the library on the standard error stream.
  set_error_method([](int, const char*, va_list) {});
  return gd;
}

}  // namespace

Result<const Gd*> Gd::load() {
  static const std::optional<Gd> kGd = load_library();
  if (kGd) return &*kGd;
  return Error{
      Code::ImageUnusable, {}, "libgd cannot be opened, which converts pictures", {"install it: apt install libgd3"}};
}

}  // namespace mdconv::images
