// SPDX-License-Identifier: MIT
#include "markdown/front_matter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "markdown/data_value.h"
#include "markdown/line_syntax.h"
#include "markdown/metadata_keys.h"
#include "support/ascii.h"
#include "support/utf8.h"

namespace mdconv::markdown {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_marker(std::string_view text, const Line& line, std::string_view marker) {
  const std::string_view content = text.substr(line.begin, line.end - line.begin);
  return !marker.empty() && content.starts_with(marker) && ascii::trim(content.substr(marker.size())).empty();
}

// Whether a line reads like the beginning of a map: `key:`, `"key": `, `{`.
bool begins_yaml(std::string_view line) {
  if (line.starts_with('{') || line.starts_with("? ")) return true;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t') return false;
  return !line.starts_with('#') && !line.starts_with("- ") && !line.starts_with('>') && !line.starts_with('|') &&
         !line.starts_with('[') && !line.starts_with('*') && colon < 60;
}

bool begins_toml(std::string_view line) {
  if (line.starts_with('[')) return line.find(']') != std::string_view::npos;
  const std::size_t equals = line.find('=');
  return equals != std::string_view::npos && equals > 0 && equals < 60;
}

bool begins_json(std::string_view line) { return line.starts_with('{'); }

/// A language for data, and the lines that go around it.
struct Syntax {
  Result<Value> (*read)(const DataSource&);
  std::string_view marker;
  std::string_view other_closing_marker;
  std::string_view comment;
  bool (*begins)(std::string_view line);
};

constexpr Syntax kYaml = {read_yaml, "---", "...", "#", begins_yaml};
constexpr Syntax kToml = {read_toml, "+++", {}, "#", begins_toml};
constexpr Syntax kJson = {read_json, ";;;", {}, {}, begins_json};

struct Extent {
  const Syntax* syntax = nullptr;
  std::size_t open = 0;   // where the mark stands that opens it
  std::size_t begin = 0;  // of the data
  std::size_t end = 0;
  std::size_t body = 0;
  bool closed = false;
};

// Where the front matter lies that is between lines. A `---` line followed by something else than a key is a thematic
// break, and other marks are text.
std::optional<Extent> find_between_lines(std::string_view text, std::size_t start, const Syntax& syntax) {
  const Line first = line_at(text, start);
  if (!is_marker(text, first, syntax.marker)) return std::nullopt;
  Extent extent{&syntax, start, first.next, text.size(), text.size(), false};
  bool key_seen = false;
  for (std::size_t begin = first.next; begin < text.size();) {
    const Line line = line_at(text, begin);
    if (is_marker(text, line, syntax.marker) || is_marker(text, line, syntax.other_closing_marker)) {
      extent.end = line.begin;
      extent.body = line.next;
      extent.closed = true;
      break;
    }
    const std::string_view content = ascii::trim(text.substr(line.begin, line.end - line.begin));
    const bool is_comment = !syntax.comment.empty() && content.starts_with(syntax.comment);
    if (!key_seen && !content.empty() && !is_comment) {
      if (!syntax.begins(content)) return std::nullopt;
      key_seen = true;
    }
    begin = line.next;
  }
  if (!extent.closed && !key_seen) return std::nullopt;
  return extent;
}

// `{`, blanks, and `"` or `}`: what Liquid and kramdown begin with a brace goes on otherwise.
std::optional<Extent> find_json_object(std::string_view text, std::size_t start) {
  if (!text.substr(start).starts_with('{')) return std::nullopt;
  const std::size_t next = text.find_first_not_of(" \t\r\n", start + 1);
  if (next == std::string_view::npos || (text[next] != '"' && text[next] != '}')) return std::nullopt;
  const JsonExtent found = find_json_end(text, start);
  Extent extent{&kJson, start, start, found.end, found.end, found.closed};
  // An unclosed string is for the parser to complain about, at its place.
  if (!found.closed && found.end < text.size()) extent.closed = true;
  const Line rest = line_at(text, found.end);
  if (ascii::trim(text.substr(rest.begin, rest.end - rest.begin)).empty()) extent.body = rest.next;
  return extent;
}

// Hexo's posts may begin with the keys at once: lines of YAML up to `---`, of which one is a key that is known. One
// line alone is a heading with its underline.
std::optional<Extent> find_unopened(std::string_view text, std::size_t start) {
  constexpr int kMostLines = 100;
  Extent extent{&kYaml, start, start, text.size(), text.size(), true};
  bool known = false;
  int keys = 0;
  std::size_t begin = start;
  for (int number = 0; number < kMostLines && begin < text.size(); ++number) {
    const Line line = line_at(text, begin);
    const std::string_view content = text.substr(line.begin, line.end - line.begin);
    if (number > 0 && is_marker(text, line, kYaml.marker)) {
      extent.end = line.begin;
      extent.body = line.next;
      return known && keys > 1 ? std::optional(extent) : std::nullopt;
    }
    const bool inner = number > 0 && (content.starts_with("- ") || content.starts_with(' '));
    if (!inner && !begins_yaml(content)) return std::nullopt;
    const std::string_view key = content.substr(0, content.find(':'));
    keys += inner ? 0 : 1;
    known = known || (!inner && (find_metadata_field(key) || key == "layout"));
    begin = line.next;
  }
  return std::nullopt;
}

std::optional<Extent> find_extent(std::string_view text, std::size_t start) {
  for (const Syntax* syntax : {&kYaml, &kToml, &kJson})
    if (std::optional<Extent> extent = find_between_lines(text, start, *syntax)) return extent;
  if (std::optional<Extent> extent = find_json_object(text, start)) return extent;
  return find_unopened(text, start);
}

constexpr std::string_view kWideColon = "：";
constexpr std::string_view kAsWideColon = ":  ";  // as many bytes, so that places stay

// Where keys have the full-width colon of a Chinese keyboard. To YAML they are text, which goes on what stands before
// them.
std::vector<std::size_t> find_wide_colons(std::string_view text, std::size_t start) {
  std::vector<std::size_t> found;
  const Line first = line_at(text, start);
  if (!is_marker(text, first, kYaml.marker)) return found;
  for (std::size_t begin = first.next; begin < text.size() && begin - start < kMaxDataSize;) {
    const Line line = line_at(text, begin);
    if (is_marker(text, line, kYaml.marker) || is_marker(text, line, kYaml.other_closing_marker)) return found;
    const std::string_view content = text.substr(line.begin, line.end - line.begin);
    const std::size_t colon = content.find(kWideColon);
    if (colon != std::string_view::npos && find_metadata_field(content.substr(0, colon)))
      found.push_back(line.begin + colon);
    begin = line.next;
  }
  // What has no end is text.
  return {};
}

void report_wide_colons(std::string_view text, FileId file, const std::vector<std::size_t>& colons,
                        DiagnosticSink& diagnostics) {
  for (const std::size_t colon : colons) {
    const auto place = static_cast<std::uint32_t>(colon);
    const std::size_t line = text.rfind('\n', colon) + 1;
    diagnostics.report(
        {Code::FrontMatterValue,
         {file, place, place + static_cast<std::uint32_t>(kWideColon.size())},
         fmt::format("the full-width colon behind \"{}\" is read as \":\"", text.substr(line, colon - line))});
  }
}

Result<void> read_data(const Syntax& syntax, const DataSource& source, doc::Metadata& metadata,
                       DiagnosticSink& diagnostics) {
  if (source.end - source.begin > kMaxDataSize) return source.error(source.begin, "is larger than 256 KiB");
  MDCONV_TRY_ASSIGN(const Value root, syntax.read(source));
  if (root.kind == Value::Kind::Map) {
    take_metadata(root, metadata, diagnostics);
  } else if (root.kind != Value::Kind::Null) {
    diagnostics.report({Code::FrontMatterValue, root.span, fmt::format("the {} holds no keys", source.what)});
  }
  return {};
}

const Syntax& syntax_of_file(std::string_view name, std::string_view text) {
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  const std::string extension = ascii::to_lower(name.substr(dot));
  if (extension == ".yaml" || extension == ".yml") return kYaml;
  if (extension == ".toml") return kToml;
  if (extension == ".json") return kJson;
  for (const Syntax* syntax : {&kToml, &kJson})
    if (text.starts_with(syntax->marker)) return *syntax;
  return text.starts_with('{') ? kJson : kYaml;
}

}  // namespace

