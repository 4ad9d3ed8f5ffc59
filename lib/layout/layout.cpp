// SPDX-License-Identifier: MIT
#include "layout/layout.h"
