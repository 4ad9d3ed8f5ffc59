// SPDX-License-Identifier: MIT
#include "pdf/object/podofo.h"

#include <podofo/podofo.h>

#include "pdf/object/guard.h"
#include "pdf/object/podofo_import.h"

#include <ostream>
#include <streambuf>

// What to know of PoDoFo 0.9.8:
//  - It reads past the end of malformed UTF-8, and turns all text into UTF-16. So text is encoded here, and PoDoFo
//    sees bytes only.
//  - It writes reals with six decimals by way of a locale, and integers by way of printf. So numbers are formatted
//    here, and handed over as raw data, which it writes without the space that parts a value from its key.
//  - PdfObject has constructors from pointers: an integer is never passed without naming its type.

namespace mdconv::pdf {

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
    PoDoFo::PdfArray array;
    array.reserve(value.values().size());
    for (const Value& entry : value.values()) array.push_back(std::visit(*this, entry.kind));
    return array;
  }
  PoDoFo::PdfObject operator()(const Dictionary& value) const { return dictionary_of(value); }
  PoDoFo::PdfDictionary dictionary_of(const Dictionary& value) const {
    PoDoFo::PdfDictionary dictionary;
    for (const auto& [key, entry] : value.entries())
      dictionary.AddKey(PoDoFo::PdfName(key), std::visit(*this, entry.kind));
    return dictionary;
  }
};

bool serialise_value(const Value& value, std::string& to) {
  return write_guarded(to, [&](PoDoFo::PdfOutputDevice& device) {
    std::visit(ToObject(), value.kind).PdfVariant::Write(&device, PoDoFo::ePdfWriteMode_Compact, nullptr);
  });
}

bool serialise_dictionary(const Dictionary& dictionary, std::string& to) {
  return write_guarded(to, [&](PoDoFo::PdfOutputDevice& device) {
    ToObject().dictionary_of(dictionary).Write(&device, PoDoFo::ePdfWriteMode_Compact);
  });
}

// PODOFO_VERSION_STRING is there, but names a macro that is not.
std::string version() {
  return std::to_string(PODOFO_VERSION_MAJOR) + "." + std::to_string(PODOFO_VERSION_MINOR) + "." +
         std::to_string(PODOFO_VERSION_PATCH);
}

constexpr Podofo kFunctions = {serialise_value, serialise_dictionary, import_page, version};

}  // namespace

}  // namespace mdconv::pdf

extern "C" __attribute__((visibility("default"))) const mdconv::pdf::Podofo* mdconv_podofo() {
  return &mdconv::pdf::kFunctions;
}
