// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/document.h"

namespace mdconv::markdown {

/// What stands between the braces of an attribute list.
struct AttributeList {
  doc::Attributes attributes;
  /// Words alone: names of attribute definitions in kramdown, flags elsewhere.
  std::vector<std::string> words;
  /// There were more than are kept.
  bool cut = false;
};

/// Reads `#id .class key="value" word`, parted by white space. Nothing when it holds anything else.
/// The later of two ids counts, as does the later of two values of a key. At most `limit` attributes are kept.
std::optional<AttributeList> parse_attribute_list(std::string_view text, std::size_t limit);

/// Bytes of `{…}` that begins at `offset`, quotes in it respected; 0 when it does not end on its line. `looked` becomes
/// the place of the last byte that was looked at.
std::size_t braces_length(std::string_view text, std::size_t offset, std::size_t* looked = nullptr) noexcept;

/// Adds the second to the first: ids and values are replaced, classes gathered. At most `limit` classes and values;
/// whether all had room.
bool merge_attributes(doc::Attributes& into, const doc::Attributes& from, std::size_t limit);

}  // namespace mdconv::markdown
