// SPDX-License-Identifier: MIT
#include "support/xml_writer.h"

#include <algorithm>
#include <cassert>

#include "support/utf8.h"

namespace mdconv::xml {

namespace {

// What an ASCII character is written as; an empty view: itself.
std::string_view replacement(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\r': return "&#13;";
    case '\t':
    case '\n': return {};
    default: return static_cast<unsigned char>(c) < 0x20 ? "\xEF\xBF\xBD" : std::string_view();
  }
}

// Parsers turn white space in an attribute into spaces, unless it comes as a reference.
std::string_view attribute_replacement(char c) {
  if (c == '\n') return "&#10;";
  if (c == '\t') return "&#9;";
  return replacement(c);
}

template <class Replacement>
void append(std::string& out, std::string_view text, Replacement&& replacement_of) {
  std::size_t done = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t begin = i;
    std::string_view written;
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      written = replacement_of(text[i++]);
    } else {
      const char32_t c = utf8::next(text, i);
      const bool illegal = c == 0xFFFE || c == 0xFFFF || (c == utf8::kReplacement && i - begin == 1);
      if (illegal) written = "\xEF\xBF\xBD";
    }
    if (written.empty()) continue;
    out.append(text, done, begin - done);
    out.append(written);
    done = i;
  }
  out.append(text, done, text.size() - done);
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) { append(out, text, replacement); }

Writer::~Writer() {
  while (!open_.empty()) close();
  finish_tag();
}

void Writer::declaration() { out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"; }

void Writer::doctype(std::string_view root) {
  out_ += "<!DOCTYPE ";
  out_ += root;
  out_ += ">\n";
}

void Writer::open(std::string_view name) {
  finish_tag();
  out_ += '<';
  out_ += name;
  open_.emplace_back(name);
  name_ = name;
  pending_ = Tag::Start;
}

void Writer::open_void(std::string_view name) {
  finish_tag();
  out_ += '<';
  out_ += name;
  name_ = name;
  pending_ = Tag::Void;
}

void Writer::attribute(std::string_view name, std::string_view value) {
  assert(pending_ != Tag::None);
  if (pending_ == Tag::None || std::find(attributes_.begin(), attributes_.end(), name) != attributes_.end()) return;
  attributes_.emplace_back(name);
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append(out_, value, attribute_replacement);
  out_ += '"';
}

void Writer::text(std::string_view text) {
  finish_tag();
  append_escaped(out_, text);
}

void Writer::close() {
  finish_tag();
  assert(!open_.empty());
  if (open_.empty()) return;
  out_ += "</";
  out_ += open_.back();
  out_ += '>';
  open_.pop_back();
}

void Writer::element(std::string_view name, std::string_view content) {
  open(name);
  text(content);
  close();
}

void Writer::line() {
  finish_tag();
  out_ += '\n';
}

void Writer::verbatim(std::string_view text) {
  finish_tag();
  out_ += text;
}

void Writer::finish_tag() {
  if (pending_ == Tag::None) return;
  out_ += pending_ == Tag::Void ? " />" : ">";
  pending_ = Tag::None;
  attributes_.clear();
}

}  // namespace mdconv::xml
