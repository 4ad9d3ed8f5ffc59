// SPDX-License-Identifier: MIT
#include "pdf/object/podofo_import.h"

#include <podofo/podofo.h>

#include <charconv>
#include <cmath>
#include <map>
#include <ostream>
#include <set>
#include <sstream>
#include <vector>

#include "pdf/object/guard.h"
#include "support/ascii.h"

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

// Whether the four digits are half of a character for private use: the whole of one of the first plane, or the leading
// half of one of the last two.
bool is_private_half(std::string_view digits) {
  unsigned half = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), half, 16);
  if (error != std::errc() || end != digits.data() + digits.size()) return false;
  return (half >= 0xE000 && half <= 0xF8FF) || (half >= 0xDB80 && half <= 0xDBFF);
}

// A ToUnicode map: each line ends in a text, `<0012> <4e2d>`.
std::string without_private_use(std::string map) {
  for (std::size_t line = 0, end = 0; line < map.size(); line = end + 1) {
    end = std::min(map.find('\n', line), map.size());
    const std::size_t open = map.rfind('<', end), close = map.rfind('>', end);
    if (open == std::string::npos || close == std::string::npos || open < line || close < open) continue;
    for (std::size_t at = open + 1; at + 4 <= close; at += 4) {
      const std::string_view digits = std::string_view(map).substr(at, 4);
      if (!is_private_half(digits)) continue;
      const bool pair = ascii::to_lower(digits).starts_with("db") && at + 8 <= close;
      map.replace(at, pair ? 8 : 4, "fffd");
      if (pair) return without_private_use(std::move(map));
    }
  }
  return map;
}

// Copies objects under new numbers. What they refer to waits in a queue, so that no chain of references is too long.
class Importer {
 public:
  Importer(PoDoFo::PdfMemDocument& document, bool hide_private_use, ImportTarget& target)
      : document_(document), hide_private_use_(hide_private_use), target_(target) {}

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
        target_.write(to, "null");
      } else if (object->HasStream() && text_maps_.contains(from)) {
        target_.write_stream(to, {}, without_private_use(unpacked_bytes_of(*object)));
      } else if (object->HasStream()) {
        target_.write_stream(to, entries_of(*object), bytes_of(*object));
      } else {
        target_.write(to, text_of(*object));
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

  static std::string unpacked_bytes_of(PdfObject& object) {
    char* buffer = nullptr;
    PoDoFo::pdf_long size = 0;
    object.GetStream()->GetFilteredCopy(&buffer, &size);
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
      if (hide_private_use_ && name == "ToUnicode" && value->IsReference()) text_maps_.insert(value->GetReference());
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
      entry->second = target_.reserve();
      waiting_.emplace_back(from, entry->second);
    }
    return entry->second;
  }

  PoDoFo::PdfMemDocument& document_;
  bool hide_private_use_;
  ImportTarget& target_;
  // ToUnicode maps that are written anew. A font is read before what it refers to.
  std::set<PdfReference> text_maps_;
  std::map<PdfReference, Ref> copies_;
  std::vector<std::pair<PdfReference, Ref>> waiting_;
  bool transparent_ = false;
};

Ref import_first_page(std::string_view pdf, double width, double height, bool hide_private_use, ImportTarget& target) {
  PoDoFo::PdfMemDocument document;
  document.LoadFromBuffer(pdf.data(), static_cast<long>(pdf.size()));
  PoDoFo::PdfPage* const page = document.GetPage(0);
  PdfObject* const contents = page == nullptr ? nullptr : page->GetContents();
  if (contents == nullptr || !contents->HasStream()) throw PoDoFo::PdfError(PoDoFo::ePdfError_NoObject);
  Importer importer(document, hide_private_use, target);
  std::string entries = importer.entries_of(*contents) + "/Type/XObject/Subtype/Form/BBox[0 0 ";
  append_real(entries, width);
  entries += ' ';
  append_real(entries, height);
  entries += "]/Matrix[0.001 0 0 0.001 0 0]/Resources ";
  entries += importer.text_of(*page->GetResources());
  importer.copy_waiting();
  if (importer.is_transparent()) entries += "/Group<</Type/Group/S/Transparency/I true/CS/DeviceRGB>>";
  const Ref form = target.reserve();
  target.write_stream(form, entries, Importer::bytes_of(*contents));
  return form;
}

}  // namespace

bool import_page(std::string_view pdf, double width, double height, bool hide_private_use, ImportTarget& target,
                 Ref& form) {
  return guarded([&] { form = import_first_page(pdf, width, height, hide_private_use, target); });
}

}  // namespace mdconv::pdf
