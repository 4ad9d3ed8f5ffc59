// SPDX-License-Identifier: MIT
#include <podofo/podofo.h>

#include <mutex>
#include <ostream>
#include <streambuf>

#include "pdf/object/object_writer.h"

// What to know of PoDoFo 0.9.8:
//  - Its PdfError is no std::exception, so it is caught by name here, at the door.
//  - It reads past the end of malformed UTF-8, and turns all text into UTF-16. So text is encoded here, and PoDoFo
//    sees bytes only.
//  - It writes reals with six decimals by way of a locale, and integers by way of printf. So numbers are formatted
//    by us, and handed over as raw data, which it writes without the space that parts a value from its key.
//  - PdfObject has constructors from pointers: an integer is never passed without naming its type.

namespace mdconv::pdf {

namespace {

/// Runs what calls PoDoFo; false if it failed.
template <class F>
bool guarded(F&& f) {
  static std::once_flag quiet;
  try {
    std::call_once(quiet, [] {
      PoDoFo::PdfError::EnableDebug(false);
      PoDoFo::PdfError::EnableLogging(false);
    });
    f();
    return true;
  } catch (const PoDoFo::PdfError&) {
    return false;
  }
}

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

PoDoFo::PdfDictionary dictionary_object(const Dictionary& dictionary);

/// Makes PoDoFo's object of a value.
struct ToObject {
  PoDoFo::PdfObject operator()(bool value) const { return PoDoFo::PdfObject(value); }
  PoDoFo::PdfObject operator()(std::int64_t value) const { return number(value); }
  PoDoFo::PdfObject operator()(double value) const { return number(value); }
  PoDoFo::PdfObject operator()(const Name& value) const { return PoDoFo::PdfName(value.text); }
  PoDoFo::PdfObject operator()(const Text& value) const {
    return string_object(is_ascii(value.utf8) ? value.utf8 : utf16_text(value.utf8));
  }
  PoDoFo::PdfObject operator()(const Bytes& value) const { return string_object(value.bytes); }
  PoDoFo::PdfObject operator()(const Ref& value) const { return PoDoFo::PdfReference(value.number, 0); }
  PoDoFo::PdfObject operator()(const Array& value) const {
    PoDoFo::PdfArray array;
    array.reserve(value.values().size());
    for (const Value& item : value.values()) array.push_back(std::visit(*this, item.kind));
    return array;
  }
  PoDoFo::PdfObject operator()(const Dictionary& value) const { return dictionary_object(value); }

 private:
  template <class T>
  static PoDoFo::PdfObject number(T value) {
    std::string text;
    append_number(text, value);
    return raw(std::move(text));
  }
};

PoDoFo::PdfDictionary dictionary_object(const Dictionary& dictionary) {
  PoDoFo::PdfDictionary result;
  for (const auto& [key, value] : dictionary.entries())
    result.AddKey(PoDoFo::PdfName(key), std::visit(ToObject{}, value.kind));
  return result;
}

bool write_value(const Value& value, std::string& to) {
  return write_guarded(to, [&](PoDoFo::PdfOutputDevice& device) {
    std::visit(ToObject{}, value.kind).PdfVariant::Write(&device, PoDoFo::ePdfWriteMode_Compact, nullptr);
  });
}

bool write_dictionary(const Dictionary& dictionary, std::string& to) {
  return write_guarded(to, [&](PoDoFo::PdfOutputDevice& device) {
    dictionary_object(dictionary).Write(&device, PoDoFo::ePdfWriteMode_Compact);
  });
}

}  // namespace

const ObjectWriter* object_writer() {
  static constexpr ObjectWriter kWriter = {write_value, write_dictionary};
  return &kWriter;
}

}  // namespace mdconv::pdf
