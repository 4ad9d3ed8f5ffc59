// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "mdconv/result.h"

namespace mdconv::epub {

/// The picture with what EPUB allows in it: no scripts and event handlers, no entities, nothing that lies in other
/// files, no elements and attributes of editors. Errors: Code::ImageUnusable when it is not well-formed XML.
Result<std::string> safe_svg(std::string_view svg);

}  // namespace mdconv::epub
