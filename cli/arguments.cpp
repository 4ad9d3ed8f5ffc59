// SPDX-License-Identifier: MIT
#include "arguments.h"

#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <memory>
#include <thread>
#include <utility>

#include "diagnostic_switches.h"
#include "help.h"
#include "make_options.h"
#include "mdconv/closest_name.h"
#include "mdconv/convert.h"
#include "timestamp.h"

namespace mdconv::cli {
namespace {

Error usage_error(std::string message, std::string hint = {}) {
  Error error{Code::Usage, {}, std::move(message)};
  if (!hint.empty()) error.hints.push_back(std::move(hint));
  return error;
}

constexpr const char* kSeeHelp = "see mdbook-conv --help";

// The values as they stand on the command line, before they are judged.
struct RawArguments {
  std::vector<std::string> inputs;
  std::vector<std::string> metadata;
  std::vector<std::string> defines;
  std::vector<std::string> warnings;
  std::string title, author, language;
  std::string dialect;
  std::string raw_html = "read";
  std::string id_style;
  std::string notes = "document";
  std::string notes_numbering = "continuous";
  std::string caption_numbers;
  std::string remote_images = "text";
  std::optional<std::string> date;
  std::string diagnostics = "human";
  std::string color = "auto";
  std::string dependency_file, make_dependency_file;
  std::string jobs;
  std::string max_errors = "0";
  bool help = false;
  bool version = false;
  bool print_default_style = false;
  bool list_extensions = false;
  bool list_fonts = false;
  bool make_dependencies = false;
  std::map<std::string, CLI::Option*, std::less<>> backend_options;
};

// How diagnostics are to be shown, as far as that can be told from arguments that may be wrong.
DiagnosticFormat find_format(const std::vector<std::string>& arguments) {
  constexpr std::string_view kOption = "--diagnostics";
  DiagnosticFormat format = DiagnosticFormat::Human;
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    std::string_view value = arguments[i];
    if (!value.starts_with(kOption)) continue;
    value.remove_prefix(kOption.size());
    if (value.starts_with('=')) {
      value.remove_prefix(1);
    } else {
      value = value.empty() && i + 1 < arguments.size() ? arguments[i + 1] : std::string_view();
    }
    if (value == "json") format = DiagnosticFormat::Json;
    if (value == "short") format = DiagnosticFormat::Short;
  }
  return format;
}

// Every option but the backends', which describe themselves.
void declare_options(CLI::App& app, RawArguments& raw, Job& job) {
  using CLI::MultiOptionPolicy;
  const auto text = [&](const char* names, std::string& value, const char* type, const char* help) {
    return app.add_option(names, value, help)->type_name(type)->multi_option_policy(MultiOptionPolicy::TakeLast);
  };
  const auto list = [&](const char* names, std::vector<std::string>& values, const char* type, const char* help) {
    return app.add_option(names, values, help)
        ->type_name(type)
        ->expected(1)
        ->allow_extra_args(false)  // what stands behind the value is an input
        ->multi_option_policy(MultiOptionPolicy::TakeAll);
  };
  app.add_option("input", raw.inputs)->group("");

  app.option_defaults()->group("Output");
  list("-o,--output", job.outputs, "FILE",
       "write FILE, in the format of its extension; repeatable; - is standard output");
  text("-t,--to", job.format, "FORMAT", "the format, whatever the extension says");
  text("--style", job.style, "NAME", "standard (the default), mobile, print (books on paper), or a sheet's file");
  list("-c,--css", job.styles, "FILE", "a style sheet over the built-in one; repeatable");
  app.add_option("--date", raw.date, "date of the output: 2022-08-22, or @SECONDS since 1970")
      ->type_name("DATE")
      ->multi_option_policy(MultiOptionPolicy::TakeLast);
  text("-j,--jobs", raw.jobs, "N", "work on up to N threads (default: one a processor)");
  list("--font-path", job.font_folders, "DIR", "search DIR for fonts first; repeatable");
  app.add_flag("--ignore-system-fonts", job.ignore_system_fonts, "use fonts of --font-path only");
  app.add_flag("--no-highlight", job.no_highlight, "leave code without colours");

  app.add_flag("-n,--check", job.check, "make everything, report what is wrong, write nothing");

  app.option_defaults()->group("Document");
  text("-f,--from", raw.dialect, "DIALECT",
       "markdown, commonmark, gfm, kramdown or mdbook, with +extension and -extension");
  text("--raw-html", raw.raw_html, "HOW", "read into the document, or keep as it is (HTML fragments and JSON)");
  text("--id-style", raw.id_style, "STYLE", "ids of headings as github, kramdown or mdbook makes them");
  text("--notes", raw.notes, "WHERE", "notes at the end of the document, of each chapter of a book, or of each page");
  text("--notes-numbering", raw.notes_numbering, "HOW", "notes numbered continuous, by chapter of a book, or by page");
  text("--number-captions", raw.caption_numbers, "WHEN",
       "captions get numbers: auto (of books, and where a link asks for one), yes, no");
  list("-D,--define", raw.defines, "NAME=VALUE", "what {{ NAME }} stands for; repeatable");
  text("--title", raw.title, "TEXT", "title, over the front matter's");
  text("--author", raw.author, "TEXT", "author, over the front matter's");
  text("--lang", raw.language, "TAG", "language: zh-Hans, zh-Hant, ja, ko, en, ...");
  list("-M,--metadata", raw.metadata, "KEY=VALUE", "any metadata; repeatable");
  list("--metadata-file", job.metadata_files, "FILE",
       "metadata (YAML, TOML, JSON) the front matter goes over; repeatable");
  text("--root", job.root, "DIR", "read nothing outside DIR; default: the site's or book's folder");
  text("--remote-images", raw.remote_images, "WHAT", "what becomes of images on servers: text (the default) or link");
  text("--base-url", job.reading.base_url, "URL", "what site-absolute links (/about) are below");

  app.option_defaults()->group("Dependencies");
  text("--deps", raw.dependency_file, "FILE", "write a make rule that names all files read; also -MD -MF -MT -MP");

  app.option_defaults()->group("Messages");
  app.add_flag("-q,--quiet", job.report.quiet, "show errors only");
  app.add_flag("-v,--verbose", job.report.verbose, "show notes too");
  app.add_flag("-W,--werror", job.report.werror, "treat warnings as errors; also -Werror, -Wno-error");
  list("--warn", raw.warnings, "NAME",
       "-WNAME: show that warning or note; also -Wno-NAME, -Werror=NAME, -Wno-error=NAME");
  text("--max-errors", raw.max_errors, "N", "after N errors show no more, save one that ends the run; 0: no limit");
  text("--diagnostics", raw.diagnostics, "STYLE", "human, short or json");
  text("--color", raw.color, "WHEN", "auto, always or never");

  app.option_defaults()->group("Information");
  app.add_flag("-h,--help", raw.help, "show this help");
  app.add_flag("-V,--version", raw.version, "show the version, and the libraries'");
  app.add_flag("--list-extensions", raw.list_extensions, "show what --from can switch, and exit");
  app.add_flag("--list-fonts", raw.list_fonts, "show which fonts set what, which are missing, and exit");
  app.add_flag("--print-default-style", raw.print_default_style,
               "print the built-in style sheet, or the one that --style names");

  app.option_defaults()->group("");
  app.add_flag("--make-deps", raw.make_dependencies);
  text("--make-deps-file", raw.make_dependency_file, "FILE", "");
  list("--make-deps-target", job.dependencies.targets, "TARGET", "");
  app.add_flag("--make-deps-phony", job.dependencies.phony_targets);
}

// An option that several formats have is declared once, and given to each.
void declare_backend_options(CLI::App& app, RawArguments& raw, std::span<const Backend* const> backends) {
  for (const Backend* backend : backends) {
    app.option_defaults()->group("Format " + backend->info().name);
    for (const OptionInfo& info : backend->info().options) {
      if (raw.backend_options.count(info.name) != 0) continue;
      const bool is_switch = info.value_name.empty();
      std::string flag = "--" + info.name;
      if (is_switch && info.default_value.empty()) flag += ",!--no-" + info.name;
      std::string help = info.help;
      if (!is_switch && !info.default_value.empty()) help += " (" + info.default_value + ")";
      // Not as a second argument: a std::string there is taken for the variable that gets the value.
      CLI::Option* option = is_switch ? app.add_flag(flag) : app.add_option(flag);
      option->description(help);
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
      if (!is_switch) option->type_name(info.value_name)->expected(1);
      raw.backend_options.emplace(info.name, option);
    }
  }
}

Error unknown_option(const CLI::App& app, std::string option) {
  option = option.substr(0, option.find('='));
  ClosestName closest(option);
  for (const CLI::Option* known : app.get_options()) {
    if (known->get_group().empty()) continue;
    for (const std::string& name : known->get_lnames()) closest.consider("--" + name);
  }
  return usage_error("unknown option " + option,
                     closest.best().empty() ? kSeeHelp : "did you mean " + closest.best() + "?");
}

// CLI11's exceptions end here. What stands behind "--" is input, whatever it looks like.
Result<void> parse(CLI::App& app, std::vector<std::string> arguments, std::vector<std::string>& inputs) {
  const auto end_of_options = std::find(arguments.begin(), arguments.end(), "--");
  const std::vector<std::string> behind(end_of_options == arguments.end() ? end_of_options : end_of_options + 1,
                                        arguments.end());
  arguments.erase(end_of_options, arguments.end());
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string message = error.what();
    return usage_error(message.substr(0, message.find(':')) + " needs a value", kSeeHelp);
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what(), kSeeHelp);
  }
  const std::vector<std::string> unknown = app.remaining();
  if (!unknown.empty()) return unknown_option(app, unknown.front());
  inputs.insert(inputs.end(), behind.begin(), behind.end());
  return {};
}

