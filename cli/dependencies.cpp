// SPDX-License-Identifier: MIT
#include "dependencies.h"

#include <algorithm>

namespace mdconv::cli {

std::string escape_for_make(std::string_view name) {
  std::string escaped;
  std::size_t backslashes = 0;
  for (const char c : name) {
    // Backslashes count for make only in front of a character that it would escape.
    if (c == ' ' || c == '\t' || c == '#' || c == ':') escaped.append(backslashes + 1, '\\');
    if (c == '$') escaped += '$';
    escaped += c;
    backslashes = c == '\\' ? backslashes + 1 : 0;
  }
  return escaped;
}

std::string make_rule(const std::vector<std::string>& targets, const std::vector<std::string>& prerequisites,
                      const std::optional<std::string>& phony_but) {
  std::vector<std::string> names;
  for (const std::string& prerequisite : prerequisites)
    if (std::find(names.begin(), names.end(), prerequisite) == names.end()) names.push_back(prerequisite);

  std::string rule;
  for (const std::string& target : targets) rule += (rule.empty() ? "" : " ") + escape_for_make(target);
  rule += ":";
  for (const std::string& name : names) rule += " \\\n  " + escape_for_make(name);
  rule += "\n";
  if (phony_but)
    for (const std::string& name : names)
      if (name != *phony_but) rule += escape_for_make(name) + ":\n";
  return rule;
}

}  // namespace mdconv::cli
