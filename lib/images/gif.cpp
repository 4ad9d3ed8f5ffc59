// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>

#include "images/raster.h"

// The commonest kind after JPEG and PNG, and a small one, so it needs no library. Pixels stay numbers of a palette.

namespace mdconv::images {

namespace {

Error broken() { return {Code::ImageUnusable, {}, "its pixels cannot be read"}; }

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u;
}
unsigned short_at(std::string_view bytes, std::size_t i) { return byte_at(bytes, i) | byte_at(bytes, i + 1) << 8; }

std::size_t color_table_size(unsigned flags) { return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0; }

// The sub-blocks from `i` on, joined; `i` comes to stand behind them.
std::string join_blocks(std::string_view bytes, std::size_t& i) {
  std::string data;
  while (const std::size_t length = byte_at(bytes, i++)) {
    data += bytes.substr(std::min(i, bytes.size()), length);
    i += length;
  }
  return data;
}

// LZW with codes that grow up to twelve bits. Empty if a code is wrong or there are fewer pixels than `count`.
class Decoder {
 public:
  explicit Decoder(unsigned code_size) : clear_(1u << code_size) {
    for (unsigned i = 0; i < clear_; ++i)
      entries_[i] = {0, 1, static_cast<unsigned char>(i), static_cast<unsigned char>(i)};
  }

  std::string run(std::string_view data, std::size_t count) {
    std::string pixels;
    pixels.reserve(count);
    reset();
    while (pixels.size() < count) {
      const unsigned code = next_code(data);
      if (code == clear_) {
        reset();
      } else if (code == kEnd || code == clear_ + 1 || !take(code, pixels)) {
        return {};
      }
    }
    pixels.resize(count);
    return pixels;
  }

 private:
  static constexpr unsigned kMost = 4096, kEnd = 0xFFFFFFFF;

  struct Entry {
    std::uint16_t before;
    std::uint16_t length;
    unsigned char first;
    unsigned char last;
  };

  void reset() {
    next_ = clear_ + 2;
    bits_ = 1;
    while (1u << bits_ < next_) ++bits_;
    before_ = kEnd;
  }

  unsigned next_code(std::string_view data) {
    unsigned code = 0;
    for (unsigned i = 0; i < bits_; ++i, ++bit_) {
      if (bit_ / 8 >= data.size()) return kEnd;
      code |= (byte_at(data, bit_ / 8) >> bit_ % 8 & 1u) << i;
    }
    return code;
  }

  bool take(unsigned code, std::string& pixels) {
    if (before_ == kEnd) {
      if (code >= clear_) return false;
    } else if (next_ < kMost) {
      if (code > next_) return false;
      const unsigned char follows = entries_[code < next_ ? code : before_].first;
      const Entry& before = entries_[before_];
      entries_[next_++] = {static_cast<std::uint16_t>(before_), static_cast<std::uint16_t>(before.length + 1),
                           before.first, follows};
      if (next_ == 1u << bits_ && next_ < kMost) ++bits_;
    } else if (code >= next_) {
      return false;
    }
    before_ = code;
    const std::size_t begin = pixels.size();
    pixels.resize(begin + entries_[code].length);
    for (std::size_t end = pixels.size(); end > begin; code = entries_[code].before)
      pixels[--end] = static_cast<char>(entries_[code].last);
    return true;
  }

  unsigned clear_;
  std::array<Entry, kMost> entries_ = {};
  unsigned next_ = 0;
  unsigned bits_ = 0;
  unsigned before_ = kEnd;
  std::size_t bit_ = 0;
};

struct Frame {
  unsigned left = 0, top = 0, width = 0, height = 0;
  bool interlaced = false;
  int transparent = -1;
  std::string pixels;
};

// The rows of an interlaced frame come in four passes.
std::uint32_t row_of(const Frame& frame, std::uint32_t index) {
  if (!frame.interlaced) return index;
  constexpr struct { std::uint32_t first, step; } kPasses[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
  for (const auto& [first, step] : kPasses) {
    const std::uint32_t rows = frame.height > first ? (frame.height - first + step - 1) / step : 0;
    if (index < rows) return first + index * step;
    index -= rows;
  }
  return frame.height;
}

void place(const Frame& frame, Raster& raster) {
  const bool covers = frame.left == 0 && frame.top == 0 && frame.width >= raster.width && frame.height >= raster.height;
  raster.colors.assign(std::size_t{raster.width} * raster.height, '\0');
  if (!covers || frame.transparent >= 0) raster.alpha.assign(raster.colors.size(), '\0');
  for (std::uint32_t i = 0; i < frame.height; ++i) {
    const std::uint32_t y = frame.top + row_of(frame, i);
    if (y >= raster.height) continue;
    for (std::uint32_t x = 0; x < frame.width && frame.left + x < raster.width; ++x) {
      const char pixel = frame.pixels[std::size_t{i} * frame.width + x];
      const std::size_t to = std::size_t{y} * raster.width + frame.left + x;
      raster.colors[to] = pixel;
      if (!raster.alpha.empty() && static_cast<unsigned char>(pixel) != frame.transparent) raster.alpha[to] = '\xFF';
    }
  }
}

}  // namespace

Result<Raster> read_gif(std::string_view bytes) {
  constexpr std::size_t kMostPixels = 100'000'000;
  Raster raster{short_at(bytes, 6), short_at(bytes, 8)};
  const std::size_t global_size = color_table_size(byte_at(bytes, 10));
  raster.palette = bytes.substr(std::min<std::size_t>(13, bytes.size()), global_size);
  Frame frame;
  for (std::size_t i = 13 + global_size; i < bytes.size();) {
    const unsigned kind = byte_at(bytes, i);
    if (kind == 0x21) {
      // A graphic control extension says which colour is none.
      const bool control = byte_at(bytes, i + 1) == 0xF9 && byte_at(bytes, i + 2) >= 4;
      if (control) frame.transparent = (byte_at(bytes, i + 3) & 1) != 0 ? static_cast<int>(byte_at(bytes, i + 6)) : -1;
      i += 2;
      join_blocks(bytes, i);
      continue;
    }
    if (kind != 0x2C) break;
    frame.left = short_at(bytes, i + 1);
    frame.top = short_at(bytes, i + 3);
    frame.width = short_at(bytes, i + 5);
    frame.height = short_at(bytes, i + 7);
    const unsigned flags = byte_at(bytes, i + 9);
    frame.interlaced = (flags & 0x40) != 0;
    i += 10;
    if (const std::size_t local_size = color_table_size(flags); local_size > 0) {
      raster.palette = bytes.substr(std::min(i, bytes.size()), local_size);
      i += local_size;
    }
    const unsigned code_size = byte_at(bytes, i++);
    const std::size_t count = std::size_t{frame.width} * frame.height;
    if (code_size < 1 || code_size > 8 || count == 0 || count > kMostPixels) break;
    frame.pixels = Decoder(code_size).run(join_blocks(bytes, i), count);
    if (frame.pixels.empty()) break;
    // A number beyond the palette's end is black.
    raster.palette.resize(std::max(raster.palette.size(), std::size_t{3} << code_size), '\0');
    place(frame, raster);
    return raster;
  }
  return broken();
}

}  // namespace mdconv::images
