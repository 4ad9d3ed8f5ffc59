// SPDX-License-Identifier: MIT
#include "markdown/attribute_syntax.h"

#include <algorithm>

namespace mdconv::markdown {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == ':' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_key(std::string_view text) {
  return !text.empty() && text[0] != '.' && text[0] != '-' && std::all_of(text.begin(), text.end(), is_name_char);
}

// An attribute's value from `begin` on; `begin` goes behind it. Nothing when its quotes are not closed.
std::optional<std::string> take_value(std::string_view text, std::size_t& begin) {
  if (begin < text.size() && (text[begin] == '"' || text[begin] == '\'')) {
    const char quote = text[begin++];
    std::string value;
    for (; begin < text.size(); ++begin) {
      if (text[begin] == '\\' && begin + 1 < text.size() && text[begin + 1] == quote)
        ++begin;
      else if (text[begin] == quote)
        return ++begin, value;
      value.push_back(text[begin]);
    }
    return std::nullopt;
  }
  const std::size_t end = std::min(text.find_first_of(kBlanks, begin), text.size());
  std::string value(text.substr(begin, end - begin));
  begin = end;
  return value;
}

bool has_key(const doc::Attributes& attributes, std::string_view key) {
  return std::any_of(attributes.pairs.begin(), attributes.pairs.end(),
                     [&](const auto& pair) { return pair.first == key; });
}

void set_pair(doc::Attributes& attributes, std::string key, std::string value) {
  const auto found = std::find_if(attributes.pairs.begin(), attributes.pairs.end(),
                                  [&](const auto& pair) { return pair.first == key; });
  if (found != attributes.pairs.end()) {
    found->second = std::move(value);
  } else {
    attributes.pairs.emplace_back(std::move(key), std::move(value));
  }
}

// Whether all had room.
bool add_classes(doc::Attributes& attributes, std::string_view names, std::size_t limit) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(". \t"), names.size());
    const std::string name(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
    if (name.empty() || attributes.has_class(name)) continue;
    if (attributes.classes.size() >= limit) return false;
    attributes.classes.push_back(name);
  }
  return true;
}

// A key and its value; "id" and "class" are what they are elsewhere.
bool set_attribute(doc::Attributes& attributes, std::string key, std::string value, std::size_t limit) {
  if (key == "class") return add_classes(attributes, value, limit);
  if (key == "id") {
    attributes.id = std::move(value);
  } else {
    set_pair(attributes, std::move(key), std::move(value));
  }
  return true;
}

std::size_t count(const AttributeList& list) {
  return list.attributes.classes.size() + list.attributes.pairs.size() + list.words.size();
}

// `#id`, `.class`, `#id.class` or a word.
bool take_word(std::string_view word, AttributeList& list, std::size_t limit) {
  if (word[0] == '#' || word[0] == '.') {
    std::string_view id = word[0] == '#' ? word.substr(1) : std::string_view();
    std::string_view classes = word[0] == '.' ? word.substr(1) : std::string_view();
    if (const std::size_t dot = id.find('.'); dot != std::string_view::npos) {
      classes = id.substr(dot + 1);
      id = id.substr(0, dot);
    }
    const auto fits = [](std::string_view name) { return std::all_of(name.begin(), name.end(), is_name_char); };
    if (!fits(id) || !fits(classes) || (id.empty() && classes.empty())) return false;
    if (!id.empty()) list.attributes.id = std::string(id);
    list.cut = !add_classes(list.attributes, classes, limit) || list.cut;
    return true;
  }
  if (word != "-" && !is_key(word)) return false;
  list.words.emplace_back(word);
  return true;
}

}  // namespace

std::optional<AttributeList> parse_attribute_list(std::string_view text, std::size_t limit) {
  AttributeList list;
  for (std::size_t i = text.find_first_not_of(kBlanks); i < text.size(); i = text.find_first_not_of(kBlanks, i)) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n=\"'{}", i), text.size());
    if (end == i) return std::nullopt;
    const std::string_view word = text.substr(i, end - i);
    i = end;
    if (i < text.size() && text[i] == '=' && is_key(word)) {
      ++i;
      std::optional<std::string> value = take_value(text, i);
      if (!value) return std::nullopt;
      list.cut = list.cut || count(list) >= limit;
      if (!list.cut) list.cut = !set_attribute(list.attributes, std::string(word), *std::move(value), limit);
      continue;
    }
    const bool parted = i == text.size() || kBlanks.find(text[i]) != std::string_view::npos;
    list.cut = list.cut || count(list) >= limit;
    AttributeList beyond;
    if (!parted || !take_word(word, list.cut ? beyond : list, limit)) return std::nullopt;
  }
  return list;
}

std::size_t braces_length(std::string_view text, std::size_t offset, std::size_t* looked) noexcept {
  if (offset >= text.size() || text[offset] != '{') return 0;
  char quote = '\0';
  for (std::size_t i = offset + 1; i < text.size(); ++i) {
    const char c = text[i];
    if (looked != nullptr) *looked = i;
    if (c == '\n' || c == '\r') return 0;
    if (quote != '\0') {
      if (c == '\\') ++i;
      if (c == quote) quote = '\0';
    } else if (c == '"') {
      quote = c;
    } else if (c == '\'' && text[i - 1] == '=') {
      quote = c;
    } else if (c == '{') {
      return 0;
    } else if (c == '}') {
      return i + 1 - offset;
    }
  }
  return 0;
}

bool merge_attributes(doc::Attributes& into, const doc::Attributes& from, std::size_t limit) {
  if (!from.id.empty()) into.id = from.id;
  const auto full = [&] { return into.classes.size() + into.pairs.size() >= limit; };
  bool whole = true;
  for (const std::string& name : from.classes) {
    if (into.has_class(name)) continue;
    if (full())
      whole = false;
    else
      into.classes.push_back(name);
  }
  for (const auto& [key, value] : from.pairs) {
    if (full() && !has_key(into, key))
      whole = false;
    else
      set_pair(into, key, value);
  }
  return whole;
}

}  // namespace mdconv::markdown
