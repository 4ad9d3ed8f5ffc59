// SPDX-License-Identifier: MIT
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

#include "mdconv/diagnostic.h"

namespace mdconv {

/// Why an operation cannot go on. The code decides the exit status.
using Error = Diagnostic;

/// A value or the Error that prevented it; the names follow std::expected.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& operator*() & { return *std::get_if<0>(&state_); }
  const T& operator*() const& { return *std::get_if<0>(&state_); }
  T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }

  Error& error() & { return *std::get_if<1>(&state_); }
  const Error& error() const& { return *std::get_if<1>(&state_); }
  Error&& error() && { return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : failed_(true), error_(std::move(error)) {}

  bool has_value() const noexcept { return !failed_; }
  explicit operator bool() const noexcept { return has_value(); }
  Error& error() & { return error_; }
  const Error& error() const& { return error_; }
  Error&& error() && { return std::move(error_); }

 private:
  bool failed_ = false;
  Error error_;
};

}  // namespace mdconv

#define MDCONV_CONCAT_(a, b) a##b
#define MDCONV_CONCAT(a, b) MDCONV_CONCAT_(a, b)
#define MDCONV_TRY_ASSIGN_(result, target, expression) \
  auto result = (expression);                          \
  if (!result) return std::move(result).error();       \
  target = *std::move(result)

/// `MDCONV_TRY_ASSIGN(auto x, f());` — x becomes f()'s value, or its Error is returned.
#define MDCONV_TRY_ASSIGN(target, expression) \
  MDCONV_TRY_ASSIGN_(MDCONV_CONCAT(mdconv_result_, __LINE__), target, expression)

/// `MDCONV_TRY(f());` — returns f()'s Error, if it has one.
#define MDCONV_TRY(expression)                                                                      \
  do {                                                                                              \
    if (auto mdconv_result = (expression); !mdconv_result) return std::move(mdconv_result).error(); \
  } while (false)