template <class Enum>
Result<Enum> one_of(std::string_view option, std::string_view value,
                    std::initializer_list<std::pair<std::string_view, Enum>> choices) {
  std::string names;
  for (const auto& [name, choice] : choices) {
    if (name == value) return choice;
    if (!names.empty()) names += ", ";
    names += name;
  }
  return usage_error(std::string(option) + " takes one of " + names + ", not \"" + std::string(value) + "\"");
}

Result<void> read_report_options(const RawArguments& raw, ReportOptions& report) {
  MDCONV_TRY_ASSIGN(report.format, one_of<DiagnosticFormat>("--diagnostics", raw.diagnostics,
                                                            {{"human", DiagnosticFormat::Human},
                                                             {"short", DiagnosticFormat::Short},
                                                             {"json", DiagnosticFormat::Json}}));
  MDCONV_TRY_ASSIGN(
      report.color,
      one_of<When>("--color", raw.color, {{"auto", When::Auto}, {"always", When::Always}, {"never", When::Never}}));
  return {};
}

bool is_web_address(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"})
    if (url.starts_with(scheme)) return url.size() > scheme.size() && url[scheme.size()] != '/';
  return false;
}

Result<void> read_dialect(const RawArguments& raw, ReadOptions& reading) {
  if (!raw.dialect.empty()) {
    MDCONV_TRY_ASSIGN(reading.dialect, Dialect::parse(raw.dialect));
  }
  MDCONV_TRY_ASSIGN(reading.raw_html,
                    one_of<RawHtml>("--raw-html", raw.raw_html, {{"read", RawHtml::Read}, {"keep", RawHtml::Keep}}));
  if (!raw.id_style.empty()) {
    MDCONV_TRY_ASSIGN(
        reading.id_style,
        one_of<IdStyle>("--id-style", raw.id_style,
                        {{"github", IdStyle::Github}, {"kramdown", IdStyle::Kramdown}, {"mdbook", IdStyle::Mdbook}}));
  }
  using Placement = doc::NotePlacement;
  MDCONV_TRY_ASSIGN(reading.note_placement, one_of<Placement>("--notes", raw.notes,
                                                              {{"document", Placement::Document},
                                                               {"chapter", Placement::Chapter},
                                                               {"page", Placement::Page}}));
  MDCONV_TRY_ASSIGN(reading.remote_images,
                    one_of<RemoteImages>("--remote-images", raw.remote_images,
                                         {{"text", RemoteImages::Text}, {"link", RemoteImages::Link}}));
  if (!raw.caption_numbers.empty()) {
    MDCONV_TRY_ASSIGN(reading.caption_numbers, one_of<doc::CaptionNumbers>("--number-captions", raw.caption_numbers,
                                                                           {{"auto", doc::CaptionNumbers::Auto},
                                                                            {"yes", doc::CaptionNumbers::All},
                                                                            {"no", doc::CaptionNumbers::None}}));
  }
  MDCONV_TRY_ASSIGN(reading.note_numbering, one_of<NoteNumbering>("--notes-numbering", raw.notes_numbering,
                                                                  {{"continuous", NoteNumbering::Continuous},
                                                                   {"chapter", NoteNumbering::Chapter},
                                                                   {"page", NoteNumbering::Page}}));
  for (const std::string& pair : raw.defines) {
    const std::size_t split = pair.find('=');
    if (split == std::string::npos || split == 0) return usage_error("--define takes NAME=VALUE, not \"" + pair + "\"");
    reading.defines.emplace_back(pair.substr(0, split), pair.substr(split + 1));
  }
  return {};
}

