// SPDX-License-Identifier: MIT
#pragma once

// Everything at once.
#include "mdconv/backend.h"
#include "mdconv/closest_name.h"
#include "mdconv/convert.h"
#include "mdconv/diagnostic.h"
#include "mdconv/dialect.h"
#include "mdconv/document.h"
#include "mdconv/filesystem.h"
#include "mdconv/fonts.h"
#include "mdconv/host.h"
#include "mdconv/limits.h"
#include "mdconv/result.h"
#include "mdconv/source.h"
#include "mdconv/version.h"
