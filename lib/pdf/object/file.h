// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/result.h"
#include "pdf/object/deflate.h"
#include "pdf/object/value.h"

namespace mdconv::pdf {

enum class Encoding : std::uint8_t {
  /// The bytes are compressed, and the dictionary gets the filter.
  Deflate,
  /// The bytes are compressed already, by a Deflater; the dictionary gets the filter.
  Deflated,
  /// The bytes stand as they are; a filter that they need is in the dictionary already.
  AsIs,
};

/// A PDF file in the making. Objects are written as they come, in any order; numbers are given out beforehand, so
/// that objects can refer to later ones. Failures are kept until finish().
class File {
 public:
  /// `version`: "1.7" or "2.0".
  explicit File(std::string_view version = "1.7");

  Ref reserve() { return reserve(1); }
  /// The first of `count` numbers in a row.
  Ref reserve(std::size_t count);

  template <class T>
  void write(Ref ref, const T& value) {
    std::string text;
    if (!serialise(value, text)) failed_ = true;
    write_serialised(ref, text);
  }
  /// An object that the caller has serialised.
  void write_serialised(Ref ref, std::string_view object);
  /// A stream whose dictionary's entries the caller has serialised, all but the length.
  void write_serialised_stream(Ref ref, std::string_view entries, std::string_view bytes);
  void write_stream(Ref ref, Dictionary dictionary, std::string_view bytes, Encoding encoding = Encoding::Deflate);

  template <class T>
  Ref add(const T& value) {
    const Ref ref = reserve();
    write(ref, value);
    return ref;
  }
  Ref add_stream(Dictionary dictionary, std::string_view bytes, Encoding encoding = Encoding::Deflate);

  /// The whole file. Nothing may be written afterwards. Errors: Code::Internal.
  Result<std::string> finish(Ref catalog, std::optional<Ref> info);

 private:
  struct Place {
    enum class Kind : std::uint8_t { Missing, Offset, InStream } kind = Kind::Missing;
    std::uint32_t offset_or_stream = 0;
    std::uint16_t index = 0;
  };

  void place_stream(Ref ref, std::string_view dictionary, std::string_view bytes);
  void flush_object_stream();
  void write_xref(Ref catalog, std::optional<Ref> info);

  std::string out_;
  Deflater deflater_;
  std::string compressed_;
  std::vector<Place> places_;
  /// The object stream that is being filled: its objects and their numbers and offsets.
  std::string pending_;
  std::string pending_index_;
  std::vector<std::uint32_t> pending_numbers_;
  bool failed_ = false;
};

}  // namespace mdconv::pdf
