// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mdconv {

/// A date as people write it in front matter ("2022-8-22", "2022年8月22日", "August 22, 2022", "2022-08-22 10:30:00
/// +0800") in W3C form: "2022-08-22", "2022-08-22T10:30:00+08:00". A time without a zone, or with one that is only
/// named, is left out, because its moment is not known. Nothing when it is no date of the calendar, or when its parts
/// could be meant in another order ("08/09/2022").
std::optional<std::string> normalize_date(std::string_view text);

/// A file's stem "2022-08-22-name" as "2022-08-22" and "name". Without such a beginning the date is empty and the name
/// whole.
struct NamedDate {
  std::string date;
  std::string_view name;
};
NamedDate split_dated_name(std::string_view name);

/// The day, month or year of a date in W3C form, as the language (BCP 47) writes it: "2022年8月22日", "August 22,
/// 2022"; in other languages than Chinese, Japanese, Korean and English as it is, "2022-08-22".
std::string date_in_words(std::string_view date, std::string_view language);

}  // namespace mdconv
