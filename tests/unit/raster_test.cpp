// SPDX-License-Identifier: MIT
#include "images/raster.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "images/gd.h"

namespace mdconv {
namespace {

using images::Raster;
using images::read_raster;

std::string little(std::uint32_t value, int length) {
  std::string bytes;
  for (int i = 0; i < length; ++i, value >>= 8) bytes.push_back(static_cast<char>(value));
  return bytes;
}

// Four colours: black, red, green, blue.
std::string gif_head(std::uint32_t width, std::uint32_t height) {
  return "GIF89a" + little(width, 2) + little(height, 2) + std::string("\x81\0\0", 3) +
         std::string("\0\0\0\xFF\0\0\0\xFF\0\0\0\xFF", 12);
}

// LZW codes of pixels in two bits: 4 clears, 5 ends; each pixel after a clear, so that codes stay three bits wide.
std::string plain_codes(const std::string& pixels) {
  std::vector<unsigned> codes;
  for (const char pixel : pixels) {
    codes.push_back(4);
    codes.push_back(static_cast<unsigned>(pixel - '0'));
  }
  codes.push_back(5);
  std::string data(codes.size() * 3 / 8 + 1, '\0');
  for (std::size_t i = 0; i < codes.size() * 3; ++i)
    if ((codes[i / 3] >> i % 3 & 1) != 0) data[i / 8] = static_cast<char>(data[i / 8] | 1 << i % 8);
  return data;
}

std::string gif_frame(std::uint32_t left, std::uint32_t top, std::uint32_t width, std::uint32_t height,
                      const std::string& data, char flags = 0) {
  return "," + little(left, 2) + little(top, 2) + little(width, 2) + little(height, 2) + flags + "\x02" +
         static_cast<char>(data.size()) + data + '\0';
}

std::string digits(const std::string& colors) {
  std::string shown;
  for (const char color : colors) shown += static_cast<char>('0' + color);
  return shown;
}

TEST(Raster, KeepsThePaletteOfAGif) {
  const Result<Raster> raster = read_raster(gif_head(3, 2) + gif_frame(0, 0, 3, 2, plain_codes("123321")) + ";");
  ASSERT_TRUE(raster) << raster.error().message;
  EXPECT_EQ(digits(raster->colors), "123321");
  EXPECT_EQ(raster->palette.substr(3, 3), std::string("\xFF\0\0", 3));
  EXPECT_EQ(raster->alpha, "");
}

TEST(Raster, TakesTheFirstOfAGifsPictures) {
  const std::string frames = gif_frame(0, 0, 2, 1, plain_codes("12")) + gif_frame(0, 0, 2, 1, plain_codes("33")) + ";";
  EXPECT_EQ(digits(read_raster(gif_head(2, 1) + frames)->colors), "12");
}

TEST(Raster, LeavesClearWhatAGifDoesNotDraw) {
  const Result<Raster> part = read_raster(gif_head(3, 2) + gif_frame(1, 1, 1, 1, plain_codes("2")) + ";");
  ASSERT_TRUE(part);
  EXPECT_EQ(digits(part->colors), "000020");
  EXPECT_EQ(part->alpha, std::string("\0\0\0\0\xFF\0", 6));
  const std::string control("!\xF9\x04\x01\0\0\x01\0", 8);
  const Result<Raster> holes = read_raster(gif_head(3, 1) + control + gif_frame(0, 0, 3, 1, plain_codes("213")) + ";");
  ASSERT_TRUE(holes);
  EXPECT_EQ(holes->alpha, std::string("\xFF\0\xFF", 3));
}

TEST(Raster, SortsTheRowsOfAnInterlacedGif) {
  // Rows 0 and 8 come first, then 4, then 2 and 6, then the odd ones.
  const Result<Raster> raster =
      read_raster(gif_head(1, 9) + gif_frame(0, 0, 1, 9, plain_codes("112330000"), 0x40) + ";");
  ASSERT_TRUE(raster);
  EXPECT_EQ(digits(raster->colors), "103020301");
}

TEST(Raster, ReadsCodesThatStandForSeveralPixels) {
  // Clear, 1, then "11" before it has been seen whole (6), then "111" (7), end: codes of 3, 3, 3, 3 and 4 bits.
  const std::string data("\x8C\x5F", 2);
  const Result<Raster> raster = read_raster(gif_head(6, 1) + gif_frame(0, 0, 6, 1, data) + ";");
  ASSERT_TRUE(raster) << raster.error().message;
  EXPECT_EQ(digits(raster->colors), "111111");
}

TEST(Raster, TellsOfDamagedGifs) {
  EXPECT_FALSE(read_raster(gif_head(3, 2) + gif_frame(0, 0, 3, 2, plain_codes("123")) + ";")) << "too few pixels";
  EXPECT_FALSE(read_raster(gif_head(1, 1) + gif_frame(0, 0, 1, 1, std::string("\x3C", 1)) + ";")) << "no such code";
  EXPECT_FALSE(read_raster(gif_head(1, 1) + gif_frame(0, 0, 65535, 65535, plain_codes("1")) + ";")) << "a bomb";
  EXPECT_FALSE(read_raster(gif_head(65535, 65535) + gif_frame(0, 0, 1, 1, plain_codes("1")) + ";"));
}

// ---- WebP, through libgd ----

std::string webp(int width, int height, int color, int quality) {
  const images::Gd& gd = **images::Gd::load();
  gdImagePtr image = gd.create(width, height);
  gd.blend_alpha(image, 0);
  gd.save_alpha(image, 1);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) image->tpixels[y][x] = color;
  int size = 0;
  void* data = gd.to_webp(image, &size, quality);
  std::string bytes(static_cast<const char*>(data), static_cast<std::size_t>(size));
  gd.free(data);
  gd.destroy(image);
  return bytes;
}

constexpr int kLossless = 101;

TEST(Raster, ReadsColoursAndAlphaOfAWebp) {
  const Result<Raster> raster = read_raster(webp(3, 2, gdTrueColorAlpha(200, 100, 50, 64), kLossless));
  ASSERT_TRUE(raster) << raster.error().message;
  EXPECT_EQ(raster->colors.substr(0, 3), "\xC8\x64\x32");
  EXPECT_EQ(raster->colors.size(), 18u);
  EXPECT_NEAR(static_cast<unsigned char>(raster->alpha.at(0)), 126, 2);
  EXPECT_EQ(raster->jpeg, "");
}

TEST(Raster, MakesAJpegOfAPhotograph) {
  const Result<Raster> raster = read_raster(webp(16, 16, gdTrueColorAlpha(200, 100, 50, 0), 90));
  ASSERT_TRUE(raster) << raster.error().message;
  EXPECT_EQ(raster->jpeg.substr(0, 3), "\xFF\xD8\xFF");
  EXPECT_EQ(raster->colors, "");
}

TEST(Raster, TakesTheFirstOfAWebpsPictures) {
  // A picture of 4 by 2 that begins with one of 2 by 2 at its right.
  const std::string still = webp(2, 2, gdTrueColorAlpha(0, 0, 255, 0), kLossless).substr(12);
  const auto chunk = [](const std::string& type, const std::string& data) {
    return type + little(static_cast<std::uint32_t>(data.size()), 4) + data;
  };
  const std::string frame = little(1, 3) + little(0, 3) + little(1, 3) + little(1, 3) + little(100, 4) + still;
  const std::string body = "WEBP" + chunk("VP8X", little(0x12, 4) + little(3, 3) + little(1, 3)) +
                           chunk("ANIM", little(0, 6)) + chunk("ANMF", frame) + chunk("ANMF", frame);
  const Result<Raster> raster = read_raster(chunk("RIFF", body));
  ASSERT_TRUE(raster) << raster.error().message;
  EXPECT_EQ(raster->width, 4u);
  EXPECT_EQ(raster->alpha, std::string("\0\0\xFF\xFF\0\0\xFF\xFF", 8));
  EXPECT_EQ(raster->colors.substr(6, 3), std::string("\0\0\xFF", 3));
}

TEST(Raster, TellsOfDamagedWebps) {
  std::string bytes = webp(16, 16, 0, 90);
  for (std::size_t i = 24; i < bytes.size(); ++i) bytes[i] = '\x55';
  EXPECT_FALSE(read_raster(bytes));
}

}  // namespace
}  // namespace mdconv
