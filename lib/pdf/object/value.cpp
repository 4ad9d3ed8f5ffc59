// SPDX-License-Identifier: MIT
#include "pdf/object/value.h"

#include "pdf/object/podofo.h"

namespace mdconv::pdf {

Array::Array() = default;
Array::Array(std::initializer_list<Value> values) : values_(values) {}
Array::Array(const Array& other) = default;
Array::Array(Array&& other) noexcept = default;
Array& Array::operator=(const Array& other) = default;
Array& Array::operator=(Array&& other) noexcept = default;
Array::~Array() = default;

Array& Array::add(Value value) {
  values_.push_back(std::move(value));
  return *this;
}

bool Array::empty() const noexcept { return values_.empty(); }

Dictionary::Dictionary() = default;
Dictionary::Dictionary(std::initializer_list<std::pair<const char*, Value>> entries) {
  entries_.reserve(entries.size() + 2);
  for (const auto& [key, value] : entries) set(key, value);
}
Dictionary::Dictionary(const Dictionary& other) = default;
Dictionary::Dictionary(Dictionary&& other) noexcept = default;
Dictionary& Dictionary::operator=(const Dictionary& other) = default;
Dictionary& Dictionary::operator=(Dictionary&& other) noexcept = default;
Dictionary::~Dictionary() = default;

Dictionary& Dictionary::set(std::string_view key, Value value) {
  entries_.emplace_back(key, std::move(value));
  return *this;
}

bool Dictionary::empty() const noexcept { return entries_.empty(); }

bool serialise(const Value& value, std::string& to) {
  const Podofo* const podofo = open_podofo().functions;
  return podofo != nullptr && podofo->serialise(value, to);
}

bool serialise(const Dictionary& dictionary, std::string& to) {
  const Podofo* const podofo = open_podofo().functions;
  return podofo != nullptr && podofo->serialise_dictionary(dictionary, to);
}

}  // namespace mdconv::pdf
