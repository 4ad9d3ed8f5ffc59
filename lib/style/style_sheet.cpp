// SPDX-License-Identifier: MIT
#include "style/style_sheet.h"

#include "style/css_parser.h"
#include "style/properties.h"

namespace mdconv::style {

StyleSheet::StyleSheet(std::unique_ptr<const Rules> rules) : rules_(std::move(rules)) {}
StyleSheet::~StyleSheet() = default;
StyleSheet::StyleSheet(StyleSheet&&) noexcept = default;

namespace {

class NoSink final : public DiagnosticSink {
 public:
  void report(Diagnostic) override {}
};

}  // namespace

StyleSheet StyleSheet::parse(const SourceMap& sources, std::span<const FileId> files, DiagnosticSink& diagnostics) {
  auto rules = std::make_unique<Rules>();
  for (const FileId file : files) parse_css(sources, file, *rules, diagnostics);
  report_unknown(*rules, diagnostics);
  return StyleSheet(std::move(rules));
}

StyleSheet StyleSheet::of_checked(const SourceMap& sources, std::span<const FileId> files, std::string_view paper) {
  auto rules = std::make_unique<Rules>();
  NoSink unheard;
  for (const FileId file : files) parse_css(sources, file, *rules, unheard);
  if (!paper.empty()) {
    PageRule& page = rules->pages.emplace_back();
    page.declarations.push_back({.property = "size", .value = std::string(paper), .important = true, .span = {}});
  }
  return StyleSheet(std::move(rules));
}

}  // namespace mdconv::style
