// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mdconv::host {

/// No file that is read whole may be larger.
inline constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20;

/// What an errno value means, "no such file or directory", in English whatever the locale.
std::string error_text(int error_number);

/// Reads to the end. Nothing (with errno set) on a failure; EFBIG when there is more than kMaxFileBytes.
std::optional<std::string> read_to_end(int fd);

/// Writes all of it. False (with errno set) on a failure.
bool write_all(int fd, std::string_view bytes);

/// The absolute path without symbolic links, or empty (with errno set).
std::string real_path(const std::string& path);

/// "" for "a.md", "/" for "/a.md", "x/y" for "x/y/a.md".
std::string_view directory_of(std::string_view path);

}  // namespace mdconv::host
