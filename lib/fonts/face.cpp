// SPDX-License-Identifier: MIT
#include "fonts/face.h"
