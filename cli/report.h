// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <tuple>

#include "arguments.h"
#include "mdconv/diagnostic.h"
#include "mdconv/source.h"

namespace mdconv::cli {

/// How one diagnostic is to look.
struct Appearance {
  bool color = false;
  /// Show the line of the source and a caret.
  bool excerpt = false;
  bool warnings_are_errors = false;
};

/// "file:line:col: warning: message [-Wname]", and for people the source and the hints below it.
std::string render_human(const Diagnostic& diagnostic, const SourceMap& sources, const Appearance& appearance);
/// The first line of the same.
std::string render_short(const Diagnostic& diagnostic, const SourceMap& sources, const Appearance& appearance);
/// One JSON object on one line.
std::string render_json(const Diagnostic& diagnostic, const SourceMap& sources, const Appearance& appearance);

/// Prints diagnostics to standard error as they come, each once, and keeps the exit status.
class Reporter final : public DiagnosticSink {
 public:
  explicit Reporter(const ReportOptions& options);

  /// Where spans point from now on; null before the texts go. Diagnostics with a place need one.
  void use_sources(const SourceMap* sources) { sources_ = sources; }
  void report(Diagnostic diagnostic) override;

  /// That of the gravest error, by number; Warnings when warnings are errors and there were some.
  ExitStatus status() const noexcept { return status_; }

 private:
  bool is_shown(Severity severity) const noexcept;

  ReportOptions options_;
  Appearance appearance_;
  const SourceMap* sources_ = nullptr;
  std::set<std::tuple<Code, FileId, std::uint32_t, std::uint32_t, std::string>> seen_;
  ExitStatus status_ = ExitStatus::Ok;
};

}  // namespace mdconv::cli
