// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mdconv {

/// A date as people write it in front matter ("2022-8-22", "2022/08/22", "2022-08-22 10:30:00 +0800") in W3C form:
/// "2022-08-22", "2022-08-22T10:30:00+08:00". A time without a zone is left out, because its moment is not known.
/// Nothing when it is no date of the calendar.
std::optional<std::string> normalize_date(std::string_view text);

}  // namespace mdconv
