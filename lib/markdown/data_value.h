// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mdconv/result.h"
#include "mdconv/source.h"

// What YAML, TOML and JSON have in common, so that one mapping reads all three.

namespace mdconv::markdown {

/// A scalar is the text that was written: `no` is no Boolean, 1.10 is no number.
struct Value {
  enum class Kind : std::uint8_t { Null, Scalar, List, Map };
  Kind kind = Kind::Null;
  std::string text = {};
  std::vector<Value> items = {};
  std::vector<std::string> keys = {};  // of a map, in step with items
  Span span = {};

  /// A map's value, whatever the case of the key's letters, as in Hugo. The last of several equal keys wins, as in
  /// Jekyll. Null when there is none.
  const Value* find(std::string_view key) const;
};

/// Puts a tree together from what a parser reports one after the other.
class TreeBuilder {
 public:
  /// A scalar or null; in a map, by turns a key and a value.
  void add(Value value);
  /// Begins a list or a map. False when it would be nested too deep.
  bool open(Value value);
  void close();
  Value take() { return std::move(root_); }

 private:
  struct Open {
    Value value;
    bool has_key = false;
  };
  std::vector<Open> open_;
  Value root_;
};

inline constexpr std::size_t kMaxDataSize = 256 * 1024;
inline constexpr int kMaxDataDepth = 20;

/// A piece of a source that holds data.
struct DataSource {
  std::string_view text;  // of the whole file
  FileId file = FileId::None;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view what = "front matter";

  std::string_view content() const { return text.substr(begin, end - begin); }
  Span place(std::size_t offset) const;
  /// "the front matter COMPLAINT"
  Error error(std::size_t offset, std::string_view complaint) const;
};

/// Finds offsets for the lines and columns that parsers count, without reading the text each time.
class PlaceIndex {
 public:
  explicit PlaceIndex(std::string_view text);
  /// Line from 0, ended by LF; column from 0 in bytes.
  std::size_t at_byte(std::size_t line, std::size_t column) const;
  /// Line from 0, ended by LF; column from 0 in characters.
  std::size_t at_character(std::size_t line, std::size_t column) const;

 private:
  std::vector<std::uint32_t> characters_;  // where each begins, and the end
  std::vector<std::uint32_t> lines_;       // the number of the first character of each
};

/// Each reads the whole of a piece. Errors: Code::BadFrontMatter, with the place.
Result<Value> read_yaml(const DataSource& source);
Result<Value> read_toml(const DataSource& source);
Result<Value> read_json(const DataSource& source);

/// Where the object ends that begins at `begin`, behind its brace: for data that no line closes. Where its end cannot
/// be found, `closed` is false, and `end` is where the search was given up.
struct JsonExtent {
  std::size_t end = 0;
  bool closed = false;
};
JsonExtent find_json_end(std::string_view text, std::size_t begin);

}  // namespace mdconv::markdown
