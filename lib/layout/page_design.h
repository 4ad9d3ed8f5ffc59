// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "layout/flow.h"
#include "layout/paged_document.h"
#include "style/cascade.h"

namespace mdconv::layout {

struct PageGeometry {
  double width = 0;
  double height = 0;
  /// The type area, where a plain page has it.
  Rect area;
  /// Of its lines.
  double pitch = 0;
};

/// What @page makes of pages of one kind.
struct PageDesign {
  style::PageStyle style;
  /// The type area's top left corner.
  Point origin;
};

/// The designs of a document's pages. All pages and type areas are of one size; margins move the type area about.
class PageDesigns {
 public:
  explicit PageDesigns(const style::Cascade& cascade);

  const PageGeometry& geometry() const noexcept { return geometry_; }
  const PageDesign& of(const style::PageContext& page);

 private:
  const style::Cascade& cascade_;
  PageGeometry geometry_;
  std::map<style::PageContext, PageDesign> designs_;
};

/// What the paginator knows of a page beside what stands on it.
struct PageFacts {
  style::PageContext context;
  /// The number that is to be printed on it; nothing: one more than on the page before.
  std::optional<int> number;
  struct NamedString {
    std::string name;
    std::string value;
    /// Whether the page begins with the element that gives it.
    bool at_start = false;
  };
  std::vector<NamedString> strings;
  /// Entries of the table of contents, in their order.
  struct Entry {
    std::shared_ptr<const ContentsEntry> entry;
    /// Behind which of the page's items the number goes.
    std::size_t item = 0;
    /// Of the entry's last line.
    double top = 0;
  };
  std::vector<Entry> entries;
};

}  // namespace mdconv::layout
