// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "mdconv/result.h"
#include "pdf/object/file.h"

namespace mdconv::pdf {

/// Makes a form XObject of the first page of another PDF, with its fonts and whatever else it draws with. The form's
/// units are thousandths. If `hide_private_use`, what its fonts say of the text of characters for private use is
/// U+FFFD. Errors: Code::Internal.
Result<Ref> import_page(std::string_view pdf, double width, double height, bool hide_private_use, File& file);

}  // namespace mdconv::pdf
