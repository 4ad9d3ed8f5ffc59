// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mdconv::cli {

/// Seconds since 1970 UTC from "2022", "2022-08", "2022-08-22", "2022-08-22T10:00[:00[.5]][Z|+08:00]" (a blank for
/// the T will do; without a zone it is UTC) or "@1661126400". Nothing for anything else.
std::optional<std::int64_t> parse_timestamp(std::string_view text);

/// A plain number of seconds, as in SOURCE_DATE_EPOCH, up to the year 9999.
std::optional<std::int64_t> parse_epoch(std::string_view text);

}  // namespace mdconv::cli
