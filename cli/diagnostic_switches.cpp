// SPDX-License-Identifier: MIT
#include "diagnostic_switches.h"

#include "mdconv/closest_name.h"

namespace mdconv::cli {
namespace {

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

const CodeInfo* find_code(std::string_view name) {
  for (const CodeInfo& info : diagnostic_codes())
    if (info.name == name) return &info;
  return nullptr;
}

Error unknown_name(std::string_view name, std::string_view prefix) {
  Error error{Code::Usage, {}, "no diagnostic is called \"" + std::string(name) + "\""};
  ClosestName closest(name);
  for (const CodeInfo& info : diagnostic_codes())
    if (info.severity != Severity::Error) closest.consider(info.name);
  error.hints.push_back(closest.best().empty() ? "their names are in docs/diagnostics.md"
                                               : "did you mean -W" + std::string(prefix) + closest.best() + "?");
  return error;
}

}  // namespace

void expand_warning_options(std::vector<std::string>& arguments,
                            const std::function<bool(const std::string& argument)>& takes_value) {
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    std::string& argument = arguments[i];
    if (takes_value(argument)) ++i;
    if (argument.size() <= 2 || !argument.starts_with("-W")) continue;
    if (argument == "-Werror") {
      argument = "--werror";
    } else if (argument == "-Wno-error") {
      argument = "--werror=false";
    } else {
      argument.replace(0, 2, "--warn=");
    }
  }
}

Result<void> apply_diagnostic_switch(std::string_view text, DiagnosticSwitches& switches) {
  std::string_view name = text;
  const bool on = !take_prefix(name, "no-");
  const bool is_about_error = take_prefix(name, "error=");
  const CodeInfo* info = find_code(name);
  if (info == nullptr) return unknown_name(name, text.substr(0, text.size() - name.size()));
  if (info->severity == Severity::Error)
    return Error{Code::Usage, {}, "\"" + std::string(name) + "\" is an error and stays one"};
  DiagnosticSwitch& wanted = switches[info->code];
  if (is_about_error) wanted.error = on;
  // As with the compilers, what is to be an error is switched on, and what is not need not be off.
  if (!is_about_error || on) wanted.shown = on;
  return {};
}

}  // namespace mdconv::cli
