// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/diagnostic.h"
#include "mdconv/result.h"

namespace mdconv::cli {

/// What the command line says of one warning or note; what is unset is as the options without a name have it.
struct DiagnosticSwitch {
  std::optional<bool> shown;
  std::optional<bool> error;
};

using DiagnosticSwitches = std::map<Code, DiagnosticSwitch>;

/// Replaces the compilers' spellings by the long options that they stand for: -Werror by --werror, -Wno-error by
/// --werror=false, every other -WTEXT by --warn=TEXT. To be done before short options are told apart: "-Wname" would
/// else be -W -n -a -m -e. `takes_value` says whether what follows an argument is its value, to be left as it is.
void expand_warning_options(std::vector<std::string>& arguments,
                            const std::function<bool(const std::string& argument)>& takes_value);

/// Adds what "name", "no-name", "error=name" or "no-error=name" says; the later of two that differ holds.
/// Errors: Code::Usage, when the name is that of no diagnostic, or of an error.
Result<void> apply_diagnostic_switch(std::string_view text, DiagnosticSwitches& switches);

}  // namespace mdconv::cli