Result<void> read_metadata(const RawArguments& raw, Job& job) {
  std::vector<std::pair<std::string, std::string>>& metadata = job.reading.metadata;
  for (const std::string& pair : raw.metadata) {
    const std::size_t split = pair.find_first_of("=:");
    if (split == std::string::npos || split == 0) return usage_error("-M takes KEY=VALUE, not \"" + pair + "\"");
    metadata.emplace_back(pair.substr(0, split), pair.substr(split + 1));
  }
  // The named options come last, so that they win.
  const std::string& base_url = job.reading.base_url;
  if (!base_url.empty() && !is_web_address(base_url))
    return usage_error("--base-url takes an address such as https://example.org, not \"" + base_url + "\"");
  if (!raw.title.empty()) metadata.emplace_back("title", raw.title);
  if (!raw.language.empty()) metadata.emplace_back("lang", raw.language);
  if (!raw.author.empty()) {
    std::erase_if(metadata, [](const auto& pair) {
      return pair.first == "author" || pair.first == "authors" || pair.first == "creator";
    });
    metadata.emplace_back("author", raw.author);
  }
  return {};
}

Result<void> read_timestamp(const RawArguments& raw, Job& job) {
  if (raw.date) {
    job.timestamp = parse_timestamp(*raw.date);
    if (!job.timestamp)
      return usage_error("--date takes a date such as 2022-08-22 or 2022-08-22T10:00:00Z, not \"" + *raw.date + "\"");
  } else if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr) {
    job.timestamp = parse_epoch(epoch);
    if (!job.timestamp)
      return usage_error("SOURCE_DATE_EPOCH is \"" + std::string(epoch) + "\", not a number of seconds since 1970");
  }
  return {};
}

