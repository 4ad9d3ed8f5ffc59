// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace mdconv {

/// What one input may ask for; beyond it reading ends with Code::LimitExceeded or Code::InputTooLarge, unless it is
/// said otherwise. Nesting is limited too, by doc::kMaxNesting: what is deeper is flattened, with a diagnostic.
struct Limits {
  /// Bytes of an input with all that it includes. At most 2 GiB: offsets have 32 bits.
  std::size_t input_bytes = std::size_t{256} << 20;
  /// Cells of all tables together. Short rows are filled up, so that a small text can ask for many.
  std::size_t table_cells = 1'000'000;
  std::size_t notes = 1'000'000;
  /// Bytes of the targets and titles of all links and images, beyond 16 times the text: a long definition can be used
  /// very often.
  std::size_t link_bytes = std::size_t{1} << 20;
  /// Attributes of one element; more are left out.
  std::size_t attributes = 100;
  /// Files that one input includes, each as often as it is included.
  std::size_t includes = 10'000;
  /// Includes inside includes.
  int include_depth = 16;
};

}  // namespace mdconv
