// SPDX-License-Identifier: MIT
#include "run.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>
#include <thread>
#include <tuple>

#include "dependencies.h"
#include "inputs.h"
#include "mdconv/convert.h"
#include "mdconv/filesystem.h"
#include "standard_streams.h"
#include "timestamp.h"

namespace mdconv::cli {
namespace {

// One file to make, and what became of it.
struct Output {
  std::string path;  // "-" is standard output
  const Backend* backend = nullptr;
  StringSink bytes;
  DiagnosticList diagnostics;
  Result<void> result;
};

bool is_text(const Backend& backend) {
  const std::string& type = backend.info().media_type;
  return type.compare(0, 5, "text/") == 0 || type == "application/xhtml+xml" || type == "application/json";
}

bool same_file(const std::string& a, const std::string& b) {
  if (a == b) return true;
  struct stat first = {};
  struct stat second = {};
  const bool a_exists = ::stat(a.c_str(), &first) == 0;
  const bool b_exists = ::stat(b.c_str(), &second) == 0;
  if (a_exists && b_exists)
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino && S_ISREG(first.st_mode);
  if (a_exists || b_exists) return false;
  std::error_code error;
  const std::filesystem::path real_a = std::filesystem::weakly_canonical(std::filesystem::absolute(a), error);
  return !error && real_a == std::filesystem::weakly_canonical(std::filesystem::absolute(b), error) && !error;
}

// Nothing that is written may take the place of something that is read, or of something else that is written.
Result<void> check_targets(const Job& job) {
  std::vector<std::string> targets = job.outputs;
  if (job.dependencies.wanted) targets.push_back(job.dependencies.file);
  std::vector<std::pair<std::string, std::string>> sources;
  for (const std::string& path : job.styles) sources.emplace_back(path, "a style sheet");
  for (const std::string& path : job.metadata_files) sources.emplace_back(path, "a metadata file");
  for (const std::string& path : job.inputs)
    if (path != "-") sources.emplace_back(path, "the input");
  for (std::size_t i = 0; i < targets.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k)
      if (same_file(targets[k], targets[i]))
        return Error{Code::Usage, {}, "\"" + targets[i] + "\" is given as an output twice"};
    for (const auto& [source, role] : sources)
      if (targets[i] != "-" && same_file(source, targets[i]))
        return Error{Code::Usage, {}, "\"" + targets[i] + "\" is " + role + " and an output"};
  }
  return {};
}

Error unknown_format(const Converter& converter, std::string message) {
  Error error{Code::UnknownFormat, {}, std::move(message)};
  std::string known;
  for (const Backend* backend : converter.backends()) known += (known.empty() ? "" : ", ") + backend->info().name;
  error.hints.push_back("formats are " + known);
  return error;
}

Result<const Backend*> choose_backend(const Job& job, const std::string& path, const Converter& converter) {
  const std::string extension = std::filesystem::path(path).extension().string();
  const std::string& name = job.format.empty() ? extension : job.format;
  if (const Backend* backend = converter.find_backend(name)) return backend;
  if (!job.format.empty()) return unknown_format(converter, "no format is called \"" + job.format + "\"");
  if (path == "-") return unknown_format(converter, "standard output needs --to FORMAT");
  return unknown_format(converter, "no format has the extension of \"" + path + "\"");
}

Result<std::vector<Output>> plan_outputs(const Job& job, const Converter& converter) {
  std::vector<Output> outputs;
  for (const std::string& path : job.outputs) {
    MDCONV_TRY_ASSIGN(const Backend* backend, choose_backend(job, path, converter));
    if (path == "-" && !job.check && !job.explicit_stdout && !is_text(*backend) && ::isatty(STDOUT_FILENO))
      return Error{Code::Usage, {}, "standard output is a terminal", {"use -o FILE, or -o - if you mean it"}};
    outputs.emplace_back();
    outputs.back().path = path;
    outputs.back().backend = backend;
  }
  return outputs;
}

// Of several outputs one may be enough for an option.
void report_unused_options(const Job& job, const std::vector<Output>& outputs, Reporter& reporter) {
  for (const auto& [name, value] : job.backend_options) {
    const bool used = std::any_of(outputs.begin(), outputs.end(), [&, &option = name](const Output& output) {
      const std::vector<OptionInfo>& options = output.backend->info().options;
      return std::any_of(options.begin(), options.end(), [&](const OptionInfo& info) { return info.name == option; });
    });
    if (used) continue;
    std::string formats;
    for (const Output& output : outputs) {
      const std::string& format = output.backend->info().name;
      if (formats.find(format) == std::string::npos) formats += (formats.empty() ? "" : ", ") + format;
    }
    reporter.report({Code::OptionUnused, {}, "--" + name + " means nothing to " + formats});
  }
}

// Libraries are loaded while the text is read.
std::jthread prepare(const std::vector<Output>& outputs, unsigned jobs) {
  std::vector<const Backend*> backends;
  for (const Output& output : outputs) backends.push_back(output.backend);
  if (jobs < 2) return {};
  try {
    return std::jthread([backends = std::move(backends)] {
      try {
        for (const Backend* backend : backends) backend->prepare();
      } catch (const std::exception&) {
        // Writing meets it again, and tells of it.
      }
    });
  } catch (const std::system_error&) {
    return {};  // Each is loaded when it is needed.
  }
}

// HTML that nobody has looked into makes no valid EPUB, and no PDF.
Result<void> check_raw_html(const Job& job, const std::vector<Output>& outputs) {
  const auto fragment = job.backend_options.find("fragment");
  const bool is_fragment = fragment != job.backend_options.end() && fragment->second == "true";
  const auto takes_it = [&](const Output& output) {
    const std::string& format = output.backend->info().name;
    return (format == "html" && is_fragment) || format == "json";
  };
  if (job.reading.raw_html == RawHtml::Read || std::all_of(outputs.begin(), outputs.end(), takes_it)) return {};
  return Error{Code::Usage, {}, "--raw-html keep is for HTML fragments and JSON", {"use it with --to html --fragment"}};
}

Result<std::vector<FileId>> read_styles(const Job& job, Converter& converter) {
  std::vector<FileId> styles;
  const std::optional<std::string_view> built_in = built_in_style(job.style);
  if (!built_in)
    return Error{Code::Usage, {}, "no style is called \"" + job.style + "\"", {"known are standard, mobile and print"}};
  if (job.style != "standard") styles.push_back(converter.add_style(job.style + ".css", std::string(*built_in)));
  for (const std::string& path : job.styles) {
    Result<std::string> css = read_file(path);
    if (!css) return Error{Code::StyleUnreadable, {}, std::move(css).error().message};
    styles.push_back(converter.add_style(path, *std::move(css)));
  }
  return styles;
}

Result<std::vector<MetadataFile>> read_metadata_files(const Job& job) {
  std::vector<MetadataFile> files;
  for (const std::string& path : job.metadata_files) {
    MDCONV_TRY_ASSIGN(std::string text, read_file(path));
    files.push_back({path, std::move(text)});
  }
  return files;
}

std::int64_t timestamp_of(const Job& job, const doc::Document& document) {
  if (job.timestamp) return *job.timestamp;
  const std::string& date = document.metadata.date;
  if (const std::optional<std::int64_t> time = parse_timestamp(date)) return *time;
  // No file can be older than 1970, but one whose text is must not depend on the clock.
  if (date.size() >= 5 && date < "1970" && date[4] == '-') return 0;
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// Each output is made from const data into memory of its own; threads that outputs leave over work inside of one.
void make_outputs(std::vector<Output>& outputs, unsigned jobs, const Converter& converter,
                  const doc::Document& document, WriteOptions options) {
  const auto at_once = std::min(jobs, static_cast<unsigned>(outputs.size()));
  options.threads = jobs / std::max(at_once, 1U);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < outputs.size(); i = next++) {
      Output& output = outputs[i];
      // Nothing may be thrown out of a thread.
      try {
        output.result =
            converter.write(document, output.backend->info().name, options, output.bytes, &output.diagnostics);
      } catch (const std::exception& exception) {
        output.result = Error{Code::Internal, {}, std::string("a step of the program failed: ") + exception.what()};
      }
    }
  };
  std::vector<std::jthread> helpers;
  try {
    for (unsigned i = 1; i < at_once; ++i) helpers.emplace_back(work);
  } catch (const std::system_error&) {
    // Fewer threads do the same work.
  }
  work();
}

