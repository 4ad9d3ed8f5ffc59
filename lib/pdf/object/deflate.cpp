// SPDX-License-Identifier: MIT
#include "pdf/object/deflate.h"

#include <libdeflate.h>

namespace mdconv::pdf {

Deflater::Deflater(int level) : compressor_(libdeflate_alloc_compressor(level)) {}
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
