// SPDX-License-Identifier: MIT
#include "markdown/includes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "markdown/line_syntax.h"
#include "markdown/template_tag.h"
#include "support/uri.h"
#include "support/utf8.h"

namespace mdconv::markdown {

namespace {

constexpr std::string_view kOpen = "{{#";

struct Directive {
  std::string_view name;
  std::string_view arguments;
  std::size_t end = 0;
};

// The directive that begins at `begin`; its name is empty when there is none.
Directive directive_at(std::string_view text, std::size_t begin) {
  constexpr std::size_t kLongest = 4096;
  const std::string_view rest = text.substr(begin, kLongest);
  const std::size_t close = rest.find("}}");
  if (close == std::string_view::npos || rest.substr(0, close).find('\n') != std::string_view::npos) return {};
  std::string_view inside = trim_blanks(rest.substr(kOpen.size(), close - kOpen.size()));
  const std::size_t end = std::min(inside.find_first_of(" \t"), inside.size());
  Directive directive{inside.substr(0, end), trim_blanks(inside.substr(end)), begin + close + 2};
  const bool known = directive.name == "include" || directive.name == "rustdoc_include" ||
                     directive.name == "playground" || directive.name == "playpen" || directive.name == "title";
  return known && !directive.arguments.empty() ? directive : Directive{};
}

// A part of a file: bytes of it, in order.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Part> split_lines(std::string_view text) {
  std::vector<Part> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const Line line = line_at(text, begin);
    lines.push_back({begin, line.next});
    begin = line.next;
  }
  return lines;
}

std::optional<std::size_t> parse_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool marks_anchor(std::string_view line, std::string_view mark, std::string_view name) {
  const std::size_t place = line.find(mark);
  if (place == std::string_view::npos) return false;
  std::string_view rest = line.substr(place + mark.size());
  rest = rest.substr(std::min(rest.find_first_not_of(" \t"), rest.size()));
  const std::size_t end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
  return name.empty() ? end > 0 : rest.substr(0, end) == name;
}

bool is_anchor_mark(std::string_view line) {
  return marks_anchor(line, "ANCHOR:", {}) || marks_anchor(line, "ANCHOR_END:", {});
}

// The lines between the marks of an anchor.
std::vector<Part> lines_of_anchor(std::string_view text, std::string_view name) {
  std::vector<Part> chosen;
  bool inside = false;
  for (const Part& line : split_lines(text)) {
    const std::string_view words = text.substr(line.begin, line.end - line.begin);
    if (marks_anchor(words, "ANCHOR_END:", inside ? name : "\x01")) break;
    if (inside) chosen.push_back(line);
    if (marks_anchor(words, "ANCHOR:", name)) inside = true;
  }
  return chosen;
}

// What `range` ("", "5", "5:", ":10", "5:10", or an anchor) names of a file.
std::vector<Part> lines_of_range(std::string_view text, std::string_view range) {
  std::vector<Part> lines = split_lines(text);
  if (range.empty()) return lines;
  const std::size_t colon = range.find(':');
  const std::string_view from_text = range.substr(0, colon);
  const std::optional<std::size_t> from = from_text.empty() ? 1 : parse_number(from_text);
  if (!from) return lines_of_anchor(text, from_text);
  std::optional<std::size_t> to = from;
  if (colon != std::string_view::npos) {
    const std::string_view to_text = range.substr(colon + 1);
    to = to_text.empty() ? lines.size() : parse_number(to_text);
  }
  if (!to || *from == 0 || *from > lines.size() || *to < *from) return {};
  return {lines.begin() + static_cast<std::ptrdiff_t>(*from - 1),
          lines.begin() + static_cast<std::ptrdiff_t>(std::min(*to, lines.size()))};
}

// The same without the marks of anchors: they are for other includes, not for readers.
std::vector<Part> choose(std::string_view text, std::string_view range) {
  std::vector<Part> lines = lines_of_range(text, range);
  std::erase_if(lines,
                [&](const Part& line) { return is_anchor_mark(text.substr(line.begin, line.end - line.begin)); });
  return lines;
}

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? std::string_view()
                                                     : path.substr(0, std::max(slash, std::size_t{1})));
}

// What an included file is called in messages: its way from the text that includes it, whose name is as the user gave
// it. `directory` is that text's folder below the root, `path` the file's.
std::string name_from(std::string_view including, std::string directory, std::string_view path) {
  std::string folder = folder_of(including);
  while (!directory.empty() && !path.starts_with(directory + "/")) {
    directory = folder_of(directory);
    if (folder.empty() || folder.ends_with(".."))
      folder += folder.empty() ? ".." : "/..";
    else
      folder = folder_of(folder);
  }
  path.remove_prefix(directory.empty() ? 0 : directory.size() + 1);
  if (!folder.empty() && !folder.ends_with('/')) folder += '/';
  return folder.append(path);
}

class Expander {
 public:
  Expander(std::string_view including, SourceMap& sources, const ParseOptions& options, DiagnosticSink& diagnostics,
           std::string& title)
      : including_(including), sources_(sources), options_(options), diagnostics_(diagnostics), title_(title) {}

