// SPDX-License-Identifier: MIT
#include "timestamp.h"

#include <charconv>
#include <chrono>

namespace mdconv::cli {
namespace {

constexpr std::int64_t kEndOfYear9999 = 253402300799;

// Takes parts off the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// A number of exactly so many digits, within bounds.
  std::optional<int> number(std::size_t digits, int least, int most) {
    if (rest_.size() < digits) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    if (value < least || value > most) return std::nullopt;
    rest_.remove_prefix(digits);
    return value;
  }

  void skip_digits() {
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') rest_.remove_prefix(1);
  }

 private:
  std::string_view rest_;
};

// Seconds to add for the zone at the end: nothing or Z, +08:00, -0530.
std::optional<std::int64_t> zone_offset(Scanner& scanner) {
  scanner.skip(' ');
  if (scanner.at_end()) return 0;
  if (scanner.skip('Z')) return 0;
  const bool east = scanner.skip('+');
  if (!east && !scanner.skip('-')) return std::nullopt;
  const std::optional<int> hours = scanner.number(2, 0, 14);
  scanner.skip(':');
  const std::optional<int> minutes = scanner.number(2, 0, 59);
  if (!hours || !minutes) return std::nullopt;
  const std::int64_t offset = std::int64_t{*hours} * 3600 + *minutes * 60;
  return east ? -offset : offset;
}

std::optional<std::int64_t> time_of_day(Scanner& scanner) {
  const std::optional<int> hour = scanner.number(2, 0, 23);
  if (!hour || !scanner.skip(':')) return std::nullopt;
  const std::optional<int> minute = scanner.number(2, 0, 59);
  if (!minute) return std::nullopt;
  std::optional<int> second = 0;
  if (scanner.skip(':')) second = scanner.number(2, 0, 60);
  if (!second) return std::nullopt;
  if (scanner.skip('.')) scanner.skip_digits();
  const std::optional<std::int64_t> zone = zone_offset(scanner);
  if (!zone) return std::nullopt;
  return std::int64_t{*hour} * 3600 + *minute * 60 + *second + *zone;
}

}  // namespace

std::optional<std::int64_t> parse_epoch(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0 || seconds > kEndOfYear9999)
    return std::nullopt;
  return seconds;
}

std::optional<std::int64_t> parse_timestamp(std::string_view text) {
  if (!text.empty() && text.front() == '@') return parse_epoch(text.substr(1));
  Scanner scanner(text);
  const std::optional<int> year = scanner.number(4, 1970, 9999);
  std::optional<int> month = 1;
  std::optional<int> day = 1;
  bool whole_day = false;
  if (scanner.skip('-')) {
    month = scanner.number(2, 1, 12);
    whole_day = month && scanner.skip('-');
    if (whole_day) day = scanner.number(2, 1, 31);
  }
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year{*year}, std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  const std::int64_t midnight = std::int64_t{std::chrono::sys_days(date).time_since_epoch().count()} * 86400;
  if (scanner.at_end()) return midnight;
  if (!whole_day || (!scanner.skip('T') && !scanner.skip(' '))) return std::nullopt;
  const std::optional<std::int64_t> seconds = time_of_day(scanner);
  if (!seconds || !scanner.at_end()) return std::nullopt;
  return midnight + *seconds;
}

}  // namespace mdconv::cli
