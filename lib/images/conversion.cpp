// SPDX-License-Identifier: MIT
#include "images/conversion.h"

#include <algorithm>
#include <climits>
#include <memory>

#include "images/gd.h"
#include "images/raster.h"
#include "support/image_info.h"

namespace mdconv::images {

namespace {

constexpr int kJpegQuality = 90;
constexpr int kWebpQuality = 90;

using Image = std::unique_ptr<gdImage, decltype(&::gdImageDestroy)>;

Error broken() { return {Code::ImageUnusable, {}, "its pixels cannot be read"}; }

Image decode(const Gd& gd, std::string_view bytes, std::string_view media_type) {
  const int size = static_cast<int>(bytes.size());
  void* data = const_cast<char*>(bytes.data());  // libgd only reads it
  gdImagePtr image = nullptr;
  if (media_type == "image/png") image = gd.from_png(size, data);
  if (media_type == "image/jpeg") image = gd.from_jpeg(size, data);
  if (media_type == "image/gif") image = gd.from_gif(size, data);
  if (media_type == "image/webp") image = gd.from_webp(size, data);
  if (media_type == "image/bmp") image = gd.from_bmp(size, data);
  if (media_type == "image/tiff") image = gd.from_tiff(size, data);
  if (media_type == "image/avif") image = gd.from_avif(size, data);
  return {image, gd.destroy};
}

// EXIF counts eight ways to hold a camera: turned by quarters, and mirrored before.
Image turned(const Gd& gd, Image image, std::uint32_t orientation) {
  if (orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7) gd.mirror(image.get());
  float degrees = 0;  // to the left
  if (orientation == 3 || orientation == 4) degrees = 180;
  if (orientation == 5 || orientation == 8) degrees = 90;
  if (orientation == 6 || orientation == 7) degrees = 270;
  if (degrees == 0) return image;
  return {gd.rotate(image.get(), degrees, 0), gd.destroy};
}

Image scaled(const Gd& gd, Image image, std::uint32_t longest_side) {
  const auto width = static_cast<std::uint64_t>(gdImageSX(image.get()));
  const auto height = static_cast<std::uint64_t>(gdImageSY(image.get()));
  const std::uint64_t longest = std::max(width, height);
  if (longest_side == 0 || longest <= longest_side) return image;
  const auto side = [&](std::uint64_t length) {
    return static_cast<int>(std::max<std::uint64_t>((length * longest_side + longest / 2) / longest, 1));
  };
  Image result(gd.create(side(width), side(height)), gd.destroy);
  if (result == nullptr) return result;
  gd.blend_alpha(result.get(), 0);
  gd.copy_scaled(result.get(), image.get(), 0, 0, 0, 0, side(width), side(height), static_cast<int>(width),
                 static_cast<int>(height));
  return result;
}

bool is_opaque(const gdImage& image) {
  for (int y = 0; y < image.sy; ++y)
    for (int x = 0; x < image.sx; ++x)
      if (gdTrueColorGetAlpha(image.tpixels[y][x]) != gdAlphaOpaque) return false;
  return true;
}

struct Kind {
  std::string_view media_type;
  std::string_view extension;
};
constexpr Kind kPng = {"image/png", ".png"};
constexpr Kind kJpeg = {"image/jpeg", ".jpg"};
constexpr Kind kWebp = {"image/webp", ".webp"};

Kind kind_for(std::string_view media_type, const gdImage& image, Audience audience) {
  if (media_type == kJpeg.media_type) return kJpeg;
  const bool webp = media_type == kWebp.media_type;
  if (webp && audience == Audience::Modern) return kWebp;
  return (webp || media_type == "image/avif") && is_opaque(image) ? kJpeg : kPng;
}

// Decoded, in true colours, turned as EXIF says; null if it cannot be read.
Image read(const Gd& gd, std::string_view bytes, const ImageInfo& info) {
  Image image = decode(gd, info.media_type == "image/tiff" ? tiff_as_stored(bytes) : bytes, info.media_type);
  // Palettes cannot be scaled or turned.
  if (image == nullptr || gd.to_true_colour(image.get()) == 0) return {nullptr, gd.destroy};
  return turned(gd, std::move(image), info.orientation);
}

using Data = std::unique_ptr<void, decltype(&::gdFree)>;

// Takes the pixels, where they belong on the whole picture.
void take_pixels(const gdImage& image, const FirstWebp& place, bool colors, Raster& raster) {
  const std::size_t count = std::size_t{raster.width} * raster.height;
  if (colors) raster.colors.assign(count * 3, '\0');
  raster.alpha.assign(count, '\0');
  for (int y = 0; y < image.sy; ++y) {
    for (int x = 0; x < image.sx; ++x) {
      const std::size_t column = place.left + static_cast<std::size_t>(x),
                        row = place.top + static_cast<std::size_t>(y);
      if (column >= raster.width || row >= raster.height) continue;
      const int pixel = image.tpixels[y][x];
      const std::size_t to = row * raster.width + column;
      // Seven bits, and none of them is opaque.
      raster.alpha[to] =
          static_cast<char>(((gdAlphaMax - gdTrueColorGetAlpha(pixel)) * 255 + gdAlphaMax / 2) / gdAlphaMax);
      if (!colors) continue;
      raster.colors[to * 3] = static_cast<char>(gdTrueColorGetRed(pixel));
      raster.colors[to * 3 + 1] = static_cast<char>(gdTrueColorGetGreen(pixel));
      raster.colors[to * 3 + 2] = static_cast<char>(gdTrueColorGetBlue(pixel));
    }
  }
}

}  // namespace

Result<Raster> read_raster(std::string_view bytes) {
  MDCONV_TRY_ASSIGN(const ImageInfo info, read_image_info(bytes));
  if (info.media_type == "image/gif") return read_gif(bytes);
  if (bytes.size() > INT_MAX) return broken();
  Raster raster{info.width, info.height};
  FirstWebp first;
  if (info.media_type == "image/webp") {
    first = first_webp(bytes);
    bytes = first.bytes;
    if (const Result<ImageInfo> still = read_image_info(bytes); !still) return broken();
  }
  MDCONV_TRY_ASSIGN(const Gd* const gd, Gd::load());
  const Image image = read(*gd, bytes, info);
  if (image == nullptr) return broken();
  const bool whole = static_cast<std::uint32_t>(gdImageSX(image.get())) == info.width &&
                     static_cast<std::uint32_t>(gdImageSY(image.get())) == info.height;
  // What was stored with loss is large without, and loses little more.
  const bool lossy =
      info.media_type == "image/avif" || (info.media_type == "image/webp" && bytes.find("VP8 ") < bytes.find("VP8L"));
  if (lossy && whole) {
    int size = 0;
    const Data data(gd->to_jpeg(image.get(), &size, kJpegQuality), gd->free);
    if (data == nullptr) return broken();
    raster.jpeg.assign(static_cast<const char*>(data.get()), static_cast<std::size_t>(size));
  }
  take_pixels(*image, first, raster.jpeg.empty(), raster);
  return raster;
}

Result<Picture> convert(std::string_view bytes, std::uint32_t longest_side, Audience audience) {
  MDCONV_TRY_ASSIGN(const ImageInfo info, read_image_info(bytes));
  if (info.media_type == "image/svg+xml" || bytes.size() > INT_MAX) return broken();
  MDCONV_TRY_ASSIGN(const Gd* const gd, Gd::load());
  Image image = read(*gd, bytes, info);
  if (image != nullptr) image = scaled(*gd, std::move(image), longest_side);
  if (image == nullptr) return broken();

  const Kind kind = kind_for(info.media_type, *image, audience);
  gd->save_alpha(image.get(), kind.media_type != kJpeg.media_type && !is_opaque(*image) ? 1 : 0);
  int size = 0;
  void* data = nullptr;
  if (kind.media_type == kJpeg.media_type) {
    data = gd->to_jpeg(image.get(), &size, kJpegQuality);
  } else if (kind.media_type == kWebp.media_type) {
    data = gd->to_webp(image.get(), &size, kWebpQuality);
  } else {
    data = gd->to_png(image.get(), &size);
  }
  if (data == nullptr) return broken();
  const Data owned(data, gd->free);
  return Picture{std::string(static_cast<const char*>(data), static_cast<std::size_t>(size)), kind.media_type,
                 kind.extension, static_cast<std::uint32_t>(gdImageSX(image.get())),
                 static_cast<std::uint32_t>(gdImageSY(image.get()))};
}

bool is_animated(std::string_view bytes) {
  const Result<ImageInfo> info = read_image_info(bytes);
  return info && info->is_animated;
}

}  // namespace mdconv::images
