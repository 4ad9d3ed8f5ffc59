// SPDX-License-Identifier: MIT
#include "pdf/object/import.h"

#include <podofo/podofo.h>

#include <charconv>
#include <cmath>
#include <map>
#include <ostream>
#include <sstream>
#include <vector>

#include "pdf/object/guard.h"

namespace mdconv::pdf {

namespace {

using PoDoFo::PdfObject;
using PoDoFo::PdfReference;

void append_real(std::string& to, double number) {
  char digits[64];
  if (!std::isfinite(number) || std::fabs(number) > 1e12) number = 0;
  std::string_view text(digits, std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed, 8).ptr);
  while (text.ends_with('0')) text.remove_suffix(1);
  if (text.ends_with('.')) text.remove_suffix(1);
  to += text;
}

// Copies objects under new numbers. What they refer to waits in a queue, so that no chain of references is too long.
class Importer {
 public:
  Importer(PoDoFo::PdfMemDocument& document, File& file) : document_(document), file_(file) {}

  std::string text_of(const PdfObject& object) {
    std::string text;
    append(object, text);
    return text;
  }

  // The entries of a stream's dictionary, but for those that its writer adds.
  std::string entries_of(const PdfObject& object) {
    std::string text;
    append_entries(object, text);
    return text;
  }

  void copy_waiting() {
    while (!waiting_.empty()) {
      const auto [from, to] = waiting_.back();
      waiting_.pop_back();
      PdfObject* const object = document_.GetObjects().GetObject(from);
      if (object == nullptr) {
        file_.write_serialised(to, "null");
      } else if (object->HasStream()) {
        file_.write_serialised_stream(to, entries_of(*object), bytes_of(*object));
      } else {
        file_.write_serialised(to, text_of(*object));
      }
    }
  }

  static std::string bytes_of(PdfObject& object) {
    char* buffer = nullptr;
    PoDoFo::pdf_long size = 0;
    object.GetStream()->GetCopy(&buffer, &size);
    std::string bytes(buffer, static_cast<std::size_t>(size));
    PoDoFo::podofo_free(buffer);
    return bytes;
  }

  bool is_transparent() const noexcept { return transparent_; }

 private:
  void append(const PdfObject& object, std::string& to) {
    switch (object.GetDataType()) {
      case PoDoFo::ePdfDataType_Dictionary:
        to += "<<";
        append_entries(object, to);
        to += ">>";
        break;
      case PoDoFo::ePdfDataType_Array:
        to += '[';
        for (const PdfObject& entry : object.GetArray()) {
          append(entry, to);
          to += ' ';
        }
        to += ']';
        break;
      case PoDoFo::ePdfDataType_Reference: append_ref(to, copy_of(object.GetReference())); break;
      case PoDoFo::ePdfDataType_Real: append_real(to, object.GetReal()); break;
      case PoDoFo::ePdfDataType_Number: append_number(to, std::int64_t{object.GetNumber()}); break;
      case PoDoFo::ePdfDataType_Bool: to += object.GetBool() ? "true" : "false"; break;
      case PoDoFo::ePdfDataType_Null: to += "null"; break;
      default: {  // strings and names
        std::ostringstream stream;
        PoDoFo::PdfOutputDevice device(&stream);
        object.PdfVariant::Write(&device, PoDoFo::ePdfWriteMode_Compact, nullptr);
        to += stream.str();
        break;
      }
    }
  }

  void append_entries(const PdfObject& object, std::string& to) {
    // Readers take it for granted, PDF/UA and archives do not.
    const PdfObject* const kind = object.GetDictionary().GetKey("Subtype");
    const bool numbered = kind != nullptr && kind->IsName() && kind->GetName().GetName() == "CIDFontType2";
    if (numbered && !object.GetDictionary().HasKey("CIDToGIDMap")) to += "/CIDToGIDMap/Identity";
    for (const auto& [key, value] : object.GetDictionary().GetKeys()) {
      const std::string& name = key.GetName();
      // Readers that smooth pictures do so without being asked, and archives do not take it.
      if (name == "Interpolate" || (name == "Length" && object.HasStream())) continue;
      note_transparency(name, *value);
      to += key.GetEscapedName().insert(0, 1, '/');
      to += ' ';
      append(*value, to);
    }
  }

  void note_transparency(const std::string& key, const PdfObject& value) {
    const bool alpha = (key == "ca" || key == "CA") && (value.IsNumber() || value.IsReal()) && value.GetReal() < 1;
    const bool mask = key == "SMask" && !value.IsName();
    const bool blend = key == "BM" && value.IsName() && value.GetName().GetName() != "Normal";
    transparent_ = transparent_ || alpha || mask || blend;
  }

  Ref copy_of(const PdfReference& from) {
    const auto [entry, is_new] = copies_.try_emplace(from);
    if (is_new) {
      entry->second = file_.reserve();
      waiting_.emplace_back(from, entry->second);
    }
    return entry->second;
  }

  PoDoFo::PdfMemDocument& document_;
  File& file_;
  std::map<PdfReference, Ref> copies_;
  std::vector<std::pair<PdfReference, Ref>> waiting_;
  bool transparent_ = false;
};

Ref import_first_page(std::string_view pdf, double width, double height, File& file) {
  PoDoFo::PdfMemDocument document;
  document.LoadFromBuffer(pdf.data(), static_cast<long>(pdf.size()));
  PoDoFo::PdfPage* const page = document.GetPage(0);
  PdfObject* const contents = page == nullptr ? nullptr : page->GetContents();
  if (contents == nullptr || !contents->HasStream()) throw PoDoFo::PdfError(PoDoFo::ePdfError_NoObject);
  Importer importer(document, file);
  std::string entries = importer.entries_of(*contents) + "/Type/XObject/Subtype/Form/BBox[0 0 ";
  append_real(entries, width);
  entries += ' ';
  append_real(entries, height);
  entries += "]/Matrix[0.001 0 0 0.001 0 0]/Resources ";
  entries += importer.text_of(*page->GetResources());
  importer.copy_waiting();
  if (importer.is_transparent()) entries += "/Group<</S/Transparency/I true/CS/DeviceRGB>>";
  const Ref form = file.reserve();
  file.write_serialised_stream(form, entries, Importer::bytes_of(*contents));
  return form;
}

}  // namespace

Result<Ref> import_page(std::string_view pdf, double width, double height, File& file) {
  Ref form;
  if (guarded([&] { form = import_first_page(pdf, width, height, file); })) return form;
  return Error{Code::Internal, {}, "the drawing's PDF cannot be read"};
}

}  // namespace mdconv::pdf
