// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "mdconv/host.h"

namespace mdconv::host {

/// A file's bytes, mapped as long as a Blob of them lives. Empty when there is no such regular file.
Blob map_file(const std::string& path);

}  // namespace mdconv::host
