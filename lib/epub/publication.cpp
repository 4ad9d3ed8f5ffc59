// SPDX-License-Identifier: MIT
#include "epub/publication.h"

#include "support/ascii.h"
#include "support/language.h"
#include "xhtml/names.h"

namespace mdconv::epub {

std::string FileNames::take(std::string_view folder, std::string_view name, std::string_view extension) {
  name = name.substr(name.find_last_of('/') + 1);
  name = name.substr(0, name.find_last_of('.'));
  std::string stem;
  for (const char c : name.substr(0, 60)) {
    if (ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '_') stem += ascii::to_lower(c);
  }
  if (stem.empty()) stem = "file";
  std::string path = std::string(folder) + stem + std::string(extension);
  if (taken_.insert(path).second) return path;
  int& number = next_.try_emplace(path, 2).first->second;
  do {
    path = std::string(folder) + stem + "-" + std::to_string(number++) + std::string(extension);
  } while (!taken_.insert(path).second);
  return path;
}

std::string Publication::url_of(std::string_view document_id) const {
  const std::string id = xhtml::written_id(xhtml::Flavor::Epub, document_id);
  const auto place = places.find(id);
  if (place == places.end()) return {};
  const File& file = files[place->second];
  return file.first_id == id ? file.path : file.path + "#" + id;
}

std::string language_of(const doc::Document& document) {
  const std::string& language = document.metadata.language;
  return language::is_tag(language) ? language : "und";
}

std::string title_of(const doc::Document& document) {
  const std::string& title = document.metadata.title;
  return title.find_first_not_of(" \t\r\n") == std::string::npos ? "Untitled" : title;
}

}  // namespace mdconv::epub
