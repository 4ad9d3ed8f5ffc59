// SPDX-License-Identifier: MIT
#include "fonts/cff.h"

#include <algorithm>
#include <cstddef>

namespace mdconv::fonts {
namespace {

constexpr unsigned kOperatorCharset = 15;
constexpr unsigned kOperatorRos = 0x0C1E;  // 12 30
constexpr std::uint32_t kLastPredefinedCharset = 2;

/// Reads big-endian numbers and notices when it would leave the bytes.
class Reader {
 public:
  Reader(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at), good_(at <= bytes.size()) {}

  std::uint32_t number(unsigned width) {
    if (!good_ || bytes_.size() - at_ < width) {
      good_ = false;
      return 0;
    }
    std::uint32_t value = 0;
    for (unsigned i = 0; i < width; ++i) value = value << 8 | static_cast<unsigned char>(bytes_[at_++]);
    return value;
  }
  void skip(std::size_t count) {
    if (!good_ || bytes_.size() - at_ < count)
      good_ = false;
    else
      at_ += count;
  }
  std::size_t at() const { return at_; }
  bool good() const { return good_; }

 private:
  std::string_view bytes_;
  std::size_t at_;
  bool good_;
};

/// Reads past an INDEX; yields its first element, empty if there is none.
std::string_view first_of_index(std::string_view table, Reader& reader) {
  const std::uint32_t count = reader.number(2);
  if (count == 0) return {};
  const std::uint32_t offset_size = reader.number(1);
  if (offset_size < 1 || offset_size > 4) {
    reader.skip(table.size() + 1);
    return {};
  }
  const std::uint32_t first = reader.number(offset_size);
  const std::uint32_t second = reader.number(offset_size);
  std::uint32_t last = second;
  if (count > 1) {
    reader.skip(std::size_t{offset_size} * (count - 2));
    last = reader.number(offset_size);
  }
  // Offsets count from the byte before the data.
  if (!reader.good() || first != 1 || second < first || last < second) {
    reader.skip(table.size() + 1);
    return {};
  }
  const std::size_t data = reader.at();
  reader.skip(last - 1);
  return reader.good() ? table.substr(data, second - first) : std::string_view();
}

/// The value of an integer operand whose first byte is `lead`; other operands are skipped and yield 0.
std::uint32_t read_operand(Reader& reader, std::uint32_t lead) {
  if (lead == 28) return reader.number(2);
  if (lead == 29) return reader.number(4);
  if (lead == 30) {  // a real number: nibbles up to 0xF
    for (;;) {
      const std::uint32_t pair = reader.number(1);
      if (!reader.good() || (pair & 0x0F) == 0x0F || pair >> 4 == 0x0F) return 0;
    }
  }
  if (lead >= 32 && lead <= 246) return lead - 139;
  if (lead >= 247 && lead <= 250) return (lead - 247) * 256 + reader.number(1) + 108;
  reader.number(1);  // a negative number of two bytes
  return 0;
}

}  // namespace

std::optional<CffTop> read_cff_top(std::string_view table) {
  Reader reader(table, 0);
  const std::uint32_t major = reader.number(1);
  reader.number(1);
  const std::uint32_t header_size = reader.number(1);
  if (!reader.good() || major != 1) return std::nullopt;
  reader = Reader(table, header_size);
  first_of_index(table, reader);
  const std::string_view dict = first_of_index(table, reader);
  if (!reader.good() || dict.empty()) return std::nullopt;

  CffTop top;
  Reader entries(dict, 0);
  std::uint32_t operand = 0;
  while (entries.at() < dict.size()) {
    std::uint32_t lead = entries.number(1);
    if (lead > 21) {
      operand = read_operand(entries, lead);
    } else {
      if (lead == 12) lead = lead << 8 | entries.number(1);
      if (lead == kOperatorRos) top.cid_keyed = true;
      if (lead == kOperatorCharset) top.charset_offset = operand;
    }
    if (!entries.good()) return std::nullopt;
  }
  return top;
}

std::vector<std::uint16_t> read_cff_charset(std::string_view table, const CffTop& top, unsigned glyph_count) {
  if (top.charset_offset <= kLastPredefinedCharset || glyph_count == 0) return {};
  Reader reader(table, top.charset_offset);
  std::vector<std::uint16_t> ids;
  ids.reserve(glyph_count);
  ids.push_back(0);  // .notdef is not in the table
  const std::uint32_t format = reader.number(1);
  if (format > 2) return {};
  while (ids.size() < glyph_count) {
    const std::uint32_t first = reader.number(2);
    const std::uint32_t left = format == 0 ? 0 : reader.number(format);
    if (!reader.good()) return {};
    const std::size_t count = std::min<std::size_t>(left + 1, glyph_count - ids.size());
    for (std::size_t i = 0; i < count; ++i) ids.push_back(static_cast<std::uint16_t>(first + i));
  }
  return ids;
}

}  // namespace mdconv::fonts
