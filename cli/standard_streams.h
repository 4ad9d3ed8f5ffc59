// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "mdconv/result.h"

namespace mdconv::cli {

/// All of standard input, up to 256 MiB. Errors: Code::InputUnreadable, InputTooLarge.
Result<std::string> read_standard_input();

/// Errors: Code::OutputUnwritable.
Result<void> write_standard_output(std::string_view bytes);

/// A limit on file sizes is reported as an error of the write, not by a signal that would leave a temporary file.
void prepare_signals();

/// While one lives, an interruption by the user waits, so that outputs are put in place all or none.
class InterruptionDelay {
 public:
  InterruptionDelay();
  ~InterruptionDelay();
  InterruptionDelay(const InterruptionDelay&) = delete;
  InterruptionDelay& operator=(const InterruptionDelay&) = delete;

 private:
  struct Mask;
  Mask* previous_;
};

}  // namespace mdconv::cli
