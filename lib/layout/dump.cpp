// SPDX-License-Identifier: MIT
#include "layout/paged_document.h"
