// SPDX-License-Identifier: MIT
#include "support/image_info.h"

#include <gtest/gtest.h>

#include <string>

namespace mdconv {
namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text.push_back(static_cast<char>(static_cast<unsigned char>(value)));
  return text;
}

std::string png(int width_high = 0) {
  (void)width_high;
  return bytes({0x89, 'P',  'N',  'G',  13,  10,  26,  10,   0,    0,    0,    13,  'I',  'H',  'D',  'R',  0,
                0,    0,    1,    0,    0,   0,   1,   8,    0,    0,    0,    0,   0x3A, 0x7E, 0x9B, 0x55, 0,
                0,    0,    10,   'I',  'D', 'A', 'T', 0x78, 0x9C, 0x63, 0x60, 0,   0,    0,    2,    0,    1,
                0x48, 0xAF, 0xA4, 0x71, 0,   0,   0,   0,    'I',  'E',  'N',  'D', 0xAE, 0x42, 0x60, 0x82});
}

// A JPEG of 3 by 2 pixels as far as its segments go, with an EXIF orientation.
std::string jpeg(int orientation) {
  return bytes({0xFF, 0xD8, 0xFF, 0xE1, 0,    34,   'E',  'x', 'i', 'f', 0,    0,    'M', 'M',  0,           42,   0,
                0,    0,    8,    0,    1,    1,    0x12, 0,   3,   0,   0,    0,    1,   0,    orientation, 0,    0,
                0,    0,    0,    0,    0xFF, 0xC0, 0,    11,  8,   0,   2,    0,    3,   1,    1,           0x11, 0,
                0xFF, 0xDA, 0,    8,    1,    1,    0,    0,   63,  0,   0x12, 0xFF, 0,   0x34, 0xFF,        0xD9});
}

std::string gif() {
  return "GIF89a" + bytes({2, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255,  255, 255, 0x2C, 0,
                           0, 0, 0, 2, 0,    1, 0, 0, 2, 2, 0x44, 1,   0,   0x3B});
}

std::string message(std::string_view data) {
  const Result<ImageInfo> info = read_image_info(data);
  return info ? "" : info.error().message;
}

TEST(ImageInfo, KnowsKindAndSize) {
  const Result<ImageInfo> info = read_image_info(png());
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(info->media_type, "image/png");
  EXPECT_EQ(info->width, 1u);
  const Result<ImageInfo> animated = read_image_info(gif());
  ASSERT_TRUE(animated) << animated.error().message;
  EXPECT_EQ(animated->width, 2u);
  EXPECT_EQ(animated->height, 1u);
}

TEST(ImageInfo, TurnsAsExifSays) {
  const Result<ImageInfo> upright = read_image_info(jpeg(1));
  ASSERT_TRUE(upright) << upright.error().message;
  EXPECT_EQ(upright->width, 3u);
  EXPECT_EQ(upright->height, 2u);
  EXPECT_EQ(read_image_info(jpeg(6))->width, 2u);
}

// A WebP of 3 by 2 pixels as far as its chunks go.
std::string webp(int flags, const std::string& exif) {
  const int size = static_cast<int>(exif.size());
  return "RIFF" + bytes({30 + size + size % 2, 0, 0, 0}) + "WEBPVP8X" +
         bytes({10, 0, 0, 0, flags, 0, 0, 0, 2, 0, 0, 1, 0, 0}) + "EXIF" + bytes({size, 0, 0, 0}) + exif +
         std::string(static_cast<std::size_t>(size % 2), '\0');
}

TEST(ImageInfo, TurnsAWebpAsExifSays) {
  const std::string exif =
      bytes({'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0});
  const auto size = [&](const std::string& data, int flags = 8) {
    const Result<ImageInfo> info = read_image_info(webp(flags, data));
    return info ? std::to_string(info->width) + "x" + std::to_string(info->height) : info.error().message;
  };
  EXPECT_EQ(size(exif), "2x3");
  EXPECT_EQ(size(std::string("Exif\0\0", 6) + exif), "2x3");
  EXPECT_EQ(size(exif, 10), "3x2") << "it moves";
  EXPECT_EQ(size("II"), "3x2");
}

TEST(ImageInfo, OnlyExifTurnsAJpeg) {
  // Behind the EXIF data stands a segment of another kind with the same marker.
  std::string both = jpeg(6);
  both.insert(38, bytes({0xFF, 0xE1, 0, 6, 'h', 't', 't', 'p'}));
  EXPECT_EQ(read_image_info(both)->width, 2u);
}

TEST(ImageInfo, EveryCutIsFound) {
  for (const std::string& whole : {png(), jpeg(1), gif()}) {
    for (std::size_t length = 0; length < whole.size(); ++length) {
      EXPECT_FALSE(read_image_info(std::string_view(whole).substr(0, length))) << length;
    }
    EXPECT_TRUE(read_image_info(whole + "trailing bytes"));
  }
}

TEST(ImageInfo, ADamagedPngIsFound) {
  std::string damaged = png();
  damaged[45] = 'x';
  EXPECT_EQ(message(damaged), "a check sum is wrong");
}

TEST(ImageInfo, SvgSizesComeFromTheRoot) {
  const auto size = [](std::string_view text) {
    const Result<ImageInfo> info = read_image_info(text);
    return info ? std::to_string(info->width) + "x" + std::to_string(info->height) : info.error().message;
  };
  EXPECT_EQ(size("<svg width='40' height='30px'/>"), "40x30");
  EXPECT_EQ(size("<?xml version='1.0'?>\n<!-- c --><svg viewBox=\"0 0 4 3\"><g/></svg>"), "4x3");
  EXPECT_EQ(size("<svg width='8' viewBox='0,0,4,3'></svg>"), "8x6");
  EXPECT_EQ(size("<svg width='1in' height='100%'/>"), "96x150");
  EXPECT_EQ(size("<svg></svg>"), "300x150");
  EXPECT_EQ(size("<svg><g></svg>"), "it is not well-formed XML");
  // What runs or stands for something else is no matter of sizes: whoever writes the picture takes it out.
  EXPECT_EQ(size("<svg width='3' height='4' onload='x()'><script/></svg>"), "3x4");
  EXPECT_EQ(size("<!DOCTYPE svg [<!ENTITY a ']>'> <!-- ]> -->]><svg width='3' height='4'/>"), "3x4");
  EXPECT_EQ(size("<!DOCTYPE svg [<!ENTITY a 'b'><svg/>"), "the file is cut off");
  EXPECT_EQ(size("<svg><g>"), "the file is cut off");
}

TEST(ImageInfo, OtherBytesAreUnusable) {
  EXPECT_EQ(message(""), "the file is empty");
  EXPECT_EQ(message("just text"), "its kind is not known");
}

}  // namespace
}  // namespace mdconv
