// SPDX-License-Identifier: MIT
#include "pdf/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "pdf/links.h"

namespace mdconv::pdf {
namespace {

/// Readers walk a node's kids one by one: a flat list of thousands of pages makes them slow.
constexpr std::size_t kKidsPerNode = 64;

struct TreeNode {
  Ref ref;
  std::int64_t pages = 1;
};

constexpr double kMarkLength = 14;   // points
constexpr double kMarkDistance = 3;  // from what is printed
constexpr double kMarkWidth = 0.25;
constexpr double kCrossRadius = 4;

Array box_around(const layout::Page& page, double distance) {
  return {-distance, -distance, page.width + distance, page.height + distance};
}

}  // namespace

double slug_of(const layout::PrintMarks& marks) {
  return marks.crop || marks.cross ? marks.bleed + kMarkDistance + kMarkLength : marks.bleed;
}

// Lines outside of what the page shows; the sides' middles have a cross in a diamond.
std::string draw_marks(const layout::PrintMarks& marks, const layout::Page& page) {
  if (!marks.crop && !marks.cross) return {};
  std::string drawn = fmt::format("/Artifact<</Type/Page>>BDC q {} w 0 G\n", kMarkWidth);
  const auto line = [&](double x1, double y1, double x2, double y2) {
    drawn += fmt::format("{:.3f} {:.3f} m {:.3f} {:.3f} l S\n", x1, y1, x2, y2);
  };
  const double near = marks.bleed + kMarkDistance, far = near + kMarkLength;
  if (marks.crop) {
    for (const double x : {0.0, page.width}) {
      line(x, -far, x, -near);
      line(x, page.height + near, x, page.height + far);
    }
    for (const double y : {0.0, page.height}) {
      line(-far, y, -near, y);
      line(page.width + near, y, page.width + far, y);
    }
  }
  if (marks.cross) {
    const double middle = (near + far) / 2, arm = kMarkLength / 2, r = kCrossRadius;
    for (const auto& [x, y] : {std::pair{page.width / 2, -middle}, std::pair{page.width / 2, page.height + middle},
                               std::pair{-middle, page.height / 2}, std::pair{page.width + middle, page.height / 2}}) {
      line(x - arm, y, x + arm, y);
      line(x, y - arm, x, y + arm);
      drawn += fmt::format("{:.3f} {:.3f} m {:.3f} {:.3f} l {:.3f} {:.3f} l {:.3f} {:.3f} l s\n", x - r, y, x, y + r,
                           x + r, y, x, y - r);
    }
  }
  return drawn + "Q EMC\n";
}

Ref write_pages(const layout::PagedDocument& document, std::vector<PageContent> contents, Ref first_page,
                const FontSet& fonts, const ImageSet& images, StructureTree& structure, File& file) {
  Dictionary resource_kinds;
  if (!fonts.resources().empty()) resource_kinds.set("Font", fonts.resources());
  if (!images.resources().empty()) resource_kinds.set("XObject", images.resources());
  const Ref resources = file.add(resource_kinds);

  std::vector<TreeNode> level;
  const std::size_t leaves = (document.pages.size() + kKidsPerNode - 1) / kKidsPerNode;
  const Ref first_parent = file.reserve(std::max<std::size_t>(leaves, 1));
  for (std::uint32_t index = 0; index < document.pages.size(); ++index) {
    const layout::Page& page = document.pages[index];
    PageContent content = std::move(contents[index]);
    structure.add_contents(index, std::move(content.nodes));
    for (const auto& [node, bounds] : content.bounds) structure.set_bounds(node, bounds);
    const Ref parent{first_parent.number + static_cast<std::uint32_t>(index / kKidsPerNode)};
    const layout::PrintMarks& marks = document.marks;
    Dictionary dictionary{{"Type", Name{"Page"}},
                          {"Parent", parent},
                          {"MediaBox", box_around(page, slug_of(marks))},
                          {"Resources", resources},
                          {"Contents", file.add_stream({}, content.stream, Encoding::Deflated)}};
    if (slug_of(marks) > 0)
      dictionary.set("TrimBox", box_around(page, 0)).set("BleedBox", box_around(page, marks.bleed));
    if (page.turned) dictionary.set("Rotate", std::int64_t{90});
    if (structure.tagged()) dictionary.set("StructParents", std::int64_t{index});
    Array annotations;
    for (const Ref link : write_links(document, index, first_page, structure, file)) annotations.add(link);
    if (!annotations.empty()) dictionary.set("Annots", annotations).set("Tabs", Name{"S"});
    const Ref ref{first_page.number + index};
    file.write(ref, dictionary);
    level.push_back({ref, 1});
  }

  // Level by level until one node holds all.
  Ref first_node = first_parent;
  for (;;) {
    const std::size_t count = std::max<std::size_t>((level.size() + kKidsPerNode - 1) / kKidsPerNode, 1);
    const Ref next_first = count > 1 ? file.reserve((count + kKidsPerNode - 1) / kKidsPerNode) : Ref{};
    std::vector<TreeNode> next;
    for (std::size_t node = 0; node < count; ++node) {
      TreeNode tree_node{{first_node.number + static_cast<std::uint32_t>(node)}, 0};
      Array kids;
      const std::size_t end = std::min(level.size(), (node + 1) * kKidsPerNode);
      for (std::size_t kid = node * kKidsPerNode; kid < end; ++kid) {
        kids.add(level[kid].ref);
        tree_node.pages += level[kid].pages;
      }
      Dictionary dictionary{{"Type", Name{"Pages"}}, {"Kids", kids}, {"Count", tree_node.pages}};
      if (count > 1) dictionary.set("Parent", Ref{next_first.number + static_cast<std::uint32_t>(node / kKidsPerNode)});
      file.write(tree_node.ref, dictionary);
      next.push_back(tree_node);
    }
    if (count == 1) return next.front().ref;
    level = std::move(next);
    first_node = next_first;
  }
}

}  // namespace mdconv::pdf
