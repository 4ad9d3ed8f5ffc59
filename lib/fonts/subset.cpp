// SPDX-License-Identifier: MIT
#include "fonts/subset.h"
