// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fonts/cff.h"

namespace mdconv::fonts {

/// Rewrites charstrings (Adobe Technical Note 5177, type 2) so that they stand on their own: subroutines are written
/// out in place, hints left out. Outlines and widths stay as they are.
class CharstringFlattener {
 public:
  explicit CharstringFlattener(const CffIndex& global_subroutines) : global_(global_subroutines) {}

  /// Appends the glyph's charstring to `out`. False, with whatever was appended, if it is malformed or does what only
  /// old fonts do: arithmetic, or an accented letter put together from two others.
  bool append(std::string_view charstring, const CffIndex& local_subroutines, std::string& out);

 private:
  bool run(std::string_view code, unsigned depth);
  bool do_operator(unsigned op, std::string_view code, std::size_t& at, unsigned depth);
  bool do_escape(unsigned op);
  bool call(const CffIndex& subroutines, unsigned depth);
  void make_room(std::size_t bytes);
  void draw(unsigned op);
  void hint();

  /// The most operands that any program may have at once.
  static constexpr std::size_t kMostOperands = 48;

  const CffIndex& global_;
  const CffIndex* local_ = nullptr;
  std::string* out_ = nullptr;
  /// Where what has been written ends; the string is longer.
  std::size_t end_ = 0;
  /// Where in it each operand begins that waits for its operator, and the one after them.
  std::array<std::size_t, kMostOperands + 1> begins_ = {};
  std::size_t count_ = 0;
  /// Of hints, which say how long masks are.
  std::size_t stems_ = 0;
  bool width_known_ = false;
  /// Whether there is a point to draw from.
  bool started_ = false;
  bool ended_ = false;
  /// What of the work that any glyph may take is left: subroutines can call each other into the millions.
  std::size_t budget_ = 0;
};

}  // namespace mdconv::fonts
