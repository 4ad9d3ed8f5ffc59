// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layout/paged_document.h"
#include "mdconv/diagnostic.h"
#include "mdconv/document.h"
#include "mdconv/result.h"
#include "pdf/attachments.h"
#include "pdf/standard.h"

namespace mdconv::pdf {

class ImageStore;

struct PdfSettings {
  /// Seconds since 1970 UTC: when the file is said to be made.
  std::int64_t timestamp = 0;
  /// Null: what cannot be expressed is dropped in silence.
  DiagnosticSink* diagnostics = nullptr;
  /// How many threads may work on it; the bytes do not depend on it.
  unsigned threads = 1;
  /// The document's images as far as they have been made ready; may be null.
  ImageStore* images = nullptr;
  Standard standard = {};
  std::vector<Attachment> attachments = {};
};

/// A tagged PDF file of finished pages. `document` gives the metadata and the images' bytes. The bytes are a pure
/// function of the arguments. Faces and glyphs of the runs must exist; unknown resources, destinations and structure
/// nodes are left out.
/// Errors: Code::FontNotEmbeddable, Code::LimitExceeded, Code::Internal.
Result<std::string> write_pdf(const layout::PagedDocument& pages, const doc::Document& document,
                              const PdfSettings& settings);

}  // namespace mdconv::pdf
