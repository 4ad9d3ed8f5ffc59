// SPDX-License-Identifier: MIT
#include <png.h>

#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

#include <libdeflate.h>

#include "pdf/images.h"

// PNG's compressed rows are what FlateDecode with the PNG predictors reads, so the IDAT chunks of most files go into a
// PDF as they are, after a look at whether they are whole. Interlaced files and those with transparency are decoded;
// the alpha channel becomes a soft mask.

namespace mdconv::pdf {
namespace {

constexpr int kGray = 0, kRgb = 2, kPalette = 3, kGrayAlpha = 4, kRgba = 6;
/// Decoded bytes; a picture of 100 megapixels in RGBA.
constexpr std::size_t kLargestPixels = std::size_t{400} << 20;

struct PngInfo {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  int depth = 0;
  int kind = 0;
  bool interlaced = false;
  bool transparent = false;
  std::string_view palette;
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

std::optional<PngInfo> read_png(std::string_view bytes) {
  constexpr std::string_view kSignature("\x89PNG\r\n\x1A\n", 8);
  if (!bytes.starts_with(kSignature)) return std::nullopt;
  PngInfo info;
  bool ended = false;
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
  return info;
}

/// Whether the data unpacks to just the rows, each with a known filter.
bool is_whole(const PngInfo& info) {
  const std::size_t row = info.row_bytes();
  std::string rows(row * info.height, '\0');
  libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
  if (decompressor == nullptr) return false;
  std::size_t size = 0;
  const libdeflate_result result =
      libdeflate_zlib_decompress(decompressor, info.data.data(), info.data.size(), rows.data(), rows.size(), &size);
  libdeflate_free_decompressor(decompressor);
  if (result != LIBDEFLATE_SUCCESS || size != rows.size()) return false;
  for (std::size_t at = 0; at < rows.size(); at += row)
    if (rows[at] < 0 || rows[at] > 4) return false;
  return true;
}

std::string broken_png(const doc::Resource& resource) { return "image " + resource.path + " is a broken PNG"; }

Dictionary image_dictionary(const PngInfo& info, Value color_space, int depth) {
  return {{"Type", Name{"XObject"}},
          {"Subtype", Name{"Image"}},
          {"Width", info.width},
          {"Height", info.height},
          {"ColorSpace", std::move(color_space)},
          {"BitsPerComponent", depth}};
}

Ref embed_as_it_is(const PngInfo& info, std::optional<Ref> alpha, File& file) {
  Value color_space = Name{info.kind == kRgb ? "DeviceRGB" : "DeviceGray"};
  if (info.kind == kPalette) {
    const auto last = static_cast<std::int64_t>(info.palette.size() / 3) - 1;
    color_space = Array{Name{"Indexed"}, Name{"DeviceRGB"}, last, Bytes{std::string(info.palette)}};
  }
  Dictionary dictionary = image_dictionary(info, std::move(color_space), info.depth);
  if (alpha) dictionary.set("SMask", *alpha);
  dictionary.set("Filter", Name{"FlateDecode"});
  dictionary.set("DecodeParms", Dictionary{{"Predictor", 15},
                                           {"Colors", static_cast<int>(info.channels())},
                                           {"BitsPerComponent", info.depth},
                                           {"Columns", info.width}});
  return file.add_stream(std::move(dictionary), info.data, Encoding::AsIs);
}

/// Eight-bit RGBA or gray with alpha, row after row; empty if libpng rejects the file.
std::string decode(std::string_view bytes, bool gray) {
  png_image image;
  std::memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return {};
  image.format = gray ? PNG_FORMAT_GA : PNG_FORMAT_RGBA;
  std::string pixels(PNG_IMAGE_SIZE(image), '\0');
  if (png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr) == 0 || PNG_IMAGE_FAILED(image)) pixels.clear();
  png_image_free(&image);
  return pixels;
}

/// The transparency of decoded RGBA pixels.
Ref embed_alpha(const PngInfo& info, const std::string& pixels, File& file) {
  std::string alpha;
  alpha.reserve(pixels.size() / 4);
  for (std::size_t at = 3; at < pixels.size(); at += 4) alpha += pixels[at];
  return file.add_stream(image_dictionary(info, Name{"DeviceGray"}, 8), alpha);
}

Ref embed_decoded(const PngInfo& info, const std::string& pixels, bool gray, File& file) {
  const std::size_t colors = gray ? 1 : 3;
  const std::size_t count = pixels.size() / (colors + 1);
  std::string color, alpha;
  color.reserve(count * colors);
  alpha.reserve(count);
  bool opaque = true;
  for (std::size_t at = 0; at < pixels.size(); at += colors + 1) {
    color.append(pixels, at, colors);
    alpha += pixels[at + colors];
    opaque = opaque && pixels[at + colors] == '\xFF';
  }
  Dictionary dictionary = image_dictionary(info, Name{gray ? "DeviceGray" : "DeviceRGB"}, 8);
  if (!opaque) dictionary.set("SMask", file.add_stream(image_dictionary(info, Name{"DeviceGray"}, 8), alpha));
  return file.add_stream(std::move(dictionary), color);
}

}  // namespace

Result<void> check_png(const doc::Resource& resource) {
  const std::optional<PngInfo> info = read_png(resource.data.view());
  // The rows of an interlaced image are not where is_whole expects them.
  const bool fine = info && (info->interlaced ? !decode(resource.data.view(), false).empty() : is_whole(*info));
  if (fine) return {};
  return Error{Code::ImageUnusable, {}, broken_png(resource)};
}

Result<EmbeddedImage> embed_png(const doc::Resource& resource, File& file) {
  const Error broken{Code::ImageUnusable, {}, broken_png(resource)};
  const std::optional<PngInfo> info = read_png(resource.data.view());
  if (!info) return broken;
  if (!info->interlaced && !info->transparent) {
    if (!is_whole(*info)) return broken;
    return EmbeddedImage{embed_as_it_is(*info, {}, file)};
  }
  const bool gray = info->kind == kGray || info->kind == kGrayAlpha;
  const std::string pixels = decode(resource.data.view(), gray);
  if (pixels.empty()) return broken;
  // The colours of a palette are a third as many bytes, and are there compressed.
  if (info->kind == kPalette && !info->interlaced && is_whole(*info))
    return EmbeddedImage{embed_as_it_is(*info, embed_alpha(*info, pixels, file), file)};
  return EmbeddedImage{embed_decoded(*info, pixels, gray, file)};
}

}  // namespace mdconv::pdf
