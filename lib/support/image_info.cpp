// SPDX-License-Identifier: MIT
#include "support/image_info.h"

#include <array>
#include <optional>
#include <utility>

#include "support/svg_info.h"

namespace mdconv {

namespace {

// Images are a document's parts, not posters: a hundred million pixels are 400 MB once decoded.
constexpr std::uint64_t kMaxPixels = 100'000'000;

constexpr std::string_view kExif("Exif\0\0", 6);

Error broken(const char* reason) { return {Code::ImageUnusable, {}, reason}; }

// Reads numbers at offsets; what lies beyond the end reads as 0 and is remembered.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

  std::size_t size() const { return bytes_.size(); }
  bool has(std::size_t offset, std::size_t length) const {
    return offset <= bytes_.size() && length <= bytes_.size() - offset;
  }
  std::uint32_t u8(std::size_t i) const { return i < bytes_.size() ? static_cast<unsigned char>(bytes_[i]) : 0; }
  std::uint32_t be16(std::size_t i) const { return u8(i) << 8 | u8(i + 1); }
  std::uint32_t be32(std::size_t i) const { return be16(i) << 16 | be16(i + 2); }
  std::uint32_t le16(std::size_t i) const { return u8(i) | u8(i + 1) << 8; }
  std::uint32_t le24(std::size_t i) const { return le16(i) | u8(i + 2) << 16; }
  std::uint32_t le32(std::size_t i) const { return le16(i) | le16(i + 2) << 16; }
  std::string_view text(std::size_t i, std::size_t length) const {
    return has(i, length) ? bytes_.substr(i, length) : std::string_view();
  }

 private:
  std::string_view bytes_;
};

Result<ImageInfo> checked(ImageInfo info) {
  if (info.width == 0 || info.height == 0) return broken("it has no width or height");
  if (std::uint64_t{info.width} * info.height > kMaxPixels) return broken("it has more than 100 million pixels");
  return info;
}

// ---- PNG ----

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table = {};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? 0xEDB88320 ^ value >> 1 : value >> 1;
    table[i] = value;
  }
  return table;
}

std::uint32_t crc32(std::string_view bytes) {
  static constexpr std::array<std::uint32_t, 256> kTable = make_crc_table();
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFF] ^ crc >> 8;
  return ~crc;
}

bool is_png_colour(std::uint32_t depth, std::uint32_t type) {
  switch (type) {
    case 0: return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3: return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6: return depth == 8 || depth == 16;
    default: return false;
  }
}

// Turned as the picture is shown.
Result<ImageInfo> turned(ImageInfo info) {
  if (info.orientation >= 5) std::swap(info.width, info.height);
  return checked(info);
}

Result<ImageInfo> read_png(const Bytes& in) {
  ImageInfo info{"image/png", "png"};
  bool has_data = false;
  for (std::size_t i = 8;;) {
    if (!in.has(i, 12)) return broken("the file is cut off");
    const std::size_t length = in.be32(i);
    if (length > 0x7FFFFFFF || !in.has(i, length + 12)) return broken("the file is cut off");
    const std::string_view type = in.text(i + 4, 4);
    if (crc32(in.text(i + 4, length + 4)) != in.be32(i + 8 + length)) return broken("a check sum is wrong");
    if ((i == 8) != (type == "IHDR")) return broken("its header is damaged");
    if (type == "IHDR") {
      info.width = in.be32(i + 8);
      info.height = in.be32(i + 12);
      const bool known = in.u8(i + 18) == 0 && in.u8(i + 19) == 0 && in.u8(i + 20) <= 1;
      if (length != 13 || !known || !is_png_colour(in.u8(i + 16), in.u8(i + 17))) {
        return broken("its header is damaged");
      }
    }
    has_data = has_data || (type == "IDAT" && length > 0);
    info.is_animated = info.is_animated || type == "acTL";
    if (type == "eXIf") info.orientation = exif_orientation(in.text(i + 8, length));
    if (type == "IEND") break;
    i += length + 12;
  }
  if (!has_data) return broken("it holds no pixels");
  return turned(info);
}

// ---- TIFF, and the EXIF of a JPEG ----

class Tiff {
 public:
  static constexpr std::uint32_t kOrientationTag = 0x0112;

  explicit Tiff(const Bytes& in) : in_(in), little_(in.text(0, 2) == "II") {}

