// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "mdconv/result.h"

namespace mdconv::epub {

struct SafeSvg {
  std::string svg;
  /// Whether text was left out: HTML within the picture that nothing in it stands for.
  bool lost_text = false;
};

/// The picture with what EPUB allows in it: no scripts and event handlers, no entities, nothing that lies in other
/// files, no elements and attributes of editors. Errors: Code::ImageUnusable when it is not well-formed XML.
Result<SafeSvg> safe_svg(std::string_view svg);

}  // namespace mdconv::epub
