// SPDX-License-Identifier: MIT
#include "host/map_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>

#include "host/unique_fd.h"

namespace mdconv::host {
namespace {

// The kernel reads them again when they are wanted again.
void give_back(std::string_view bytes) {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data());
  const std::uintptr_t first = (begin + page - 1) / page * page;
  const std::uintptr_t end = (begin + bytes.size()) / page * page;
  if (first < end) ::madvise(const_cast<char*>(bytes.data()) + (first - begin), end - first, MADV_DONTNEED);
}

}  // namespace

Blob map_file(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat info = {};
  if (!fd || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0) return {};
  const auto size = static_cast<std::size_t>(info.st_size);
  void* const address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (address == MAP_FAILED) return {};
  const std::shared_ptr<const void> owner(address, [address, size](const void*) { ::munmap(address, size); });
  return {owner, {static_cast<const char*>(address), size}, give_back};
}

}  // namespace mdconv::host
