// SPDX-License-Identifier: MIT
#include "style/style_sheet.h"
