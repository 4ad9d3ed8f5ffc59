// SPDX-License-Identifier: MIT
#include "pdf/srgb_profile.h"

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

// sRGB by the numbers of IEC 61966-2-1, in the form of ISO 15076-1: a matrix, whose columns are the primaries adapted
// to the white of D50 by Bradford's method, and one curve for all three.

namespace mdconv::pdf {
namespace {

void append_number(std::string& to, std::uint32_t value, int bytes = 4) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) to += static_cast<char>(value >> shift & 0xFF);
}

std::string tag(std::string_view type, std::initializer_list<double> numbers) {
  std::string data(type);
  append_number(data, 0);
  for (const double number : numbers) append_number(data, static_cast<std::uint32_t>(std::lround(number * 65536)));
  return data;
}

/// The text in English.
std::string text_tag(std::string_view text) {
  std::string data = "mluc";
  append_number(data, 0);
  append_number(data, 1);
  append_number(data, 12);
  data += "enUS";
  append_number(data, static_cast<std::uint32_t>(2 * text.size()));
  append_number(data, 28);
  for (const char c : text) append_number(data, static_cast<unsigned char>(c), 2);
  return data;
}

/// y = ((x + 0.055) / 1.055) ^ 2.4, from 0.04045 on; x / 12.92 below.
std::string curve_tag() {
  std::string data = "para";
  append_number(data, 0);
  append_number(data, 3, 2);
  append_number(data, 0, 2);
  return data + tag({}, {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}).substr(4);
}

}  // namespace

std::string srgb_profile() {
  constexpr std::size_t kHeader = 128, kEntry = 12;
  const std::pair<std::string_view, std::string> tags[] = {
      {"desc", text_tag("sRGB")},
      {"cprt", text_tag("Public domain")},
      {"wtpt", tag("XYZ ", {0.9642, 1, 0.8249})},
      {"chad",
       tag("sf32", {1.047886, 0.022919, -0.050216, 0.029582, 0.990484, -0.017079, -0.009252, 0.015073, 0.751678})},
      {"rXYZ", tag("XYZ ", {0.436066, 0.222488, 0.013916})},
      {"gXYZ", tag("XYZ ", {0.385147, 0.716873, 0.097076})},
      {"bXYZ", tag("XYZ ", {0.143066, 0.060608, 0.714096})},
      {"rTRC", curve_tag()},
      {"gTRC", {}},
      {"bTRC", {}},
  };
  std::string table, data;
  append_number(table, std::size(tags));
  std::uint32_t offset = 0, length = 0;
  for (const auto& [name, content] : tags) {
    if (!content.empty()) {  // else it is what the tag before it is
      data.resize((data.size() + 3) / 4 * 4);
      offset = static_cast<std::uint32_t>(kHeader + 4 + kEntry * std::size(tags) + data.size());
      length = static_cast<std::uint32_t>(content.size());
      data += content;
    }
    table += name;
    append_number(table, offset);
    append_number(table, length);
  }
  data.resize((data.size() + 3) / 4 * 4);

  std::string profile;
  append_number(profile, static_cast<std::uint32_t>(kHeader + table.size() + data.size()));
  append_number(profile, 0);           // no preferred software
  append_number(profile, 0x04200000);  // version
  profile += "mntrRGB XYZ ";
  for (const std::uint32_t part : {2026U, 1U, 1U, 0U, 0U, 0U}) append_number(profile, part, 2);  // when it was made
  profile += "acsp";
  profile.append(28, '\0');  // platform, flags, device, intent: perceptual
  profile += tag({}, {0.9642, 1, 0.8249}).substr(4);
  profile.resize(kHeader);
  return profile + table + data;
}

}  // namespace mdconv::pdf
