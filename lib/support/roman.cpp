// SPDX-License-Identifier: MIT
#include "support/roman.h"

#include <array>
#include <utility>

namespace mdconv {

namespace {

constexpr std::array<std::pair<int, std::string_view>, 13> kSigns = {{{1000, "m"},
                                                                      {900, "cm"},
                                                                      {500, "d"},
                                                                      {400, "cd"},
                                                                      {100, "c"},
                                                                      {90, "xc"},
                                                                      {50, "l"},
                                                                      {40, "xl"},
                                                                      {10, "x"},
                                                                      {9, "ix"},
                                                                      {5, "v"},
                                                                      {4, "iv"},
                                                                      {1, "i"}}};
constexpr int kMost = 3999;

}  // namespace

std::string to_roman(int number) {
  if (number < 1 || number > kMost) return std::to_string(number);
  std::string result;
  for (const auto& [value, sign] : kSigns)
    for (; number >= value; number -= value) result += sign;
  return result;
}

std::optional<int> from_roman(std::string_view numeral) {
  int number = 0;
  std::string_view rest = numeral;
  for (const auto& [value, sign] : kSigns)
    for (; rest.starts_with(sign) && number + value <= kMost; rest.remove_prefix(sign.size())) number += value;
  // Only one way of writing it counts.
  if (number == 0 || !rest.empty() || to_roman(number) != numeral) return std::nullopt;
  return number;
}

}  // namespace mdconv
