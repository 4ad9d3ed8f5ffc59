// SPDX-License-Identifier: MIT
#include "pdf/structure.h"

#include <algorithm>
#include <array>

// The structure tree: what the document says, in order, whatever the pages look like.
//
// A node is written when it has content, and it hangs in its parent at the place of its first content: so the order of
// kids is the reading order, also where a paragraph goes on after a note mark or on the next page.
//
// A long book has tens of thousands of elements, and building each as a PoDoFo dictionary takes 5 µs, most of it in
// maps and small allocations: 64 ms of 12,000 elements. So elements and the parent tree, which are plain patterns of
// references and numbers, are written as text; only what an element carries besides (attributes, alternative text) goes
// through PoDoFo.

namespace mdconv::pdf {
namespace {

using layout::StructId;
using layout::StructNode;
using layout::StructType;

constexpr std::uint32_t kNoPage = 0xFFFFFFFF;
constexpr std::size_t kLeafSize = 64;

/// One leaf of a number or name tree: its entries as text, and its first and last key.
struct Leaf {
  std::string entries;
  std::string first_key;
  std::string last_key;
};

/// Writes the leaves under one root; `entries_key` is "Nums" or "Names".
Ref write_tree(File& file, const std::vector<Leaf>& leaves, std::string_view entries_key) {
  std::string kids;
  for (const Leaf& leaf : leaves) {
    std::string text = "<</Limits[" + leaf.first_key + ' ' + leaf.last_key + "]/";
    text += entries_key;
    text += '[' + leaf.entries + "]>>";
    const Ref ref = file.reserve();
    file.write_serialised(ref, text);
    if (!kids.empty()) kids += ' ';
    append_ref(kids, ref);
  }
  const Ref root = file.reserve();
  file.write_serialised(root, "<</Kids[" + kids + "]>>");
  return root;
}

}  // namespace

std::string_view role_name(StructType type) noexcept {
  // PDF 1.7 knows no title.
  return layout::type_name(type == StructType::TitleParagraph ? StructType::P : type);
}

StructureTree::StructureTree(const layout::PagedDocument& document, Ref first_page)
    : nodes_(document.structure),
      cell_headers_(document.cell_headers),
      first_page_(first_page),
      states_(nodes_.size()),
      page_contents_(document.pages.size()) {}

void StructureTree::attach(StructId node) {
  // A parent stands before its children; where it does not, the node hangs in the root rather than in a circle.
  while (!states_[node].attached) {
    states_[node].attached = true;
    if (node == 0) return;
    const StructId parent = nodes_[node].parent < node ? nodes_[node].parent : 0;
    states_[parent].kids.push_back({Kid::Kind::Node, 0, node});
    node = parent;
  }
}

void StructureTree::add_contents(std::uint32_t page, std::vector<StructId> nodes) {
  for (std::uint32_t id = 0; id < nodes.size(); ++id) {
    attach(nodes[id]);
    states_[nodes[id]].kids.push_back({Kid::Kind::Content, page, id});
  }
  page_contents_[page] = std::move(nodes);
}

std::int64_t StructureTree::add_annotation(std::uint32_t page, StructId node, Ref annotation) {
  attach(node);
  states_[node].kids.push_back({Kid::Kind::Annotation, page, annotation.number});
  annotations_.push_back(node);
  return static_cast<std::int64_t>(page_contents_.size() + annotations_.size() - 1);
}

void StructureTree::set_bounds(StructId node, const layout::Rect& bounds) { bounds_.emplace_back(node, bounds); }

Dictionary StructureTree::attributes(StructId node) const {
  const StructNode& from = nodes_[node];
  Dictionary attributes;
  if (from.type == StructType::Figure) {
    const auto same = [&](const auto& entry) { return entry.first == node; };
    const auto found = std::find_if(bounds_.begin(), bounds_.end(), same);
    if (found == bounds_.end()) return attributes;
    const layout::Rect& box = found->second;
    attributes.set("O", Name{"Layout"});
    attributes.set("BBox", Array{box.x, box.y, box.x + box.width, box.y + box.height});
  } else if (!from.attribute.empty() && from.type == StructType::L) {
    attributes.set("O", Name{"List"}).set("ListNumbering", Name{from.attribute});
  } else if (from.type == StructType::TH || from.type == StructType::TD) {
    if (!from.attribute.empty()) attributes.set("Scope", Name{from.attribute});
    if (from.column_span > 1) attributes.set("ColSpan", std::int64_t{from.column_span});
    if (from.row_span > 1) attributes.set("RowSpan", std::int64_t{from.row_span});
    if (const auto headers = cell_headers_.find(node); headers != cell_headers_.end()) {
      Array ids;
      for (const std::string& id : headers->second) ids.add(Bytes{id});
      attributes.set("Headers", ids);
    }
    if (!attributes.empty()) attributes.set("O", Name{"Table"});
  }
  return attributes;
}

// A note at a page's foot has its content after all else on the page, and is read after the paragraph that has its
// mark: before what has a later number. All else stays in the order of its content.
void StructureTree::place_notes(State& state) const {
  const auto is_node = [](const Kid& kid) { return kid.kind == Kid::Kind::Node; };
  if (!std::all_of(state.kids.begin(), state.kids.end(), is_node)) return;
  std::vector<Kid> others, notes;
  for (const Kid& kid : state.kids) (nodes_[kid.value].type == StructType::Note ? notes : others).push_back(kid);
  if (notes.empty() || others.empty()) return;
  const auto earlier = [](const Kid& a, const Kid& b) { return a.value < b.value; };
  std::sort(notes.begin(), notes.end(), earlier);
  state.kids.clear();
  auto note = notes.cbegin();
  for (const Kid& other : others) {
    for (; note != notes.cend() && earlier(*note, other); ++note) state.kids.push_back(*note);
    state.kids.push_back(other);
  }
  state.kids.insert(state.kids.end(), note, notes.cend());
}

// All cells of a table are there, also those that are empty, so that each stands in its column.
void StructureTree::complete_tables() {
  const auto is_part = [&](StructId node) {
    const StructType type = nodes_[node].type;
    return type == StructType::TR || type == StructType::TH || type == StructType::TD;
  };
  std::vector<StructId> completed;
  for (StructId node = 1; node < nodes_.size(); ++node) {
    const StructId parent = nodes_[node].parent;
    if (!is_part(node) || states_[node].attached || parent >= node || !states_[parent].attached) continue;
    attach(node);
    completed.push_back(parent);
  }
  std::sort(completed.begin(), completed.end());
  completed.erase(std::unique(completed.begin(), completed.end()), completed.end());
  const auto earlier = [](const Kid& a, const Kid& b) { return a.value < b.value; };
  const auto is_node = [](const Kid& kid) { return kid.kind == Kid::Kind::Node; };
  for (const StructId parent : completed) {
    std::vector<Kid>& kids = states_[parent].kids;
    if (std::all_of(kids.begin(), kids.end(), is_node)) std::sort(kids.begin(), kids.end(), earlier);
  }
}

// Layout begins at H1 and skips no level, but where it counted a heading that shows nothing, the next one is too deep.
void StructureTree::level_headings() {
  constexpr int kFirst = static_cast<int>(StructType::H1), kLast = static_cast<int>(StructType::H6);
  int before = kFirst - 1;
  std::vector<StructId> waiting = {0};
  while (!waiting.empty()) {
    const StructId node = waiting.back();
    waiting.pop_back();
    const int level = static_cast<int>(nodes_[node].type);
    if (level >= kFirst && level <= kLast) {
      if (level > before + 1) levelled_.emplace(node, static_cast<StructType>(before + 1));
      before = std::min(level, before + 1);
    }
    const std::vector<Kid>& kids = states_[node].kids;
    for (auto kid = kids.rbegin(); kid != kids.rend(); ++kid)
      if (kid->kind == Kid::Kind::Node) waiting.push_back(kid->value);
  }
}

StructType StructureTree::type_of(StructId node) const {
  const auto found = levelled_.find(node);
  return found == levelled_.end() ? nodes_[node].type : found->second;
}

void StructureTree::append_kids(std::string& to, const State& state) const {
  std::uint32_t own_page = kNoPage;
  for (const Kid& kid : state.kids) {
    if (kid.kind == Kid::Kind::Node) continue;
    own_page = kid.page;
    break;
  }
  if (own_page != kNoPage) {
    to += "/Pg ";
    append_ref(to, page_ref(own_page));
  }
  to += "/K[";
  const char* separator = "";
  for (const Kid& kid : state.kids) {
    switch (kid.kind) {
      case Kid::Kind::Node:
        to += separator;
        append_ref(to, ref(kid.value));
        break;
      case Kid::Kind::Content:
        if (kid.page == own_page) {
          to += separator;
          append_number(to, std::int64_t{kid.value});
          break;
        }
        to += "<</Type/MCR/Pg ";
        append_ref(to, page_ref(kid.page));
        to += "/MCID ";
        append_number(to, std::int64_t{kid.value});
        to += ">>";
        break;
      case Kid::Kind::Annotation:
        to += "<</Type/OBJR/Pg ";
        append_ref(to, page_ref(kid.page));
        to += "/Obj ";
        append_ref(to, Ref{kid.value});
        to += ">>";
        break;
    }
    separator = " ";
  }
  to += ']';
}

void StructureTree::append_element(std::string& to, StructId node, Ref root) {
  const StructNode& from = nodes_[node];
  to += "<</S/";
  // A link that leads nowhere has no area to click on, and is none.
  const std::vector<Kid>& kids = states_[node].kids;
  const auto is_area = [](const Kid& kid) { return kid.kind == Kid::Kind::Annotation; };
  const bool dead = from.type == StructType::Link && std::none_of(kids.begin(), kids.end(), is_area);
  to += role_name(dead ? StructType::Span : type_of(node));
  to += "/P ";
  append_ref(to, node == 0 ? root : ref(from.parent < node ? from.parent : 0));
  append_kids(to, states_[node]);
  to += ">>";
  const bool plain = from.alt.empty() && from.language.empty() && from.id.empty() && from.attribute.empty() &&
                     from.type != StructType::Figure && from.column_span == 1 && from.row_span == 1 &&
                     (from.type != StructType::TD || !cell_headers_.contains(node));
  if (plain) return;
  Dictionary more;
  if (!from.alt.empty()) more.set(from.type == StructType::Span ? "E" : "Alt", Text{from.alt});
  if (!from.language.empty()) more.set("Lang", Text{from.language});
  if (!from.id.empty()) more.set("ID", Bytes{from.id});
  if (const Dictionary own = attributes(node); !own.empty()) more.set("A", own);
  if (more.empty()) return;
  std::string text;
  if (!serialise(more, text)) return;
  // "<<…>>" and "<<more>>" become "<<…more>>".
  to.resize(to.size() - 2);
  to += std::string_view(text).substr(2);
}

Ref StructureTree::write_parent_tree(File& file) {
  std::vector<Leaf> leaves;
  const auto add = [&](std::size_t key, const auto& append_value) {
    std::string number;
    append_number(number, static_cast<std::int64_t>(key));
    if (key % kLeafSize == 0) leaves.push_back({{}, number, {}});
    Leaf& leaf = leaves.back();
    leaf.entries += ' ' + number + ' ';
    append_value(leaf.entries);
    leaf.last_key = number;
  };
  for (std::size_t page = 0; page < page_contents_.size(); ++page) {
    add(page, [&](std::string& to) {
      to += '[';
      for (const StructId node : page_contents_[page]) {
        append_ref(to, ref(node));
        to += ' ';
      }
      to += ']';
    });
  }
  for (std::size_t i = 0; i < annotations_.size(); ++i)
    add(page_contents_.size() + i, [&](std::string& to) { append_ref(to, ref(annotations_[i])); });
  return write_tree(file, leaves, "Nums");
}

std::optional<Ref> StructureTree::write_id_tree(File& file) {
  std::vector<StructId> with_id;
  for (StructId node = 0; node < nodes_.size(); ++node)
    if (states_[node].attached && !nodes_[node].id.empty()) with_id.push_back(node);
  if (with_id.empty()) return std::nullopt;
  std::sort(with_id.begin(), with_id.end(), [&](StructId a, StructId b) { return nodes_[a].id < nodes_[b].id; });
  std::vector<Leaf> leaves;
  for (std::size_t i = 0; i < with_id.size(); ++i) {
    std::string key;
    if (!serialise(Bytes{nodes_[with_id[i]].id}, key)) continue;
    if (i % kLeafSize == 0 || leaves.empty()) leaves.push_back({{}, key, {}});
    Leaf& leaf = leaves.back();
    leaf.entries += key + ' ';
    append_ref(leaf.entries, ref(with_id[i]));
    leaf.entries += ' ';
    leaf.last_key = key;
  }
  return write_tree(file, leaves, "Names");
}

Ref StructureTree::write(File& file) {
  first_element_ = file.reserve(nodes_.size());
  const Ref root = file.reserve();
  states_[0].attached = true;
  complete_tables();
  for (State& state : states_) place_notes(state);
  level_headings();
  std::string text;
  for (StructId node = 0; node < nodes_.size(); ++node) {
    if (!states_[node].attached) continue;
    text.clear();
    append_element(text, node, root);
    file.write_serialised(ref(node), text);
  }
  Dictionary tree{{"Type", Name{"StructTreeRoot"}},
                  {"K", ref(0)},
                  {"ParentTree", write_parent_tree(file)},
                  {"ParentTreeNextKey", static_cast<std::int64_t>(page_contents_.size() + annotations_.size())}};
  if (const std::optional<Ref> ids = write_id_tree(file)) tree.set("IDTree", *ids);
  file.write(root, tree);
  return root;
}

}  // namespace mdconv::pdf
