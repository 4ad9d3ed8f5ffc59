// SPDX-License-Identifier: MIT
#include "help.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "mdconv/dialect.h"
#include "mdconv/filesystem.h"
#include "mdconv/fonts.h"
#include "mdconv/version.h"

namespace mdconv::cli {
namespace {

constexpr std::size_t kHelpColumn = 30;

std::string option_line(const CLI::Option& option) {
  std::string line = option.get_snames().empty() ? "      " : "  ";
  for (const std::string& name : option.get_snames()) line += "-" + name + ", ";
  for (const std::string& name : option.get_lnames())
    line += (&name == &option.get_lnames().front() ? "--" : ", --") + name;
  if (!option.get_type_name().empty()) line += " " + option.get_type_name();
  if (line.size() + 2 > kHelpColumn) line += "\n";
  const std::size_t used = line.back() == '\n' ? 0 : line.size();
  return line + std::string(kHelpColumn - used, ' ') + option.get_description() + "\n";
}

}  // namespace

std::string help_text(const CLI::App& app, std::span<const Backend* const> backends) {
  std::string text =
      "Usage: mdbook-conv [OPTION]... FILE -o OUTPUT [-o OUTPUT]...\n"
      "Converts Markdown to books: Chinese, Japanese and Korean are typeset properly.\n"
      "With no FILE, or when FILE is -, it reads standard input.\n"
      "\n"
      "Examples:\n"
      "  mdbook-conv post.md -o post.pdf -o post.epub\n"
      "  mdbook-conv post.md -o post.epub --css my.css --title \"A title\"\n"
      "  mdbook-conv --to html < post.md > post.html\n"
      "\n"
      "Formats:\n";
  for (const Backend* backend : backends) {
    std::string line = "  " + backend->info().name;
    line.resize(std::max(line.size() + 1, std::size_t{10}), ' ');
    text += line + backend->info().description + "\n";
  }
  std::vector<std::string> groups;
  for (const CLI::Option* option : app.get_options())
    if (std::find(groups.begin(), groups.end(), option->get_group()) == groups.end())
      groups.push_back(option->get_group());
  for (const std::string& group : groups) {
    if (group.empty()) continue;
    text += "\n" + group + ":\n";
    for (const CLI::Option* option : app.get_options())
      if (option->get_group() == group) text += option_line(*option);
  }
  return text +
         "\n"
         "Exit status: 0 done, 1 failed, 2 wrong call, 3 warnings with --werror, 4 input, 5 output,\n"
         "6 style sheet or other resource, 7 font, 70 a defect of the program.\n";
}

std::string extensions_text() {
  constexpr std::size_t kNameColumn = 20;
  std::string text = "Dialects:\n";
  const auto pad = [](std::string line, std::size_t column) {
    line.resize(std::max(line.size() + 1, column), ' ');
    return line;
  };
  for (const DialectInfo& dialect : dialects())
    text.append(pad("  " + std::string(dialect.name), kNameColumn + 2)).append(dialect.help).append("\n");
  text += "\nExtensions:\n";
  for (const ExtensionInfo& extension : extensions()) {
    text.append(pad("  " + std::string(extension.name), kNameColumn + 2)).append(extension.help).append("\n");
    std::string line(kNameColumn + 2, ' ');
    line += "in";
    for (const DialectInfo& dialect : dialects())
      if (extension.dialects.find(dialect.letter) != std::string_view::npos) line.append(" ").append(dialect.name);
    text.append(line).append("\n");
  }
  return text;
}

std::string fonts_text(const Job& job) {
  const auto pad = [](std::string text, std::size_t column) {
    text.resize(std::max(text.size() + 1, column), ' ');
    return text;
  };
  SystemFonts fonts({job.font_folders, job.ignore_system_fonts});
  std::string text;
  for (const ListedFont& font : list_fonts(fonts)) {
    std::string line = pad(pad(font.role, 11) + font.language, 19) + font.family;
    if (font.file) {
      text += pad(std::move(line), 43) + font.file->path + "#" + std::to_string(font.file->index) + "\n";
      continue;
    }
    line = pad(std::move(line), 43) + "missing";
    if (!font.package.empty()) line += ": apt-get install " + font.package;
    text += line + "\n";
  }
  return text;
}

std::string version_text() {
  std::string text = "mdbook-conv " + std::string(version()) + "\n";
  for (const auto& [library, library_version] : library_versions())
    text.append(library).append(" ").append(library_version).append("\n");
  return text;
}

}  // namespace mdconv::cli
