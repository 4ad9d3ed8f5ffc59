// SPDX-License-Identifier: MIT
#pragma once

#include "epub/publication.h"

namespace mdconv::epub {

/// Adds the navigation document: the table of contents from the outline, and the landmarks. The content must be in
/// the publication already.
void add_navigation(Publication& publication);

}  // namespace mdconv::epub
