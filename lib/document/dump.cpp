// SPDX-License-Identifier: MIT
#include "document/dump.h"
namespace mdconv::doc {
std::string dump(const Document&, const SourceMap&) { return {}; }
}  // namespace mdconv::doc
