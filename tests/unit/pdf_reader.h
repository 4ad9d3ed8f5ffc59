// SPDX-License-Identifier: MIT
#pragma once

#include <libdeflate.h>

#include <charconv>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Reads the files that the PDF writer writes, by their cross-reference stream, without any of the writer's code. It
// throws where the file's structure is wrong.

namespace mdconv::testing {

class PdfReader {
 public:
  explicit PdfReader(std::string_view file) : file_(file) {
    const std::size_t mark = file.rfind("startxref\n");
    if (!file.starts_with("%PDF-1.7\n") || mark == file.npos || !file.ends_with("\n%%EOF\n")) fail("no frame");
    const std::size_t start = number_after(file, "startxref\n", mark);
    trailer = read_at(start, -1).first;
    const std::string table = read_at(start, -1).second;
    const std::size_t width = number_after(trailer, "/W[ 1 ");
    const std::size_t size = number_after(trailer, "/Size ");
    if (table.size() != size * (width + 2)) fail("the xref table's size is wrong");
    for (std::size_t number = 0; number < size; ++number) {
      const std::string_view row = std::string_view(table).substr(number * (width + 2), width + 2);
      std::size_t value = 0;
      for (std::size_t i = 1; i <= width; ++i) value = value << 8 | static_cast<unsigned char>(row[i]);
      if (row[0] == 1) std::tie(objects[int(number)], streams[int(number)]) = read_at(value, int(number));
    }
    for (std::size_t number = 0; number < size; ++number) {
      const std::string_view row = std::string_view(table).substr(number * (width + 2), width + 2);
      std::size_t value = 0;
      for (std::size_t i = 1; i <= width; ++i) value = value << 8 | static_cast<unsigned char>(row[i]);
      if (row[0] == 2) objects[int(number)] = packed(int(value), static_cast<unsigned char>(row[width + 1]), number);
    }
  }

  /// The object that a reference behind `key` in `object` names: its number.
  static int ref_after(std::string_view object, std::string_view key) { return int(number_after(object, key)); }

  static std::size_t number_after(std::string_view text, std::string_view key, std::size_t from = 0) {
    const std::size_t found = text.find(key, from);
    if (found == text.npos) fail("no " + std::string(key) + " in " + std::string(text.substr(0, 300)));
    std::size_t at = found + key.size();
    while (at < text.size() && (text[at] == ' ' || text[at] == '[')) ++at;
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    if (error != std::errc()) fail("no number after " + std::string(key));
    return value;
  }

  const std::string& object(int number) const { return objects.at(number); }
  const std::string& catalog() const { return object(ref_after(trailer, "/Root ")); }

  /// Numbers of the objects that hold all the parts.
  std::vector<int> find(std::string_view part, std::string_view other = {}) const {
    std::vector<int> found;
    for (const auto& [number, text] : objects)
      if (text.find(part) != text.npos && text.find(other) != text.npos) found.push_back(number);
    return found;
  }

  /// Dictionaries and other objects as text, by number.
  std::map<int, std::string> objects;
  /// Decompressed streams, by number.
  std::map<int, std::string> streams;
  std::string trailer;

 private:
  [[noreturn]] static void fail(const std::string& why) { throw std::runtime_error(why); }

  std::pair<std::string, std::string> read_at(std::size_t offset, int number) const {
    const std::string_view text = file_.substr(offset);
    const std::size_t begin = text.find(" 0 obj\n");
    const std::size_t end = text.find("\nstream\n");
    if (begin == text.npos || end == text.npos || begin > 10) fail("no object at " + std::to_string(offset));
    if (number >= 0 && text.substr(0, begin) != std::to_string(number)) fail("another object");
    const std::string dictionary(text.substr(begin + 7, end - begin - 7));
    const std::size_t length = number_after(dictionary, "/Length ");
    std::string bytes(text.substr(end + 8, length));
    if (!text.substr(end + 8 + length).starts_with("\nendstream\nendobj\n")) fail("a stream's length is wrong");
    const bool predicted = dictionary.find("/Predictor") != dictionary.npos;
    if (dictionary.find("/FlateDecode") != dictionary.npos && !predicted) bytes = inflate(bytes);
    return {dictionary, bytes};
  }

  std::string packed(int stream, std::size_t index, std::size_t number) const {
    const std::string& dictionary = objects.at(stream);
    const std::string_view text = streams.at(stream);
    const std::size_t first = number_after(dictionary, "/First ");
    std::vector<std::size_t> numbers;
    for (std::size_t at = 0; at < first; ++at) {
      std::size_t value = 0;
      const auto [end, error] = std::from_chars(text.data() + at, text.data() + first, value);
      if (error != std::errc()) break;
      numbers.push_back(value);
      at = std::size_t(end - text.data());
    }
    if (numbers.size() != 2 * number_after(dictionary, "/N ") || numbers.at(2 * index) != number) fail("a wrong index");
    const std::size_t begin = first + numbers[2 * index + 1];
    const std::size_t end = 2 * index + 3 < numbers.size() ? first + numbers[2 * index + 3] : text.size();
    return std::string(text.substr(begin, end - begin - 1));
  }

  static std::string inflate(const std::string& bytes) {
    libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
    std::string text(bytes.size() * 4 + 64, '\0');
    std::size_t size = 0;
    libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
    while ((result = libdeflate_zlib_decompress(decompressor, bytes.data(), bytes.size(), text.data(), text.size(),
                                                &size)) == LIBDEFLATE_INSUFFICIENT_SPACE)
      text.resize(text.size() * 4);
    libdeflate_free_decompressor(decompressor);
    if (result != LIBDEFLATE_SUCCESS) fail("a stream cannot be decompressed");
    text.resize(size);
    return text;
  }

  std::string_view file_;
};

}  // namespace mdconv::testing
