// SPDX-License-Identifier: MIT
#include "mdconv/diagnostic.h"

#include <array>

namespace mdconv {

namespace {

constexpr std::array kRows = {
#define MDCONV_ROW(enumerator, name, severity, status, summary) \
  CodeInfo{Code::enumerator, name, Severity::severity, ExitStatus::status, summary},
    MDCONV_DIAGNOSTICS(MDCONV_ROW)
#undef MDCONV_ROW
};

}  // namespace

std::span<const CodeInfo> diagnostic_codes() noexcept { return kRows; }
const CodeInfo& code_info(Code code) noexcept { return kRows[static_cast<std::size_t>(code)]; }

}  // namespace mdconv
