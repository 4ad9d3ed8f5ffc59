// SPDX-License-Identifier: MIT
#include "convert/metadata.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "document/language.h"
#include "markdown/metadata_keys.h"
#include "support/utf8.h"
#include "support/w3c_date.h"

namespace mdconv {
namespace {

using Field = markdown::MetadataField;

Error bad_value(std::string_view key, std::string_view complaint) {
  return {Code::BadOption, {}, "metadata \"" + std::string(key) + "\" " + std::string(complaint)};
}

// What every format can carry: XML has no control characters, PDF strings must be well-formed.
Result<void> check_value(std::string_view key, std::string_view value) {
  if (utf8::find_invalid(value)) return bad_value(key, "is not UTF-8");
  for (const char c : value)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return bad_value(key, "holds a control character");
  return {};
}

Result<void> set_switch(doc::Metadata& metadata, Field field, std::string_view key, std::string_view value) {
  const std::optional<bool> on = markdown::read_switch(value);
  if (!on) return bad_value(key, "takes true or false, not \"" + std::string(value) + "\"");
  if (field == Field::Toc)
    metadata.toc = on;
  else if (field == Field::NumberCaptions)
    metadata.number_captions = on;
  else
    metadata.draft = *on == (field == Field::Draft);
  return {};
}

// An empty value takes away what the document says.
Result<void> set_text(doc::Metadata& metadata, Field field, std::string_view key, const std::string& value) {
  std::string& text = metadata.*markdown::text_member(field);
  const std::string quoted = "\"" + value + "\"";
  text = value;
  if (field == Field::Title) metadata.show_title = !value.empty();
  if (value.empty()) return {};
  if (field == Field::Language) {
    const auto language = doc::normalize_language(value);
    if (!language) return bad_value(key, "takes a language tag such as zh-Hans, not " + quoted);
    text = *language;
  }
  if (field == Field::Date || field == Field::Modified) {
    const std::optional<std::string> date = normalize_date(value);
    if (!date) return bad_value(key, "takes a date such as 2022-08-22, not " + quoted);
    text = *date;
  }
  if (field == Field::SeriesPosition && !markdown::is_series_position(value))
    return bad_value(key, "takes a number, not " + quoted);
  return {};
}

Error unknown_key(std::string_view key) {
  Error error = bad_value(key, "is not known");
  error.hints.push_back(
      "known are title, subtitle, author, translator, editor, subject, description, publisher, rights, identifier, "
      "lang, date, lastmod, "
      "series, series_position, cover, draft, toc, number-captions, slug");
  return error;
}

}  // namespace

Result<void> override_metadata(doc::Metadata& metadata,
                               std::span<const std::pair<std::string, std::string>> overrides) {
  std::set<Field> lists_begun;
  std::set<std::string> roles_begun;
  for (const auto& [key, value] : overrides) {
    const std::optional<Field> field = markdown::find_metadata_field(key);
    if (!field) return unknown_key(key);
    MDCONV_TRY(check_value(key, value));
    if (*field == Field::Authors || *field == Field::Subjects) {
      std::vector<std::string>& values = *field == Field::Authors ? metadata.authors : metadata.subjects;
      if (lists_begun.insert(*field).second) values.clear();
      const bool is_new = std::find(values.begin(), values.end(), value) == values.end();
      if (!value.empty() && is_new) values.push_back(value);
    } else if (*field == Field::Contributors) {
      const std::string role(markdown::relator_code(key));
      if (roles_begun.insert(role).second)
        std::erase_if(metadata.people, [&](const doc::Person& person) { return person.role == role; });
      if (!value.empty()) metadata.people.push_back({value, role});
    } else if (*field == Field::Published && normalize_date(value)) {
      metadata.date = *normalize_date(value);
    } else if (markdown::text_member(*field) != nullptr) {
      MDCONV_TRY(set_text(metadata, *field, key, value));
    } else {
      MDCONV_TRY(set_switch(metadata, *field, key, value));
    }
  }
  return {};
}

void overlay_metadata(doc::Metadata& metadata, const doc::Metadata& over) {
  using M = doc::Metadata;
  for (std::string M::*text :
       {&M::title, &M::subtitle, &M::description, &M::publisher, &M::rights, &M::identifier, &M::language, &M::date,
        &M::modified, &M::series, &M::series_position, &M::cover, &M::slug})
    if (!(over.*text).empty()) metadata.*text = over.*text;
  if (!over.authors.empty()) metadata.authors = over.authors;
  if (!over.subjects.empty()) metadata.subjects = over.subjects;
  if (!over.people.empty()) metadata.people = over.people;
  if (over.toc) metadata.toc = over.toc;
  if (over.number_captions) metadata.number_captions = over.number_captions;
  metadata.draft = metadata.draft || over.draft;
  metadata.show_title = metadata.show_title || over.show_title;
  if (over.span.has_place()) metadata.span = over.span;
}

}  // namespace mdconv
