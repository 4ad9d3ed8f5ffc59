// SPDX-License-Identifier: MIT
#include <malloc.h>

#include <cstdio>
#include <new>

#include "arguments.h"
#include "mdconv/convert.h"
#include "report.h"
#include "run.h"
#include "standard_streams.h"

using namespace mdconv;

namespace {

int finish(const cli::ReportOptions& options, Error error) {
  cli::Reporter reporter(options);
  reporter.report(std::move(error));
  return static_cast<int>(reporter.status());
}

int run_program(int argc, const char* const* argv) {
  // The formats are asked for their options, so that no option is written down twice.
  const std::vector<const Backend*> backends = Converter(Services{}).backends();

  cli::ReportOptions report_options;
  Result<cli::Command> command = cli::parse_arguments(argc, argv, backends, report_options);
  if (!command) return finish(report_options, std::move(command).error());

  if (command->print) {
    const Result<void> printed = cli::write_standard_output(*command->print);
    return printed ? 0 : finish(report_options, printed.error());
  }

  cli::Reporter reporter(report_options);
  cli::run(command->job, reporter);
  reporter.finish();
  return static_cast<int>(reporter.status());
}

// A page that is touched first costs as much as a thousand steps of the program. So what is freed is kept for what
// comes next, but for pieces so large that a long book would miss them.
void keep_memory() {
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 16 << 20);
  ::mallopt(M_TOP_PAD, 512 << 10);
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory();
  cli::prepare_signals();
  try {
    return run_program(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("mdbook-conv: error: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "mdbook-conv: error: a defect of the program: %s\n", error.what());
  }
  return static_cast<int>(ExitStatus::Internal);
}
