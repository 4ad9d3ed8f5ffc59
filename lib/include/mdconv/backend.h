// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/document.h"
#include "mdconv/host.h"
#include "mdconv/result.h"

namespace mdconv {

/// One option of a backend: command line, help, documentation and API all come from this row.
struct OptionInfo {
  std::string name;           // "paper": `--paper` on the command line
  std::string value_name;     // "SIZE"; empty for a switch
  std::string help;           // one line
  std::string default_value;  // of a switch empty: as the document has it
};

/// Option name to value, as text; switches are "true" or "false".
using OptionValues = std::map<std::string, std::string, std::less<>>;

struct BackendInfo {
  std::string name;  // "epub": `--to epub`
  std::string description;
  std::string media_type;
  std::vector<std::string> extensions;  // with the dot; the first is the usual one
  std::vector<OptionInfo> options;
};

struct BackendContext {
  const SourceMap& sources;
  /// Style sheets in cascade order, the built-in one first.
  std::span<const FileId> styles;
  FontProvider& fonts;
  DiagnosticSink& diagnostics;
  const OptionValues& options;
  /// Seconds since 1970 UTC: the output's modification date.
  std::int64_t timestamp = 0;
  /// Null: Western words stay whole.
  HyphenationProvider* hyphenation = nullptr;
  /// How many threads may work on the output.
  unsigned threads = 1;
  /// Null: code has no colours.
  CodeHighlighter* highlighter = nullptr;
};

/// An output format. Const and free of shared state: one object serves many threads.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual const BackendInfo& info() const noexcept = 0;
  /// Does what needs no document, such as opening libraries: while one is read, and on a thread of its own. What is
  /// not done here write() does.
  virtual void prepare() const {}
  /// Writes a resolved document. The output is a pure function of the arguments.
  virtual Result<void> write(const doc::Document& document, const BackendContext& context, ByteSink& sink) const = 0;
};

}  // namespace mdconv
