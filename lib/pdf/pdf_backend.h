// SPDX-License-Identifier: MIT
#pragma once

#include "mdconv/backend.h"

namespace mdconv::pdf {

const Backend& backend() noexcept;

}  // namespace mdconv::pdf
