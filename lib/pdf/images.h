// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "images/svg.h"
#include "layout/paged_document.h"
#include "mdconv/document.h"
#include "mdconv/result.h"
#include "pdf/object/file.h"
#include "pdf/standard.h"

namespace mdconv::pdf {

/// Rows of samples, compressed; the dictionary says how to read them, but for the colour space.
struct Samples {
  Dictionary dictionary;
  Blob data;
};

struct ColorSpace {
  /// 1 gray, 3 RGB, 4 CMYK.
  unsigned components = 3;
  /// Entries of RGB that the samples are numbers of; empty: they are colours.
  std::string palette = {};
  /// An ICC profile that fits; empty for the device's colours.
  std::string profile = {};
};

/// An image made ready for a PDF.
struct PreparedImage {
  Samples samples;
  ColorSpace color_space = {};
  std::optional<Samples> alpha = {};
  /// EXIF: 1 upright, 2 to 8 mirrored or turned.
  int orientation = 1;
  /// Of an SVG, instead of samples.
  images::Drawing drawing = {};
};

struct EmbeddedImage {
  Ref object;
  int orientation = 1;
  double width = 1;
  double height = 1;

  /// What the image, which is as large as these say, must go through to fill the box upright; y grows upwards.
  std::array<double, 6> matrix(const layout::Rect& box) const;
};

/// A document's images made ready, each when it is asked for first.
class ImageStore {
 public:
  explicit ImageStore(const doc::Document& document) : document_(document) {}

  /// `resource` is one of the document's. Errors: Code::ImageUnusable (broken, or its library is not there).
  const Result<PreparedImage>& find(const doc::Resource& resource);

 private:
  const doc::Document& document_;
  std::map<const doc::Resource*, Result<PreparedImage>> images_;
};

/// The images of a document, each once.
class ImageSet {
 public:
  /// Writes every image that is placed on a page. What cannot be embedded is reported to `diagnostics`, which may be
  /// null, and left out.
  static ImageSet embed(const layout::PagedDocument& pages, const doc::Document& document, ImageStore& store,
                        const Standard& standard, DiagnosticSink* diagnostics, File& file);

  /// Null if the image was left out.
  const EmbeddedImage* find(std::uint32_t resource) const;
  static std::string resource_name(std::uint32_t resource);
  /// The /XObject resources.
  const Dictionary& resources() const noexcept { return resources_; }

 private:
  std::map<std::uint32_t, EmbeddedImage> images_;
  Dictionary resources_;
};

/// The colour profiles of a file, each once.
using Profiles = std::map<std::string, Ref>;

/// `hide_private_use`: whether the text of characters for private use is U+FFFD. Errors: Code::Internal.
Result<EmbeddedImage> write_image(const PreparedImage& image, bool hide_private_use, Profiles& profiles, File& file);

// ---- by kind; errors: Code::ImageUnusable ----

Result<PreparedImage> prepare_jpeg(const doc::Resource& resource);
Result<PreparedImage> prepare_png(const doc::Resource& resource);
/// Drawn by librsvg. `language` is that of its texts.
Result<PreparedImage> prepare_svg(const doc::Resource& resource, std::string_view language);
/// Any other kind, decoded.
Result<PreparedImage> prepare_decoded(const doc::Resource& resource);

}  // namespace mdconv::pdf
