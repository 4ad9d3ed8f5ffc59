// SPDX-License-Identifier: MIT
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "pdf/samples.h"
#include "support/image_info.h"

// JPEG files go into a PDF as they are. Only the frame header and the application markers are read: the size and the
// components; whether Adobe software wrote the file, which keeps CMYK values upside down; how the picture is turned;
// what its colours mean. The density says nothing: a picture is as large as in a browser.

namespace mdconv::pdf {
namespace {

struct JpegInfo {
  unsigned width = 0;
  unsigned height = 0;
  unsigned components = 0;
  bool adobe = false;
  /// Whether the components are named R, G and B, which no reader but libjpeg looks at.
  bool named_rgb = false;
  int orientation = 1;
  std::string profile;
};

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
}

unsigned number_at(std::string_view bytes, std::size_t at, unsigned width) {
  unsigned value = 0;
  for (unsigned i = 0; i < width; ++i) value = value << 8 | byte_at(bytes, at + i);
  return value;
}

/// The parts of an ICC profile, which is too long for one segment.
class ProfileParts {
 public:
  void add(std::string_view segment) {
    constexpr std::string_view kSignature("ICC_PROFILE\0", 12);
    if (!segment.starts_with(kSignature) || segment.size() < kSignature.size() + 2) return;
    count_ = byte_at(segment, kSignature.size() + 1);
    parts_.emplace(byte_at(segment, kSignature.size()), segment.substr(kSignature.size() + 2));
  }
  /// Empty unless all parts are there.
  std::string joined() const {
    std::string profile;
    if (parts_.size() != count_) return profile;
    for (const auto& [number, part] : parts_) profile += part;
    return profile;
  }

 private:
  unsigned count_ = 0;
  std::map<unsigned, std::string_view> parts_;
};

/// Nothing if this is no JPEG that PDF readers decode: 8 bits, baseline or progressive, Huffman-coded.
std::optional<JpegInfo> read_jpeg(std::string_view bytes) {
  JpegInfo info;
  ProfileParts profile;
  if (!bytes.starts_with("\xFF\xD8")) return std::nullopt;
  for (std::size_t at = 2; at + 4 <= bytes.size();) {
    if (byte_at(bytes, at) != 0xFF) return std::nullopt;
    const unsigned marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {  // padding
      ++at;
      continue;
    }
    const bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
    if (alone) {
      at += 2;
      continue;
    }
    const std::size_t length = number_at(bytes, at + 2, 2);
    if (length < 2 || at + 2 + length > bytes.size()) return std::nullopt;
    const std::string_view segment = bytes.substr(at + 4, length - 2);
    if (marker == 0xE1 && info.orientation == 1 && segment.starts_with("Exif"))
      info.orientation = static_cast<int>(exif_orientation(segment));
    if (marker == 0xE2) profile.add(segment);
    if (marker == 0xEE && segment.starts_with("Adobe")) info.adobe = true;
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) {
      if (marker > 0xC2 || byte_at(segment, 0) != 8) return std::nullopt;
      info.height = number_at(segment, 1, 2);
      info.width = number_at(segment, 3, 2);
      info.components = byte_at(segment, 5);
      info.named_rgb = info.components == 3 && byte_at(segment, 6) == 'R' && byte_at(segment, 9) == 'G' &&
                       byte_at(segment, 12) == 'B';
    }
    const bool scan = marker == 0xDA || marker == 0xD9;
    if (scan) break;
    at += 2 + length;
  }
  if (info.width == 0 || info.height == 0) return std::nullopt;
  if (info.components != 1 && info.components != 3 && info.components != 4) return std::nullopt;
  info.profile = fitting_profile(profile.joined(), info.components);
  return info;
}

}  // namespace

Result<PreparedImage> prepare_jpeg(const doc::Resource& resource) {
  std::optional<JpegInfo> info = read_jpeg(resource.data.view());
  if (!info) {
    return Error{Code::ImageUnusable,
                 {},
                 "the image \"" + resource.path + "\" cannot be used: it is no JPEG of a kind that PDF knows",
                 {"save it as a baseline or progressive JPEG of 8 bits"}};
  }
  PreparedImage image{{image_dictionary({info->width, info->height}, 8), resource.data},
                      {info->components, {}, std::move(info->profile)},
                      {},
                      info->orientation};
  Dictionary& dictionary = image.samples.dictionary;
  dictionary.set("Filter", Name{"DCTDecode"});
  if (info->named_rgb && !info->adobe) dictionary.set("DecodeParms", Dictionary{{"ColorTransform", 0}});
  if (info->components == 4 && info->adobe) dictionary.set("Decode", Array{1, 0, 1, 0, 1, 0, 1, 0});
  return image;
}

}  // namespace mdconv::pdf
