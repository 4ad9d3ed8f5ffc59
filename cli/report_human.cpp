// SPDX-License-Identifier: MIT
#include <string_view>

#include "report.h"

namespace mdconv::cli {
namespace {

constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kRed = "\033[1;31m";
constexpr std::string_view kMagenta = "\033[1;35m";
constexpr std::string_view kCyan = "\033[1;36m";
constexpr std::string_view kReset = "\033[0m";

// Lines longer than a terminal window would put the caret on another line than its text.
constexpr std::size_t kMaxExcerptColumns = 100;

struct Level {
  std::string_view word;
  std::string_view color;
  std::string_view flag;
};

Level level_of(const Diagnostic& diagnostic, const Appearance& appearance) {
  if (appearance.raised) return {"error", kRed, "-Werror="};
  switch (diagnostic.severity()) {
    case Severity::Error: return {"error", kRed, "-E"};
    case Severity::Warning: return {"warning", kMagenta, "-W"};
    case Severity::Note: break;
  }
  return {"note", kCyan, "-W"};
}

// A document must not be able to send commands to the terminal: control characters of both ranges become '?'.
std::string harmless(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (is_c1) ++i;
    safe += is_c1 || byte < 0x20 || byte == 0x7F ? '?' : text[i];
  }
  return safe;
}

std::string place(const Diagnostic& diagnostic, const SourceMap& sources) {
  if (!diagnostic.span.has_place()) return "mdbook-conv";
  const Position at = sources.position(diagnostic.span.file, diagnostic.span.begin);
  return harmless(sources.name(diagnostic.span.file)) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

// The line of the source and carets under the span, placed by display width.
std::string excerpt(const Diagnostic& diagnostic, const SourceMap& sources) {
  const Span& span = diagnostic.span;
  const Position from = sources.position(span.file, span.begin);
  const Position to = sources.position(span.file, span.end);
  const std::string_view line = sources.line(span.file, from.line);
  const std::uint32_t line_start = span.begin - (from.byte - 1);
  const Position line_end = sources.position(span.file, line_start + static_cast<std::uint32_t>(line.size()));
  if (line.empty() || line_end.column > kMaxExcerptColumns) return {};

  const std::uint32_t end_column = to.line == from.line ? to.column : line_end.column;
  const std::size_t width = end_column > from.column ? end_column - from.column : 1;
  const std::string margin = std::to_string(from.line);
  const std::string blank(margin.size(), ' ');
  return " " + margin + " | " + harmless(line) + "\n " + blank + " | " + std::string(from.column - 1, ' ') +
         std::string(width, '^') + "\n";
}

}  // namespace

std::string render_short(const Diagnostic& diagnostic, const SourceMap& sources, const Appearance& appearance) {
  const Level level = level_of(diagnostic, appearance);
  const auto paint = [&](std::string_view color, std::string_view text) {
    if (!appearance.color) return std::string(text);
    return std::string(color).append(text).append(kReset);
  };
  std::string text = paint(kBold, place(diagnostic, sources) + ":") + " ";
  text += paint(level.color, std::string(level.word) + ":") + " " + harmless(diagnostic.message);
  const std::string_view name = code_info(diagnostic.code).name;
  if (diagnostic.severity() != Severity::Error)
    text += " " + paint(level.color, "[" + std::string(level.flag) + std::string(name) + "]");
  return text + "\n";
}

std::string render_human(const Diagnostic& diagnostic, const SourceMap& sources, const Appearance& appearance) {
  std::string text = render_short(diagnostic, sources, appearance);
  if (appearance.excerpt && diagnostic.span.has_place()) text += excerpt(diagnostic, sources);
  // In a log a warning is one line; an error, which is the last word, keeps its advice.
  const bool show_hints = appearance.excerpt || diagnostic.severity() == Severity::Error;
  if (!show_hints) return text;
  for (const std::string& hint : diagnostic.hints) text += "  help: " + harmless(hint) + "\n";
  return text;
}

std::string render_omitted(std::size_t count) {
  return "mdbook-conv: " + std::to_string(count) + " more not shown (--max-errors)\n";
}

}  // namespace mdconv::cli
