// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "mdconv/export.h"

namespace mdconv {

/// Finds the name that was probably meant by a misspelt one.
class MDCONV_API ClosestName {
 public:
  explicit ClosestName(std::string_view written) : written_(written), distance_(written.size() / 3 + 1) {}

  void consider(std::string_view name);
  /// The nearest name, the first of several; empty when none is near.
  const std::string& best() const noexcept { return best_; }

 private:
  std::string written_;
  std::size_t distance_;
  std::string best_;
};

}  // namespace mdconv
