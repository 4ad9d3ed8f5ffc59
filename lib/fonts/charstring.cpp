// SPDX-License-Identifier: MIT
#include "fonts/charstring.h"

#include <algorithm>

namespace mdconv::fonts {
namespace {

enum Operator : unsigned {
  kHStem = 1,
  kVStem = 3,
  kVMoveTo = 4,
  kRLineTo = 5,
  kHLineTo = 6,
  kVLineTo = 7,
  kRRCurveTo = 8,
  kCallSubr = 10,
  kReturn = 11,
  kEscape = 12,
  kEndChar = 14,
  kHStemHM = 18,
  kHintMask = 19,
  kCntrMask = 20,
  kRMoveTo = 21,
  kHMoveTo = 22,
  kVStemHM = 23,
  kRCurveLine = 24,
  kRLineCurve = 25,
  kVVCurveTo = 26,
  kHHCurveTo = 27,
  kShortNumber = 28,
  kCallGSubr = 29,
  kVHCurveTo = 30,
  kHVCurveTo = 31,
};
// Behind kEscape.
constexpr unsigned kFirstFlex = 34;
constexpr unsigned kLastFlex = 37;

constexpr unsigned kFirstNumber = 32;
constexpr unsigned kFirstPositive = 247;
constexpr unsigned kFirstNegative = 251;
constexpr unsigned kFixedNumber = 255;

constexpr unsigned kDeepestCall = 10;
constexpr std::size_t kMostBytes = std::size_t{1} << 20;

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::size_t size_of_number(unsigned lead) {
  if (lead == kShortNumber) return 3;
  if (lead == kFixedNumber) return 5;
  return lead >= kFirstPositive ? 2 : 1;
}

}  // namespace

bool CharstringFlattener::append(std::string_view charstring, const CffIndex& local_subroutines, std::string& out) {
  local_ = &local_subroutines;
  out_ = &out;
  end_ = begins_[0] = out.size();
  count_ = 0;
  stems_ = 0;
  width_known_ = false;
  started_ = false;
  ended_ = false;
  budget_ = kMostBytes;
  const bool good = run(charstring, 0) && ended_;
  out.resize(end_);
  return good;
}

// Yields true at the end of a subroutine and at the glyph's.
bool CharstringFlattener::run(std::string_view code, unsigned depth) {
  if (depth > kDeepestCall || code.size() > budget_) return false;
  budget_ -= code.size();
  make_room(code.size());
  std::size_t at = 0;
  while (at < code.size()) {
    const unsigned lead = byte_at(code, at);
    if (lead >= kFirstNumber || lead == kShortNumber) {
      const std::size_t size = size_of_number(lead);
      if (code.size() - at < size || count_ == kMostOperands) return false;
      for (std::size_t i = 0; i < size; ++i) (*out_)[end_++] = code[at++];
      begins_[++count_] = end_;
      continue;
    }
    ++at;
    if (lead == kReturn) return depth > 0;
    if (!do_operator(lead, code, at, depth)) return false;
    if (ended_) return true;
  }
  return depth > 0;
}

// Each byte of a program makes one at most.
void CharstringFlattener::make_room(std::size_t bytes) {
  if (out_->size() - end_ < bytes) out_->resize(end_ + bytes);
}

bool CharstringFlattener::do_operator(unsigned op, std::string_view code, std::size_t& at, unsigned depth) {
  switch (op) {
    case kCallSubr:
    case kCallGSubr:
      if (!call(op == kCallSubr ? *local_ : global_, depth)) return false;
      make_room(code.size() - at);
      return true;
    case kHStem:
    case kVStem:
    case kHStemHM:
    case kVStemHM: hint(); return true;
    case kHintMask:
    case kCntrMask: {
      hint();  // vertical stems may come without an operator of their own
      const std::size_t size = (stems_ + 7) / 8;
      if (code.size() - at < size) return false;
      at += size;
      return true;
    }
    case kRMoveTo:
    case kHMoveTo:
    case kVMoveTo:
      width_known_ = started_ = true;
      draw(op);
      return true;
    case kEndChar:
      if (count_ > 1) return false;  // more than a width: the parts of an accented letter
      ended_ = true;
      draw(op);
      return true;
    case kEscape:
      if (at == code.size()) return false;
      return do_escape(byte_at(code, at++));
    case kRLineTo:
    case kHLineTo:
    case kVLineTo:
    case kRRCurveTo:
    case kRCurveLine:
    case kRLineCurve:
    case kVVCurveTo:
    case kHHCurveTo:
    case kVHCurveTo:
    case kHVCurveTo: draw(op); return started_;
    default: return false;
  }
}

bool CharstringFlattener::do_escape(unsigned op) {
  if (op < kFirstFlex || op > kLastFlex || !started_) return false;
  (*out_)[end_++] = static_cast<char>(kEscape);
  draw(op);
  return true;
}

bool CharstringFlattener::call(const CffIndex& subroutines, unsigned depth) {
  if (count_ == 0) return false;
  --count_;
  end_ = begins_[count_];
  const std::string_view number = std::string_view(*out_).substr(end_);
  const unsigned lead = byte_at(number, 0);
  int value = 0;
  if (lead == kShortNumber) {
    value = static_cast<std::int16_t>(byte_at(number, 1) << 8 | byte_at(number, 2));
  } else if (lead < kFirstPositive) {
    value = static_cast<int>(lead) - 139;
  } else if (lead < kFirstNegative) {
    value = static_cast<int>((lead - kFirstPositive) * 256 + byte_at(number, 1)) + 108;
  } else if (lead < kFixedNumber) {
    value = -static_cast<int>((lead - kFirstNegative) * 256 + byte_at(number, 1)) - 108;
  } else {
    return false;
  }
  // Numbers are shifted so that more of them take a single byte.
  value += subroutines.size() < 1240 ? 107 : subroutines.size() < 33900 ? 1131 : 32768;
  if (value < 0 || static_cast<std::uint32_t>(value) >= subroutines.size()) return false;
  return run(subroutines[static_cast<std::uint32_t>(value)], depth + 1);
}

// The operands stand before it already.
void CharstringFlattener::draw(unsigned op) {
  (*out_)[end_++] = static_cast<char>(op);
  begins_[0] = end_;
  count_ = 0;
}

// The first operator may have the glyph's width before its own operands, which are pairs. It stays where it is: then it
// stands before the first operator that is written.
void CharstringFlattener::hint() {
  stems_ += count_ / 2;
  if (!width_known_ && count_ % 2 != 0) begins_[0] = begins_[1];
  width_known_ = true;
  end_ = begins_[0];
  count_ = 0;
}

}  // namespace mdconv::fonts
