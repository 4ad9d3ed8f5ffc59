// SPDX-License-Identifier: MIT
#include "fonts/cff_subset.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <span>

#include "fonts/cff.h"
#include "fonts/charstring.h"
#include "support/parallel.h"

namespace mdconv::fonts {
namespace {

// Operators of DICTs.
constexpr std::string_view kFontBounds = "\x05";
constexpr std::string_view kCharset = "\x0F";
constexpr std::string_view kCharStrings = "\x11";
constexpr std::string_view kPrivate = "\x12";
constexpr std::string_view kDefaultWidth = "\x14";
constexpr std::string_view kNominalWidth = "\x15";
constexpr std::string_view kFontMatrix = "\x0C\x07";
constexpr std::string_view kRos = "\x0C\x1E";
constexpr std::string_view kCidCount = "\x0C\x22";
constexpr std::string_view kDictArray = "\x0C\x24";
constexpr std::string_view kDictSelect = "\x0C\x25";

/// The first string that a table brings itself.
constexpr std::uint32_t kFirstString = 391;

/// Of the source, between two times that what was read is given back.
constexpr std::ptrdiff_t kKeptBytes = std::ptrdiff_t{1} << 20;

/// Fewer glyphs are copied sooner than a thread begins.
constexpr std::size_t kFewestForThread = 150;

void append_number(std::string& to, std::size_t number, unsigned width) {
  while (width-- > 0) to += static_cast<char>(number >> (8 * width) & 0xFF);
}

/// Always of five bytes, so that a DICT is as long before its numbers are known as after.
std::string operand(std::size_t number) {
  std::string encoded(1, '\x1D');
  append_number(encoded, number, 4);
  return encoded;
}

void append_entry(std::string& dict, std::string_view operands, std::string_view op) {
  if (!operands.empty()) dict.append(operands).append(op);
}

/// An INDEX's head; its data follows. `ends` says where each element ends in the data.
std::string index_head(std::span<const std::size_t> ends) {
  std::string head;
  append_number(head, ends.size(), 2);
  if (ends.empty()) return head;
  unsigned width = 1;
  while (ends.back() + 1 >= std::size_t{1} << (8 * width)) ++width;
  head += static_cast<char>(width);
  append_number(head, 1, width);
  for (const std::size_t end : ends) append_number(head, end + 1, width);
  return head;
}

std::string index_of(std::initializer_list<std::string_view> elements) {
  std::vector<std::size_t> ends;
  std::string data;
  for (const std::string_view element : elements) {
    data += element;
    ends.push_back(data.size());
  }
  return index_head(ends) + data;
}

/// CIDs follow on each other from 1.
std::string make_charset(std::size_t count) {
  if (count == 1) return std::string(1, '\0');
  std::string charset(1, '\x02');
  append_number(charset, 1, 2);
  append_number(charset, count - 2, 2);
  return charset;
}

std::string make_dict_select(const std::vector<std::uint8_t>& dicts) {
  std::string ranges;
  std::size_t count = 0;
  for (std::size_t i = 0; i < dicts.size(); ++i) {
    if (i > 0 && dicts[i] == dicts[i - 1]) continue;
    append_number(ranges, i, 2);
    append_number(ranges, dicts[i], 1);
    ++count;
  }
  std::string select(1, '\x03');
  append_number(select, count, 2);
  select += ranges;
  append_number(select, dicts.size(), 2);
  return select;
}

std::string private_dict(const CffFontDict& source) {
  std::string dict;
  append_entry(dict, source.default_width, kDefaultWidth);
  append_entry(dict, source.nominal_width, kNominalWidth);
  return dict;
}

/// The Font DICTs that are left, and their Private DICTs, which stand at `offset`.
void make_dicts(std::span<const CffFontDict* const> dicts, std::size_t offset, std::string& array,
                std::string& privates) {
  std::vector<std::size_t> ends;
  std::string data;
  privates.clear();
  for (const CffFontDict* const source : dicts) {
    const std::string dict = private_dict(*source);
    append_entry(data, source->matrix, kFontMatrix);
    append_entry(data, operand(dict.size()) + operand(offset + privates.size()), kPrivate);
    ends.push_back(data.size());
    privates += dict;
  }
  array = index_head(ends) + data;
}

struct CharStrings {
  std::string bytes;
  std::vector<std::size_t> ends;
};

/// In the order in which they stand in the file.
bool append_charstrings(const CffFont& font, std::span<const std::uint32_t> glyphs, std::span<const std::uint8_t> dicts,
                        const Blob& file, CharStrings& to) {
  to.ends.reserve(glyphs.size());
  CharstringFlattener flattener(font.subroutines);
  const char* kept = nullptr;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const std::string_view charstring = font.charstrings[glyphs[i]];
    if (!flattener.append(charstring, font.dicts[dicts[i]].subroutines, to.bytes)) return false;
    to.ends.push_back(to.bytes.size());
    if (kept == nullptr || charstring.data() < kept) kept = charstring.data();
    if (charstring.data() - kept > kKeptBytes) {
      file.give_back({kept, static_cast<std::size_t>(charstring.data() - kept)});
      kept = charstring.data();
    }
  }
  return true;
}

/// The font of a post's text has most of its glyphs: it is divided among the threads.
std::optional<CharStrings> copy_charstrings(const CffFont& font, std::span<const std::uint32_t> glyphs,
                                            std::span<const std::uint8_t> dicts, const Blob& file, unsigned threads) {
  const std::size_t pieces = std::clamp<std::size_t>(glyphs.size() / kFewestForThread, 1, threads);
  std::vector<CharStrings> parts(pieces);
  std::atomic<bool> good{true};
  parallel_for(pieces, threads, [&] {
    return [&](std::size_t piece) {
      const std::size_t begin = glyphs.size() * piece / pieces;
      const std::size_t count = glyphs.size() * (piece + 1) / pieces - begin;
      if (!append_charstrings(font, glyphs.subspan(begin, count), dicts.subspan(begin, count), file, parts[piece]))
        good = false;
    };
  });
  if (!good) return std::nullopt;
  CharStrings all = std::move(parts.front());
  for (std::size_t i = 1; i < pieces; ++i) {
    const std::size_t before = all.bytes.size();
    all.bytes += parts[i].bytes;
    for (const std::size_t end : parts[i].ends) all.ends.push_back(before + end);
  }
  return all;
}

}  // namespace