// In the order of the outputs, so that the messages do not depend on the threads.
void report_outputs(std::vector<Output>& outputs, Reporter& reporter) {
  for (Output& output : outputs) {
    for (Diagnostic& diagnostic : output.diagnostics.all) reporter.report(std::move(diagnostic));
    if (!output.result) reporter.report(std::move(output.result).error());
  }
}

std::string dependency_rule(const Job& job, const FileLoader& loader, const SystemFonts& fonts,
                            const SystemHyphenation& hyphenation) {
  std::vector<std::string> targets = job.dependencies.targets;
  if (targets.empty())
    for (const std::string& path : job.outputs)
      if (path != "-") targets.push_back(path);
  std::vector<std::string> prerequisites;
  if (!is_book_folder(job) && job.inputs.front() != "-") prerequisites = job.inputs;
  const auto add = [&](const std::vector<std::string>& paths) {
    prerequisites.insert(prerequisites.end(), paths.begin(), paths.end());
  };
  add(job.metadata_files);
  add(job.styles);
  add(loader.files_read());
  add(fonts.files_read());
  add(hyphenation.files_read());
  return make_rule(targets, prerequisites,
                   job.dependencies.phony_targets ? std::optional(job.inputs.front()) : std::nullopt);
}

// Files first: standard output cannot be taken back, and its reader may be gone.
Result<void> put_in_place(const std::vector<Output>& outputs, const Job& job, const std::string& rule) {
  const InterruptionDelay delay;
  std::vector<FileContent> files;
  std::vector<std::string_view> streams;
  const auto add = [&](const std::string& path, std::string_view bytes) {
    if (path == "-") {
      streams.push_back(bytes);
    } else {
      files.push_back({path, bytes});
    }
  };
  for (const Output& output : outputs) add(output.path, output.bytes.text);
  if (job.dependencies.wanted) add(job.dependencies.file, rule);
  MDCONV_TRY(replace_files(files));
  for (const std::string_view bytes : streams) MDCONV_TRY(write_standard_output(bytes));
  return {};
}

