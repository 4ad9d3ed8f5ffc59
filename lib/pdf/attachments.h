// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mdconv/document.h"
#include "mdconv/source.h"
#include "pdf/object/file.h"

namespace mdconv::pdf {

/// A file within the PDF.
struct Attachment {
  std::string name;
  std::string_view bytes;
};

/// The texts that a document was made from, in its order; the names are paths from the folder that holds all of them.
std::vector<Attachment> source_texts(const doc::Document& document, const SourceMap& sources);

/// Writes the files, and tells of them in the catalog.
void write_attachments(const std::vector<Attachment>& attachments, std::int64_t timestamp, Dictionary& catalog,
                       File& file);

}  // namespace mdconv::pdf