std::optional<std::string> subset_cff(std::string_view table, const std::vector<std::uint32_t>& glyphs,
                                      std::string_view name, const Blob& file, unsigned threads) {
  const std::optional<CffFont> font = read_cff_font(table);
  if (!font) return std::nullopt;
  std::vector<std::uint8_t> dicts = read_cff_dicts(*font, glyphs);
  if (dicts.empty()) return std::nullopt;

  std::optional<CharStrings> copied = copy_charstrings(*font, glyphs, dicts, file, threads);
  if (!copied) return std::nullopt;
  const std::string& outlines = copied->bytes;

  // Only the Font DICTs that they need, in their order.
  std::vector<const CffFontDict*> used;
  std::array<std::uint8_t, 256> new_dict = {};
  for (std::size_t dict = 0; dict < font->dicts.size() && dict < new_dict.size(); ++dict) {
    if (std::find(dicts.begin(), dicts.end(), dict) == dicts.end()) continue;
    new_dict[dict] = static_cast<std::uint8_t>(used.size());
    used.push_back(&font->dicts[dict]);
  }
  for (std::uint8_t& dict : dicts) dict = new_dict[dict];

  const std::string front = std::string("\x01\x00\x04\x04", 4) + index_of({name});
  const std::string strings = index_of({"Adobe", "Identity"}) + index_of({});
  const std::string charset = make_charset(glyphs.size());
  const std::string select = make_dict_select(dicts);
  const std::string outline_head = index_head(copied->ends);
  std::string array, privates;
  make_dicts(used, 0, array, privates);  // for its length

  const auto top_dict = [&](std::size_t offset) {
    std::string dict;
    append_entry(dict, operand(kFirstString) + operand(kFirstString + 1) + operand(0), kRos);
    append_entry(dict, font->matrix, kFontMatrix);
    append_entry(dict, font->bounds, kFontBounds);
    append_entry(dict, operand(glyphs.size()), kCidCount);
    append_entry(dict, operand(offset), kCharset);
    append_entry(dict, operand(offset += charset.size()), kDictSelect);
    append_entry(dict, operand(offset += select.size()), kCharStrings);
    append_entry(dict, operand(offset + outline_head.size() + outlines.size()), kDictArray);
    return index_of({dict});
  };
  const std::size_t offset = front.size() + top_dict(0).size() + strings.size();
  const std::size_t dicts_at = offset + charset.size() + select.size() + outline_head.size() + outlines.size();
  make_dicts(used, dicts_at + array.size(), array, privates);

  std::string program;
  program.reserve(dicts_at + array.size() + privates.size());
  program.append(front).append(top_dict(offset)).append(strings).append(charset).append(select);
  program.append(outline_head).append(outlines).append(array).append(privates);
  return program;
}

}  // namespace mdconv::fonts
