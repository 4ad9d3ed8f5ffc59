// SPDX-License-Identifier: MIT
#pragma once

#include "mdconv/backend.h"

namespace mdconv::json {

const Backend& backend() noexcept;

}  // namespace mdconv::json