  bool is_valid() const { return (little_ || in_.text(0, 2) == "MM") && u16(2) == 42 && in_.has(u32(4), 2); }
  // The number that a tag of the first directory holds; `missing` when it has no such tag.
  std::uint32_t number(std::uint32_t tag, std::uint32_t missing) const {
    constexpr std::uint32_t kShort = 3;
    const std::size_t entry = find(tag);
    if (entry == 0) return missing;
    return u16(entry + 2) == kShort ? u16(entry + 8) : u32(entry + 8);
  }
  // Where the tag's entry of twelve bytes begins; 0 when there is none.
  std::size_t find(std::uint32_t tag) const {
    const std::size_t directory = u32(4);
    const std::size_t entries = u16(directory);
    for (std::size_t i = 0; i < entries && in_.has(directory + 2 + i * 12, 12); ++i) {
      const std::size_t entry = directory + 2 + i * 12;
      if (u16(entry) == tag) return entry;
    }
    return 0;
  }
  // 1 to 8; 1 when it says none.
  std::uint32_t orientation() const {
    const std::uint32_t orientation = number(kOrientationTag, 1);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }

 private:
  std::uint32_t u16(std::size_t i) const { return little_ ? in_.le16(i) : in_.be16(i); }
  std::uint32_t u32(std::size_t i) const { return little_ ? in_.le32(i) : in_.be32(i); }

  const Bytes& in_;
  bool little_;
};

Result<ImageInfo> read_tiff(const Bytes& in) {
  constexpr std::uint32_t kWidthTag = 0x0100;
  constexpr std::uint32_t kHeightTag = 0x0101;
  const Tiff tiff(in);
  if (!tiff.is_valid()) return broken("the file is cut off");
  ImageInfo info{"image/tiff", "tif", tiff.number(kWidthTag, 0), tiff.number(kHeightTag, 0), tiff.orientation()};
  return turned(info);
}

// ---- JPEG ----

// The end of the entropy-coded data that begins at `i`: the next marker that is neither a stuffed FF nor a restart.
std::size_t skip_scan(const Bytes& in, std::size_t i) {
  while (i + 1 < in.size()) {
    const std::uint32_t marker = in.u8(i + 1);
    const bool data = in.u8(i) != 0xFF || marker == 0 || (marker >= 0xD0 && marker <= 0xD7) || marker == 0xFF;
    if (!data) break;
    ++i;
  }
  return i;
}

Result<ImageInfo> read_jpeg(const Bytes& in) {
  ImageInfo info{"image/jpeg", "jpg"};
  bool has_scan = false;
  for (std::size_t i = 2;;) {
    if (!in.has(i, 2)) return broken("the file is cut off");
    if (in.u8(i) != 0xFF) return broken("its segments are damaged");
    const std::uint32_t marker = in.u8(i + 1);
    if (marker == 0xFF) {  // a fill byte
      ++i;
      continue;
    }
    if (marker == 0xD9) break;
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
      i += 2;
      continue;
    }
    const std::size_t length = in.be16(i + 2);
    if (length < 2) return broken("its segments are damaged");
    if (!in.has(i + 2, length)) return broken("the file is cut off");
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) {
      if (marker != 0xC0 && marker != 0xC1 && marker != 0xC2) return broken("its compression is not supported");
      info.height = in.be16(i + 5);
      info.width = in.be16(i + 7);
      const std::uint32_t components = in.u8(i + 9);
      if (length < 8 || (components != 1 && components != 3 && components != 4)) {
        return broken("its header is damaged");
      }
    } else if (marker == 0xE1 && in.text(i + 4, kExif.size()) == kExif) {
      info.orientation = exif_orientation(in.text(i + 4, length - 2));
    }
    i += 2 + length;
    if (marker == 0xDA) {
      has_scan = true;
      i = skip_scan(in, i);
    }
  }
  if (!has_scan) return broken("it holds no pixels");
  return turned(info);
}

// ---- GIF ----

