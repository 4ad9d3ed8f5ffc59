// SPDX-License-Identifier: MIT
#include "layout/prepared_text.h"

#include <algorithm>

#include "layout/ruby_layout.h"

namespace mdconv::layout {

namespace {

constexpr double kPointsPerPixel = 0.75;

struct Size {
  double width = 0;
  double height = 0;
};

// The size that the style sets, else the one that the author wants, else the image's own, scaled down to what fits.
Size image_size(const Context& context, const RunInfo& run, double max_width, double max_height) {
  const doc::Resource& resource = context.document.resources[run.image->resource];
  const style::ComputedStyle& style = run.element->style();
  Size size{resource.width * kPointsPerPixel, resource.height * kPointsPerPixel};
  if (size.width <= 0 || size.height <= 0) size = {max_width / 2, max_width / 4};
  double ratio = size.height / size.width;
  const auto& [resource_id, width, height] = *run.image;
  const bool high = height && !height->percent;
  if (width && !width->percent && high) ratio = static_cast<double>(height->value) / width->value;
  if (width) {
    const double wide = width->percent ? max_width * width->value / 100 : width->value * kPointsPerPixel;
    size = {wide, wide * ratio};
  } else if (high) {
    size = {height->value * kPointsPerPixel / ratio, height->value * kPointsPerPixel};
  }
  if (style.width_percentage) size = {max_width * *style.width_percentage, max_width * *style.width_percentage * ratio};
  if (style.width) size = {*style.width, style.height.value_or(*style.width * ratio)};
  if (style.height && !style.width) size = {*style.height / ratio, *style.height};
  const double scale = std::min({1.0, max_width / size.width, max_height / size.height});
  return {size.width * scale, size.height * scale};
}

}  // namespace

PreparedText prepare(Context& context, const InlineContent& content, double measure, double max_image_height) {
  PreparedText prepared;
  std::vector<text::MissingGlyph> missing;
  prepared.shaped = context.shaper.shape(content.text, missing);
  if (!missing.empty()) {
    std::vector<mdconv::Span> places;
    places.reserve(missing.size());
    for (const text::MissingGlyph& m : missing) places.push_back(content.place_of(m.offset));
    context.report_missing(missing, places);
  }
  auto& clusters = prepared.shaped.clusters;
  prepared.image_heights.resize(clusters.size());
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const RunInfo& run = content.runs[clusters[i].run];
    if (!run.image || clusters[i].cls != text::CharacterClass::Object) continue;
    const Size size = image_size(context, run, std::min(measure, 2000.0), max_image_height);
    clusters[i].advance = size.width;
    prepared.image_heights[i] = size.height;
  }
  prepared.items = text::make_line_items(content.text, prepared.shaped, measure, context.breaks, context.shaper);
  if (!content.rubies.empty()) prepare_rubies(context, content, measure, prepared);
  // A picture of more than half the measure stands by itself: what was written before it is no line to fill.
  for (std::size_t i = 1; i < clusters.size(); ++i) {
    const bool picture = clusters[i].cls == text::CharacterClass::Object && prepared.image_heights[i] > 0;
    if (picture && clusters[i].advance > measure / 2) prepared.items[i - 1].penalty = text::kForceBreak;
  }
  return prepared;
}

Extent PlacedLine::extent(const PreparedText& text, std::size_t cluster) const {
  const text::LineItem& item = text.items[cluster];
  const double trimmed = cluster == range.begin ? item.start_trim : 0;
  Extent extent;
  extent.left = origin(cluster) - item.shift + trimmed;
  extent.right = extent.left + item.width - trimmed;
  if (cluster + 1 == range.end) extent.right -= item.end_trim;
  // A mark that the line has shrunk.
  if (cluster + 1 < range.end && !text.shaped.has_right_to_left)
    extent.right = std::min(extent.right, origin(cluster + 1) - text.items[cluster + 1].shift);
  return extent;
}

}  // namespace mdconv::layout
