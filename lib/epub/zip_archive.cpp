// SPDX-License-Identifier: MIT
#include "epub/zip_archive.h"

#include <libdeflate.h>
#include <zip.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "support/timestamp.h"

// libzip writes the container, libdeflate compresses: on text it is more than twice as fast as the zlib that libzip
// would use, and smaller. Each entry is a source of its own whose `stat` says that the bytes are deflated already;
// libzip then copies them.

namespace mdconv::epub {

namespace {

/// An entry as it will lie in the archive; libzip reads it through read_entry().
struct PackedEntry {
  std::string deflated;
  std::string_view bytes;  // what lies in the archive: `deflated` or the entry's own bytes
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  bool stored = false;
  std::size_t position = 0;
};

zip_int64_t stat_entry(const PackedEntry& entry, void* data, zip_uint64_t length) {
  if (length < sizeof(zip_stat_t)) return -1;
  auto* stat = static_cast<zip_stat_t*>(data);
  zip_stat_init(stat);
  stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  stat->size = entry.size;
  stat->comp_size = entry.bytes.size();
  stat->crc = entry.crc;
  stat->comp_method = entry.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
  stat->encryption_method = ZIP_EM_NONE;
  return sizeof(zip_stat_t);
}

zip_int64_t read_entry(void* state, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  auto& entry = *static_cast<PackedEntry*>(state);
  switch (command) {
    case ZIP_SOURCE_OPEN: entry.position = 0; return 0;
    case ZIP_SOURCE_READ: {
      const std::size_t count = std::min<std::size_t>(length, entry.bytes.size() - entry.position);
      if (count > 0) std::memcpy(data, entry.bytes.data() + entry.position, count);
      entry.position += count;
      return static_cast<zip_int64_t>(count);
    }
    case ZIP_SOURCE_STAT: return stat_entry(entry, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE: return 0;
    case ZIP_SOURCE_ERROR: {
      zip_error_t none;
      zip_error_init(&none);
      return zip_error_to_data(&none, data, length);
    }
    case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_READABLE;
    default: return -1;
  }
}

class Compressor {
 public:
  explicit Compressor(int level) : compressor_(libdeflate_alloc_compressor(level), libdeflate_free_compressor) {}

  PackedEntry pack(const ArchiveEntry& entry) const {
    PackedEntry packed;
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

struct SourceCloser {
  void operator()(zip_source_t* source) const noexcept { zip_source_free(source); }
};
struct ArchiveDiscarder {
  void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};
using Source = std::unique_ptr<zip_source_t, SourceCloser>;
using Archive = std::unique_ptr<zip_t, ArchiveDiscarder>;

Error failure(zip_error_t* error) {
  return Error{Code::Internal, {}, std::string("the EPUB container cannot be made: ") + zip_error_strerror(error)};
}

bool add(zip_t* archive, const ArchiveEntry& entry, PackedEntry& packed, const DosTime& time) {
  zip_source_t* source = zip_source_function(archive, read_entry, &packed);
  if (!source) return false;
  const zip_int64_t index = zip_file_add(archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return false;
  }
  const auto place = static_cast<zip_uint64_t>(index);
  return zip_set_file_compression(archive, place, packed.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0 &&
         zip_file_set_dostime(archive, place, time.time, time.date, 0) == 0;
}

Result<std::string> read_all(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(source, &stat) < 0 || (stat.valid & ZIP_STAT_SIZE) == 0 || zip_source_open(source) < 0) {
    return failure(zip_source_error(source));
  }
  std::string bytes(stat.size, '\0');
  const zip_int64_t length = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (length < 0 || static_cast<zip_uint64_t>(length) != stat.size) return failure(zip_source_error(source));
  return bytes;
}

}  // namespace

Result<std::string> make_archive(std::span<const ArchiveEntry> entries, const ArchiveOptions& options) {
  const Compressor compressor(options.level);
  std::vector<PackedEntry> packed;
  packed.reserve(entries.size());
  for (const ArchiveEntry& entry : entries) {
    packed.push_back(compressor.pack(entry));
    if (!packed.back().stored) packed.back().bytes = packed.back().deflated;
  }

  zip_error_t error;
  zip_error_init(&error);
  const Source target(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!target) return failure(&error);
  Archive archive(zip_open_from_source(target.get(), ZIP_CREATE | ZIP_TRUNCATE, &error));
  if (!archive) return failure(&error);
  // The archive took the source over; this keeps it readable after the archive is closed.
  zip_source_keep(target.get());

  const DosTime time = dos_time(options.timestamp);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!add(archive.get(), entries[i], packed[i], time)) return failure(zip_get_error(archive.get()));
  }
  if (zip_close(archive.get()) != 0) return failure(zip_get_error(archive.get()));
  static_cast<void>(archive.release());
  return read_all(target.get());
}

std::string libzip_version() { return zip_libzip_version(); }

}  // namespace mdconv::epub
