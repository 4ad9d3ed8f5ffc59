// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mdconv::xml {

/// A name with its namespace's URI; the prefix that the file gives it means nothing.
struct Name {
  std::string_view space;
  std::string_view local;
};

struct Attribute {
  Name name;
  std::string_view value;
};

/// Gets what is read, in order. The views hold during the call.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void open(const Name& name, std::span<const Attribute> attributes) = 0;
  virtual void close(const Name& name) = 0;
  virtual void text(std::string_view) {}
};

struct Fault {
  std::string message;
  std::size_t line = 0;
  std::size_t column = 0;
};

/// Reads a whole XML file; nothing, or why it is not well-formed. External entities are not read.
std::optional<Fault> read(std::string_view bytes, Handler& handler);

}  // namespace mdconv::xml
