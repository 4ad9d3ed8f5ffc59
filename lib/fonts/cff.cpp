// SPDX-License-Identifier: MIT
#include "fonts/cff.h"

#include <algorithm>
#include <cstddef>

namespace mdconv::fonts {
namespace {

constexpr unsigned kLastOperator = 21;
constexpr unsigned kEscape = 12;  // an operator's first byte of two
constexpr unsigned kOperatorFontBounds = 5;
constexpr unsigned kOperatorCharset = 15;
constexpr unsigned kOperatorCharStrings = 17;
constexpr unsigned kOperatorPrivate = 18;
constexpr unsigned kOperatorCharStringType = kEscape << 8 | 6;
constexpr unsigned kOperatorFontMatrix = kEscape << 8 | 7;
constexpr unsigned kOperatorRos = kEscape << 8 | 30;
constexpr unsigned kOperatorDictArray = kEscape << 8 | 36;
constexpr unsigned kOperatorDictSelect = kEscape << 8 | 37;
// of a Private DICT
constexpr unsigned kOperatorSubroutines = 19;
constexpr unsigned kOperatorDefaultWidth = 20;
constexpr unsigned kOperatorNominalWidth = 21;
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

/// An entry of a DICT.
struct Entry {
  unsigned op = 0;
  std::string_view operands;
  /// Of the last two operands, if they are whole numbers.
  std::uint32_t before_last = 0;
  std::uint32_t last = 0;
};

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

/// Calls f(entry) for each entry; false if the DICT is malformed.
template <class F>
bool for_each_entry(std::string_view dict, F&& f) {
  Reader reader(dict, 0);
  Entry entry;
  std::size_t begin = 0;
  while (reader.at() < dict.size()) {
    const std::size_t at = reader.at();
    const std::uint32_t lead = reader.number(1);
    if (lead > kLastOperator) {
      entry.before_last = entry.last;
      entry.last = read_operand(reader, lead);
    } else {
      entry.op = lead == kEscape ? lead << 8 | reader.number(1) : lead;
      entry.operands = dict.substr(begin, at - begin);
      f(entry);
      entry = {};
      begin = reader.at();
    }
    if (!reader.good()) return false;
  }
  return true;
}

/// Where the parts of a table are that its Top DICT, or a Font DICT, tells of.
struct Places {
  CffTop top;
  std::string_view matrix;
  std::string_view bounds;
  std::uint32_t charstrings = 0;
  std::uint32_t charstring_type = 2;
  std::uint32_t dict_array = 0;
  std::uint32_t dict_select = 0;
  std::uint32_t private_size = 0;
  std::uint32_t private_offset = 0;
};

std::optional<Places> read_places(std::string_view dict) {
  Places places;
  const bool good = for_each_entry(dict, [&](const Entry& entry) {
    switch (entry.op) {
      case kOperatorRos: places.top.cid_keyed = true; break;
      case kOperatorCharset: places.top.charset_offset = entry.last; break;
      case kOperatorFontMatrix: places.matrix = entry.operands; break;
      case kOperatorFontBounds: places.bounds = entry.operands; break;
      case kOperatorCharStrings: places.charstrings = entry.last; break;
      case kOperatorCharStringType: places.charstring_type = entry.last; break;
      case kOperatorDictArray: places.dict_array = entry.last; break;
      case kOperatorDictSelect: places.dict_select = entry.last; break;
      case kOperatorPrivate:
        places.private_size = entry.before_last;
        places.private_offset = entry.last;
        break;
      default: break;
    }
  });
  return good ? std::optional(places) : std::nullopt;
}

/// The Top DICT; `end` is where its INDEX ends.
std::string_view find_top_dict(std::string_view table, std::size_t& end) {
  Reader reader(table, 0);
  const std::uint32_t major = reader.number(1);
  reader.number(1);
  const std::uint32_t header_size = reader.number(1);
  if (!reader.good() || major != 1) return {};
  if (!CffIndex::read(table, header_size, end)) return {};
  const std::optional<CffIndex> dicts = CffIndex::read(table, end, end);
  return dicts && dicts->size() > 0 ? (*dicts)[0] : std::string_view();
}

/// A Font DICT, or a name-keyed font's Top DICT, with its Private DICT.
std::optional<CffFontDict> read_font_dict(std::string_view table, const Places& places) {
  CffFontDict dict;
  dict.matrix = places.matrix;
  if (places.private_offset > table.size() || places.private_size > table.size() - places.private_offset)
    return std::nullopt;
  std::uint32_t subroutines = 0;
  const bool good = for_each_entry(table.substr(places.private_offset, places.private_size), [&](const Entry& entry) {
    if (entry.op == kOperatorDefaultWidth) dict.default_width = entry.operands;
    if (entry.op == kOperatorNominalWidth) dict.nominal_width = entry.operands;
    if (entry.op == kOperatorSubroutines) subroutines = entry.last;
  });
  if (!good) return std::nullopt;
  if (subroutines != 0) {
    std::size_t end = 0;
    const auto index = CffIndex::read(table, std::size_t{places.private_offset} + subroutines, end);
    if (!index) return std::nullopt;
    dict.subroutines = *index;
  }
  return dict;
}

}  // namespace

std::optional<CffIndex> CffIndex::read(std::string_view table, std::size_t offset, std::size_t& end) {
  Reader reader(table, offset);
  CffIndex index;
  index.count_ = reader.number(2);
  end = reader.at();
  if (!reader.good()) return std::nullopt;
  if (index.count_ == 0) return index;
  index.offset_size_ = reader.number(1);
  if (!reader.good() || index.offset_size_ < 1 || index.offset_size_ > 4) return std::nullopt;
  const std::size_t size = std::size_t{index.offset_size_} * (index.count_ + 1);
  const std::size_t begin = reader.at();
  reader.skip(size);
  if (!reader.good()) return std::nullopt;
  index.offsets_ = table.substr(begin, size);
  // Offsets count from the byte before the data.
  const std::uint32_t last = index.offset_at(index.count_);
  const std::size_t data = reader.at();
  if (index.offset_at(0) != 1 || last < 1) return std::nullopt;
  reader.skip(last - 1);
  if (!reader.good()) return std::nullopt;
  index.data_ = table.substr(data, last - 1);
  end = reader.at();
  return index;
}

std::uint32_t CffIndex::offset_at(std::uint32_t place) const noexcept {
  std::uint32_t value = 0;
  const std::size_t begin = std::size_t{offset_size_} * place;
  for (std::size_t i = begin; i < begin + offset_size_; ++i)
    value = value << 8 | static_cast<unsigned char>(offsets_[i]);
  return value;
}

std::string_view CffIndex::operator[](std::uint32_t element) const noexcept {
  if (element >= count_) return {};
  const std::uint32_t begin = offset_at(element), end = offset_at(element + 1);
  if (begin < 1 || end < begin || end - 1 > data_.size()) return {};
  return data_.substr(begin - 1, end - begin);
}

std::optional<CffTop> read_cff_top(std::string_view table) {
  std::size_t end = 0;
  const std::string_view dict = find_top_dict(table, end);
  if (dict.empty()) return std::nullopt;
  const std::optional<Places> places = read_places(dict);
  return places ? std::optional(places->top) : std::nullopt;
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

std::optional<CffFont> read_cff_font(std::string_view table) {
  std::size_t end = 0;
  const std::string_view dict = find_top_dict(table, end);
  if (dict.empty()) return std::nullopt;
  const std::optional<Places> places = read_places(dict);
  if (!places || places->charstring_type != 2 || places->charstrings == 0) return std::nullopt;
  if (!CffIndex::read(table, end, end)) return std::nullopt;  // strings
  const std::optional<CffIndex> subroutines = CffIndex::read(table, end, end);
  const std::optional<CffIndex> charstrings = CffIndex::read(table, places->charstrings, end);
  if (!subroutines || !charstrings || charstrings->size() == 0) return std::nullopt;
  CffFont font{places->matrix, places->bounds, *subroutines, *charstrings, {}, {}};

  if (!places->top.cid_keyed) {
    std::optional<CffFontDict> only = read_font_dict(table, *places);
    if (!only) return std::nullopt;
    only->matrix = {};
    font.dicts.push_back(*only);
    return font;
  }
  const std::optional<CffIndex> dicts = CffIndex::read(table, places->dict_array, end);
  if (places->dict_array == 0 || !dicts || places->dict_select == 0 || places->dict_select >= table.size())
    return std::nullopt;
  for (std::uint32_t i = 0; i < dicts->size(); ++i) {
    const std::optional<Places> inner = read_places((*dicts)[i]);
    const std::optional<CffFontDict> one = inner ? read_font_dict(table, *inner) : std::nullopt;
    if (!one) return std::nullopt;
    font.dicts.push_back(*one);
  }
  font.dict_of_glyphs = table.substr(places->dict_select);
  return font;
}

std::vector<std::uint8_t> read_cff_dicts(const CffFont& font, const std::vector<std::uint32_t>& glyphs) {
  std::vector<std::uint8_t> dicts(glyphs.size(), 0);
  if (font.dict_of_glyphs.empty()) return dicts;
  Reader reader(font.dict_of_glyphs, 0);
  const std::uint32_t format = reader.number(1);
  if (format == 0) {
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
      Reader at(font.dict_of_glyphs, std::size_t{1} + glyphs[i]);
      dicts[i] = static_cast<std::uint8_t>(at.number(1));
      if (!at.good()) return {};
    }
  } else if (format == 3) {
    // Ranges of glyphs, each from its first to before the next one's.
    const std::uint32_t ranges = reader.number(2);
    std::uint32_t first = reader.number(2);
    std::size_t i = 0;
    for (std::uint32_t range = 0; range < ranges && i < glyphs.size(); ++range) {
      const auto dict = static_cast<std::uint8_t>(reader.number(1));
      const std::uint32_t next = reader.number(2);
      if (!reader.good() || glyphs[i] < first) return {};
      for (; i < glyphs.size() && glyphs[i] < next; ++i) dicts[i] = dict;
      first = next;
    }
    if (i < glyphs.size()) return {};
  } else {
    return {};
  }
  for (const std::uint8_t dict : dicts)
    if (dict >= font.dicts.size()) return {};
  return dicts;
}

}  // namespace mdconv::fonts
