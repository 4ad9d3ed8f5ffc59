// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/export.h"
#include "mdconv/result.h"

// Everything impure comes in through these interfaces; the library itself opens no file, asks no
// clock and prints nothing. File-backed versions for programs: mdconv/filesystem.h.

namespace mdconv {

/// Immutable bytes with shared ownership (a string's, a mapped file's).
class Blob {
 public:
  Blob() = default;
  /// What frees the memory of bytes that can be had again, as a mapped file's can.
  using GiveBack = void (*)(std::string_view bytes);

  Blob(std::shared_ptr<const void> owner, std::string_view bytes, GiveBack how_to_give_back = nullptr)
      : owner_(std::move(owner)), bytes_(bytes), give_back_(how_to_give_back) {}
  static Blob from(std::string bytes) {
    auto owner = std::make_shared<const std::string>(std::move(bytes));
    const std::string_view view = *owner;
    return {std::move(owner), view};
  }

  std::string_view view() const noexcept { return bytes_; }
  std::size_t size() const noexcept { return bytes_.size(); }
  bool empty() const noexcept { return bytes_.empty(); }
  /// Says that these of its bytes are not wanted for now. They may be read all the same.
  void give_back(std::string_view bytes) const {
    if (give_back_ != nullptr) give_back_(bytes);
  }

 private:
  std::shared_ptr<const void> owner_;
  std::string_view bytes_;
  GiveBack give_back_ = nullptr;
};

/// Reads what a document refers to. May be called from several threads at once.
class ResourceLoader {
 public:
  virtual ~ResourceLoader() = default;
  /// `path` is relative to the document's root, parted by '/', without '.', '..' or empty parts.
  /// Errors: Code::ImageMissing (nothing there), Code::ImageOutsideRoot (a link leads out),
  /// Code::ImageUnusable (not a regular file, too large, unreadable).
  virtual Result<Blob> load(std::string_view path) = 0;
};

struct FontRequest {
  std::string family;
  int weight = 400;
  bool italic = false;
};

/// One face of a font file.
struct FontFile {
  Blob data;
  unsigned index = 0;
  /// Where it came from, for diagnostics and dependency files; may be empty.
  std::string path;
};

/// Finds fonts. May be called from several threads at once.
class FontProvider {
 public:
  virtual ~FontProvider() = default;
  /// The face of that very family nearest to the weight and slant; nothing when the family is absent.
  virtual std::optional<FontFile> find(const FontRequest& request) = 0;
};

/// Finds hyphenation patterns. May be called from several threads at once.
class HyphenationProvider {
 public:
  virtual ~HyphenationProvider() = default;
  /// The dictionary of a language (BCP 47) in the format of the hyphen library; empty when there is none.
  virtual Blob hyphenation_patterns(std::string_view language) = 0;
};

/// What a part of code is; style sheets know each by a class (docs/styles.md).
enum class CodeKind : std::uint8_t {
  None,
  Keyword,
  BuiltIn,
  Type,
  Function,
  Variable,
  Attribute,
  String,
  Escape,
  Number,
  Constant,
  Comment,
  Meta,
  Operator,
};

/// Bytes [begin, end) of a code block.
struct CodePart {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  CodeKind kind = CodeKind::None;
};

/// Takes code to pieces that have colours. May be called from several threads at once.
class CodeHighlighter {
 public:
  virtual ~CodeHighlighter() = default;
  /// The parts of the code in order; nothing where the language (in lower case, as documents name it) is not known.
  /// Error: Code::HighlightingMissing, when there is nothing that could tell.
  virtual Result<std::vector<CodePart>> highlight(std::string_view language, std::string_view code) = 0;
};

/// Takes an output's bytes in order.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
};

/// A sink that keeps the bytes.
class StringSink final : public ByteSink {
 public:
  Result<void> write(std::string_view bytes) override {
    text.append(bytes);
    return {};
  }
  std::string text;
};

}  // namespace mdconv
