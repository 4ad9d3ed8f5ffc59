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

// The size that the style sets, else the one that the author wants, else the image's own, within the style's bounds and
// scaled down to what fits.
Size image_size(const Context& context, const RunInfo& run, double container, double max_height) {
  const doc::Resource& resource = context.document.resources[run.image->resource];
  const style::ComputedStyle& style = run.element->style();
  container = std::max(container - picture_room(style, style::Left) - picture_room(style, style::Right), 1.0);
  max_height = std::max(max_height - picture_room(style, style::Top) - picture_room(style, style::Bottom), 1.0);
  Size size{resource.width * kPointsPerPixel, resource.height * kPointsPerPixel};
  if (size.width <= 0 || size.height <= 0) size = {container / 2, container / 4};
  double ratio = size.height / size.width;
  std::optional<double> width, height;
  const auto& [resource_id, wide, high] = *run.image;
  if (wide) width = to_points(*wide, container, style.font_size);
  if (high && high->unit != doc::Length::Unit::Share) height = to_points(*high, container, style.font_size);
  if (style.width || style.width_percentage || style.height) {
    width = style.width_percentage ? container * *style.width_percentage : style.width;
    height = style.height;
  }
  if (width && height) ratio = *height / *width;
  if (width) size = {*width, *width * ratio};
  if (height && !width) size = {*height / ratio, *height};
  double most_width = container;
  if (style.max_width) most_width = std::min(most_width, style.max_width->of(container));
  // A share of a height that nothing sets bounds nothing.
  if (style.max_height && !style.max_height->is_share) max_height = std::min(max_height, style.max_height->value);
  if (style.min_width && style.min_width->of(container) > size.width)
    size = {style.min_width->of(container), style.min_width->of(container) * ratio};
  const double scale = std::min({1.0, most_width / size.width, max_height / size.height});
  return {size.width * scale, size.height * scale};
}

// A frame around text of a line takes room at either end of it.
void add_room_for_frames(const InlineContent& content, PreparedText& prepared) {
  const auto& clusters = prepared.shaped.clusters;
  const auto cluster_at = [&](std::uint32_t offset) {
    const auto begins_before = [](const text::Cluster& c, std::uint32_t o) { return c.text_begin < o; };
    return static_cast<std::size_t>(std::lower_bound(clusters.begin(), clusters.end(), offset, begins_before) -
                                    clusters.begin());
  };
  for (const InlineDecoration& decoration : content.decorations) {
    if (!decoration.framed) continue;
    const std::size_t begin = cluster_at(decoration.begin), end = cluster_at(decoration.end);
    if (begin >= end) continue;
    const style::ComputedStyle& style = decoration.element->style();
    const double left = frame_room(style, style::Left);
    prepared.items[begin].width += left;
    prepared.items[begin].shift += left;
    prepared.items[end - 1].width += frame_room(style, style::Right);
  }
}

}  // namespace

double frame_room(const style::ComputedStyle& style, style::Side side) {
  return style.border[side].width + style.padding[side];
}

double picture_room(const style::ComputedStyle& style, style::Side side) {
  return style.has_border() ? frame_room(style, side) : 0;
}

void report_missing(Context& context, const InlineContent& content, const std::vector<text::MissingGlyph>& characters) {
  for (const text::MissingGlyph& missing : characters) {
    const auto run = std::find_if(content.text.runs.begin(), content.text.runs.end(),
                                  [&](const text::StyledRun& r) { return missing.offset < r.end; });
    context.report_missing(missing.character, *run->style->fonts,
                           [&] { return content.place_of_character(context.sources, missing.offset); });
  }
}

text::ShapedText shape(Context& context, const InlineContent& content) {
  std::vector<text::MissingGlyph> missing;
  text::ShapedText shaped = context.shaper.shape(content.text, missing);
  report_missing(context, content, missing);
  return shaped;
}

PreparedText prepare(Context& context, const InlineContent& content, double measure, double max_image_height) {
  PreparedText prepared = prepare_quietly(context, content, measure, max_image_height);
  report_missing(context, content, prepared.missing);
  return prepared;
}

PreparedText prepare_quietly(Context& context, const InlineContent& content, double measure, double max_image_height) {
  PreparedText prepared;
  prepared.shaped = context.shaper.shape(content.text, prepared.missing);
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
  add_room_for_frames(content, prepared);
  if (!content.rubies.empty()) prepare_rubies(context, content, measure, prepared);
  // A picture of more than half the measure stands by itself: what was written before it is no line to fill.
  for (std::size_t i = 1; i < clusters.size(); ++i) {
    const bool picture = clusters[i].cls == text::CharacterClass::Object && prepared.image_heights[i] > 0;
    if (picture && clusters[i].advance > measure / 2) prepared.items[i - 1].penalty = text::kForceBreak;
  }
  return prepared;
}

double to_points(const doc::Length& length, double container, double font_size) {
  switch (length.unit) {
    case doc::Length::Unit::Pixels: return length.value * kPointsPerPixel;
    case doc::Length::Unit::Share: return length.value / 100 * container;
    case doc::Length::Unit::Em: return length.value * font_size;
  }
  return 0;
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