// The passes of reading each go through the whole document; a person reads it once.
void report_in_order(std::vector<Diagnostic> diagnostics, Reporter& reporter) {
  const auto place = [](const Diagnostic& diagnostic) {
    return std::make_tuple(diagnostic.span.has_place(), diagnostic.span.file, diagnostic.span.begin);
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
  for (Diagnostic& diagnostic : diagnostics) reporter.report(std::move(diagnostic));
}

// All is written. To give back what the document and the pages hold, piece by piece, takes a twentieth of the time of
// a post; the system takes all at once. Sanitizers want to see that nothing is lost.
void leave(Reporter& reporter) {
#ifndef MDCONV_SANITIZED
  reporter.finish();
  std::fflush(nullptr);
  std::_Exit(static_cast<int>(reporter.status()));
#endif
}

struct Tools {
  FileLoader& loader;
  SystemFonts& fonts;
  SystemHyphenation& hyphenation;
  Converter& converter;
  /// Where the converter puts its diagnostics.
  DiagnosticList& diagnostics;
};

Result<void> convert(const Job& job, const std::string& root, const Tools& tools, Reporter& reporter) {
  // What can be refused before anything is read is refused first.
  MDCONV_TRY(check_targets(job));
  for (const std::string& folder : job.font_folders) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
      return Error{Code::Usage, {}, "--font-path \"" + folder + "\" is no folder"};
  }
  MDCONV_TRY_ASSIGN(std::vector<Output> outputs, plan_outputs(job, tools.converter));
  MDCONV_TRY(check_raw_html(job, outputs));
  report_unused_options(job, outputs, reporter);
  const std::jthread preparation = prepare(outputs, job.jobs);

  // Metadata and style sheets become texts in memory.
  WriteOptions options{.options = job.backend_options};
  MDCONV_TRY_ASSIGN(options.styles, read_styles(job, tools.converter));

  // The text becomes a document, once for all outputs. From here on it is const.
  ReadOptions reading = job.reading;
  MDCONV_TRY_ASSIGN(reading.metadata_files, read_metadata_files(job));
  const Result<doc::Document> document = read_inputs(job, root, reading, tools.converter);
  report_in_order(std::move(tools.diagnostics.all), reporter);
  if (!document) return document.error();
  options.timestamp = timestamp_of(job, *document);

  // Every output is made in memory; none is written unless all are right.
  make_outputs(outputs, job.jobs, tools.converter, *document, std::move(options));
  report_outputs(outputs, reporter);
  if (reporter.status() != ExitStatus::Ok || job.check) return {};
  const std::string rule =
      job.dependencies.wanted ? dependency_rule(job, tools.loader, tools.fonts, tools.hyphenation) : std::string();
  MDCONV_TRY(put_in_place(outputs, job, rule));
  leave(reporter);
  return {};
}

}  // namespace

void run(const Job& job, Reporter& reporter) {
  const std::string root = root_of(job);
  Result<std::unique_ptr<FileLoader>> loader = FileLoader::create(root);
  if (!loader) {
    // Who gave no root knows of none.
    const std::string& first = job.inputs.front();
    if (job.root.empty() && first != "-" && !is_book_folder(job))
      if (Result<std::string> text = read_file(first); !text) return reporter.report(std::move(text).error());
    return reporter.report(std::move(loader).error());
  }
  SystemFonts fonts({.folders = job.font_folders, .ignore_system = job.ignore_system_fonts});
  SystemHyphenation hyphenation;
  SystemHighlighting highlighting;
  DiagnosticList diagnostics;
  Converter converter({.resources = loader->get(),
                       .fonts = &fonts,
                       .hyphenation = &hyphenation,
                       .highlighter = job.no_highlight ? nullptr : &highlighting,
                       .diagnostics = &diagnostics});
  reporter.use_sources(&converter.sources());
  Result<void> done = convert(job, root, {**loader, fonts, hyphenation, converter, diagnostics}, reporter);
  if (!done) reporter.report(std::move(done).error());
  reporter.use_sources(nullptr);
}

}  // namespace mdconv::cli
