// SPDX-License-Identifier: MIT
#include <algorithm>
#include <iterator>
#include <mutex>
#include <string>
#include <utility>

#include "host/kde_highlighting.h"
#include "mdconv/filesystem.h"
#include "support/ascii.h"
#include "support/embedded_module.h"

// KDE's library of syntax highlighting is opened when the first code block of a known name asks for it: Qt comes with
// it, and a document without code should not wait for that.

namespace mdconv {

namespace modules {
extern const std::string_view kKdeHighlighting;
}

namespace {

// The module, which cannot be unloaded: Qt keeps pointers.
struct Module {
  host::KdeHighlight highlight = nullptr;
  std::string problem = {};
};

Module load_module() {
  ModuleFunction found = open_embedded_module("mdconv-highlighting", modules::kKdeHighlighting, "mdconv_highlight");
  return {reinterpret_cast<host::KdeHighlight>(found.address), std::move(found.problem)};
}

// What is no code. Some would be taken for the name of something else; for none of them the library need be opened.
constexpr std::string_view kPlain[] = {
    "text",     "txt",    "plain",  "plaintext",   "plain-text",   "none",         "log",      "output",    "stdout",
    "stderr",   "result", "raw",    "nohighlight", "no-highlight", "ascii",        "asciiart", "ascii-art", "tree",
    "bob",      "svgbob", "ditaa",  "mermaid",     "mindmap",      "plantuml",     "puml",     "flow",      "flowchart",
    "sequence", "math",   "ignore", "no_run",      "compile_fail", "should_panic", "editable", "quote",     "note"};

// What no language is called.
bool is_no_name(std::string_view name) {
  constexpr std::size_t kLongest = 40;
  return name.empty() || name.size() > kLongest || std::any_of(name.begin(), name.end(), [](char c) {
           return !ascii::is_letter(c) && !ascii::is_digit(c) &&
                  std::string_view("+#-_./* ()").find(c) == std::string::npos;
         });
}

// Names that documents use and the library does not know.
constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"apache", "apache configuration"},
    {"armasm", "gnu assembler"},
    {"asm", "intel x86 (nasm)"},
    {"assembly", "intel x86 (nasm)"},
    {"bash-session", "bash"},
    {"batch", "ms-dos batch"},
    {"cmd", "ms-dos batch"},
    {"common-lisp", "common lisp"},
    {"conf", "ini files"},
    {"console", "bash"},
    {"csharp", "c#"},
    {"cuda", "c++"},
    {"django", "django html template"},
    {"docker", "dockerfile"},
    {"dos", "ms-dos batch"},
    {"dotenv", "bash"},
    {"elisp", "common lisp"},
    {"emacs-lisp", "common lisp"},
    {"env", "bash"},
    {"f#", "fsharp"},
    {"fortran", "fortran (free format)"},
    {"gherkin", "cucumber gherkin feature"},
    {"gitignore", "git ignore"},
    {"golang", "go"},
    {"graphviz", "dot"},
    {"hcl", "terraform"},
    {"hlsl", "glsl"},
    {"html5", "html"},
    {"ini", "ini files"},
    {"ipython", "python"},
    {"javascriptreact", "javascript react (jsx)"},
    {"json5", "json"},
    {"jsonc", "json"},
    {"jinja", "django html template"},
    {"jinja2", "django html template"},
    {"less", "lesscss"},
    {"liquid", "django html template"},
    {"lisp", "common lisp"},
    {"make", "makefile"},
    {"mathml", "xml"},
    {"mysql", "sql (mysql)"},
    {"nasm", "intel x86 (nasm)"},
    {"objc", "objective-c"},
    {"objectivec", "objective-c"},
    {"ocaml", "objective caml"},
    {"pgsql", "sql (postgresql)"},
    {"postgresql", "sql (postgresql)"},
    {"properties", "java properties"},
    {"pycon", "python"},
    {"python2", "python"},
    {"python3", "python"},
    {"r", "r script"},
    {"rst", "restructuredtext"},
    {"sh-session", "bash"},
    {"shell", "bash"},
    {"shell-script", "bash"},
    {"shell-session", "bash"},
    {"shellsession", "bash"},
    {"sqlite", "sql"},
    {"svelte", "html"},
    {"systemd", "systemd unit"},
    {"terminal", "bash"},
    {"tex", "latex"},
    {"twig", "django html template"},
    {"typescriptreact", "typescript react (tsx)"},
    {"vbnet", "monobasic"},
    {"vue", "html"},
    {"wat", "common lisp"},
    {"yacc", "yacc/bison"},
};

void add_part(void* receiver, std::size_t begin, std::size_t end, CodeKind kind) {
  static_cast<std::vector<CodePart>*>(receiver)->push_back(
      {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind});
}

}  // namespace

Result<std::vector<CodePart>> SystemHighlighting::highlight(std::string_view language, std::string_view code) {
  const bool plain = std::find(std::begin(kPlain), std::end(kPlain), language) != std::end(kPlain);
  if (plain || is_no_name(language)) return std::vector<CodePart>();
  const auto alias = std::find_if(std::begin(kAliases), std::end(kAliases),
                                  [&](const auto& entry) { return entry.first == language; });
  const std::string name(alias != std::end(kAliases) ? alias->second : language);
  // The library is not made for several threads, and is one for the whole process.
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  static const Module kModule = load_module();
  if (kModule.highlight == nullptr)
    return Error{
        Code::HighlightingMissing,
        {},
        "code has no colours; the Debian package libkf5syntaxhighlighting5 brings them (" + kModule.problem + ")"};
  std::vector<CodePart> parts;
  // PHP is text up to its first tag, which extracts leave out.
  constexpr std::string_view kTag = "<?php\n";
  if (name == "php" && code.find("<?") == std::string_view::npos) {
    const std::string tagged = std::string(kTag).append(code);
    kModule.highlight(name.c_str(), tagged.data(), tagged.size(), add_part, &parts);
    std::erase_if(parts, [&](const CodePart& part) { return part.begin < kTag.size(); });
    for (CodePart& part : parts) {
      part.begin -= static_cast<std::uint32_t>(kTag.size());
      part.end -= static_cast<std::uint32_t>(kTag.size());
    }
    return parts;
  }
  kModule.highlight(name.c_str(), code.data(), code.size(), add_part, &parts);
  return parts;
}

}  // namespace mdconv
