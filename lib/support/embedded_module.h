// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

// Libraries that bring many others, or are not always needed, are opened when the first call asks for them: a program
// that is linked to them waits for them at every start. What calls such a library is linked to it, so it is a shared
// object of its own; that is part of the program as bytes (cmake/EmbeddedModule.cmake), and becomes a file in memory
// for the dynamic loader. A module's symbols cannot be found from outside but for one function.

namespace mdconv {

/// The one function of a module, or what prevented it.
struct ModuleFunction {
  void* address = nullptr;
  std::string problem = {};
};

/// Opens the module for as long as the process lasts. `name` is for those who look at the process from outside.
ModuleFunction open_embedded_module(const char* name, std::string_view bytes, const char* function);

/// A module whose one function yields a table of functions.
template <class Functions>
struct OpenModule {
  /// None, and `problem` says why, where the module cannot be opened.
  const Functions* functions = nullptr;
  std::string problem = {};

  static OpenModule load(const char* name, std::string_view bytes, const char* function) {
    ModuleFunction found = open_embedded_module(name, bytes, function);
    if (found.address == nullptr) return {nullptr, std::move(found.problem)};
    return {reinterpret_cast<const Functions* (*)()>(found.address)()};
  }
};

}  // namespace mdconv
