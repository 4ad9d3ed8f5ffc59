// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// PDF objects as lib/pdf speaks of them; PoDoFo writes them out.

namespace mdconv::pdf {

/// An indirect object's number; generations are always 0.
struct Ref {
  std::uint32_t number = 0;
};

struct Name {
  std::string text;
};

/// A text string, for people: written in PDFDocEncoding when it is ASCII, else in UTF-16BE. Malformed UTF-8 becomes
/// U+FFFD. What is longer than a string of PDF/A may be is cut.
struct Text {
  std::string utf8;
};

/// A byte string, for programs.
struct Bytes {
  std::string bytes;
};

bool is_ascii(std::string_view text);

/// As much of a text as a string holds.
std::string_view fitting(std::string_view utf8);

struct Value;

class Array {
 public:
  Array();
  Array(std::initializer_list<Value> values);
  Array(const Array& other);
  Array(Array&& other) noexcept;
  Array& operator=(const Array& other);
  Array& operator=(Array&& other) noexcept;
  ~Array();

  Array& add(Value value);
  bool empty() const noexcept;
  const std::vector<Value>& values() const noexcept { return values_; }

 private:
  std::vector<Value> values_;
};

class Dictionary {
 public:
  using Entry = std::pair<std::string, Value>;

  Dictionary();
  Dictionary(std::initializer_list<std::pair<const char*, Value>> entries);
  Dictionary(const Dictionary& other);
  Dictionary(Dictionary&& other) noexcept;
  Dictionary& operator=(const Dictionary& other);
  Dictionary& operator=(Dictionary&& other) noexcept;
  ~Dictionary();

  /// The last value that a key is given is written.
  Dictionary& set(std::string_view key, Value value);
  bool empty() const noexcept;
  const std::vector<Entry>& entries() const noexcept { return entries_; }

 private:
  std::vector<Entry> entries_;
};

/// Any object but a stream. Numbers are written with at most four decimals.
struct Value {
  using Kinds = std::variant<bool, std::int64_t, double, Name, Text, Bytes, Ref, Array, Dictionary>;

  template <class T>
  requires(!std::same_as<std::remove_cvref_t<T>, Value> && std::constructible_from<Kinds, T>) Value(T&& from)
      : kind(std::forward<T>(from)) {}

  Kinds kind;
};

/// The object as it stands in a file, appended to `to`. Nothing is appended and false returned if PoDoFo fails.
[[nodiscard]] bool serialise(const Value& value, std::string& to);
[[nodiscard]] bool serialise(const Dictionary& dictionary, std::string& to);

/// At most four decimals, never an exponent; a number that is not finite becomes 0.
void append_number(std::string& to, double number);
void append_number(std::string& to, std::int64_t number);

/// "12 0 R"
void append_ref(std::string& to, Ref ref);

/// UTF-16BE with a byte order mark.
std::string utf16_text(std::string_view utf8);

}  // namespace mdconv::pdf
