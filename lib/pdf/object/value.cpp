// SPDX-License-Identifier: MIT
#include "pdf/object/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "pdf/object/object_writer.h"
#include "support/utf8.h"

namespace mdconv::pdf {

Array::Array(std::initializer_list<Value> values) : values_(values) {}

Array& Array::add(Value value) {
  values_.push_back(std::move(value));
  return *this;
}

Dictionary::Dictionary(std::initializer_list<std::pair<const char*, Value>> entries) {
  entries_.reserve(entries.size());
  for (const auto& [key, value] : entries) set(key, value);
}

Dictionary& Dictionary::set(std::string_view key, Value value) {
  const auto same = [&](const auto& entry) { return entry.first == key; };
  if (const auto found = std::find_if(entries_.begin(), entries_.end(), same); found != entries_.end())
    found->second = std::move(value);
  else
    entries_.emplace_back(key, std::move(value));
  return *this;
}

bool serialise(const Value& value, std::string& to) {
  const ObjectWriter* writer = object_writer();
  return writer != nullptr && writer->write_value(value, to);
}

bool serialise(const Dictionary& dictionary, std::string& to) {
  const ObjectWriter* writer = object_writer();
  return writer != nullptr && writer->write_dictionary(dictionary, to);
}

void append_number(std::string& to, std::int64_t number) {
  char digits[24];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  to.append(digits, end);
}

void append_number(std::string& to, double number) {
  constexpr double kLargest = 1e12;
  if (!std::isfinite(number) || std::fabs(number) > kLargest) number = 0;
  std::int64_t scaled = std::llround(number * 10000);
  if (scaled < 0) {
    to += '-';
    scaled = -scaled;
  }
  append_number(to, scaled / 10000);
  int fraction = static_cast<int>(scaled % 10000);
  if (fraction == 0) return;
  to += '.';
  for (int place = 1000; fraction != 0; place /= 10) {
    to += static_cast<char>('0' + fraction / place);
    fraction %= place;
  }
}

void append_ref(std::string& to, Ref ref) {
  append_number(to, std::int64_t{ref.number});
  to += " 0 R";
}

std::string utf16_text(std::string_view utf8) {
  std::string text = "\xFE\xFF";
  const auto unit = [&](std::uint32_t value) {
    text += static_cast<char>(value >> 8 & 0xFF);
    text += static_cast<char>(value & 0xFF);
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t character = utf8::next(utf8, at);
    if (character >= 0x10000) {
      unit(0xD800 + ((character - 0x10000) >> 10));
      unit(0xDC00 + ((character - 0x10000) & 0x3FF));
    } else {
      unit(character);
    }
  }
  return text;
}

}  // namespace mdconv::pdf
