// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct libdeflate_compressor;

namespace mdconv::pdf {

/// Makes FlateDecode data.
class Deflater {
 public:
  Deflater();
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// Appends the compressed bytes. False if there is not enough memory.
  [[nodiscard]] bool append(std::string_view bytes, std::string& to);

 private:
  libdeflate_compressor* compressor_;
};

}  // namespace mdconv::pdf
