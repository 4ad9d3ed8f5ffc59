// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mdconv/backend.h"

// A backend's options, one row each, bound to the members of its options struct. Command line, help,
// documentation and API all walk these rows.

namespace mdconv {

template <class Options>
struct OptionRow {
  std::string_view name;
  std::string_view value_name;  // empty for a switch
  std::string_view help;
  /// A switch that is optional is on, off or as the document has it.
  std::variant<bool Options::*, int Options::*, std::string Options::*, std::optional<bool> Options::*> member;
};

// Not inlined: g++ 12 sees a struct without strings, does not see that no row reaches the string's branch, and warns.
template <class Options>
[[gnu::noinline]] std::string option_value(const Options& options, const OptionRow<Options>& row) {
  if (const auto* flag = std::get_if<bool Options::*>(&row.member)) return options.**flag ? "true" : "false";
  if (const auto* number = std::get_if<int Options::*>(&row.member)) return std::to_string(options.**number);
  if (const auto* flag = std::get_if<std::optional<bool> Options::*>(&row.member))
    return options.**flag ? std::string(*(options.**flag) ? "true" : "false") : std::string();
  const auto* text = std::get_if<std::string Options::*>(&row.member);
  return text ? options.**text : std::string();
}

/// Errors: Code::BadOption.
template <class Options>
[[gnu::noinline]] Result<void> set_option(Options& options, const OptionRow<Options>& row, const std::string& value) {
  const auto bad = [&](std::string_view expected) {
    return Error{Code::BadOption,
                 {},
                 "--" + std::string(row.name) + " takes " + std::string(expected) + ", not \"" + value + "\""};
  };
  const bool is_switch = !std::holds_alternative<int Options::*>(row.member) &&
                         !std::holds_alternative<std::string Options::*>(row.member);
  if (is_switch && value != "true" && value != "false") return bad("true or false");
  if (const auto* flag = std::get_if<bool Options::*>(&row.member)) {
    options.** flag = value == "true";
  } else if (const auto* choice = std::get_if<std::optional<bool> Options::*>(&row.member)) {
    options.** choice = value == "true";
  } else if (const auto* number = std::get_if<int Options::*>(&row.member)) {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.**number);
    if (error != std::errc() || end != value.data() + value.size()) return bad("a whole number");
  } else if (const auto* text = std::get_if<std::string Options::*>(&row.member)) {
    options.** text = value;
  }
  return {};
}

template <class Options>
std::vector<OptionInfo> describe_options(std::span<const OptionRow<Options>> rows) {
  const Options defaults;
  std::vector<OptionInfo> all;
  for (const auto& row : rows) {
    all.push_back(
        {std::string(row.name), std::string(row.value_name), std::string(row.help), option_value(defaults, row)});
  }
  return all;
}

/// The options struct with the values that were given. Names that no row has belong to other backends.
/// Errors: Code::BadOption.
template <class Options>
Result<Options> parse_options(std::span<const OptionRow<Options>> rows, const OptionValues& values) {
  Options options;
  for (const auto& row : rows) {
    const auto found = values.find(row.name);
    if (found != values.end()) MDCONV_TRY(set_option(options, row, found->second));
  }
  return options;
}

}  // namespace mdconv
