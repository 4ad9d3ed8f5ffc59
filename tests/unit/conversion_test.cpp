// SPDX-License-Identifier: MIT
#include "images/conversion.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "images/gd.h"
#include "support/image_info.h"

namespace mdconv {
namespace {

constexpr int kRed = 0xFF0000;
constexpr int kBlue = 0x0000FF;

const images::Gd& gd() { return **images::Gd::load(); }

using Image = std::unique_ptr<gdImage, decltype(&::gdImageDestroy)>;

// Red on the left, blue on the right.
Image two_halves(int width, int height) {
  Image image(gd().create(width, height), gd().destroy);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) image->tpixels[y][x] = x < width / 2 ? kRed : kBlue;
  return image;
}

std::string jpeg(int width, int height, int orientation) {
  const Image image = two_halves(width, height);
  int size = 0;
  void* data = gd().to_jpeg(image.get(), &size, 100);
  std::string bytes(static_cast<const char*>(data), static_cast<std::size_t>(size));
  gd().free(data);
  std::string exif(
      "\xFF\xE1\0\x22"
      "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0",
      36);
  exif[29] = static_cast<char>(orientation);
  return bytes.insert(2, exif);
}

std::string png(int width, int height) {
  const Image image = two_halves(width, height);
  int size = 0;
  void* data = gd().to_png(image.get(), &size);
  std::string bytes(static_cast<const char*>(data), static_cast<std::size_t>(size));
  gd().free(data);
  return bytes;
}

void put(std::string& bytes, std::uint32_t value, int length) {
  for (int i = 0; i < length; ++i) bytes.push_back(static_cast<char>(value >> 8 * i));
}

// 24 bits a pixel, all blue, the uppermost line first.
std::string bmp(std::uint32_t width, std::uint32_t height) {
  const std::uint32_t line = (width * 3 + 3) / 4 * 4;
  std::string bytes = "BM";
  for (const std::uint32_t value : {54 + line * height, 0U, 54U, 40U, width, ~height + 1}) put(bytes, value, 4);
  put(bytes, 1, 2);
  put(bytes, 24, 2);
  for (const std::uint32_t value : {0U, line * height, 2835U, 2835U, 0U, 0U}) put(bytes, value, 4);
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) put(bytes, kBlue, 3);
    bytes.append(line - width * 3, '\0');
  }
  return bytes;
}

// Uncompressed grey, white.
std::string tiff(std::uint32_t width, std::uint32_t height) {
  std::string bytes = "II*";
  bytes.push_back('\0');
  put(bytes, 8, 4);
  const std::uint32_t begin = 8 + 2 + 9 * 12 + 4;
  const std::uint32_t tags[][2] = {{256, width}, {257, height}, {258, 8},
                                   {259, 1},     {262, 1},      {273, begin},
                                   {277, 1},     {278, height}, {279, width * height}};
  put(bytes, 9, 2);
  for (const auto& [tag, value] : tags) {
    put(bytes, tag, 2);
    put(bytes, 4, 2);
    put(bytes, 1, 4);
    put(bytes, value, 4);
  }
  put(bytes, 0, 4);
  return bytes.append(width * height, '\xFF');
}

// Uncompressed colours: red on the left, blue on the right.
std::string turned_tiff(std::uint32_t width, std::uint32_t height, std::uint32_t orientation) {
  std::string bytes = "II*";
  bytes.push_back('\0');
  put(bytes, 8, 4);
  const std::uint32_t depths = 8 + 2 + 10 * 12 + 4;
  const std::uint32_t tags[][3] = {
      {256, 1, width},      {257, 1, height},      {258, 3, depths}, {259, 1, 1},      {262, 1, 2},
      {273, 1, depths + 6}, {274, 1, orientation}, {277, 1, 3},      {278, 1, height}, {279, 1, width * height * 3}};
  put(bytes, 10, 2);
  for (const auto& [tag, count, value] : tags) {
    put(bytes, tag, 2);
    put(bytes, tag == 273 || tag == 279 ? 4 : 3, 2);
    put(bytes, count, 4);
    put(bytes, value, 4);
  }
  put(bytes, 0, 4);
  for (int i = 0; i < 3; ++i) put(bytes, 8, 2);
  for (std::uint32_t i = 0; i < width * height; ++i) put(bytes, i % width < width / 2 ? 0x0000FF : 0xFF0000, 3);
  return bytes;
}

