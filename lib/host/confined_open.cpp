// SPDX-License-Identifier: MIT

// Opening a file below a folder, and never outside it.
//
// Comparing path names before opening is not enough, because a symbolic link can change between the comparison and
// the opening. Linux 5.6 resolves a path under the rule itself (openat2 with RESOLVE_BENEATH), in one call. It
// refuses absolute links even when they lead back below the folder, and older kernels and some sandboxes do not have
// it; so there is a second way: find the real path first, check that it lies below the folder, then walk down to it
// component by component without following any link. What was a link then fails if it appears in between.

#include "host/confined_open.h"

#include <fcntl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <string_view>

#include "host/posix.h"

#if defined(SYS_openat2) && __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#define MDCONV_HAVE_OPENAT2 1
#endif

namespace mdconv::host {
namespace {

// A FIFO without a writer would block an ordinary open for ever.
constexpr int kOpenFlags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

#ifdef MDCONV_HAVE_OPENAT2
int open_beneath(int root_fd, const std::string& path) {
  open_how how = {};
  how.flags = kOpenFlags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(::syscall(SYS_openat2, root_fd, path.c_str(), &how, sizeof(how)));
}
#else
int open_beneath(int, const std::string&) {
  errno = ENOSYS;
  return -1;
}
#endif

UniqueFd open_without_links(int root_fd, std::string_view path) {
  UniqueFd folder;
  for (;;) {
    const std::size_t slash = path.find('/');
    const std::string component(path.substr(0, slash));
    const bool last = slash == std::string_view::npos;
    const int flags = last ? kOpenFlags | O_NOFOLLOW : O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_PATH;
    UniqueFd next(::openat(folder ? folder.get() : root_fd, component.c_str(), flags));
    if (!next || last) return next;
    folder = std::move(next);
    path.remove_prefix(slash + 1);
  }
}

UniqueFd open_by_real_path(int root_fd, const std::string& root, const std::string& path) {
  const std::string real = real_path(root + "/" + path);
  if (real.empty()) return {};
  const std::string prefix = root == "/" ? root : root + "/";
  if (real.compare(0, prefix.size(), prefix) != 0) {
    errno = EXDEV;
    return {};
  }
  return open_without_links(root_fd, std::string_view(real).substr(prefix.size()));
}

}  // namespace

UniqueFd open_below(int root_fd, const std::string& root, const std::string& path) {
  UniqueFd fd(open_beneath(root_fd, path));
  const bool needs_second_way = errno == EXDEV || errno == ENOSYS || errno == EPERM || errno == EAGAIN;
  if (fd || !needs_second_way) return fd;
  return open_by_real_path(root_fd, root, path);
}

}  // namespace mdconv::host
