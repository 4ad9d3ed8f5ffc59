// SPDX-License-Identifier: MIT
#pragma once

#include "mdconv/backend.h"

namespace mdconv::html {

const Backend& backend() noexcept;

}  // namespace mdconv::html
