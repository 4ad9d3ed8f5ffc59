// SPDX-License-Identifier: MIT
#include <cstdio>
#include <string_view>

#include "report.h"

namespace mdconv::cli {
namespace {

// The length of the well-formed UTF-8 sequence at the start, or 0: file names need not be UTF-8, JSON must be.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool overlong = lead == 0xF0 && byte(1) < 0x90;
    const bool too_large = lead == 0xF4 && byte(1) > 0x8F;
    return continues(1) && continues(2) && continues(3) && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

std::string quoted(std::string_view text) {
  std::string json = "\"";
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    const char c = text.front();
    if (length == 0) {
      json += "\\ufffd";
    } else if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      char escape[8];
      std::snprintf(escape, sizeof(escape), "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
      json += escape;
    } else {
      json.append(text.substr(0, length));
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return json + "\"";
}

std::string_view severity_name(const Diagnostic& diagnostic, const Appearance& appearance) {
  if (appearance.raised) return "error";
  switch (diagnostic.severity()) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Note: break;
  }
  return "note";
}

std::string number(std::string_view key, std::uint32_t value) {
  return ",\"" + std::string(key) + "\":" + std::to_string(value);
}

}  // namespace

std::string render_json(const Diagnostic& diagnostic, const SourceMap& sources, const Appearance& appearance) {
  std::string json = "{\"severity\":" + quoted(severity_name(diagnostic, appearance));
  json += ",\"code\":" + quoted(code_info(diagnostic.code).name);
  json += ",\"message\":" + quoted(diagnostic.message);
  if (diagnostic.span.has_place()) {
    const Position from = sources.position(diagnostic.span.file, diagnostic.span.begin);
    const Position to = sources.position(diagnostic.span.file, diagnostic.span.end);
    json += ",\"file\":" + quoted(sources.name(diagnostic.span.file));
    json += number("line", from.line) + number("column", from.column);
    json += number("byte", from.byte) + number("utf16", from.utf16);
    json += number("endLine", to.line) + number("endColumn", to.column);
    json += number("endByte", to.byte) + number("endUtf16", to.utf16);
  }
  json += ",\"notes\":[";
  for (std::size_t i = 0; i < diagnostic.hints.size(); ++i) json += (i == 0 ? "" : ",") + quoted(diagnostic.hints[i]);
  return json + "]}\n";
}

std::string render_omitted_json(std::size_t count) {
  return R"({"severity":"note","code":"max-errors","message":")" + std::to_string(count) +
         " more not shown\",\"notes\":[]}\n";
}

}  // namespace mdconv::cli
