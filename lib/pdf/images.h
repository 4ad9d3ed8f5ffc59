// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "layout/paged_document.h"
#include "mdconv/document.h"
#include "mdconv/result.h"
#include "pdf/object/file.h"

namespace mdconv::pdf {

struct EmbeddedImage {
  Ref object;
  /// EXIF: 1 upright, 2 to 8 mirrored or turned.
  int orientation = 1;

  /// What the unit square must go through to fill the box upright; y grows upwards.
  std::array<double, 6> matrix(const layout::Rect& box) const;
};

/// The images of a document, each once.
class ImageSet {
 public:
  /// Writes every image that is placed on a page. What cannot be embedded is reported to `diagnostics`, which may be
  /// null, and left out.
  static ImageSet embed(const layout::PagedDocument& pages, const doc::Document& document, DiagnosticSink* diagnostics,
                        File& file);

  /// Null if the image was left out.
  const EmbeddedImage* find(std::uint32_t resource) const;
  static std::string resource_name(std::uint32_t resource);
  /// The /XObject resources.
  const Dictionary& resources() const noexcept { return resources_; }

 private:
  std::map<std::uint32_t, EmbeddedImage> images_;
  Dictionary resources_;
};

/// Why an image cannot be embedded, without embedding it. Errors: as embed_image.
Result<void> check_image(const doc::Resource& resource);

/// Errors: Code::ImageUnusable (broken), Code::NodeNotSupported (a kind that PDF has no room for).
Result<EmbeddedImage> embed_image(const doc::Resource& resource, File& file);

// ---- by kind ----

Result<EmbeddedImage> embed_jpeg(const doc::Resource& resource, File& file);
Result<EmbeddedImage> embed_png(const doc::Resource& resource, File& file);
Result<void> check_jpeg(const doc::Resource& resource);
Result<void> check_png(const doc::Resource& resource);

}  // namespace mdconv::pdf