Result<FrontMatter> read_front_matter(std::string_view text, FileId file, doc::Metadata defaults,
                                      DiagnosticSink& diagnostics) {
  FrontMatter front{std::move(defaults), text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0};
  const std::vector<std::size_t> wide_colons = find_wide_colons(text, front.body);
  report_wide_colons(text, file, wide_colons, diagnostics);
  std::string mended;
  if (!wide_colons.empty()) mended = text;
  for (const std::size_t colon : wide_colons) mended.replace(colon, kAsWideColon.size(), kAsWideColon);
  if (!wide_colons.empty()) text = mended;
  const std::optional<Extent> extent = find_extent(text, front.body);
  if (!extent) return front;
  const DataSource source{text, file, extent->begin, extent->end};
  if (source.end - source.begin <= kMaxDataSize && !extent->closed) {
    return source.error(
        extent->open,
        fmt::format("has no closing {}",
                    extent->open == extent->begin ? "\"}\"" : fmt::format("\"{}\" line", extent->syntax->marker)));
  }
  MDCONV_TRY(read_data(*extent->syntax, source, front.metadata, diagnostics));
  front.metadata.span = {file, static_cast<std::uint32_t>(extent->begin), static_cast<std::uint32_t>(extent->end)};
  front.body = extent->body;
  return front;
}

Result<void> read_metadata_file(const SourceMap& sources, FileId file, doc::Metadata& metadata,
                                DiagnosticSink& diagnostics) {
  const std::string_view text = sources.text(file);
  DataSource source{text, file, 0, text.size(), "metadata file"};
  if (const std::optional<std::size_t> invalid = utf8::find_invalid(text)) {
    return Error{Code::InputNotUtf8, source.place(*invalid), "the metadata file is not UTF-8"};
  }
  if (text.starts_with(kByteOrderMark)) source.begin = kByteOrderMark.size();
  const Syntax& syntax = syntax_of_file(sources.name(file), source.content());
  const Line first = line_at(text, source.begin);
  if (is_marker(text, first, syntax.marker)) {
    source.begin = first.next;
    for (std::size_t begin = first.next; begin < text.size();) {
      const Line line = line_at(text, begin);
      if (is_marker(text, line, syntax.marker) || is_marker(text, line, syntax.other_closing_marker)) {
        source.end = line.begin;
        break;
      }
      begin = line.next;
    }
  }
  return read_data(syntax, source, metadata, diagnostics);
}

}  // namespace mdconv::markdown