int colour_at(const images::Picture& picture, int x, int y) {
  const int size = static_cast<int>(picture.bytes.size());
  void* data = const_cast<char*>(picture.bytes.data());
  const Image image(picture.media_type == "image/png" ? gd().from_png(size, data) : gd().from_jpeg(size, data),
                    gd().destroy);
  // Nearly red is red: JPEG rounds.
  const int colour = image->tpixels[y][x];
  return (colour & 0xFF0000) > 0xC00000 ? kRed : (colour & 0xFF) > 0xC0 ? kBlue : colour;
}

TEST(Conversion, MakesPngOfOtherKinds) {
  for (const std::string& source : {bmp(5, 3), tiff(5, 3)}) {
    const Result<images::Picture> picture = images::convert(source, 0);
    ASSERT_TRUE(picture) << picture.error().message;
    EXPECT_EQ(picture->media_type, "image/png");
    const Result<ImageInfo> info = read_image_info(picture->bytes);
    ASSERT_TRUE(info) << info.error().message;
    EXPECT_EQ(info->width, 5u);
    EXPECT_EQ(info->height, 3u);
  }
  EXPECT_EQ(colour_at(*images::convert(bmp(5, 3), 0), 4, 2), kBlue);
}

TEST(Conversion, ScalesTheLongestSide) {
  const Result<images::Picture> wide = images::convert(png(40, 20), 10);
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->width, 10u);
  EXPECT_EQ(wide->height, 5u);
  EXPECT_EQ(colour_at(*wide, 1, 2), kRed);
  EXPECT_EQ(colour_at(*wide, 8, 2), kBlue);
  EXPECT_EQ(images::convert(png(1, 300), 10)->width, 1u) << "no side vanishes";
  EXPECT_EQ(images::convert(png(4, 2), 10)->width, 4u) << "nothing grows";
}

TEST(Conversion, TurnsAsExifSays) {
  const Result<images::Picture> upright = images::convert(jpeg(32, 16, 1), 0);
  ASSERT_TRUE(upright) << upright.error().message;
  EXPECT_EQ(upright->media_type, "image/jpeg");
  EXPECT_EQ(upright->width, 32u);
  // 6: to be turned to the right, by which the left comes up. 8: to the left. 3: upside down. 2: mirrored.
  EXPECT_EQ(images::convert(jpeg(32, 16, 6), 0)->width, 16u);
  EXPECT_EQ(colour_at(*images::convert(jpeg(32, 16, 6), 0), 8, 2), kRed);
  EXPECT_EQ(colour_at(*images::convert(jpeg(32, 16, 8), 0), 8, 2), kBlue);
  EXPECT_EQ(colour_at(*images::convert(jpeg(32, 16, 3), 0), 2, 8), kBlue);
  EXPECT_EQ(colour_at(*images::convert(jpeg(32, 16, 2), 0), 2, 8), kBlue);
  // 5 and 7 are turned and mirrored: along the diagonal, and along the other.
  EXPECT_EQ(colour_at(*images::convert(jpeg(32, 16, 5), 0), 8, 2), kRed);
  EXPECT_EQ(colour_at(*images::convert(jpeg(32, 16, 7), 0), 8, 2), kBlue);
}

TEST(Conversion, TurnsTiffAsItSays) {
  const auto colour = [](std::uint32_t orientation, int x, int y) {
    const Result<images::Picture> picture = images::convert(turned_tiff(32, 16, orientation), 0);
    EXPECT_TRUE(picture) << orientation;
    return picture ? colour_at(*picture, x, y) : 0;
  };
  EXPECT_EQ(read_image_info(turned_tiff(32, 16, 6))->width, 16u);
  EXPECT_EQ(images::convert(turned_tiff(32, 16, 6), 0)->width, 16u);
  EXPECT_EQ(colour(1, 2, 8), kRed);
  EXPECT_EQ(colour(2, 2, 8), kBlue);
  EXPECT_EQ(colour(3, 2, 8), kBlue);
  EXPECT_EQ(colour(4, 2, 8), kRed);
  EXPECT_EQ(colour(5, 8, 2), kRed);
  EXPECT_EQ(colour(6, 8, 2), kRed);
  EXPECT_EQ(colour(7, 8, 2), kBlue);
  EXPECT_EQ(colour(8, 8, 2), kBlue);
}

TEST(Conversion, TellsWhatCannotBeRead) {
  std::string damaged = png(40, 20);
  EXPECT_FALSE(images::convert(damaged.substr(0, 60), 0));
  EXPECT_FALSE(images::convert("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>", 0));
  EXPECT_FALSE(images::convert(tiff(5, 3).substr(0, 9), 0));
}

}  // namespace
}  // namespace mdconv
