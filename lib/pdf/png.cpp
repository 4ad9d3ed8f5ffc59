// SPDX-License-Identifier: MIT
#include <png.h>

#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

#include <libdeflate.h>

#include "pdf/samples.h"
#include "support/image_info.h"

// PNG's compressed rows are what FlateDecode with the PNG predictors reads, so the IDAT chunks of most files go into a
// PDF as they are, 16 bits too, after a look at whether they are whole. Files that are interlaced, have an alpha
// channel or a gamma that is not that of sRGB are decoded by libpng, to 8 bits; the alpha channel becomes a soft mask.
// A colour profile goes along where it fits; what sRGB, cHRM and the pixels' density say is what readers do anyway.

namespace mdconv::pdf {
namespace {

constexpr int kGray = 0, kRgb = 2, kPalette = 3, kGrayAlpha = 4, kRgba = 6;
/// Decoded bytes; a picture of 100 megapixels in RGBA.
constexpr std::size_t kLargestPixels = std::size_t{400} << 20;
/// That of a press has half of it, and a bomb more.
constexpr std::size_t kLargestProfile = std::size_t{4} << 20;
/// 100000 times the gamma, of sRGB.
constexpr std::uint32_t kUsualGamma = 45455;

struct PngInfo {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  int depth = 0;
  int kind = 0;
  bool interlaced = false;
  bool transparent = false;
  bool unusual_gamma = false;
  int orientation = 1;
  std::string_view palette;
  std::string profile;
  std::string data;  // the IDAT chunks joined

  unsigned channels() const { return kind == kRgb ? 3 : kind == kRgba ? 4 : kind == kGrayAlpha ? 2 : 1; }
  /// Of a row with its filter byte.
  std::size_t row_bytes() const { return 1 + (std::size_t{width} * channels() * unsigned(depth) + 7) / 8; }
};

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

bool depth_fits(int kind, int depth) {
  switch (kind) {
    case kGray: return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case kPalette: return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case kRgb:
    case kGrayAlpha:
    case kRgba: return depth == 8 || depth == 16;
    default: return false;
  }
}

/// What an iCCP chunk holds: a name, how it is compressed, the compressed profile. Empty if it cannot be read.
std::string unpack_profile(std::string_view chunk) {
  const std::size_t end = chunk.find('\0');
  if (end == std::string_view::npos || end + 2 > chunk.size() || chunk[end + 1] != 0) return {};
  const std::string_view packed = chunk.substr(end + 2);
  libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
  if (decompressor == nullptr) return {};
  std::string profile;
  std::size_t size = 0;
  libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
  for (std::size_t room = std::size_t{1} << 13; result == LIBDEFLATE_INSUFFICIENT_SPACE && room <= kLargestProfile;
       room *= 4) {
    profile.resize(room);
    result = libdeflate_zlib_decompress(decompressor, packed.data(), packed.size(), profile.data(), room, &size);
  }
  libdeflate_free_decompressor(decompressor);
  profile.resize(result == LIBDEFLATE_SUCCESS ? size : 0);
  return profile;
}

std::optional<PngInfo> read_png(std::string_view bytes) {
  constexpr std::string_view kSignature("\x89PNG\r\n\x1A\n", 8);
  if (!bytes.starts_with(kSignature)) return std::nullopt;
  PngInfo info;
  bool ended = false, has_profile = false, is_srgb = false;
  for (std::size_t at = kSignature.size(); !ended && bytes.size() - at >= 12;) {
    const std::size_t length = number_at(bytes, at);
    const std::string_view type = bytes.substr(at + 4, 4);
    if (length > bytes.size() - at - 12) return std::nullopt;
    const std::string_view chunk = bytes.substr(at + 8, length);
    if (type == "IHDR" && length == 13) {
      info.width = number_at(chunk, 0);
      info.height = number_at(chunk, 4);
      info.depth = static_cast<unsigned char>(chunk[8]);
      info.kind = static_cast<unsigned char>(chunk[9]);
      info.interlaced = chunk[12] != 0;
    } else if (type == "PLTE") {
      info.palette = chunk;
    } else if (type == "tRNS") {
      info.transparent = true;
    } else if (type == "iCCP") {
      has_profile = true;
      info.profile = unpack_profile(chunk);
    } else if (type == "sRGB") {
      is_srgb = true;
    } else if (type == "gAMA" && length == 4) {
      const std::uint32_t gamma = number_at(chunk, 0);
      info.unusual_gamma =
          gamma > 0 && (gamma < kUsualGamma - kUsualGamma / 20 || gamma > kUsualGamma + kUsualGamma / 20);
    } else if (type == "eXIf") {
      info.orientation = static_cast<int>(exif_orientation(chunk));
    } else if (type == "IDAT") {
      info.data += chunk;
    } else if (type == "IEND") {
      ended = true;
    }
    at += length + 12;
  }
  if (!ended || info.width == 0 || info.height == 0 || !depth_fits(info.kind, info.depth)) return std::nullopt;
  if (info.row_bytes() > kLargestPixels / info.height) return std::nullopt;
  if (info.kind == kPalette && (info.palette.empty() || info.palette.size() % 3 != 0)) return std::nullopt;
  if (info.kind == kGrayAlpha || info.kind == kRgba) info.transparent = true;
  info.profile = fitting_profile(info.profile, info.kind == kGray || info.kind == kGrayAlpha ? 1 : 3);
  if (is_srgb || has_profile) info.unusual_gamma = false;
  if (is_srgb) info.profile.clear();
  return info;
}

enum class Rows { Whole, TooLong, Broken };

/// Whether the data unpacks to just the rows, each with a known filter.
Rows check_rows(const PngInfo& info) {
  const std::size_t row = info.row_bytes();
  std::string rows(row * info.height, '\0');
  libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
  if (decompressor == nullptr) return Rows::Broken;
  std::size_t size = 0;
  const libdeflate_result result =
      libdeflate_zlib_decompress(decompressor, info.data.data(), info.data.size(), rows.data(), rows.size(), &size);
  libdeflate_free_decompressor(decompressor);
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) return Rows::TooLong;
  if (result != LIBDEFLATE_SUCCESS || size != rows.size()) return Rows::Broken;
  for (std::size_t at = 0; at < rows.size(); at += row)
    if (rows[at] < 0 || rows[at] > 4) return Rows::Broken;
  return Rows::Whole;
}

PreparedImage as_it_is(PngInfo info) {
  PreparedImage image{{image_dictionary({info.width, info.height}, info.depth), {}},
                      {info.kind == kGray ? 1u : 3u, std::string(info.palette), std::move(info.profile)}};
  if (info.kind != kPalette) image.color_space.palette.clear();
  image.orientation = info.orientation;
  image.samples.dictionary.set("Filter", Name{"FlateDecode"});
  image.samples.dictionary.set("DecodeParms", Dictionary{{"Predictor", 15},
                                                         {"Colors", static_cast<int>(info.channels())},
                                                         {"BitsPerComponent", info.depth},
                                                         {"Columns", info.width}});
  image.samples.data = Blob::from(std::move(info.data));
  return image;
}

/// The file without what it says of itself: colours are to come out as they are stored, unless the gamma is needed.
std::string bare(std::string_view bytes, bool with_gamma) {
  std::string file(bytes.substr(0, 8));
  for (std::size_t at = 8; bytes.size() - at >= 12;) {
    const std::size_t size = std::size_t{number_at(bytes, at)} + 12;
    const std::string_view chunk = bytes.substr(at, size), type = chunk.substr(4, 4);
    const bool needed = type == "IHDR" || type == "PLTE" || type == "tRNS" || type == "IDAT" || type == "IEND";
    if (needed || (with_gamma && type == "gAMA")) file += chunk;
    if (type == "IEND") break;
    at += size;
  }
  return file;
}

/// Eight-bit RGBA or gray with alpha, row after row; empty if libpng rejects the file.
std::string decode(std::string_view bytes, bool gray, bool with_gamma) {
  const std::string file = bare(bytes, with_gamma);
  png_image image;
  std::memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) return {};
  image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // else 16 bits without a gamma are taken for light
  image.format = gray ? PNG_FORMAT_GA : PNG_FORMAT_RGBA;
  std::string pixels(PNG_IMAGE_SIZE(image), '\0');
  if (png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr) == 0 || PNG_IMAGE_FAILED(image)) pixels.clear();
  png_image_free(&image);
  return pixels;
}

