// SPDX-License-Identifier: MIT
#include "support/w3c_date.h"

#include <fmt/format.h>

namespace mdconv {

namespace {

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
  void skip_spaces() {
    while (skip(" ")) {
    }
  }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

int days_in_month(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace

std::optional<std::string> normalize_date(std::string_view text) {
  Scanner in(text);
  const std::optional<int> year = in.number(4, 4);
  if (!year || *year == 0) return std::nullopt;
  if (in.at_end()) return fmt::format("{:04}", *year);
  if (!in.skip("-/.")) return std::nullopt;
  const std::optional<int> month = in.number(1, 2);
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  if (in.at_end()) return fmt::format("{:04}-{:02}", *year, *month);
  if (!in.skip("-/.")) return std::nullopt;
  const std::optional<int> day = in.number(1, 2);
  if (!day || *day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
  std::string date = fmt::format("{:04}-{:02}-{:02}", *year, *month, *day);
  if (in.at_end()) return date;

  if (!in.skip("Tt ")) return std::nullopt;
  in.skip_spaces();
  const std::optional<int> hour = in.number(1, 2);
  if (!hour || *hour > 23 || !in.skip(":")) return std::nullopt;
  const std::optional<int> minute = in.number(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  if (in.skip(":")) {
    const std::optional<int> found = in.number(2, 2);
    if (!found || *found > 60) return std::nullopt;
    second = *found;
    if (in.skip(".") && !in.number(1, 9)) return std::nullopt;
  }
  in.skip_spaces();
  if (in.at_end()) return date;

  date += fmt::format("T{:02}:{:02}:{:02}", *hour, *minute, second);
  if (in.skip("Zz")) return in.at_end() ? std::optional(date + "Z") : std::nullopt;
  const char sign = in.peek();
  if (!in.skip("+-")) return std::nullopt;
  const std::optional<int> zone_hour = in.number(2, 2);
  in.skip(":");
  const std::optional<int> zone_minute = in.number(2, 2);
  if (!zone_hour || *zone_hour > 14 || !in.at_end()) return std::nullopt;
  if (zone_minute.value_or(0) > 59) return std::nullopt;
  return date + fmt::format("{}{:02}:{:02}", sign, *zone_hour, zone_minute.value_or(0));
}

}  // namespace mdconv
