// SPDX-License-Identifier: MIT

// Writing a file so that at every moment the old or the new one is there whole. The bytes go to a temporary file in
// the target's folder (a rename across file systems would be a copy), everything is checked and flushed to the disk,
// then a rename puts it in the target's place. What is not a regular file (a pipe, /dev/null) is written into, because
// a rename would replace the device itself.

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "host/posix.h"
#include "host/unique_fd.h"
#include "mdconv/filesystem.h"

namespace mdconv {
namespace {

constexpr int kMaxLinks = 40;

Error cannot_write(const std::string& path, const std::string& reason) {
  return {Code::OutputUnwritable, {}, "cannot write \"" + path + "\": " + reason};
}

std::string folder_of(const std::string& path) {
  const std::string_view folder = host::directory_of(path);
  return folder.empty() ? "." : std::string(folder);
}

// Where a chain of symbolic links ends, whether or not there is a file; empty when it is a circle.
std::string follow_links(std::string path) {
  for (int links = 0; links < kMaxLinks; ++links) {
    char buffer[PATH_MAX];
    const ssize_t length = ::readlink(path.c_str(), buffer, sizeof(buffer));
    if (length < 0 || static_cast<std::size_t>(length) >= sizeof(buffer)) return path;
    const std::string target(buffer, static_cast<std::size_t>(length));
    path = target.front() == '/' ? target : folder_of(path).append("/").append(target);
  }
  return {};
}

// "/dev/stdout" and the like: whatever the process has open there is to be written into, not replaced.
bool is_open_file(const std::string& path) {
  for (const std::string_view prefix : {"/dev/fd/", "/proc/self/fd/"})
    if (path.starts_with(prefix)) return true;
  return path == "/dev/stdout" || path == "/dev/stderr";
}

std::string temporary_name() {
  std::uint64_t random = 0;
  if (::getrandom(&random, sizeof(random), 0) != sizeof(random)) random = static_cast<std::uint64_t>(::getpid());
  char name[40];
  std::snprintf(name, sizeof(name), ".mdconv-%016llx.tmp", static_cast<unsigned long long>(random));
  return name;
}

// A new version of a file, written and flushed beside it. Removed again unless it is committed.
class StagedFile {
 public:
  StagedFile(std::string shown, std::string target) : shown_(std::move(shown)), target_(std::move(target)) {}
  StagedFile(StagedFile&& other) noexcept
      : shown_(std::move(other.shown_)),
        target_(std::move(other.target_)),
        temporary_(std::exchange(other.temporary_, {})) {}
  StagedFile& operator=(StagedFile&&) = delete;
  ~StagedFile() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }

  Result<void> stage(std::string_view bytes, const struct stat* old) {
    const std::string temporary = folder_of(target_) + "/" + temporary_name();
    host::UniqueFd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!fd) return failure();
    temporary_ = temporary;
    if (old != nullptr && ::fchmod(fd.get(), old->st_mode & 0777) != 0) return failure();
    if (!host::write_all(fd.get(), bytes) || ::fsync(fd.get()) != 0) return failure();
    // Some network file systems tell of a full disk only here.
    if (::close(fd.release()) != 0) return failure();
    return {};
  }

  Result<void> commit() {
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) return failure();
    temporary_.clear();
    const host::UniqueFd folder(::open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // The file is in place whatever this says; a folder that cannot be flushed is no reason to fail.
    if (folder) static_cast<void>(::fsync(folder.get()));
    return {};
  }

 private:
  Error failure() const { return cannot_write(shown_, host::error_text(errno)); }

  std::string shown_;
  std::string target_;
  std::string temporary_;
};

Result<void> write_into(const std::string& path, std::string_view bytes) {
  host::UniqueFd fd(::open(path.c_str(), O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC));
  if (!fd || !host::write_all(fd.get(), bytes) || ::close(fd.release()) != 0)
    return cannot_write(path, host::error_text(errno));
  return {};
}

}  // namespace

Result<void> replace_files(std::span<const FileContent> files) {
  std::vector<StagedFile> staged;
  std::vector<const FileContent*> direct;
  for (const FileContent& file : files) {
    struct stat old = {};
    const bool exists = ::stat(file.path.c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) return cannot_write(file.path, "it is a folder");
    if (exists && ::faccessat(AT_FDCWD, file.path.c_str(), W_OK, AT_EACCESS) != 0)
      return cannot_write(file.path, host::error_text(errno));
    if (exists && (!S_ISREG(old.st_mode) || is_open_file(file.path))) {
      direct.push_back(&file);
      continue;
    }
    const std::string target = follow_links(file.path);
    if (target.empty()) return cannot_write(file.path, host::error_text(ELOOP));
    staged.emplace_back(file.path, target);
    MDCONV_TRY(staged.back().stage(file.bytes, exists ? &old : nullptr));
  }
  for (const FileContent* file : direct) MDCONV_TRY(write_into(file->path, file->bytes));
  for (StagedFile& file : staged) MDCONV_TRY(file.commit());
  return {};
}

Result<void> replace_file(const std::string& path, std::string_view bytes) {
  const FileContent file{path, bytes};
  return replace_files({&file, 1});
}

}  // namespace mdconv