Result<unsigned> read_number(const std::string& option, const std::string& value, unsigned least) {
  unsigned number = 0;
  const char* const end = value.data() + value.size();
  const auto [parsed, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc() || parsed != end || number < least)
    return usage_error(option + " takes a number from " + std::to_string(least) + ", not \"" + value + "\"");
  return number;
}

Result<void> read_warning_options(const RawArguments& raw, ReportOptions& report) {
  for (const std::string& text : raw.warnings) MDCONV_TRY(apply_diagnostic_switch(text, report.switches));
  MDCONV_TRY_ASSIGN(report.max_errors, read_number("--max-errors", raw.max_errors, 0));
  return {};
}

Result<void> read_backend_options(const RawArguments& raw, Job& job) {
  for (const auto& [name, option] : raw.backend_options) {
    if (option->count() == 0) continue;
    std::string value = option->results().back();
    if (option->get_expected_max() == 0 && value != "true" && value != "false")
      return usage_error(std::string("--").append(name).append(" takes true or false, not \"").append(value) + "\"");
    job.backend_options.emplace(name, std::move(value));
  }
  return {};
}

Result<void> read_input(const RawArguments& raw, Job& job) {
  if (raw.inputs.size() > 1 && std::find(raw.inputs.begin(), raw.inputs.end(), "-") != raw.inputs.end())
    return usage_error("standard input cannot be one of several inputs");
  if (!raw.inputs.empty()) {
    job.inputs = raw.inputs;
  } else if (::isatty(STDIN_FILENO)) {
    return usage_error("no input", "mdbook-conv post.md -o post.pdf, or see mdbook-conv --help");
  }
  return {};
}

