// SPDX-License-Identifier: MIT
#include "support/embedded_module.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace mdconv {

namespace {

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// The file stays open: the loader tells modules apart by their paths, and the next one's must be another.
void* open_in_memory(const char* name, std::string_view bytes) {
  const int file = ::memfd_create(name, MFD_CLOEXEC);
  if (file < 0) return nullptr;
  void* library = nullptr;
  if (write_all(file, bytes))
    library = ::dlopen(("/proc/self/fd/" + std::to_string(file)).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) ::close(file);
  return library;
}

// Where there is no /proc, or files in memory may not be run.
void* open_in_folder(std::string_view bytes) {
  char path[] = "/tmp/mdconv-XXXXXX";
  const int file = ::mkostemp(path, O_CLOEXEC);
  if (file < 0) return nullptr;
  void* library = nullptr;
  if (write_all(file, bytes)) library = ::dlopen(path, RTLD_NOW | RTLD_LOCAL);
  ::close(file);
  ::unlink(path);
  return library;
}

}  // namespace

ModuleFunction open_embedded_module(const char* name, std::string_view bytes, const char* function) {
  void* library = open_in_memory(name, bytes);
  if (library == nullptr) library = open_in_folder(bytes);
  void* const address = library != nullptr ? ::dlsym(library, function) : nullptr;
  if (address != nullptr) return {address};
  const char* const problem = ::dlerror();
  return {nullptr, problem != nullptr ? problem : "no file can be made for it"};
}

}  // namespace mdconv
