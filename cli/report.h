// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
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
  /// A warning or a note that the command line makes an error.
  bool raised = false;
};

/// "file:line:col: warning: message [-Wname]", and for people the source and the hints below it.
std::string render_human(const Diagnostic& diagnostic, const SourceMap& sources, const Appearance& appearance);
/// The first line of the same.
std::string render_short(const Diagnostic& diagnostic, const SourceMap& sources, const Appearance& appearance);
/// One JSON object on one line.
std::string render_json(const Diagnostic& diagnostic, const SourceMap& sources, const Appearance& appearance);

/// How many diagnostics --max-errors kept back; and the same as a JSON object.
std::string render_omitted(std::size_t count);
std::string render_omitted_json(std::size_t count);

/// Prints diagnostics to standard error as they come, each once, and keeps the exit status.
class Reporter final : public DiagnosticSink {
 public:
  explicit Reporter(const ReportOptions& options);

  /// Where spans point from now on; null before the texts go. Diagnostics with a place need one.
  void use_sources(const SourceMap* sources) { sources_ = sources; }
  void report(Diagnostic diagnostic) override;
  /// To be called last: says how many diagnostics were not shown, if any.
  void finish();

  /// That of the gravest error, by number; Warnings when the gravest is a warning made an error.
  ExitStatus status() const noexcept { return status_; }

 private:
  struct Judgement {
    bool shown = true;
    /// Made an error by the command line.
    bool raised = false;
  };
  Judgement judge(const CodeInfo& info) const;
  void print(std::string_view text) const;

  ReportOptions options_;
  Appearance appearance_;
  const SourceMap* sources_ = nullptr;
  std::set<std::tuple<Code, FileId, std::uint32_t, std::string>> seen_;
  ExitStatus status_ = ExitStatus::Ok;
  std::size_t errors_ = 0;
  std::size_t omitted_ = 0;
};

}  // namespace mdconv::cli
