// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "document/language.h"
#include "document/passes/passes.h"
#include "document/walk.h"

namespace mdconv::doc {

namespace {

void complete_title(Document& document, const ResolveContext& context) {
  Metadata& metadata = document.metadata;
  if (!metadata.title.empty()) return;
  metadata.show_title = false;
  const OutlineEntry* best = nullptr;
  for (const OutlineEntry& entry : document.outline) {
    if (entry.title.empty()) continue;
    if (best == nullptr) best = &entry;
    if (entry.level != 1) continue;
    best = &entry;
    break;
  }
  metadata.title = best != nullptr ? best->title : context.fallback_title;
  if (metadata.title.empty()) metadata.title = "Untitled";
}

void complete_language(Document& document, const ResolveContext& context) {
  Metadata& metadata = document.metadata;
  if (!metadata.language.empty()) {
    if (std::optional<std::string> language = normalize_language(metadata.language)) {
      metadata.language = *std::move(language);
      return;
    }
    context.diagnostics.report({mdconv::Code::FrontMatterValue,
                                metadata.span,
                                fmt::format("\"{}\" is no language tag", metadata.language),
                                {"write a BCP 47 tag, such as zh-Hans or en-GB"}});
  }
  metadata.language = find_language(document);
}

}  // namespace

void complete_metadata(Document& document, const ResolveContext& context) {
  complete_title(document, context);
  complete_language(document, context);
}

}  // namespace mdconv::doc
