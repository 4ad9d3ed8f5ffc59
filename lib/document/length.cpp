// SPDX-License-Identifier: MIT
#include "document/length.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "support/ascii.h"

namespace mdconv::doc {

namespace {

struct KnownUnit {
  std::string_view name;
  double factor;
  Length::Unit unit = Length::Unit::Pixels;
};

constexpr std::array<KnownUnit, 13> kUnits = {{{"", 1},
                                               {"px", 1},
                                               {"pt", 96.0 / 72},
                                               {"pc", 16},
                                               {"in", 96},
                                               {"cm", 96 / 2.54},
                                               {"mm", 96 / 25.4},
                                               {"q", 96 / 101.6},
                                               {"%", 1, Length::Unit::Share},
                                               {"em", 1, Length::Unit::Em},
                                               {"rem", 1, Length::Unit::Em},
                                               {"ex", 0.5, Length::Unit::Em},
                                               {"ch", 0.5, Length::Unit::Em}}};

}  // namespace

std::optional<Length> parse_length(std::string_view text) {
  constexpr double kMost = 100000;
  text = ascii::trim(text);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  const std::string unit = ascii::to_lower(text.substr(static_cast<std::size_t>(end - text.data())));
  if (error != std::errc() || !(number > 0) || number > kMost) return std::nullopt;
  const auto known =
      std::find_if(kUnits.begin(), kUnits.end(), [&](const KnownUnit& each) { return each.name == unit; });
  if (known == kUnits.end() || (known->unit == Length::Unit::Share && number > 100)) return std::nullopt;
  return Length{number * known->factor, known->unit};
}

std::string css_length(const Length& length) {
  const char* const unit = length.unit == Length::Unit::Pixels ? "px" : length.unit == Length::Unit::Share ? "%" : "em";
  char digits[32];
  const double rounded = std::round(length.value * 1000) / 1000;
  return std::string(digits, std::to_chars(digits, digits + sizeof digits, rounded).ptr) + unit;
}

}  // namespace mdconv::doc
