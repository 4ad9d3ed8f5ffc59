// SPDX-License-Identifier: MIT
#include "json/json_writer.h"

#include <algorithm>

#include "support/utf8.h"

namespace mdconv::json {

namespace {

void append_escape(std::string& out, char32_t c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(c >> shift) & 0xF];
}

// U+2028 and U+2029 are allowed in JSON, but many programs take them for the end of a line.
bool needs_escape(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029; }

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = utf8::next(text, i);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (needs_escape(c)) {
      append_escape(out, c);
    } else {
      utf8::append(out, c);
    }
  }
  out += '"';
}

}  // namespace

void Writer::key(std::string_view name) {
  separate();
  append_quoted(out_, name);
  out_ += ": ";
  has_key_ = true;
}

void Writer::string(std::string_view text) {
  separate();
  append_quoted(out_, text);
}

void Writer::number(std::uint64_t value) {
  separate();
  out_ += std::to_string(value);
}

void Writer::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
}

void Writer::null() {
  separate();
  out_ += "null";
}

void Writer::begin(char open, char close, Layout layout) {
  separate();
  out_ += open;
  open_.push_back({close, layout, true});
}

void Writer::end() {
  const Container closed = open_.back();
  open_.pop_back();
  if (closed.layout == Layout::Lines && !closed.is_empty) break_line();
  out_ += closed.close;
}

void Writer::separate() {
  if (has_key_ || open_.empty()) {
    has_key_ = false;
    return;
  }
  Container& container = open_.back();
  if (!container.is_empty) out_ += ',';
  if (container.layout == Layout::Lines) {
    break_line();
  } else if (!container.is_empty) {
    out_ += ' ';
  }
  container.is_empty = false;
}

void Writer::break_line() {
  const auto depth = std::count_if(open_.begin(), open_.end(),
                                   [](const Container& container) { return container.layout == Layout::Lines; });
  out_ += '\n';
  out_.append(static_cast<std::size_t>(depth), ' ');
}

}  // namespace mdconv::json
