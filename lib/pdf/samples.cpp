// SPDX-License-Identifier: MIT
#include "pdf/samples.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace mdconv::pdf {
namespace {

using Row = std::vector<unsigned char>;

unsigned char paeth(int left, int up, int corner) {
  const int to_left = std::abs(up - corner), to_up = std::abs(left - corner);
  const int to_corner = std::abs(left + up - 2 * corner);
  if (to_left <= to_up && to_left <= to_corner) return static_cast<unsigned char>(left);
  return static_cast<unsigned char>(to_up <= to_corner ? up : corner);
}

// How much a filtered row has left to say: what differs little from its neighbours compresses well.
std::uint64_t weight(const Row& row) {
  std::uint64_t sum = 0;
  for (const unsigned char byte : row) sum += static_cast<std::uint64_t>(byte < 128 ? byte : 256 - byte);
  return sum;
}

// Rows with PNG's filters before them, each row with the one that leaves least.
std::string filter(std::string_view pixels, std::size_t row_bytes, std::size_t step) {
  constexpr std::size_t kFilters = 4;
  constexpr char kNumbers[kFilters] = {0, 1, 2, 4};  // none, left, up, Paeth's
  std::string result;
  result.reserve(pixels.size() + pixels.size() / std::max<std::size_t>(row_bytes, 1) + 1);
  Row above(row_bytes), row(row_bytes);
  std::vector<Row> tries(kFilters, Row(row_bytes));
  for (std::size_t begin = 0; begin + row_bytes <= pixels.size(); begin += row_bytes) {
    std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(begin), row_bytes, row.begin());
    for (std::size_t i = 0; i < row_bytes; ++i) {
      const unsigned char left = i < step ? 0 : row[i - step];
      const unsigned char corner = i < step ? 0 : above[i - step];
      tries[0][i] = row[i];
      tries[1][i] = static_cast<unsigned char>(row[i] - left);
      tries[2][i] = static_cast<unsigned char>(row[i] - above[i]);
      tries[3][i] = static_cast<unsigned char>(row[i] - paeth(left, above[i], corner));
    }
    std::size_t best = 0;
    std::uint64_t least = weight(tries[0]);
    for (std::size_t k = 1; k < kFilters; ++k) {
      const std::uint64_t left_over = weight(tries[k]);
      if (left_over >= least) continue;
      least = left_over;
      best = k;
    }
    result += kNumbers[best];
    result.append(tries[best].begin(), tries[best].end());
    std::swap(row, above);
  }
  return result;
}

bool is_gray(std::string_view rgb) {
  for (std::size_t i = 0; i + 2 < rgb.size(); i += 3)
    if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) return false;
  return true;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace

Dictionary image_dictionary(PixelSize size, int bits) {
  return {{"Type", Name{"XObject"}},
          {"Subtype", Name{"Image"}},
          {"Width", size.width},
          {"Height", size.height},
          {"BitsPerComponent", bits}};
}

Samples pack(PixelSize size, unsigned channels, std::string_view pixels, bool filtered) {
  Samples samples{image_dictionary(size, 8), {}};
  std::string rows;
  if (filtered) {
    rows = filter(pixels, std::size_t{size.width} * channels, channels);
    pixels = rows;
    samples.dictionary.set("DecodeParms", Dictionary{{"Predictor", 15},
                                                     {"Colors", static_cast<int>(channels)},
                                                     {"BitsPerComponent", 8},
                                                     {"Columns", size.width}});
  }
  samples.dictionary.set("Filter", Name{"FlateDecode"});
  std::string compressed;
  Deflater deflater(Deflater::kThorough);
  if (!deflater.append(pixels, compressed)) compressed.clear();
  samples.data = Blob::from(std::move(compressed));
  return samples;
}

std::optional<Samples> alpha_of(PixelSize size, std::string_view alpha) {
  const bool opaque = std::all_of(alpha.begin(), alpha.end(), [](char value) { return value == '\xFF'; });
  if (opaque) return std::nullopt;
  return pack(size, 1, alpha);
}

PreparedImage image_of(PixelSize size, unsigned channels, std::string pixels, std::string_view alpha,
                       std::string profile) {
  if (channels == 3 && profile.empty() && is_gray(pixels)) {
    for (std::size_t i = 0; i < pixels.size() / 3; ++i) pixels[i] = pixels[i * 3];
    pixels.resize(pixels.size() / 3);
    channels = 1;
  }
  return {pack(size, channels, pixels), {channels, {}, std::move(profile)}, alpha_of(size, alpha)};
}

std::string fitting_profile(std::string_view profile, unsigned components) {
  constexpr std::size_t kHeader = 128, kEntry = 12;
  if (profile.size() < kHeader + 4) return {};
  const std::size_t size = number_at(profile, 0);
  if (size < kHeader + 4 || size > profile.size()) return {};
  profile = profile.substr(0, size);
  const std::string_view kind = profile.substr(12, 4), space = profile.substr(16, 4);
  const bool known_kind = kind == "mntr" || kind == "scnr" || kind == "prtr" || kind == "spac";
  const bool fits = space == (components == 1 ? "GRAY" : components == 3 ? "RGB " : "CMYK");
  if (profile.substr(36, 4) != "acsp" || profile[8] > 4 || !known_kind || !fits) return {};
  const std::size_t tags = number_at(profile, kHeader);
  if (tags > (size - kHeader - 4) / kEntry) return {};
  for (std::size_t i = 0; i < tags; ++i) {
    const std::size_t entry = kHeader + 4 + i * kEntry;
    const std::size_t offset = number_at(profile, entry + 4), length = number_at(profile, entry + 8);
    if (offset > size || length > size - offset) return {};
    if (profile.substr(entry, 4) != "desc") continue;
    std::string name(profile.substr(offset, length));
    std::erase(name, '\0');
    if (name.find("sRGB") != std::string::npos) return {};
  }
  return std::string(profile);
}

}  // namespace mdconv::pdf
