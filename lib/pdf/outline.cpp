// SPDX-License-Identifier: MIT
#include "pdf/outline.h"

#include <vector>

#include "pdf/links.h"

namespace mdconv::pdf {
namespace {

constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

/// A bookmark's relatives, as indices; the root is the last of all.
struct Relatives {
  std::size_t parent = kNobody;
  std::size_t previous = kNobody;
  std::size_t next = kNobody;
  std::size_t first = kNobody;
  std::size_t last = kNobody;
  std::int64_t children = 0;
};

/// A bookmark hangs in the nearest one before it with a lower level, so a level that is left out does no harm.
std::vector<Relatives> find_relatives(const std::vector<layout::Bookmark>& bookmarks) {
  const std::size_t root = bookmarks.size();
  std::vector<Relatives> all(root + 1);
  std::vector<std::size_t> path;
  for (std::size_t i = 0; i < root; ++i) {
    while (!path.empty() && bookmarks[path.back()].level >= bookmarks[i].level) path.pop_back();
    const std::size_t parent = path.empty() ? root : path.back();
    all[i].parent = parent;
    all[i].previous = all[parent].last;
    if (all[parent].last == kNobody)
      all[parent].first = i;
    else
      all[all[parent].last].next = i;
    all[parent].last = i;
    ++all[parent].children;
    path.push_back(i);
  }
  return all;
}

}  // namespace

std::optional<Ref> write_outline(const layout::PagedDocument& document, Ref first_page, File& file) {
  const std::vector<layout::Bookmark>& bookmarks = document.bookmarks;
  if (bookmarks.empty()) return std::nullopt;
  const std::vector<Relatives> relatives = find_relatives(bookmarks);
  const std::size_t root = bookmarks.size();
  const Ref first = file.reserve(bookmarks.size() + 1);
  const auto ref = [&](std::size_t index) { return Ref{first.number + static_cast<std::uint32_t>(index)}; };
  for (std::size_t i = 0; i < bookmarks.size(); ++i) {
    const Relatives& own = relatives[i];
    Dictionary item{{"Title", Text{bookmarks[i].title}},
                    {"Parent", ref(own.parent)},
                    {"Dest", destination_array(document, bookmarks[i].destination, first_page)}};
    if (own.previous != kNobody) item.set("Prev", ref(own.previous));
    if (own.next != kNobody) item.set("Next", ref(own.next));
    if (own.first != kNobody) {
      // Negative: closed, so that a book opens with its chapters in view.
      item.set("First", ref(own.first)).set("Last", ref(own.last)).set("Count", -own.children);
    }
    file.write(ref(i), item);
  }
  file.write(ref(root), Dictionary{{"Type", Name{"Outlines"}},
                                   {"First", ref(relatives[root].first)},
                                   {"Last", ref(relatives[root].last)},
                                   {"Count", relatives[root].children}});
  return ref(root);
}

}  // namespace mdconv::pdf
