// SPDX-License-Identifier: MIT
#include "support/timestamp.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace mdconv {

namespace {

struct Civil {
  int year = 1970;
  unsigned month = 1, day = 1, hour = 0, minute = 0, second = 0;
};

constexpr std::int64_t start_of(int year) {
  using namespace std::chrono;
  return sys_days(std::chrono::year(year) / January / 1).time_since_epoch().count() * std::int64_t{86400};
}

Civil civil(std::int64_t timestamp, int first_year, int last_year) {
  using namespace std::chrono;
  timestamp = std::clamp(timestamp, start_of(first_year), start_of(last_year + 1) - 1);
  const sys_seconds time{seconds(timestamp)};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const auto rest = static_cast<unsigned>((time - day).count());
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          rest / 3600,
          rest / 60 % 60,
          rest % 60};
}

}  // namespace

std::string iso_time(std::int64_t timestamp) {
  const Civil c = civil(timestamp, 1, 9999);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

DosTime dos_time(std::int64_t timestamp) {
  const Civil c = civil(timestamp, 1980, 2107);
  DosTime time;
  time.date = static_cast<std::uint16_t>(static_cast<unsigned>(c.year - 1980) << 9 | c.month << 5 | c.day);
  time.time = static_cast<std::uint16_t>(c.hour << 11 | c.minute << 5 | c.second / 2);
  return time;
}

}  // namespace mdconv
