// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

// Sizes that have names: of type (字号) and of paper.

namespace mdconv::style {

/// The points of a Chinese font size such as "五号" or "小四號".
std::optional<double> named_font_size(std::string_view name);

struct PaperSize {
  double width = 0;  // points
  double height = 0;
};

/// A paper by its name, upright: "A5", "JIS-B5", "大32开", "phone".
std::optional<PaperSize> named_paper(std::string_view name);
/// The value of `size`: a name, lengths, `landscape` or `portrait`. What it leaves open is as in `initial`.
std::optional<PaperSize> parse_paper(std::string_view value, double root_font_size, const PaperSize& initial);
/// The paper's name that was probably meant; empty when none is near.
std::string closest_paper(std::string_view name);

/// A style sheet as browsers understand it: what only we have a name for, in points and millimetres.
std::string browser_css(std::string_view css);

}  // namespace mdconv::style
