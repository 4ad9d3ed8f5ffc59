// SPDX-License-Identifier: MIT
#include "make_options.h"

#include <array>
#include <string_view>

namespace mdconv::cli {
namespace {

struct MakeOption {
  std::string_view name;
  std::string_view meaning;
};

constexpr std::array kMakeOptions = {
    MakeOption{"-MD", "--make-deps"},        MakeOption{"-MMD", "--make-deps"},
    MakeOption{"-MF", "--make-deps-file"},   MakeOption{"-MT", "--make-deps-target"},
    MakeOption{"-MQ", "--make-deps-target"}, MakeOption{"-MP", "--make-deps-phony"},
};

}  // namespace

std::vector<std::string> expand_make_options(int argc, const char* const* argv) {
  std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  for (std::string& argument : arguments) {
    if (argument == "--") break;
    for (const MakeOption& option : kMakeOptions)
      if (argument == option.name) argument = option.meaning;
  }
  return arguments;
}

}  // namespace mdconv::cli
