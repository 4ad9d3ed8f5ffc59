// SPDX-License-Identifier: MIT
#pragma once

#include "layout/paged_document.h"
#include "mdconv/document.h"
#include "pdf/object/file.h"
#include "pdf/writer.h"

namespace mdconv::pdf {

/// The Info dictionary.
Ref write_info(const doc::Metadata& metadata, const PdfSettings& settings, File& file);

/// "D:20220822000000Z"; dates before 1970 are the first moment of it.
std::string pdf_date(std::int64_t timestamp);

/// The XMP packet, which says the same, and what standards the file claims to follow.
Ref write_xmp(const doc::Metadata& metadata, const PdfSettings& settings, const Standard& standard, File& file);

/// The output intent: colours are those of sRGB.
Dictionary output_intent(File& file);

/// The printed page numbers as a number tree; empty if no page has one.
Dictionary page_labels(const layout::PagedDocument& document);

}  // namespace mdconv::pdf
