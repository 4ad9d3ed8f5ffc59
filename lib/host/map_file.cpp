// SPDX-License-Identifier: MIT
#include "host/map_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "host/unique_fd.h"

namespace mdconv::host {

Blob map_file(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat info = {};
  if (!fd || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0) return {};
  const auto size = static_cast<std::size_t>(info.st_size);
  void* const address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (address == MAP_FAILED) return {};
  const std::shared_ptr<const void> owner(address, [address, size](const void*) { ::munmap(address, size); });
  return {owner, {static_cast<const char*>(address), size}};
}

}  // namespace mdconv::host
