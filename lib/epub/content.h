// SPDX-License-Identifier: MIT
#pragma once

#include "epub/publication.h"
#include "mdconv/backend.h"
#include "mdconv/diagnostic.h"

namespace mdconv::epub {

/// Adds the text and the images that it shows to the publication. The style sheets must be there already: the text
/// links them all, in their order.
void add_content(Publication& publication, FileNames& names, const BackendContext& context);

/// Starts an XHTML file up to and with `<body>`: the caller writes the body and lets the writer close it.
void open_page(xml::Writer& xml, const Publication& publication, std::string_view title);

}  // namespace mdconv::epub
