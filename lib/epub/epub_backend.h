// SPDX-License-Identifier: MIT
#pragma once

#include "mdconv/backend.h"

namespace mdconv::epub {

const Backend& backend() noexcept;

}  // namespace mdconv::epub