Error broken_png(const doc::Resource& resource) {
  return {Code::ImageUnusable, {}, "the image \"" + resource.path + "\" cannot be used: its pixels are damaged"};
}

}  // namespace

Result<PreparedImage> prepare_png(const doc::Resource& resource) {
  std::optional<PngInfo> info = read_png(resource.data.view());
  if (!info) return broken_png(resource);
  const bool may_stay = !info->interlaced && !info->unusual_gamma;
  if (may_stay && !info->transparent) {
    const Rows rows = check_rows(*info);
    if (rows == Rows::Broken) return broken_png(resource);
    if (rows == Rows::Whole) return as_it_is(*std::move(info));
  }
  const std::size_t channels = info->kind == kGray || info->kind == kGrayAlpha ? 1 : 3;
  const PixelSize size{info->width, info->height};
  std::string pixels = decode(resource.data.view(), channels == 1, info->unusual_gamma);
  if (pixels.empty()) return broken_png(resource);
  const std::size_t count = pixels.size() / (channels + 1);
  std::string alpha(count, '\0');
  for (std::size_t i = 0; i < count; ++i) alpha[i] = pixels[i * (channels + 1) + channels];
  // The colours of a palette are a third as many bytes, and are there compressed.
  if (may_stay && info->kind == kPalette && check_rows(*info) == Rows::Whole) {
    PreparedImage image = as_it_is(*std::move(info));
    image.alpha = alpha_of(size, alpha);
    return image;
  }
  for (std::size_t i = 1; i < count; ++i)
    std::memmove(pixels.data() + i * channels, pixels.data() + i * (channels + 1), channels);
  pixels.resize(count * channels);
  PreparedImage image =
      image_of(size, static_cast<unsigned>(channels), std::move(pixels), alpha, std::move(info->profile));
  image.orientation = info->orientation;
  return image;
}

}  // namespace mdconv::pdf
