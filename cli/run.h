// SPDX-License-Identifier: MIT
#pragma once

#include "arguments.h"
#include "report.h"

namespace mdconv::cli {

/// Does the job. Everything that is to be said, errors too, goes to the reporter, which knows the exit status.
/// Nothing is written if any output fails.
void run(const Job& job, Reporter& reporter);

}  // namespace mdconv::cli