  Result<void> add(const SourceText& source, const std::string& directory) {
    const std::string_view text = source.text;
    std::size_t done = 0;
    for (std::size_t i = text.find(kOpen); i != std::string_view::npos; i = text.find(kOpen, i)) {
      const Directive directive = directive_at(text, i);
      if (directive.name.empty()) {
        i += kOpen.size();
        continue;
      }
      const bool escaped = i > 0 && text[i - 1] == '\\';
      copy(source, done, escaped ? i - 1 : i);
      done = i;
      i = directive.end;
      if (escaped) continue;
      if (directive.name == "title") {
        if (title_.empty()) title_ = std::string(directive.arguments);
        done = directive.end;
        continue;
      }
      MDCONV_TRY_ASSIGN(const bool included, include(directive, source.span(done, directive.end), directory));
      if (included) done = directive.end;
    }
    copy(source, done, text.size());
    if (out_.text.size() > options_.limits.input_bytes)
      return Error{
          Code::LimitExceeded, source.span(0, std::min<std::size_t>(1, text.size())),
          fmt::format("with all that it includes the input is larger than {} bytes", options_.limits.input_bytes)};
    return {};
  }

  SourceEdits::Changed take() { return std::move(out_); }

 private:
  void copy(const SourceText& source, std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    const std::size_t known = out_.pieces.size();
    source.copy_pieces(begin, end, out_.text.size(), out_.pieces);
    for (std::size_t i = known; i < out_.pieces.size(); ++i)
      if (out_.pieces[i].file == FileId::None) out_.pieces[i].file = source.file;
    out_.text.append(source.text.substr(begin, end - begin));
  }

  void put(std::string_view text, const mdconv::Span& span) {
    out_.pieces.push_back({out_.text.size(), span.begin, true, span.file, span.end - span.begin});
    out_.text.append(text);
  }

  bool fail(const mdconv::Span& span, std::string message) {
    diagnostics_.report({Code::IncludeFailed, span, std::move(message)});
    return false;
  }

  // Whether the directive was carried out; one that was not stays.
  Result<bool> include(const Directive& directive, const mdconv::Span& span, const std::string& directory) {
    if (++count_ > options_.limits.includes)
      return Error{Code::LimitExceeded, span, fmt::format("more than {} files are included", options_.limits.includes)};
    const std::string_view target = directive.arguments.substr(0, directive.arguments.find_first_of(" \t"));
    const std::string_view flags = trim_blanks(directive.arguments.substr(target.size()));
    const std::size_t colon = target.find(':');
    const std::string_view range = colon == std::string_view::npos ? std::string_view() : target.substr(colon + 1);
    const std::string written(target.substr(0, colon));
    const std::optional<std::string> path = uri::normalize_path(directory + "/" + written);
    if (!path) return fail(span, fmt::format("\"{}\" lies outside the root", written));
    if (open_.size() >= static_cast<std::size_t>(options_.limits.include_depth))
      return fail(span, fmt::format("\"{}\" is included too deep inside other files", written));
    if (std::find(open_.begin(), open_.end(), *path) != open_.end())
      return fail(span, fmt::format("\"{}\" includes itself", written));
    const std::optional<FileId> file = load(*path, span, written);
    if (!file) return false;
    const std::string_view text = sources_.text(*file);
    const std::vector<Part> parts = choose(text, range);
    if (parts.empty() && !text.empty()) return fail(span, fmt::format("\"{}\" has no \"{}\"", written, range));

    const bool playground = directive.name == "playground" || directive.name == "playpen";
    if (playground) put(fmt::format("```rust{}{}\n", flags.empty() ? "" : ",", flags), span);
    open_.push_back(*path);
    const std::size_t slash = path->rfind('/');
    const std::string folder = slash == std::string::npos ? std::string() : path->substr(0, slash);
    for (const Part& part : parts) {
      // The last line end is the directive's own.
      const std::size_t end = &part == &parts.back() ? line_at(text, part.begin).end : part.end;
      const SourceText line{
          text.substr(part.begin, end - part.begin), *file, {{0, static_cast<std::uint32_t>(part.begin)}}};
      MDCONV_TRY(add(line, folder));
    }
    open_.pop_back();
    if (playground) put("\n```", span);
    return true;
  }

  std::optional<FileId> load(const std::string& path, const mdconv::Span& span, const std::string& written) {
    if (const auto known = files_.find(path); known != files_.end()) return known->second;
    if (options_.resources == nullptr) {
      fail(span, fmt::format("\"{}\" cannot be read: there are no files here", written));
      return std::nullopt;
    }
    const Result<Blob> blob = options_.resources->load(path);
    if (!blob) {
      fail(span, blob.error().code == Code::ImageMissing ? fmt::format("\"{}\" cannot be found", written)
                 : blob.error().code == Code::ImageOutsideRoot
                     ? fmt::format("\"{}\" lies outside the root", written)
                     : fmt::format("\"{}\" cannot be read: {}", written, blob.error().message));
      return std::nullopt;
    }
    if (utf8::find_invalid(blob->view())) {
      fail(span, fmt::format("\"{}\" is not UTF-8", written));
      return std::nullopt;
    }
    const FileId file = sources_.add(name_from(including_, options_.directory, path), std::string(blob->view()));
    files_.emplace(path, file);
    return file;
  }

  std::string including_;
  SourceMap& sources_;
  const ParseOptions& options_;
  DiagnosticSink& diagnostics_;
  std::string& title_;
  SourceEdits::Changed out_;
  std::map<std::string, FileId> files_;
  std::vector<std::string> open_;
  std::size_t count_ = 0;
};

}  // namespace

Result<std::optional<SourceEdits::Changed>> expand_includes(const SourceText& source, SourceMap& sources,
                                                            const ParseOptions& options, DiagnosticSink& diagnostics,
                                                            std::string& title) {
  std::optional<SourceEdits::Changed> changed;
  if (source.text.find(kOpen) == std::string_view::npos) return changed;
  Expander expander(sources.name(source.file), sources, options, diagnostics, title);
  MDCONV_TRY(expander.add(source, options.directory));
  changed = expander.take();
  if (changed->pieces.empty()) changed->pieces.push_back({0, source.source_offset(0)});
  return changed;
}

}  // namespace mdconv::markdown
