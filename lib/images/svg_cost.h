// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/xml_reader.h"

namespace mdconv::images {

/// What drawing an SVG takes, told from its elements: `use` multiplies what it leads to, and each filter and mask is a
/// picture of its own while it is drawn.
class SvgCost {
 public:
  void open(std::string_view name, std::span<const xml::Attribute> attributes);
  void close();
  void text(std::string_view text);

  struct Sum {
    double drawn = 0;     // elements
    double filtered = 0;  // of them, those with a filter or a mask
  };
  /// Not more than kEndless each, which is what too long a chain of references comes to.
  Sum sum();
  /// Times a filter's picture is gone over for each, where a unit of the picture is so many pixels.
  double passes(double scale) const;

  static constexpr double kEndless = 1e12;

 private:
  struct Node {
    std::string target = {};
    std::vector<std::uint32_t> children = {};
    Sum own = {};
    Sum all = {};
    enum class State : std::uint8_t { New, Open, Done } state = State::New;
  };

  const Sum& sum_of(std::uint32_t node, int depth);

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> open_;
  std::map<std::string, std::uint32_t, std::less<>> ids_;
  std::uint32_t primitives_ = 0;  // of the filter that is open
  std::uint32_t most_primitives_ = 1;
  double most_passes_ = 1;  // of a primitive
  double largest_radius_ = 0;
  bool in_style_ = false;
  bool style_filters_ = false;
  int repeated_ = 0;  // markers and patterns that are open
};

}  // namespace mdconv::images
