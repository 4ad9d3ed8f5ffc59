// SPDX-License-Identifier: MIT
#pragma once

// Marks what the shared library exports; everything else is hidden.
#if defined(_WIN32)
#define MDCONV_API
#else
#define MDCONV_API __attribute__((visibility("default")))
#endif
