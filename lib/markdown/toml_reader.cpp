// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <toml++/toml.h>

#include <optional>

#include "markdown/data_value.h"

// toml++ reads numbers and dates into values of its own; here they are the text that was written.

namespace mdconv::markdown {

namespace {

// Behind a string that begins at `begin`, in one quote or three; an unclosed one ends with its line or the text.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  const std::string_view three = quote == '"' ? "\"\"\"" : "'''";
  const bool is_long = text.substr(begin, 3) == three;
  for (std::size_t i = begin + (is_long ? 3 : 1); i < text.size(); ++i) {
    if (text[i] == '\\' && quote == '"') {
      ++i;
    } else if (!is_long && (text[i] == quote || text[i] == '\n')) {
      return i + 1;
    } else if (is_long && text.substr(i, 3) == three) {
      i += 3;
      // Up to two quotes more belong to the string.
      while (i < text.size() && text[i] == quote) ++i;
      return i;
    }
  }
  return text.size();
}

// Where brackets or the parts of a dotted key are nested too deep; toml++ follows both by recursion.
std::optional<std::size_t> find_too_deep(std::string_view text) {
  int brackets = 0;
  int dots = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      i = end_of_string(text, i);
      continue;
    }
    if (c == '#') {
      i = std::min(text.find('\n', i), text.size());
      continue;
    }
    if (c == '[' || c == '{') ++brackets;
    if (c == ']' || c == '}') --brackets;
    if (c == '\n' || c == ',' || c == '=' || c == '{' || c == '[') dots = 0;
    if (c == '.') ++dots;
    if (brackets > kMaxDataDepth || dots > kMaxDataDepth) return i;
    ++i;
  }
  return std::nullopt;
}

class TomlTree {
 public:
  explicit TomlTree(const DataSource& source) : source_(source), places_(source.content()) {}

  // toml++ counts lines and characters in them from 1.
  std::size_t offset(const toml::source_position& position) const {
    const auto number = [](toml::source_index value) { return value > 0 ? static_cast<std::size_t>(value) - 1 : 0; };
    return source_.begin + places_.at_character(number(position.line), number(position.column));
  }

  Value value(const toml::node& node) const {
    const std::size_t begin = offset(node.source().begin);
    Value result{.span = source_.place(begin)};
    if (const toml::table* table = node.as_table()) {
      result.kind = Value::Kind::Map;
      for (const auto& [key, item] : *table) {
        result.keys.emplace_back(key.str());
        result.items.push_back(value(item));
      }
    } else if (const toml::array* array = node.as_array()) {
      result.kind = Value::Kind::List;
      for (const toml::node& item : *array) result.items.push_back(value(item));
    } else {
      result.kind = Value::Kind::Scalar;
      const auto* string = node.as_string();
      result.text = string != nullptr ? string->get() : as_written(begin);
    }
    return result;
  }

 private:
  std::string as_written(std::size_t begin) const {
    std::string_view text = source_.text.substr(begin, source_.end - begin);
    text = text.substr(0, text.find_first_of(",]}#\r\n"));
    text.remove_suffix(text.size() - (text.find_last_not_of(" \t") + 1));
    return std::string(text);
  }

  const DataSource& source_;
  PlaceIndex places_;
};

}  // namespace

Result<Value> read_toml(const DataSource& source) {
  if (const std::optional<std::size_t> place = find_too_deep(source.content()))
    return source.error(source.begin + *place, "is nested too deep");
  const TomlTree tree(source);
  try {
    return tree.value(toml::parse(source.content()));
  } catch (const toml::parse_error& error) {
    return source.error(tree.offset(error.source().begin), fmt::format("is not valid TOML: {}", error.description()));
  } catch (const std::exception& exception) {
    return source.error(source.begin, fmt::format("is not valid TOML: {}", exception.what()));
  }
}

}  // namespace mdconv::markdown
