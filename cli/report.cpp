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
}

Reporter::Judgement Reporter::judge(const CodeInfo& info) const {
  if (info.severity == Severity::Error) return {};
  const bool is_warning = info.severity == Severity::Warning;
  const auto found = options_.switches.find(info.code);
  const DiagnosticSwitch wanted = found == options_.switches.end() ? DiagnosticSwitch{} : found->second;
  if (wanted.shown == false) return {.shown = false};
  const bool raised = wanted.error.value_or(is_warning && options_.werror);
  const bool usually_shown = !options_.quiet && (is_warning || options_.verbose);
  return {.shown = raised || wanted.shown.value_or(usually_shown), .raised = raised};
}

void Reporter::report(Diagnostic diagnostic) {
  const Span& span = diagnostic.span;
  if (!seen_.emplace(diagnostic.code, span.file, span.begin, diagnostic.message).second) return;
  const CodeInfo& info = code_info(diagnostic.code);
  const Judgement judgement = judge(info);
  const bool is_error = info.severity == Severity::Error;
  if (is_error) status_ = std::max(status_, info.status);
  if (judgement.raised) status_ = std::max(status_, ExitStatus::Warnings);
  if (!judgement.shown) return;
  // What ends the run is shown whatever came before it: it explains the exit status.
  if (!is_error && options_.max_errors != 0 && errors_ >= options_.max_errors) {
    ++omitted_;
    return;
  }
  if (is_error || judgement.raised) ++errors_;

  static const SourceMap kNoSources;
  const SourceMap& sources = sources_ != nullptr ? *sources_ : kNoSources;
  Appearance appearance = appearance_;
  appearance.raised = judgement.raised;
  switch (options_.format) {
    case DiagnosticFormat::Human: return print(render_human(diagnostic, sources, appearance));
    case DiagnosticFormat::Short: return print(render_short(diagnostic, sources, appearance));
    case DiagnosticFormat::Json: return print(render_json(diagnostic, sources, appearance));
  }
}

void Reporter::finish() {
  if (omitted_ == 0) return;
  print(options_.format == DiagnosticFormat::Json ? render_omitted_json(omitted_) : render_omitted(omitted_));
  omitted_ = 0;
}

void Reporter::print(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace mdconv::cli