// Behind a chain of sub-blocks; nothing when the file ends before.
std::optional<std::size_t> skip_sub_blocks(const Bytes& in, std::size_t i) {
  while (in.has(i, 1)) {
    const std::size_t length = in.u8(i);
    ++i;
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

std::size_t colour_table_size(std::uint32_t flags) {
  return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0;
}

Result<ImageInfo> read_gif(const Bytes& in) {
  ImageInfo info{"image/gif", "gif", in.le16(6), in.le16(8)};
  int images = 0;
  std::size_t i = 13 + colour_table_size(in.u8(10));
  while (in.has(i, 1)) {
    const std::uint32_t kind = in.u8(i);
    std::optional<std::size_t> next;
    if (kind == 0x3B) {
      info.is_animated = images > 1;
      return images > 0 ? checked(info) : Result<ImageInfo>(broken("it holds no pixels"));
    } else if (kind == 0x21) {
      next = skip_sub_blocks(in, i + 2);
    } else if (kind == 0x2C) {
      ++images;
      next = skip_sub_blocks(in, i + 11 + colour_table_size(in.u8(i + 9)));
    } else {
      return broken("its blocks are damaged");
    }
    if (!next) break;
    i = *next;
  }
  return broken("the file is cut off");
}

// ---- WebP ----

// What the chunk "EXIF" says, which stands behind the picture.
std::uint32_t webp_orientation(const Bytes& in) {
  for (std::size_t i = 12; in.has(i, 8);) {
    const std::size_t length = in.le32(i + 4);
    if (in.text(i, 4) == "EXIF") return exif_orientation(in.text(i + 8, length));
    i += 8 + length + length % 2;
  }
  return 1;
}

Result<ImageInfo> read_webp(const Bytes& in) {
  ImageInfo info{"image/webp", "webp"};
  const std::size_t size = in.le32(4);
  if (!in.has(8, size) || !in.has(0, 30)) return broken("the file is cut off");
  const std::string_view kind = in.text(12, 4);
  if (kind == "VP8X") {
    info.is_animated = (in.u8(20) & 0x02) != 0;
    info.width = in.le24(24) + 1;
    info.height = in.le24(27) + 1;
    // Of one that moves nothing is turned, as browsers do.
    if (!info.is_animated) info.orientation = webp_orientation(in);
  } else if (kind == "VP8L" && in.u8(20) == 0x2F) {
    const std::uint32_t bits = in.le32(21);
    info.width = (bits & 0x3FFF) + 1;
    info.height = (bits >> 14 & 0x3FFF) + 1;
  } else if (kind == "VP8 " && in.text(23, 3) == "\x9D\x01\x2A") {
    info.width = in.le16(26) & 0x3FFF;
    info.height = in.le16(28) & 0x3FFF;
  } else {
    return broken("its header is damaged");
  }
  return turned(info);
}

// ---- BMP ----

Result<ImageInfo> read_bmp(const Bytes& in) {
  ImageInfo info{"image/bmp", "bmp"};
  const std::uint32_t header = in.le32(14);
  if (!in.has(0, 26) || !in.has(0, in.le32(10))) return broken("the file is cut off");
  if (header == 12) {
    info.width = in.le16(18);
    info.height = in.le16(20);
  } else if (header >= 40) {
    info.width = in.le32(18);
    // A negative height: the first line is the uppermost.
    const std::uint32_t height = in.le32(22);
    info.height = (height & 0x80000000) != 0 ? ~height + 1 : height;
  } else {
    return broken("its header is damaged");
  }
  return checked(info);
}

// ---- AVIF ----

Result<ImageInfo> read_avif(std::string_view bytes) {
  const Bytes in(bytes);
  // The property "ispe", image spatial extents: its size and type, version and flags, width, height.
  const std::size_t extents = bytes.find("ispe");
  if (extents == std::string_view::npos || !in.has(extents, 16)) return broken("the file is cut off");
  return checked({"image/avif", "avif", in.be32(extents + 8), in.be32(extents + 12)});
}

}  // namespace

std::uint32_t exif_orientation(std::string_view exif) {
  if (exif.starts_with(kExif)) exif.remove_prefix(kExif.size());
  const Bytes bytes(exif);
  const Tiff tiff(bytes);
  return tiff.is_valid() ? tiff.orientation() : 1;
}

std::string tiff_as_stored(std::string_view bytes) {
  std::string plain(bytes);
  const Bytes in(bytes);
  const Tiff tiff(in);
  const std::size_t entry = tiff.is_valid() ? tiff.find(Tiff::kOrientationTag) : 0;
  // The tag, and one short number: 1.
  const bool little = bytes.starts_with("II");
  const std::string_view as_stored(little ? "\x12\x01\3\0\1\0\0\0\1\0\0\0" : "\x01\x12\0\3\0\0\0\1\0\1\0\0", 12);
  if (entry != 0) plain.replace(entry, as_stored.size(), as_stored);
  return plain;
}

Result<ImageInfo> read_image_info(std::string_view bytes) {
  const Bytes in(bytes);
  if (bytes.empty()) return broken("the file is empty");
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return read_png(in);
  if (bytes.starts_with("\xFF\xD8\xFF")) return read_jpeg(in);
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return read_gif(in);
  if (bytes.starts_with("RIFF") && in.text(8, 4) == "WEBP") return read_webp(in);
  if (bytes.starts_with("BM")) return read_bmp(in);
  if (bytes.starts_with(std::string_view("II*\0", 4)) || bytes.starts_with(std::string_view("MM\0*", 4)))
    return read_tiff(in);
  if (in.text(4, 8) == "ftypavif" || in.text(4, 8) == "ftypavis") return read_avif(bytes);
  if (looks_like_svg(bytes)) {
    MDCONV_TRY_ASSIGN(const SvgSize size, read_svg_size(bytes));
    return checked({"image/svg+xml", "svg", size.width, size.height});
  }
  return broken("its kind is not known");
}

}  // namespace mdconv
