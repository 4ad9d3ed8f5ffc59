// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

// Seconds since 1970 UTC, as formats write them. No time zone and no locale come in.

namespace mdconv {

/// "2022-08-22T00:00:00Z"; years outside of 1 to 9999 become the nearest that is inside.
std::string iso_time(std::int64_t timestamp);

/// MS-DOS date and time as ZIP archives hold them, in steps of two seconds; years from 1980 to 2107.
struct DosTime {
  std::uint16_t date = 0;
  std::uint16_t time = 0;
};
DosTime dos_time(std::int64_t timestamp);

}  // namespace mdconv
