// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "host/unique_fd.h"

namespace mdconv::host {

/// Opens `path`, relative to the folder `root_fd` (whose real path is `root`), for reading and without
/// ever blocking, so that no symbolic link leads out of the folder. On failure errno says why;
/// EXDEV: the path leads out.
UniqueFd open_below(int root_fd, const std::string& root, const std::string& path);

}  // namespace mdconv::host
