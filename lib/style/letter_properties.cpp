// SPDX-License-Identifier: MIT
#include "style/letter_properties.h"

#include <algorithm>

#include "support/ascii.h"

namespace mdconv::style {

bool set_spacing(std::string_view value, const LengthContext& lengths, double& target) {
  // Closer than that letters would lie over each other.
  constexpr double kClosest = -0.25;
  const bool normal = ascii::to_lower(value) == "normal";
  const auto length = normal ? std::optional(0.0) : parse_length(value, lengths);
  if (!length) return false;
  target = std::max(*length, kClosest * lengths.font_size);
  return true;
}

bool set_text_transform(std::string_view value, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word == "none") {
    style.text_transform = TextTransform::None;
  } else if (word == "uppercase") {
    style.text_transform = TextTransform::Uppercase;
  } else if (word == "lowercase") {
    style.text_transform = TextTransform::Lowercase;
  } else if (word == "capitalize") {
    style.text_transform = TextTransform::Capitalize;
  } else if (word == "full-width") {
    style.text_transform = TextTransform::FullWidth;
  } else {
    return false;
  }
  return true;
}

bool set_font_variant(std::string_view value, ComputedStyle& style) {
  const std::string word = ascii::to_lower(value);
  if (word != "normal" && word != "none" && word != "small-caps") return false;
  style.small_caps = word == "small-caps";
  return true;
}

}  // namespace mdconv::style
