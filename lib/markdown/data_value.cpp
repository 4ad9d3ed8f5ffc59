// SPDX-License-Identifier: MIT
#include "markdown/data_value.h"

#include <fmt/format.h>

#include <algorithm>

#include "support/ascii.h"

namespace mdconv::markdown {

const Value* Value::find(std::string_view key) const {
  for (std::size_t i = keys.size(); i-- > 0;)
    if (ascii::equal_ignoring_case(keys[i], key)) return &items[i];
  return nullptr;
}

void TreeBuilder::add(Value value) {
  if (open_.empty()) {
    root_ = std::move(value);
    return;
  }
  Open& parent = open_.back();
  if (parent.value.kind == Value::Kind::Map && !parent.has_key) {
    parent.value.keys.push_back(std::move(value.text));
    parent.has_key = true;
    return;
  }
  parent.has_key = false;
  parent.value.items.push_back(std::move(value));
}

bool TreeBuilder::open(Value value) {
  if (open_.size() >= kMaxDataDepth) return false;
  open_.push_back({std::move(value)});
  return true;
}

void TreeBuilder::close() {
  Value value = std::move(open_.back().value);
  open_.pop_back();
  if (value.kind == Value::Kind::Map) value.keys.resize(value.items.size());
  add(std::move(value));
}

Span DataSource::place(std::size_t offset) const {
  const auto clamped = static_cast<std::uint32_t>(std::min(offset, text.size()));
  return {file, clamped, clamped};
}

Error DataSource::error(std::size_t offset, std::string_view complaint) const {
  return {Code::BadFrontMatter, place(offset), fmt::format("the {} {}", what, complaint)};
}

PlaceIndex::PlaceIndex(std::string_view text) {
  lines_.push_back(0);
  for (std::size_t i = 0; i < text.size(); ++i) {
    // A continuation byte of UTF-8 begins no character.
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    characters_.push_back(static_cast<std::uint32_t>(i));
    if (text[i] == '\n') lines_.push_back(static_cast<std::uint32_t>(characters_.size()));
  }
  characters_.push_back(static_cast<std::uint32_t>(text.size()));
}

std::size_t PlaceIndex::at_character(std::size_t line, std::size_t column) const {
  if (line >= lines_.size()) return characters_.back();
  return characters_[std::min(lines_[line] + column, characters_.size() - 1)];
}

std::size_t PlaceIndex::at_byte(std::size_t line, std::size_t column) const {
  return std::min<std::size_t>(at_character(line, 0) + column, characters_.back());
}

}  // namespace mdconv::markdown
