// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "arguments.h"
#include "mdconv/backend.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace mdconv::cli {

/// What --help prints, made from the options themselves.
std::string help_text(const CLI::App& app, std::span<const Backend* const> backends);

/// What --list-extensions prints: each extension, the dialects that have it, what it reads.
std::string extensions_text();

/// What --list-fonts prints: a line for each place of the font manifest, by role and language.
std::string fonts_text(const Job& job);

/// What --version prints: the program, then a line for each library at work.
std::string version_text();

}  // namespace mdconv::cli
