// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "epub/publication.h"

namespace mdconv::epub {

/// What EPUB 3.3 forbids and this publication has, one sentence each: XML that is not well-formed, ids, items or paths
/// that come twice, references that lead nowhere or out of the reading order. Empty when nothing is found.
std::vector<std::string> check_publication(const Publication& publication, std::string_view package);

}  // namespace mdconv::epub
