// SPDX-License-Identifier: MIT
#include "mdconv/filesystem.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "host/posix.h"
#include "host/unique_fd.h"

namespace mdconv {
namespace host {

std::string error_text(int error_number) {
  const char* description = ::strerrordesc_np(error_number);
  std::string text = description != nullptr ? description : "error " + std::to_string(error_number);
  if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a') text[0] = static_cast<char>(text[0] + 32);
  return text;
}

std::optional<std::string> read_to_end(int fd) {
  struct stat info = {};
  if (::fstat(fd, &info) != 0) return std::nullopt;
  // One byte more than the file has, so that the read that fills it is also the one that sees its end.
  const std::size_t expected = S_ISREG(info.st_mode) ? static_cast<std::size_t>(info.st_size) + 1 : std::size_t{65536};
  std::string bytes(std::min(expected, kMaxFileBytes + 1), '\0');
  std::size_t used = 0;
  for (;;) {
    const ssize_t count = ::read(fd, bytes.data() + used, bytes.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    used += static_cast<std::size_t>(count);
    if (used > kMaxFileBytes) {
      errno = EFBIG;
      return std::nullopt;
    }
    if (count == 0) break;
    if (used == bytes.size()) bytes.resize(std::min(bytes.size() * 2, kMaxFileBytes + 1));
  }
  bytes.resize(used);
  return bytes;
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : std::string();
}

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return path.substr(0, slash == 0 ? 1 : slash);
}

}  // namespace host

Result<std::string> read_file(const std::string& path) {
  const auto failure = [&](const std::string& reason) {
    return Error{Code::InputUnreadable, {}, "cannot read \"" + path + "\": " + reason};
  };
  const host::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!fd) return failure(host::error_text(errno));
  struct stat info = {};
  if (::fstat(fd.get(), &info) != 0) return failure(host::error_text(errno));
  if (S_ISDIR(info.st_mode)) return failure("it is a folder");
  if (!S_ISREG(info.st_mode)) return failure("it is not a regular file");
  std::optional<std::string> bytes = host::read_to_end(fd.get());
  if (!bytes) return failure(errno == EFBIG ? "it is larger than 256 MiB" : host::error_text(errno));
  return *std::move(bytes);
}

std::string find_root(const std::string& input_path) {
  // What marks the top of a site or book: Jekyll and mdBook, HonKit, Zola and Hugo, MkDocs.
  constexpr std::array kMarkers = {"_config.yml", "_config.toml", "book.toml", "book.json",
                                   "hugo.toml",   "config.toml",  "mkdocs.yml"};
  const auto has_marker = [&](const std::string& folder) {
    for (const char* marker : kMarkers) {
      struct stat info = {};
      if (::stat((folder + "/" + marker).c_str(), &info) == 0 && S_ISREG(info.st_mode)) return true;
    }
    return false;
  };

  std::string given(host::directory_of(input_path));
  if (given.empty()) given = ".";
  const std::string start = host::real_path(given);
  if (start.empty() || has_marker(start)) return given;
  const std::string here = host::real_path(".");
  for (std::string folder = start; folder.size() > 1;) {
    folder = host::directory_of(folder);
    if (!has_marker(folder)) continue;
    // Relative where that is shorter to read, as in dependency files.
    if (folder == here) return ".";
    if (folder.compare(0, here.size() + 1, here + "/") == 0) return folder.substr(here.size() + 1);
    return folder;
  }
  return given;
}

}  // namespace mdconv
