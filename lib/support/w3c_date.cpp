// SPDX-License-Identifier: MIT
#include "support/w3c_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "support/ascii.h"
#include "support/language.h"

namespace mdconv {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  /// Up to `most` digits, at least `least`.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t length = 0;
    int value = 0;
    while (length < most && length < rest_.size() && rest_[length] >= '0' && rest_[length] <= '9') {
      value = value * 10 + (rest_[length++] - '0');
    }
    if (length < least) return std::nullopt;
    rest_.remove_prefix(length);
    return value;
  }
  bool skip(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool skip_text(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  bool skip_spaces() {
    const std::size_t before = rest_.size();
    while (skip(" \t")) {
    }
    return rest_.size() != before;
  }
  void skip_digits() {
    while (skip("0123456789")) {
    }
  }
  /// Letters, in lower case.
  std::string word() {
    std::string result;
    while (!rest_.empty() && ascii::is_letter(rest_.front())) {
      result.push_back(static_cast<char>(rest_.front() | 0x20));
      rest_.remove_prefix(1);
    }
    return result;
  }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

int days_in_month(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

struct Date {
  std::optional<int> year, month, day;

  // As much as is known, if it is in the calendar.
  std::optional<std::string> text() const {
    if (!year || *year == 0) return std::nullopt;
    if (!month) return fmt::format("{:04}", *year);
    if (*month < 1 || *month > 12) return std::nullopt;
    if (!day) return fmt::format("{:04}-{:02}", *year, *month);
    if (*day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
    return fmt::format("{:04}-{:02}-{:02}", *year, *month, *day);
  }
};

// The number of a name that is written out or shortened to three letters or more, from 1.
template <std::size_t count>
std::optional<int> name_number(const std::array<std::string_view, count>& names, std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < count; ++i)
    if (names[i].starts_with(word)) return static_cast<int>(i) + 1;
  return std::nullopt;
}

// 2022年8月22日, 2022년 8월 22일; the sign of a year has been passed.
std::optional<Date> ideographic_date(Scanner& in, Date date) {
  const auto part = [&](std::optional<int>& value, std::string_view sign, std::string_view korean_sign) {
    Scanner ahead = in;
    ahead.skip_spaces();
    const std::optional<int> found = ahead.number(1, 2);
    ahead.skip_spaces();
    if (!found || (!ahead.skip_text(sign) && !ahead.skip_text(korean_sign))) return false;
    value = found;
    in = ahead;
    return true;
  };
  if (!part(date.month, "月", "월")) return date;
  if (!part(date.day, "日", "일")) part(date.day, "号", "일");
  return date;
}

// 2022-08-22, 2022/8/2, 2022.08, 2022, 20220822.
std::optional<Date> numeric_date(Scanner& in) {
  Date date{.year = in.number(4, 4), .month = {}, .day = {}};
  if (!date.year) return std::nullopt;
  if (in.rest().size() == 4 && in.rest().find_first_not_of("0123456789") == std::string_view::npos) {
    date.month = in.number(2, 2);
    date.day = in.number(2, 2);
    return date;
  }
  Scanner ahead = in;
  ahead.skip_spaces();
  if (ahead.skip_text("年") || ahead.skip_text("년")) {
    in = ahead;
    return ideographic_date(in, date);
  }
  for (std::optional<int>* part : {&date.month, &date.day}) {
    if (in.at_end()) return date;
    if (!in.skip("-/.")) return std::nullopt;
    *part = in.number(1, 2);
    if (!*part) return std::nullopt;
  }
  return date;
}

// A day's number: 22, 22nd.
std::optional<int> day_of_month(Scanner& in) {
  const std::optional<int> day = in.number(1, 2);
  const std::string ending = in.word();
  if (!ending.empty() && ending != "st" && ending != "nd" && ending != "rd" && ending != "th") return std::nullopt;
  return day;
}

// August 22, 2022; 22 Aug 2022; Mon, 22 Aug 2022; Mon Aug 22 2022; August 2022.
std::optional<Date> named_date(Scanner& in) {
  const auto gap = [&] { in.skip_spaces(), in.skip(",.-"), in.skip_spaces(); };
  Date date;
  std::string word = in.word();
  if (name_number(kDays, word)) gap(), word = in.word();
  if (word.empty()) {
    date.day = day_of_month(in);
    if (!date.day) return std::nullopt;
    gap();
    word = in.word();
  }
  date.month = name_number(kMonths, word == "sept" ? "sep" : word);
  if (!date.month) return std::nullopt;
  gap();
  if (!date.day) {
    Scanner ahead = in;
    if (!ahead.number(4, 4)) {
      date.day = day_of_month(in);
      if (!date.day) return std::nullopt;
      gap();
    }
  }
  date.year = in.number(4, 4);
  if (!date.year) return std::nullopt;
  return date;
}

// 10:00, 9:05:30.123, 3:00 PM, as "T15:00:00".
std::optional<std::string> time_of_day(Scanner& in) {
  std::optional<int> hour = in.number(1, 2);
  if (!hour || *hour > 23 || !in.skip(":")) return std::nullopt;
  const std::optional<int> minute = in.number(1, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  if (in.skip(":")) {
    const std::optional<int> found = in.number(1, 2);
    if (!found || *found > 60) return std::nullopt;
    second = *found;
    if (in.skip(".,")) {
      if (!in.number(1, 1)) return std::nullopt;
      in.skip_digits();
    }
  }
  in.skip_spaces();
  Scanner ahead = in;
  if (const std::string half = ahead.word(); half == "am" || half == "pm") {
    if (*hour < 1 || *hour > 12) return std::nullopt;
    hour = *hour % 12 + (half == "pm" ? 12 : 0);
    in = ahead;
    in.skip_spaces();
  }
  return fmt::format("T{:02}:{:02}:{:02}", *hour, *minute, second);
}

bool is_zone_name(std::string_view text) {
  return !text.empty() && text.size() < 40 && ascii::is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return ascii::is_letter(c) || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+';
         });
}

// "Z" or "+08:00"; empty when the zone is not said, or only by a name: what Asia/Shanghai was at that time nobody knows
// here.
std::optional<std::string> zone(Scanner& in) {
  if (in.at_end()) return std::string();
  Scanner ahead = in;
  const std::string word = ahead.word();
  if (word == "z" || word == "utc" || word == "gmt") {
    if (ahead.at_end()) return std::string("Z");
    if (word != "z" && (ahead.peek() == '+' || ahead.peek() == '-')) in = ahead;
  }
  const char sign = in.peek();
  if (sign != '+' && sign != '-') {
    if (is_zone_name(in.rest())) return std::string();
    return std::nullopt;
  }
  in.skip("+-");
  const std::optional<int> hour = in.number(1, 2);
  in.skip(":");
  const std::optional<int> minute = in.number(2, 2);
  if (!hour || *hour > 14 || minute.value_or(0) > 59) return std::nullopt;
  // A name behind it, as Java and JavaScript write it: [Asia/Shanghai], (CST).
  in.skip_spaces();
  const bool named = (in.peek() == '[' && in.rest().back() == ']') || (in.peek() == '(' && in.rest().back() == ')');
  if (!in.at_end() && !named) return std::nullopt;
  return fmt::format("{}{:02}:{:02}", sign, *hour, minute.value_or(0));
}

}  // namespace

std::optional<std::string> normalize_date(std::string_view text) {
  Scanner in(text);
  Scanner ahead(text);
  std::optional<Date> date = numeric_date(ahead);
  if (date) {
    in = ahead;
  } else {
    date = named_date(in);
  }
  if (!date) return std::nullopt;
  std::optional<std::string> day = date->text();
  if (!day || in.at_end()) return day;

  const bool has_t = in.skip("Tt");
  in.skip(",");
  const bool has_space = in.skip_spaces();
  if (in.at_end()) return has_t ? std::nullopt : day;
  if ((!has_t && !has_space) || !date->day) return std::nullopt;
  // A zone's name alone, or the day's.
  const std::optional<std::string> time = time_of_day(in);
  if (!time) return is_zone_name(in.rest()) && !has_t ? day : std::nullopt;
  const std::optional<std::string> found = zone(in);
  if (!found) return std::nullopt;
  return found->empty() ? day : *day + *time + *found;
}

NamedDate split_dated_name(std::string_view name) {
  Scanner in(name);
  Date date{.year = in.number(4, 4), .month = {}, .day = {}};
  if (!date.year || !in.skip("-")) return {{}, name};
  date.month = in.number(1, 2);
  if (!date.month || !in.skip("-")) return {{}, name};
  date.day = in.number(1, 2);
  const std::optional<std::string> text = date.text();
  if (!date.day || !text) return {{}, name};
  if (in.at_end()) return {*text, name};
  if (!in.skip("-_ ") || in.at_end()) return {{}, name};
  return {*text, in.rest()};
}

std::string date_in_words(std::string_view date, std::string_view language) {
  date = date.substr(0, date.find('T'));
  const auto number = [&](std::size_t begin, std::size_t length) {
    int value = 0;
    for (const char c : date.substr(std::min(begin, date.size()), length)) {
      if (!ascii::is_digit(c)) return 0;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  const bool known =
      year > 0 && month <= 12 && day <= 31 && (date.size() == 4 || date.size() == 7 || date.size() == 10);
  if (!known || (date.size() > 4 && month == 0) || (date.size() > 7 && day == 0)) return std::string(date);
  const bool korean = language::is(language, "ko");
  if (korean || language::is_chinese_or_japanese(language)) {
    std::string words = std::to_string(year) + (korean ? "년" : "年");
    if (month > 0) words += (korean ? " " : "") + std::to_string(month) + (korean ? "월" : "月");
    if (day > 0) words += (korean ? " " : "") + std::to_string(day) + (korean ? "일" : "日");
    return words;
  }
  if (!language::is(language, "en") || month == 0) return std::string(date);
  std::string words(kMonths[static_cast<std::size_t>(month - 1)]);
  words.front() = ascii::to_upper(words.front());
  if (day > 0) words += " " + std::to_string(day) + ",";
  return words + " " + std::to_string(year);
}

}  // namespace mdconv
