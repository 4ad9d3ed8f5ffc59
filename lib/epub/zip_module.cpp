// SPDX-License-Identifier: MIT
#include "epub/zip_module.h"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace mdconv::epub {

namespace {

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

bool add(zip_t* archive, PackedEntry& packed, const DosTime& time) {
  zip_source_t* source = zip_source_function(archive, read_entry, &packed);
  if (!source) return false;
  const zip_int64_t index = zip_file_add(archive, std::string(packed.name).c_str(), source, ZIP_FL_ENC_UTF_8);
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

Result<std::string> write(std::span<PackedEntry> entries, const DosTime& time) {
  zip_error_t error;
  zip_error_init(&error);
  const Source target(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!target) return failure(&error);
  Archive archive(zip_open_from_source(target.get(), ZIP_CREATE | ZIP_TRUNCATE, &error));
  if (!archive) return failure(&error);
  // The archive took the source over; this keeps it readable after the archive is closed.
  zip_source_keep(target.get());

  for (PackedEntry& entry : entries)
    if (!add(archive.get(), entry, time)) return failure(zip_get_error(archive.get()));
  if (zip_close(archive.get()) != 0) return failure(zip_get_error(archive.get()));
  static_cast<void>(archive.release());
  return read_all(target.get());
}

constexpr Zip kFunctions = {write, [] { return std::string(zip_libzip_version()); }};

}  // namespace

}  // namespace mdconv::epub

extern "C" __attribute__((visibility("default"))) const mdconv::epub::Zip* mdconv_zip() {
  return &mdconv::epub::kFunctions;
}
