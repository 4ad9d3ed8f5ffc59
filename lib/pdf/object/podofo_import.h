// SPDX-License-Identifier: MIT
#pragma once

#include "pdf/object/podofo.h"

namespace mdconv::pdf {

bool import_page(std::string_view pdf, double width, double height, bool hide_private_use, ImportTarget& target,
                 Ref& form);

}  // namespace mdconv::pdf
