// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "layout/paged_document.h"
#include "pdf/object/file.h"

namespace mdconv::pdf {

/// The standard type's name: "P".
std::string_view role_name(layout::StructType type) noexcept;

/// Collects which content belongs to which structure node while pages are written, and writes the structure tree.
class StructureTree {
 public:
  /// Object numbers of the pages are consecutive. The document must outlive this.
  StructureTree(const layout::PagedDocument& document, Ref first_page);

  bool tagged() const noexcept { return !nodes_.empty(); }
  /// Whether content of this node is part of the tree; else it is an artifact.
  bool has(layout::StructId node) const noexcept { return node < nodes_.size(); }
  layout::StructType type(layout::StructId node) const { return nodes_[node].type; }

  /// Takes up the pieces of content of a page, the node of each by its marked-content id. The nodes must be there.
  void add_contents(std::uint32_t page, std::vector<layout::StructId> nodes);
  /// Takes up an annotation: its /StructParent.
  std::int64_t add_annotation(std::uint32_t page, layout::StructId node, Ref annotation);
  /// Where a figure stands on its first page, in PDF coordinates.
  void set_bounds(layout::StructId node, const layout::Rect& bounds);

  /// Writes everything: the StructTreeRoot.
  Ref write(File& file);

 private:
  struct Kid {
    enum class Kind : std::uint8_t { Node, Content, Annotation } kind = Kind::Node;
    std::uint32_t page = 0;
    /// A node, a marked-content id or an object number.
    std::uint32_t value = 0;
  };
  struct State {
    bool attached = false;
    std::vector<Kid> kids;
  };

  void attach(layout::StructId node);
  void place_notes(State& state) const;
  void complete_tables();
  void level_headings();
  layout::StructType type_of(layout::StructId node) const;
  Ref ref(layout::StructId node) const { return {first_element_.number + node}; }
  Ref page_ref(std::uint32_t page) const { return {first_page_.number + page}; }
  void append_element(std::string& to, layout::StructId node, Ref root);
  void append_kids(std::string& to, const State& state) const;
  Dictionary attributes(layout::StructId node) const;
  Ref write_parent_tree(File& file);
  std::optional<Ref> write_id_tree(File& file);

  const std::vector<layout::StructNode>& nodes_;
  const std::map<layout::StructId, std::vector<std::string>>& cell_headers_;
  Ref first_page_;
  Ref first_element_;
  std::vector<State> states_;
  /// By page, by marked-content id.
  std::vector<std::vector<layout::StructId>> page_contents_;
  std::vector<layout::StructId> annotations_;
  std::vector<std::pair<layout::StructId, layout::Rect>> bounds_;
  /// Headings of another level than layout says.
  std::map<layout::StructId, layout::StructType> levelled_;
};

}  // namespace mdconv::pdf
