// SPDX-License-Identifier: MIT
#include "convert/metadata.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "document/language.h"
#include "support/utf8.h"
#include "support/w3c_date.h"

namespace mdconv {
namespace {

struct TextKey {
  std::string_view name;
  std::string doc::Metadata::*member;
};

constexpr std::array kTextKeys = {
    TextKey{"title", &doc::Metadata::title},
    TextKey{"subtitle", &doc::Metadata::subtitle},
    TextKey{"description", &doc::Metadata::description},
    TextKey{"publisher", &doc::Metadata::publisher},
    TextKey{"rights", &doc::Metadata::rights},
    TextKey{"identifier", &doc::Metadata::identifier},
    TextKey{"lang", &doc::Metadata::language},
    TextKey{"date", &doc::Metadata::date},
};

struct ListKey {
  std::string_view name;
  std::vector<std::string> doc::Metadata::*member;
};

constexpr std::array kListKeys = {
    ListKey{"author", &doc::Metadata::authors},
    ListKey{"subject", &doc::Metadata::subjects},
};

std::string_view canonical_key(std::string_view key) {
  if (key == "authors") return "author";
  if (key == "language") return "lang";
  if (key == "subjects" || key == "keyword" || key == "keywords" || key == "tag" || key == "tags") return "subject";
  return key;
}

Error bad_value(std::string_view key, std::string_view complaint) {
  return {Code::BadOption, {}, "metadata \"" + std::string(key) + "\" " + std::string(complaint)};
}

// What every format can carry: XML has no control characters, PDF strings must be well-formed.
Result<void> check_value(std::string_view key, std::string_view value) {
  if (utf8::find_invalid(value)) return bad_value(key, "is not UTF-8");
  for (const char c : value)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return bad_value(key, "holds a control character");
  const std::string quoted = "\"" + std::string(value) + "\"";
  if (key == "lang" && !doc::normalize_language(value))
    return bad_value(key, "takes a language tag such as zh-Hans, not " + quoted);
  if (key == "date" && !normalize_date(value)) return bad_value(key, "takes a date such as 2022-08-22, not " + quoted);
  return {};
}

}  // namespace

Result<void> override_metadata(doc::Metadata& metadata,
                               std::span<const std::pair<std::string, std::string>> overrides) {
  std::set<std::string_view> lists_begun;
  for (const auto& [given_key, value] : overrides) {
    const std::string_view key = canonical_key(given_key);
    MDCONV_TRY(check_value(key, value));
    const auto text = std::find_if(kTextKeys.begin(), kTextKeys.end(), [&](const TextKey& k) { return k.name == key; });
    const auto list = std::find_if(kListKeys.begin(), kListKeys.end(), [&](const ListKey& k) { return k.name == key; });
    if (text != kTextKeys.end()) {
      metadata.*(text->member) = key == "date" ? *normalize_date(value) : value;
      if (key == "lang" && !value.empty()) metadata.language = *doc::normalize_language(value);
      if (key == "title") metadata.show_title = !value.empty();
    } else if (list != kListKeys.end()) {
      std::vector<std::string>& values = metadata.*(list->member);
      if (lists_begun.insert(list->name).second) values.clear();
      const bool is_new = std::find(values.begin(), values.end(), value) == values.end();
      if (!value.empty() && is_new) values.push_back(value);
    } else {
      Error error = bad_value(given_key, "is not known");
      error.hints.push_back(
          "known are title, subtitle, author, subject, description, publisher, rights, identifier, lang, date");
      return error;
    }
  }
  return {};
}

}  // namespace mdconv
