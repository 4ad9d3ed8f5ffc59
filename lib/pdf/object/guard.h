// SPDX-License-Identifier: MIT
#pragma once

#include <podofo/podofo.h>

#include <mutex>

namespace mdconv::pdf {

/// Runs what calls PoDoFo; false if it failed. PdfError is no std::exception, so it is caught by name, at the door.
template <class F>
bool guarded(F&& f) {
  static std::once_flag quiet;
  try {
    std::call_once(quiet, [] {
      PoDoFo::PdfError::EnableDebug(false);
      PoDoFo::PdfError::EnableLogging(false);
    });
    f();
    return true;
  } catch (const PoDoFo::PdfError&) {
    return false;
  }
}

}  // namespace mdconv::pdf
