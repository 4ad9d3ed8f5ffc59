// SPDX-License-Identifier: MIT
#include "report.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace mdconv::cli {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

// no-color.org; an explicit --color wins over the environment.
bool wants_color(When when) {
  if (when != When::Auto) return when == When::Always;
  if (is_set("NO_COLOR")) return false;
  if (is_set("CLICOLOR_FORCE")) return true;
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) && terminal != nullptr && std::string_view(terminal) != "dumb";
}

}  // namespace

Reporter::Reporter(const ReportOptions& options) : options_(options) {
  appearance_.color = wants_color(options.color);
  appearance_.excerpt = ::isatty(STDERR_FILENO);
  appearance_.warnings_are_errors = options.werror;
}

bool Reporter::is_shown(Severity severity) const noexcept {
  switch (severity) {
    case Severity::Error: return true;
    case Severity::Warning: return !options_.quiet || options_.werror;
    case Severity::Note: return options_.verbose && !options_.quiet;
  }
  return true;
}

void Reporter::report(Diagnostic diagnostic) {
  const Span& span = diagnostic.span;
  if (!seen_.emplace(diagnostic.code, span.file, span.begin, span.end, diagnostic.message).second) return;
  const Severity severity = diagnostic.severity();
  if (severity == Severity::Error) status_ = std::max(status_, code_info(diagnostic.code).status);
  if (severity == Severity::Warning && options_.werror) status_ = std::max(status_, ExitStatus::Warnings);
  if (is_shown(severity)) {
    static const SourceMap kNoSources;
    const SourceMap& sources = sources_ != nullptr ? *sources_ : kNoSources;
    std::string text;
    switch (options_.format) {
      case DiagnosticFormat::Human: text = render_human(diagnostic, sources, appearance_); break;
      case DiagnosticFormat::Short: text = render_short(diagnostic, sources, appearance_); break;
      case DiagnosticFormat::Json: text = render_json(diagnostic, sources, appearance_); break;
    }
    std::fwrite(text.data(), 1, text.size(), stderr);
  }
}

}  // namespace mdconv::cli
