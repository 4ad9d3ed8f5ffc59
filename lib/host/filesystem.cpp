// SPDX-License-Identifier: MIT
#include "mdconv/filesystem.h"
