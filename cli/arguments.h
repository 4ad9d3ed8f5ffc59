// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "diagnostic_switches.h"
#include "mdconv/backend.h"
#include "mdconv/convert.h"
#include "mdconv/result.h"

namespace mdconv::cli {

enum class DiagnosticFormat : std::uint8_t { Human, Short, Json };
enum class When : std::uint8_t { Auto, Always, Never };

/// How diagnostics are shown.
struct ReportOptions {
  DiagnosticFormat format = DiagnosticFormat::Human;
  When color = When::Auto;
  bool quiet = false;
  bool verbose = false;
  bool werror = false;
  DiagnosticSwitches switches = {};
  /// After so many errors no more are shown; 0: no limit.
  unsigned max_errors = 0;
};

/// A make rule that says what the outputs were made from.
struct DependencyOptions {
  bool wanted = false;
  std::string file;                  // empty: beside the first output
  std::vector<std::string> targets;  // empty: the outputs
  bool phony_targets = false;
};

/// Everything that one run is asked to do.
struct Job {
  /// "-", or files, or one folder that is a book.
  std::vector<std::string> inputs = {"-"};
  bool dialect_given = false;
  /// Everything is made and nothing is written.
  bool check = false;
  std::vector<std::string> outputs;
  /// Whether "-" was asked for by name, which lets binary data go to a terminal.
  bool explicit_stdout = false;
  std::string format;  // empty: by each output's extension
  std::string root;    // empty: found from the input's place
  ReadOptions reading;
  std::vector<std::string> styles;
  std::string style = "standard";
  std::vector<std::string> metadata_files;
  std::optional<std::int64_t> timestamp;
  OptionValues backend_options;
  std::vector<std::string> font_folders;
  bool ignore_system_fonts = false;
  bool no_highlight = false;
  unsigned jobs = 1;
  DependencyOptions dependencies;
  ReportOptions report;
};

/// What the command line asks for: a conversion, or a text to print.
struct Command {
  std::optional<std::string> print;
  Job job;
};

/// Reads the command line and the environment. `report` is filled as far as reading came, so that the error
/// itself can be shown as asked. Errors: Code::Usage, Code::BadOption.
Result<Command> parse_arguments(int argc, const char* const* argv, std::span<const Backend* const> backends,
                                ReportOptions& report);

}  // namespace mdconv::cli
