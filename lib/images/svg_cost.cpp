// SPDX-License-Identifier: MIT
#include "images/svg_cost.h"

#include <algorithm>
#include <charconv>

namespace mdconv::images {

namespace {

// A marker stands at each corner of a line, a pattern all over an area.
constexpr double kRepeats = 100;
constexpr int kLongestChain = 2000;

bool mentions_filter(std::string_view text) {
  return text.find("filter") != std::string_view::npos || text.find("mask") != std::string_view::npos;
}

bool is_repeated(std::string_view name) { return name == "marker" || name == "pattern"; }

// The largest of the numbers that a value begins with.
double number_of(std::string_view text) {
  double most = 0;
  for (int i = 0; i < 2 && !text.empty(); ++i) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc()) break;
    most = std::max(most, value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    text.remove_prefix(std::min(text.find_first_not_of(" ,\t\n"), text.size()));
  }
  return most;
}

}  // namespace

void SvgCost::open(std::string_view name, std::span<const xml::Attribute> attributes) {
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  Node node;
  if (is_repeated(name)) ++repeated_;
  in_style_ = name == "style";
  const double weight = repeated_ > 0 ? kRepeats : 1;
  node.own.drawn = weight;
  if (name == "filter") primitives_ = 0;
  if (name.starts_with("fe")) most_primitives_ = std::max(most_primitives_, ++primitives_);
  for (const auto& [attribute, value] : attributes) {
    const std::string_view local = attribute.local;
    if (local == "id") ids_.emplace(value, index);
    if (local == "href" && name == "use" && value.starts_with('#')) node.target = value.substr(1);
    const bool filtered = local == "filter" || local == "mask" || (local == "style" && mentions_filter(value));
    if (filtered) node.own.filtered = weight;
    if (local == "numOctaves") most_passes_ = std::max(most_passes_, 3 * number_of(value));
    if (local == "order") most_passes_ = std::max(most_passes_, number_of(value) * number_of(value) / 4);
    if (local == "radius" && name == "feMorphology") largest_radius_ = std::max(largest_radius_, number_of(value));
  }
  nodes_.push_back(std::move(node));
  if (!open_.empty()) nodes_[open_.back()].children.push_back(index);
  open_.push_back(index);
  // The name is not known any more when the element is closed.
  if (is_repeated(name)) nodes_.back().own.drawn = -weight;
}

void SvgCost::close() {
  Node& node = nodes_[open_.back()];
  if (node.own.drawn < 0) {
    node.own.drawn = -node.own.drawn;
    --repeated_;
  }
  in_style_ = false;
  open_.pop_back();
}

void SvgCost::text(std::string_view text) { style_filters_ = style_filters_ || (in_style_ && mentions_filter(text)); }

const SvgCost::Sum& SvgCost::sum_of(std::uint32_t index, int depth) {
  Node& node = nodes_[index];
  if (node.state != Node::State::New) return node.all;  // a circle draws nothing
  node.state = Node::State::Open;
  Sum all = node.own;
  const auto add = [&](const Sum& more) {
    all.drawn = std::min(all.drawn + more.drawn, kEndless);
    all.filtered = std::min(all.filtered + more.filtered, kEndless);
  };
  if (depth > kLongestChain) add({kEndless, kEndless});
  const bool goes_on = depth <= kLongestChain;
  for (std::size_t i = 0; goes_on && i < node.children.size(); ++i) add(sum_of(node.children[i], depth + 1));
  const auto target = node.target.empty() ? ids_.end() : ids_.find(node.target);
  if (goes_on && target != ids_.end()) add(sum_of(target->second, depth + 1));
  node.all = all;
  node.state = Node::State::Done;
  return node.all;
}

SvgCost::Sum SvgCost::sum() {
  if (nodes_.empty()) return {};
  Sum sum = sum_of(0, 0);
  if (style_filters_) sum.filtered = sum.drawn;
  return sum;
}

double SvgCost::passes(double scale) const {
  const double across = 2 * largest_radius_ * scale + 1;
  return most_primitives_ * std::max(most_passes_, across * across / 50);
}

}  // namespace mdconv::images
