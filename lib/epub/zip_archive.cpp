// SPDX-License-Identifier: MIT
#include "epub/zip_archive.h"

#include <libdeflate.h>

#include <limits>
#include <memory>

#include "support/timestamp.h"

// The container is a few headers around what libdeflate compresses, so it is written here, straight into the archive.
// A library for ZIP brings one for encryption with it, whose loading alone took a sixth of a short post's time; one is
// used in the tests, which read what comes from here.
//
// APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. All numbers are little endian.

namespace mdconv::epub {

namespace {

constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint16_t kMadeOnUnix = 3 << 8 | 63;                 // by version 6.3 of the format
constexpr std::uint32_t kFileMode = std::uint32_t{0100666} << 16;  // a file for all; the reader's umask narrows it

void append(std::string& to, std::uint16_t value) {
  to += static_cast<char>(value & 0xFF);
  to += static_cast<char>(value >> 8);
}

void append(std::string& to, std::uint32_t value) {
  append(to, static_cast<std::uint16_t>(value & 0xFFFF));
  append(to, static_cast<std::uint16_t>(value >> 16));
}

class Compressor {
 public:
  explicit Compressor(int level) : compressor_(libdeflate_alloc_compressor(level), libdeflate_free_compressor) {}

  /// Appends the bytes, compressed if that makes them fewer, and says how they lie there.
  std::uint16_t append_to(std::string& to, const ArchiveEntry& entry) const {
    const std::string_view bytes = entry.bytes;
    if (!entry.stored && !bytes.empty() && compressor_) {
      const std::size_t begin = to.size();
      to.resize(begin + bytes.size());
      // No more room than the bytes themselves take: what does not shrink is stored.
      const std::size_t length = libdeflate_deflate_compress(compressor_.get(), bytes.data(), bytes.size(),
                                                             to.data() + begin, bytes.size() - 1);
      to.resize(begin + length);
      if (length > 0) return kDeflated;
    }
    to += bytes;
    return kStored;
  }

 private:
  std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor_;
};

class ArchiveWriter {
 public:
  explicit ArchiveWriter(const ArchiveOptions& options)
      : compressor_(options.level), time_(dos_time(options.timestamp)) {}

  void add(const ArchiveEntry& entry) {
    const auto offset = static_cast<std::uint32_t>(archive_.size());
    archive_ += "PK\3\4";
    const std::size_t header = archive_.size();
    archive_.append(kCommonHeader, '\0');
    archive_ += entry.name;
    const std::size_t begin = archive_.size();
    const std::uint16_t method = compressor_.append_to(archive_, entry);

    // What both headers have in common is known only now.
    std::string common;
    append(common, std::uint16_t(method == kDeflated ? 20 : 10));  // the version that can unpack it
    append(common, std::uint16_t{0});                              // flags
    append(common, method);
    append(common, time_.time);
    append(common, time_.date);
    append(common, libdeflate_crc32(0, entry.bytes.data(), entry.bytes.size()));
    append(common, static_cast<std::uint32_t>(archive_.size() - begin));
    append(common, static_cast<std::uint32_t>(entry.bytes.size()));
    append(common, static_cast<std::uint16_t>(entry.name.size()));
    append(common, std::uint16_t{0});  // length of the extra field
    archive_.replace(header, kCommonHeader, common);

    directory_ += "PK\1\2";
    append(directory_, kMadeOnUnix);
    directory_ += common;
    append(directory_, std::uint16_t{0});  // length of the comment
    append(directory_, std::uint16_t{0});  // number of the disk
    append(directory_, std::uint16_t{0});  // attributes inside
    append(directory_, kFileMode);
    append(directory_, offset);
    directory_ += entry.name;
    ++count_;
  }

  std::size_t size() const noexcept { return archive_.size() + directory_.size(); }

  std::string finish() {
    const auto offset = static_cast<std::uint32_t>(archive_.size());
    archive_ += directory_;
    archive_ += "PK\5\6";
    append(archive_, std::uint32_t{0});  // numbers of the disks
    append(archive_, count_);
    append(archive_, count_);
    append(archive_, static_cast<std::uint32_t>(directory_.size()));
    append(archive_, offset);
    append(archive_, std::uint16_t{0});  // length of the comment
    return std::move(archive_);
  }

 private:
  static constexpr std::size_t kCommonHeader = 26;

  Compressor compressor_;
  DosTime time_;
  std::string archive_;
  std::string directory_;
  std::uint16_t count_ = 0;
};

Error too_large() { return {Code::LimitExceeded, {}, "the EPUB has more files or bytes than a ZIP archive can hold"}; }

}  // namespace

Result<std::string> make_archive(std::span<const ArchiveEntry> entries, const ArchiveOptions& options) {
  // What lies beyond takes the format's 64-bit headers, which not every reading system knows.
  constexpr std::size_t kMostBytes = std::numeric_limits<std::uint32_t>::max() - 1;
  constexpr std::size_t kMostEntries = std::numeric_limits<std::uint16_t>::max() - 1;
  if (entries.size() > kMostEntries) return too_large();
  ArchiveWriter writer(options);
  for (const ArchiveEntry& entry : entries) {
    // Headers take less than 256 bytes besides the name.
    const std::size_t most = entry.bytes.size() + 2 * entry.name.size() + 256;
    if (entry.name.size() > std::numeric_limits<std::uint16_t>::max() || most > kMostBytes - writer.size())
      return too_large();
    writer.add(entry);
  }
  return writer.finish();
}

}  // namespace mdconv::epub
