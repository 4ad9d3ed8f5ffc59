// SPDX-License-Identifier: MIT
#include "layout/paginator.h"

#include <algorithm>

// From column to pages: each page takes boxes until one does not fit, then gives back boxes to the last place where a
// page may begin. Headings, first and last lines of paragraphs and markers forbid such places beforehand, so nothing
// here knows about them. First fit is enough while pages may end short; a column whose boxes forbid every break is cut
// where it overflows.

namespace mdconv::layout {

namespace {

constexpr double kTolerance = 0.01;

class Paginator {
 public:
  Paginator(Flow flow, const PageGeometry& geometry, PagedDocument& result)
      : flow_(std::move(flow)), geometry_(geometry), result_(result) {}

  void run() {
    std::size_t begin = 0;
    while (begin < flow_.size()) {
      const std::size_t end = find_end(begin);
      place(begin, end);
      begin = end;
    }
    if (result_.pages.empty()) place(0, 0);
  }

 private:
  double advance(std::size_t i, bool first) const { return (first ? 0 : flow_[i].space_before) + flow_[i].height; }

  std::size_t find_end(std::size_t begin) const {
    double y = 0;
    std::size_t last_allowed = begin;
    std::size_t i = begin;
    for (; i < flow_.size(); ++i) {
      if (i > begin && flow_[i].must_break_before) return i;
      if (i > begin && flow_[i].may_break_before) last_allowed = i;
      y += advance(i, i == begin);
      if (y > geometry_.area.height + kTolerance) break;
    }
    if (i == flow_.size()) return i;
    if (last_allowed > begin) return last_allowed;
    return std::max(i, begin + 1);
  }

  void place(std::size_t begin, std::size_t end) {
    Page page;
    page.width = geometry_.width;
    page.height = geometry_.height;
    const auto index = static_cast<std::uint32_t>(result_.pages.size());
    std::vector<double> tops;
    double y = geometry_.area.y;
    for (std::size_t i = begin; i < end; ++i) {
      if (i > begin) y += flow_[i].space_before;
      tops.push_back(y);
      y += flow_[i].height;
    }
    draw_decorations(begin, end, tops, page);
    for (std::size_t i = begin; i < end; ++i) place_box(flow_[i], tops[i - begin], index, page);
    result_.pages.push_back(std::move(page));
  }

  // One rectangle behind each stretch of boxes that share a decoration.
  void draw_decorations(std::size_t begin, std::size_t end, const std::vector<double>& tops, Page& page) const {
    std::size_t deepest = 0;
    for (std::size_t i = begin; i < end; ++i) deepest = std::max(deepest, flow_[i].decorations.size());
    for (std::size_t depth = 0; depth < deepest; ++depth) {
      for (std::size_t i = begin; i < end;) {
        if (flow_[i].decorations.size() <= depth) {
          ++i;
          continue;
        }
        const Decoration* decoration = flow_[i].decorations[depth].get();
        std::size_t last = i;
        while (last + 1 < end && flow_[last + 1].decorations.size() > depth &&
               flow_[last + 1].decorations[depth].get() == decoration)
          ++last;
        const bool starts = !continues(i, depth, decoration);
        const bool ends = last + 1 == flow_.size() || !continues(last + 1, depth, decoration);
        draw(*decoration, tops[i - begin], tops[last - begin] + flow_[last].height, starts, ends, page);
        i = last + 1;
      }
    }
  }

  // Whether the box before box `i` lies in the same decoration.
  bool continues(std::size_t i, std::size_t depth, const Decoration* decoration) const {
    return i > 0 && flow_[i - 1].decorations.size() > depth && flow_[i - 1].decorations[depth].get() == decoration &&
           i < flow_.size() && flow_[i].decorations.size() > depth && flow_[i].decorations[depth].get() == decoration;
  }

  // A decoration cut by a page's end has no border there.
  void draw(const Decoration& decoration, double top, double bottom, bool starts, bool ends, Page& page) const {
    const double x = geometry_.area.x + decoration.x;
    const auto fill = [&](Rect rect, const Color& color) {
      if (rect.width > 0 && rect.height > 0) page.items.push_back({FilledRect{rect, color}, kArtifact, {}});
    };
    if (decoration.background) fill({x, top, decoration.width, bottom - top}, *decoration.background);
    const auto& border = decoration.border;
    const auto color = [&](style::Side side) { return to_color(border[side].color); };
    if (starts) fill({x, top, decoration.width, border[style::Top].width}, color(style::Top));
    if (ends)
      fill({x, bottom - border[style::Bottom].width, decoration.width, border[style::Bottom].width},
           color(style::Bottom));
    fill({x, top, border[style::Left].width, bottom - top}, color(style::Left));
    fill({x + decoration.width - border[style::Right].width, top, border[style::Right].width, bottom - top},
         color(style::Right));
  }

  void place_box(FlowBox& box, double top, std::uint32_t index, Page& page) {
    const double dx = geometry_.area.x;
    const Destination here{index, {dx, top}};
    for (const std::string& id : box.ids) result_.destinations.emplace(id, here);
    for (Bookmark& bookmark : box.bookmarks) {
      bookmark.destination = here;
      result_.bookmarks.push_back(std::move(bookmark));
    }
    for (Item& item : box.items) {
      move(item, dx, top);
      page.items.push_back(std::move(item));
    }
    for (LinkArea& link : box.links) {
      link.rect.x += dx;
      link.rect.y += top;
      page.links.push_back(std::move(link));
    }
  }

  Flow flow_;
  const PageGeometry& geometry_;
  PagedDocument& result_;
};

}  // namespace

void paginate(Flow flow, const PageGeometry& geometry, PagedDocument& result) {
  Paginator(std::move(flow), geometry, result).run();
}

}  // namespace mdconv::layout
