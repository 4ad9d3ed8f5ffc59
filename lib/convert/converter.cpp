// SPDX-License-Identifier: MIT
#include "mdconv/convert.h"
