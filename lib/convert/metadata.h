// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <utility>

#include "mdconv/document.h"
#include "mdconv/result.h"

namespace mdconv {

/// Puts the caller's key-value pairs over what the front matter says. A key that takes several values
/// ("author", "subject") starts afresh at its first pair and grows with the next ones.
/// Errors: Code::BadOption for a key that is not known or a value that cannot be used.
Result<void> override_metadata(doc::Metadata& metadata, std::span<const std::pair<std::string, std::string>> overrides);

/// Puts what `over` says over what is there.
void overlay_metadata(doc::Metadata& metadata, const doc::Metadata& over);

}  // namespace mdconv
