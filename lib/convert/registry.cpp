// SPDX-License-Identifier: MIT
#include "convert/registry.h"

#include <array>

#include "epub/epub_backend.h"
#include "html/html_backend.h"
#include "json/json_backend.h"
#include "pdf/pdf_backend.h"

namespace mdconv {

std::span<const Backend* const> builtin_backends() noexcept {
  static const std::array<const Backend*, 4> kBackends = {&epub::backend(), &html::backend(), &json::backend(),
                                                          &pdf::backend()};
  return kBackends;
}

}  // namespace mdconv
