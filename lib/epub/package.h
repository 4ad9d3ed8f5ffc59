// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "epub/publication.h"

namespace mdconv::epub {

/// META-INF/container.xml.
std::string container_xml();

/// EPUB/package.opf: metadata, manifest and spine (EPUB 3.3, section 5).
std::string package_document(const Publication& publication);

/// The publication's unique identifier: the metadata's, else a UUID that follows from what names the document
/// (title, authors, publisher, date, language and headings), so that a corrected edition keeps its place in a library.
std::string identifier_of(const doc::Document& document);

}  // namespace mdconv::epub
