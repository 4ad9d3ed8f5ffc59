// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>

#include "markdown/data_value.h"
#include "mdconv/document.h"
#include "mdconv/host.h"

namespace mdconv::markdown {

enum class MetadataField : std::uint8_t {
  Title,
  Subtitle,
  Authors,
  Description,
  Publisher,
  Rights,
  Identifier,
  Subjects,
  Language,
  Date,
  Modified,
  Series,
  SeriesPosition,
  Cover,
  Draft,
  /// The opposite of Draft, or a date.
  Published,
  Toc,
  NumberCaptions,
  Slug,
  /// People who are no authors.
  Contributors,
};

struct MetadataKey {
  std::string_view name;
  MetadataField field;
};

/// The keys that generators use; of those of one field, which has one value, the first wins. docs/manual.md has the
/// same table.
std::span<const MetadataKey> metadata_keys();

/// The field that a key is for, whatever the case of its letters.
std::optional<MetadataField> find_metadata_field(std::string_view key);

/// What holds one text.
std::string doc::Metadata::*text_member(MetadataField field);

/// MARC's code for what someone did: "translator" and "trl" are both "trl"; "ctb", contributor, for what is not known.
std::string_view relator_code(std::string_view role);

/// "true", "yes", "on", "1" and their opposites.
std::optional<bool> read_switch(std::string_view text);

/// "3" or "1.5": a place in a series.
bool is_series_position(std::string_view text);

/// Puts what a map says over what is there. Values that cannot be used are reported and left out; keys that mean
/// nothing here are ignored.
void take_metadata(const Value& root, doc::Metadata& metadata, DiagnosticSink& diagnostics);

}  // namespace mdconv::markdown
