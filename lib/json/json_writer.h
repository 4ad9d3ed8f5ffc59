// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mdconv::json {

/// Writes JSON as the values come, without holding any of them.
///
/// Text is always valid: control characters are escaped, malformed UTF-8 becomes U+FFFD. Objects and arrays must be
/// closed as they were opened, and in an object each value needs its key().
class Writer {
 public:
  enum class Layout : std::uint8_t {
    /// Everything on one line.
    Inline,
    /// Each member or element on a line of its own, indented by one space for each such container around it.
    Lines,
  };

  /// Appends to `out`, which must outlive the writer.
  explicit Writer(std::string& out) : out_(out) {}

  void begin_object(Layout layout = Layout::Inline) { begin('{', '}', layout); }
  void end_object() { end(); }
  void begin_array(Layout layout = Layout::Inline) { begin('[', ']', layout); }
  void end_array() { end(); }

  void key(std::string_view name);
  void string(std::string_view text);
  void number(std::uint64_t value);
  void boolean(bool value);
  void null();

  /// A key with its value.
  void string(std::string_view name, std::string_view text) { key(name), string(text); }
  void number(std::string_view name, std::uint64_t value) { key(name), number(value); }
  void boolean(std::string_view name, bool value) { key(name), boolean(value); }

 private:
  struct Container {
    char close;
    Layout layout;
    bool is_empty;
  };

  void begin(char open, char close, Layout layout);
  void end();
  void separate();
  void break_line();

  std::string& out_;
  std::vector<Container> open_;
  bool has_key_ = false;
};

}  // namespace mdconv::json
