// SPDX-License-Identifier: MIT
#pragma once

#include "layout/paged_document.h"
#include "mdconv/document.h"
#include "pdf/object/file.h"
#include "pdf/writer.h"

namespace mdconv::pdf {

/// The Info dictionary.
Ref write_info(const doc::Metadata& metadata, const PdfSettings& settings, File& file);

/// The XMP packet, which says the same; `universal_access` claims conformance to PDF/UA-1.
Ref write_xmp(const doc::Metadata& metadata, const PdfSettings& settings, bool universal_access, File& file);

/// The printed page numbers as a number tree; empty if no page has one.
Dictionary page_labels(const layout::PagedDocument& document);

}  // namespace mdconv::pdf
