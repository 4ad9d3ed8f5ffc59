// SPDX-License-Identifier: MIT
#include "pdf/object/value.h"

#include <podofo/podofo.h>

#include <charconv>
#include <cmath>
#include <ostream>
#include <streambuf>

#include "pdf/object/guard.h"
#include "support/utf8.h"

// What to know of PoDoFo 0.9.8:
//  - Building an object cannot fail for the caller; a failure is remembered and comes out when the object is written.
//  - It reads past the end of malformed UTF-8, and turns all text into UTF-16. So text is encoded here, and PoDoFo
//    sees bytes only.
//  - It writes reals with six decimals by way of a locale, and integers by way of printf. So numbers are formatted
//  here, and handed over as raw data,
//    which it writes without the space that parts a value from its key.
//  - PdfObject has constructors from pointers: an integer is never passed without naming its type.

namespace mdconv::pdf {

struct Array::Impl {
  PoDoFo::PdfArray array;
  bool failed = false;
};

struct Dictionary::Impl {
  PoDoFo::PdfDictionary dictionary;
  bool failed = false;
};

namespace {

/// A stream that appends to a string.
class StringBuffer final : public std::streambuf {
 public:
  explicit StringBuffer(std::string& to) : to_(to) {}

 protected:
  int_type overflow(int_type c) override {
    if (c != traits_type::eof()) to_.push_back(static_cast<char>(c));
    return c;
  }
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    to_.append(bytes, static_cast<std::size_t>(count));
    return count;
  }

 private:
  std::string& to_;
};

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

PoDoFo::PdfObject raw(std::string text) {
  text.insert(0, 1, ' ');
  return PoDoFo::PdfVariant(PoDoFo::PdfData(text.data(), text.size()));
}

PoDoFo::PdfObject string_object(const std::string& bytes) {
  return PoDoFo::PdfString(bytes.data(), static_cast<PoDoFo::pdf_long>(bytes.size()));
}

/// Calls write(device) with a device that appends to `to`; takes back what was appended if it fails.
template <class F>
bool write_guarded(std::string& to, F&& write) {
  const std::size_t before = to.size();
  const bool written = guarded([&] {
    StringBuffer buffer(to);
    std::ostream stream(&buffer);
    PoDoFo::PdfOutputDevice device(&stream);
    write(device);
  });
  if (!written) to.resize(before);
  return written;
}

/// Makes PoDoFo's object of a value.
struct ToObject {
  PoDoFo::PdfObject operator()(bool value) const { return PoDoFo::PdfObject(value); }
  PoDoFo::PdfObject operator()(std::int64_t value) const {
    std::string text;
    append_number(text, value);
    return raw(std::move(text));
  }
  PoDoFo::PdfObject operator()(double value) const {
    std::string text;
    append_number(text, value);
    return raw(std::move(text));
  }
  PoDoFo::PdfObject operator()(const Name& value) const { return PoDoFo::PdfName(value.text); }
  PoDoFo::PdfObject operator()(const Text& value) const {
    const std::string_view text = fitting(value.utf8);
    return string_object(is_ascii(text) ? std::string(text) : utf16_text(text));
  }
  PoDoFo::PdfObject operator()(const Bytes& value) const { return string_object(value.bytes); }
  PoDoFo::PdfObject operator()(const Ref& value) const { return PoDoFo::PdfReference(value.number, 0); }
  PoDoFo::PdfObject operator()(const Array& value) const {
    failed |= value.impl().failed;
    return value.impl().array;
  }
  PoDoFo::PdfObject operator()(const Dictionary& value) const {
    failed |= value.impl().failed;
    return value.impl().dictionary;
  }

  bool& failed;
};

}  // namespace

std::string_view fitting(std::string_view utf8) {
  constexpr std::size_t kLongest = 32767;
  // In UTF-8 no character is shorter than half of what it is in UTF-16.
  if (utf8.size() < kLongest / 2) return utf8;
  if (is_ascii(utf8)) return utf8.substr(0, kLongest);
  std::size_t size = 2;  // the mark of the order of bytes
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    size += utf8::next(utf8, at) >= 0x10000 ? 4 : 2;
    if (size > kLongest) return utf8.substr(0, begin);
  }
  return utf8;
}

Array::Array() : impl_(std::make_unique<Impl>()) {}
Array::Array(std::initializer_list<Value> values) : Array() {
  for (const Value& value : values) add(value);
}
Array::Array(const Array& other) : impl_(std::make_unique<Impl>(*other.impl_)) {}
Array::Array(Array&& other) noexcept = default;
Array& Array::operator=(const Array& other) { return *this = Array(other); }
Array& Array::operator=(Array&& other) noexcept = default;
Array::~Array() = default;

Array& Array::add(const Value& value) {
  bool& failed = impl_->failed;
  if (!guarded([&] { impl_->array.push_back(std::visit(ToObject{failed}, value.kind)); })) failed = true;
  return *this;
}

bool Array::empty() const noexcept { return impl_->array.empty(); }

Dictionary::Dictionary() : impl_(std::make_unique<Impl>()) {}
Dictionary::Dictionary(std::initializer_list<std::pair<const char*, Value>> entries) : Dictionary() {
  for (const auto& [key, value] : entries) set(key, value);
}
Dictionary::Dictionary(const Dictionary& other) : impl_(std::make_unique<Impl>(*other.impl_)) {}
Dictionary::Dictionary(Dictionary&& other) noexcept = default;
Dictionary& Dictionary::operator=(const Dictionary& other) { return *this = Dictionary(other); }
Dictionary& Dictionary::operator=(Dictionary&& other) noexcept = default;
Dictionary::~Dictionary() = default;

Dictionary& Dictionary::set(std::string_view key, const Value& value) {
  bool& failed = impl_->failed;
  const auto add = [&] {
    impl_->dictionary.AddKey(PoDoFo::PdfName(std::string(key)), std::visit(ToObject{failed}, value.kind));
  };
  if (!guarded(add)) failed = true;
  return *this;
}

bool Dictionary::empty() const noexcept { return impl_->dictionary.GetKeys().empty(); }

bool serialise(const Value& value, std::string& to) {
  bool failed = false;
  const auto write = [&](PoDoFo::PdfOutputDevice& device) {
    std::visit(ToObject{failed}, value.kind).PdfVariant::Write(&device, PoDoFo::ePdfWriteMode_Compact, nullptr);
  };
  return write_guarded(to, write) && !failed;
}

bool serialise(const Dictionary& dictionary, std::string& to) {
  const auto write = [&](PoDoFo::PdfOutputDevice& device) {
    dictionary.impl().dictionary.Write(&device, PoDoFo::ePdfWriteMode_Compact);
  };
  return !dictionary.impl().failed && write_guarded(to, write);
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
