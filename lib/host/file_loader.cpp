// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <mutex>
#include <set>

#include "host/confined_open.h"
#include "host/posix.h"
#include "mdconv/filesystem.h"

namespace mdconv {
namespace {

Error image_error(Code code, std::string_view path, std::string_view complaint) {
  return {code, {}, "image \"" + std::string(path) + "\" " + std::string(complaint)};
}

Error open_error(std::string_view path, int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG: return image_error(Code::ImageMissing, path, "cannot be found");
    case EXDEV: return image_error(Code::ImageOutsideRoot, path, "lies outside the root: a symbolic link leads there");
    default: return image_error(Code::ImageUnusable, path, "cannot be read: " + host::error_text(error_number));
  }
}

bool climbs(std::string_view path) {
  if (path.empty() || path.front() == '/') return true;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (path.substr(begin, end - begin) == "..") return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

struct FileLoader::State {
  std::string shown_root;  // as given
  std::string root;        // absolute, without links
  host::UniqueFd root_fd;
  mutable std::mutex mutex;
  std::set<std::string> files_read;  // guarded by mutex
};

FileLoader::FileLoader(std::unique_ptr<State> state) : state_(std::move(state)) {}
FileLoader::~FileLoader() = default;

Result<std::unique_ptr<FileLoader>> FileLoader::create(const std::string& root) {
  auto state = std::make_unique<State>();
  // Shown so that make knows the paths again: "./" adds nothing, and a slash at the end would be doubled.
  state->shown_root = root.substr(0, root.find_last_not_of('/') + 1);
  state->root_fd = host::UniqueFd(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (state->root_fd) state->root = host::real_path(root);
  if (state->root.empty())
    return Error{Code::InputUnreadable, {}, "cannot use \"" + root + "\" as the root: " + host::error_text(errno)};
  return std::unique_ptr<FileLoader>(new FileLoader(std::move(state)));
}

Result<Blob> FileLoader::load(std::string_view path) {
  if (path.find('\0') != std::string_view::npos) return image_error(Code::ImageMissing, path, "cannot be found");
  if (climbs(path)) return image_error(Code::ImageOutsideRoot, path, "lies outside the root");

  const std::string name(path);
  const host::UniqueFd fd = host::open_below(state_->root_fd.get(), state_->root, name);
  if (!fd) return open_error(path, errno);

  struct stat info = {};
  if (::fstat(fd.get(), &info) != 0) return open_error(path, errno);
  if (S_ISDIR(info.st_mode)) return image_error(Code::ImageUnusable, path, "is a folder");
  if (!S_ISREG(info.st_mode)) return image_error(Code::ImageUnusable, path, "is not a regular file");

  std::optional<std::string> bytes = host::read_to_end(fd.get());
  if (!bytes && errno == EFBIG) return image_error(Code::ImageUnusable, path, "is larger than 256 MiB");
  if (!bytes) return open_error(path, errno);

  const std::lock_guard lock(state_->mutex);
  state_->files_read.insert(state_->shown_root == "." ? name : state_->shown_root + "/" + name);
  return Blob::from(*std::move(bytes));
}

std::vector<std::string> FileLoader::files_read() const {
  const std::lock_guard lock(state_->mutex);
  return {state_->files_read.begin(), state_->files_read.end()};
}

}  // namespace mdconv
