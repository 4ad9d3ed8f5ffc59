// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mdconv::xml {

/// Appends `text` with `&`, `<`, `>` and `"` escaped. What XML 1.0 cannot hold (control characters, U+FFFE,
/// U+FFFF, malformed UTF-8) becomes U+FFFD, so nothing is lost silently.
void append_escaped(std::string& out, std::string_view text);

/// Writes elements without indentation, so that no white space comes up that the document doesn't hold.
///
/// The result is well-formed whatever the calls are: text is escaped, an attribute comes once, end tags match.
/// Names come from the program, not from the document: they must be XML names.
class Writer {
 public:
  /// Appends to `out`, which must outlive the writer.
  explicit Writer(std::string& out) : out_(out) {}
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// `<?xml version="1.0" encoding="UTF-8"?>`
  void declaration();
  /// `<!DOCTYPE html>`
  void doctype(std::string_view root);

  /// A start tag; attribute() may follow until anything else is written.
  void open(std::string_view name);
  /// A second attribute of the same name is left out.
  void attribute(std::string_view name, std::string_view value);
  void text(std::string_view text);
  /// Whether attributes now go to an element of that name.
  bool is_at(std::string_view name) const noexcept { return pending_ != Tag::None && name_ == name; }
  /// The end tag of the innermost open element, even when it is empty: `<p></p>` means the same to XML and HTML.
  void close();
  /// An element that HTML closes by itself; attribute() may follow: `<br />`.
  void open_void(std::string_view name);

  /// An element that holds nothing but text.
  void element(std::string_view name, std::string_view content);
  /// A line end between blocks.
  void line();
  /// Text that goes in as it is, for HTML's raw text elements; the caller vouches for it.
  void verbatim(std::string_view text);

 private:
  void finish_tag();

  enum class Tag { None, Start, Void };

  std::string& out_;
  std::vector<std::string> open_;
  Tag pending_ = Tag::None;
  std::string name_;  // of the pending tag
  std::vector<std::string> attributes_;
};

}  // namespace mdconv::xml