Result<void> read_outputs(Job& job) {
  job.explicit_stdout = std::find(job.outputs.begin(), job.outputs.end(), "-") != job.outputs.end();
  if (job.outputs.empty()) {
    if (job.check && job.format.empty()) job.format = "epub";
    const std::string input = job.inputs.front() == "-" ? "post.md" : job.inputs.front();
    if (job.format.empty())
      return usage_error("no output", "mdbook-conv " + input + " -o " + input.substr(0, input.rfind('.')) + ".pdf");
    job.outputs.push_back("-");
  }
  return {};
}

// "build/post.pdf" to "build/post.d", as gcc names it.
std::string beside(const std::string& output) {
  const std::size_t slash = output.rfind('/');
  const std::size_t dot = output.rfind('.');
  const bool has_extension = dot != std::string::npos && (slash == std::string::npos || dot > slash + 1) && dot != 0;
  return (has_extension ? output.substr(0, dot) : output) + ".d";
}

Result<void> read_dependencies(const RawArguments& raw, Job& job) {
  DependencyOptions& dependencies = job.dependencies;
  dependencies.file = raw.dependency_file.empty() ? raw.make_dependency_file : raw.dependency_file;
  dependencies.wanted = raw.make_dependencies || !dependencies.file.empty();
  if (!dependencies.wanted) return {};
  const bool to_stdout = std::find(job.outputs.begin(), job.outputs.end(), "-") != job.outputs.end();
  if (dependencies.file.empty()) {
    if (job.outputs.front() == "-") return usage_error("-MD needs -MF FILE when the output is standard output");
    dependencies.file = beside(job.outputs.front());
  }
  if (to_stdout && dependencies.file == "-")
    return usage_error("the output and the dependencies cannot both go to standard output");
  if (to_stdout && job.outputs.size() == 1 && dependencies.targets.empty())
    return usage_error("the dependencies of standard output need a target", "add -MT TARGET");
  return {};
}

}  // namespace

Result<Command> parse_arguments(int argc, const char* const* argv, std::span<const Backend* const> backends,
                                ReportOptions& report) {
  Command command;
  Job& job = command.job;
  RawArguments raw;

  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  declare_options(app, raw, job);
  declare_backend_options(app, raw, backends);

  std::vector<std::string> arguments = expand_make_options(argc, argv);
  expand_warning_options(arguments, [&](const std::string& argument) {
    const CLI::Option* option = argument.starts_with("-") ? app.get_option_no_throw(argument) : nullptr;
    return option != nullptr && option->get_items_expected_min() > 0;
  });
  // A wrong call is told of in the way that the call asks for.
  report.format = find_format(arguments);
  const Result<void> parsed = parse(app, std::move(arguments), raw.inputs);
  if (raw.help) {
    command.print = help_text(app, backends);
    return command;
  }
  MDCONV_TRY(parsed);
  MDCONV_TRY(read_report_options(raw, job.report));
  report = job.report;
  MDCONV_TRY(read_warning_options(raw, job.report));
  report = job.report;
  if (raw.version) {
    command.print = version_text();
    return command;
  }
  if (raw.print_default_style) {
    const std::optional<std::string_view> style = built_in_style(job.style);
    if (!style) return usage_error("no built-in style is called \"" + job.style + "\"");
    command.print = std::string(*style);
    return command;
  }
  if (raw.list_extensions) {
    command.print = extensions_text();
    return command;
  }
  if (raw.list_fonts) {
    command.print = fonts_text(job);
    return command;
  }
  // A file's sheet cascades over the standard one, under those of --css.
  if (job.style.find_first_of("./") != std::string::npos)
    job.styles.insert(job.styles.begin(), std::exchange(job.style, "standard"));
  MDCONV_TRY(read_dialect(raw, job.reading));
  job.dialect_given = !raw.dialect.empty();
  MDCONV_TRY(read_input(raw, job));
  MDCONV_TRY(read_outputs(job));
  MDCONV_TRY(read_metadata(raw, job));
  MDCONV_TRY(read_timestamp(raw, job));
  if (raw.jobs.empty()) {
    job.jobs = std::max(std::thread::hardware_concurrency(), 1U);
  } else {
    MDCONV_TRY_ASSIGN(job.jobs, read_number("--jobs", raw.jobs, 1));
  }
  MDCONV_TRY(read_backend_options(raw, job));
  MDCONV_TRY(read_dependencies(raw, job));
  return command;
}

}  // namespace mdconv::cli
