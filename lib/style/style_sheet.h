// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "mdconv/diagnostic.h"
#include "mdconv/source.h"

namespace mdconv::style {

/// The cascade of some CSS sources, ready to be asked for computed styles. Immutable.
/// What of CSS it understands: docs/styles.md.
class StyleSheet {
 public:
  /// Never fails: what it cannot read it reports and skips, as CSS demands.
  static StyleSheet parse(const SourceMap& sources, std::span<const FileId> files, DiagnosticSink& diagnostics);
  /// Of sheets that parse() has told of: tells nothing, and takes a third of the time.
  /// `paper` is a value of `size` that goes over every sheet's; empty: none.
  static StyleSheet of_checked(const SourceMap& sources, std::span<const FileId> files, std::string_view paper = {});
  ~StyleSheet();
  StyleSheet(StyleSheet&&) noexcept;

  struct Rules;
  const Rules& rules() const noexcept { return *rules_; }

 private:
  explicit StyleSheet(std::unique_ptr<const Rules> rules);
  std::unique_ptr<const Rules> rules_;
};

}  // namespace mdconv::style
