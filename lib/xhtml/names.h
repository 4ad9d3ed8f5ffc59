// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace mdconv::xhtml {

/// The id as an XML name without colons (NCName), which EPUB demands of ids and HTML doesn't. Different ids stay
/// different: a character that a name may not hold there becomes `_xHEX_`. Names that hold no `_x` and only letters,
/// digits, `-`, `_`, `.`, ideographs, kana and Hangul, and begin with none of the digits, `-` and `.`, stay as they
/// are.
std::string ncname(std::string_view id);

/// The target with every byte percent-encoded that may not stand in a URL; what is encoded already stays,
/// and so does a host's name.
std::string encode_url(std::string_view target);

}  // namespace mdconv::xhtml
