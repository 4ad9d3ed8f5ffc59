// SPDX-License-Identifier: MIT
#include "epub/zip_archive.h"

#include <libdeflate.h>

#include <memory>
#include <vector>

#include "epub/zip_module.h"
#include "support/embedded_module.h"

// libzip writes the container, libdeflate compresses: on text it is more than twice as fast as the zlib that libzip
// would use, and smaller. Each entry is a source of its own whose `stat` says that the bytes are deflated already;
// libzip then copies them.

namespace mdconv {

namespace modules {
extern const std::string_view kZip;
}

namespace epub {

namespace {

const OpenModule<Zip>& open_zip() {
  static const auto kOpen = OpenModule<Zip>::load("mdconv-zip", modules::kZip, "mdconv_zip");
  return kOpen;
}

class Compressor {
 public:
  explicit Compressor(int level) : compressor_(libdeflate_alloc_compressor(level), libdeflate_free_compressor) {}

  PackedEntry pack(const ArchiveEntry& entry) const {
    PackedEntry packed;
    packed.name = entry.name;
    packed.bytes = entry.bytes;
    packed.size = entry.bytes.size();
    packed.crc = libdeflate_crc32(0, entry.bytes.data(), entry.bytes.size());
    packed.stored = true;
    if (entry.stored || entry.bytes.empty() || !compressor_) return packed;
    // No more room than the bytes themselves take: what does not shrink is stored.
    packed.deflated.resize(entry.bytes.size());
    const std::size_t length = libdeflate_deflate_compress(compressor_.get(), entry.bytes.data(), entry.bytes.size(),
                                                           packed.deflated.data(), packed.deflated.size());
    if (length == 0) return packed;
    packed.deflated.resize(length);
    packed.stored = false;
    return packed;
  }

 private:
  std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor_;
};

}  // namespace

void prepare_archives() { open_zip(); }

Result<std::string> make_archive(std::span<const ArchiveEntry> entries, const ArchiveOptions& options) {
  const Compressor compressor(options.level);
  std::vector<PackedEntry> packed;
  packed.reserve(entries.size());
  for (const ArchiveEntry& entry : entries) {
    packed.push_back(compressor.pack(entry));
    if (!packed.back().stored) packed.back().bytes = packed.back().deflated;
  }
  const OpenModule<Zip>& zip = open_zip();
  if (zip.functions == nullptr)
    return Error{Code::LibraryMissing,
                 {},
                 "no EPUB can be written without libzip: " + zip.problem,
                 {"the Debian package libzip4 brings it"}};
  return zip.functions->write(packed, dos_time(options.timestamp));
}

std::string libzip_version() {
  const Zip* const zip = open_zip().functions;
  return zip != nullptr ? zip->version() : std::string();
}

}  // namespace epub

}  // namespace mdconv
