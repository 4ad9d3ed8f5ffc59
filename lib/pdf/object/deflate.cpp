// SPDX-License-Identifier: MIT
#include "pdf/object/deflate.h"

#include <libdeflate.h>

namespace mdconv::pdf {
namespace {

// Outlines and glyph codes hardly repeat: of a post's fonts level 6 makes 2 % less than level 1, of its pages 1.5 %,
// for two thirds and half as many instructions more.
constexpr int kLevel = 1;

}  // namespace

Deflater::Deflater() : compressor_(libdeflate_alloc_compressor(kLevel)) {}
Deflater::~Deflater() {
  if (compressor_ != nullptr) libdeflate_free_compressor(compressor_);
}

bool Deflater::append(std::string_view bytes, std::string& to) {
  if (compressor_ == nullptr) return false;
  const std::size_t before = to.size();
  const std::size_t room = libdeflate_zlib_compress_bound(compressor_, bytes.size());
  to.resize(before + room);
  const std::size_t size = libdeflate_zlib_compress(compressor_, bytes.data(), bytes.size(), to.data() + before, room);
  to.resize(before + size);
  return size != 0;
}

}  // namespace mdconv::pdf
