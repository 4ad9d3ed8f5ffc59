// SPDX-License-Identifier: MIT
#include "epub/css.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "style/sizes.h"
#include "style/values.h"
#include "support/ascii.h"

namespace mdconv::epub {

namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

using Naming = std::function<std::string(std::string_view)>;

class Filter {
 public:
  Filter(std::string_view css, FileId file, DiagnosticSink& diagnostics, const Naming& embedded, const Naming& place)
      : css_(css), file_(file), diagnostics_(diagnostics), embedded_(embedded), place_(place) {}

  std::string run() {
    while (at_ < css_.size()) {
      if (css_[at_] == '@') {
        at_rule();
      } else if (is_name(css_[at_]) || css_[at_] == '\\') {
        name();
      } else if (ascii::is_space(css_[at_])) {
        const std::size_t begin = at_;
        while (at_ < css_.size() && ascii::is_space(css_[at_])) ++at_;
        out_.append(css_, begin, at_ - begin);
      } else {
        const std::size_t begin = at_;
        note_bracket(css_[at_]);
        skip_token();
        out_.append(css_, begin, at_ - begin);
      }
    }
    out_ += unfinished_;
    while (!open_.empty()) {
      out_ += open_.back();
      open_.pop_back();
    }
    return std::move(out_);
  }

 private:
  // Which brackets are open, and whether a declaration may begin.
  void note_bracket(char c) {
    if (c == '{' || c == '(' || c == '[') open_.push_back(c == '{' ? '}' : c == '(' ? ')' : ']');
    if (!open_.empty() && c == open_.back()) open_.pop_back();
    if (!ascii::is_space(c) && css_.substr(at_, 2) != "/*") begins_declaration_ = c == '{' || c == ';';
  }

  // Past one comment, string, escape or character: whatever could hide a brace or a bracket.
  void skip_token() {
    if (css_.substr(at_, 2) == "/*") {
      const std::size_t end = css_.find("*/", at_ + 2);
      if (end == std::string_view::npos) unfinished_ = "*/";
      at_ = end == std::string_view::npos ? css_.size() : end + 2;
    } else if (css_[at_] == '"' || css_[at_] == '\'') {
      skip_string();
    } else {
      at_ = std::min(css_.size(), at_ + (css_[at_] == '\\' ? 2 : 1));
    }
  }

  // A string ends at its quote or, broken, at the line's end.
  void skip_string() {
    const char quote = css_[at_++];
    while (at_ < css_.size() && css_[at_] != quote && css_[at_] != '\n') at_ += css_[at_] == '\\' ? 2 : 1;
    if (at_ >= css_.size()) unfinished_ = std::string(1, quote);
    at_ = std::min(css_.size(), at_ + 1);
  }

  std::string take_name() {
    const std::size_t begin = at_;
    while (at_ < css_.size() && is_name(css_[at_])) ++at_;
    std::string name(css_.substr(begin, at_ - begin));
    while (at_ < css_.size() && (is_name(css_[at_]) || css_[at_] == '\\')) {
      if (css_[at_] == '\\') {
        at_ = style::read_escape(css_, at_, name);
      } else {
        name += css_[at_++];
      }
    }
    return ascii::to_lower(name);
  }

  // Past the statement: its semicolon, or the block that ends it.
  void skip_statement() {
    int depth = 0;
    while (at_ < css_.size()) {
      const char c = css_[at_];
      if (c == '}' && depth == 0) return;
      skip_token();
      if (c == '{') ++depth;
      if ((c == ';' && depth == 0) || (c == '}' && --depth == 0)) return;
    }
  }

  void at_rule() {
    const std::size_t begin = at_++;
    const std::string name = take_name();
    if (name == "namespace") return name_space(begin);
    if (name != "page" && name != "import" && name != "font-face" && name != "charset") {
      out_.append(css_, begin, at_ - begin);
      return;
    }
    skip_statement();
    if (name == "import" || name == "font-face") report(begin, "\"@" + name + "\"");
  }

  // A namespace is named, not fetched: written as a string, nobody takes it for a file.
  void name_space(std::size_t begin) {
    out_.append(css_, begin, at_ - begin);
    while (at_ < css_.size() && css_[at_] != ';') {
      const std::size_t from = at_;
      if (!is_name(css_[at_])) {
        skip_token();
        out_.append(css_, from, at_ - from);
        continue;
      }
      if (take_name() != "url" || at_ >= css_.size() || css_[at_] != '(') {
        out_.append(css_, from, at_ - from);
        continue;
      }
      const std::string target = take_url();
      out_ += '"' + (target.find_first_of("\"\\\n") == std::string::npos ? target : std::string()) + '"';
    }
  }

  // Past "(…)" behind the name of a function; its text without white space and quotes at its ends.
  std::string take_url() {
    const std::size_t begin = ++at_;
    while (at_ < css_.size() && css_[at_] != ')') skip_token();
    std::string_view target = ascii::trim(css_.substr(begin, std::min(at_, css_.size()) - begin));
    at_ = std::min(css_.size(), at_ + 1);
    if (target.size() >= 2 && (target.front() == '"' || target.front() == '\'') && target.back() == target.front())
      target = target.substr(1, target.size() - 2);
    return std::string(target);
  }

  void name() {
    const std::size_t begin = at_;
    const std::string function = take_name();
    if (std::exchange(begins_declaration_, false) && (function == "direction" || function == "unicode-bidi")) {
      std::size_t colon = at_;
      while (colon < css_.size() && ascii::is_space(css_[colon])) ++colon;
      if (colon < css_.size() && css_[colon] == ':') {
        while (at_ < css_.size() && css_[at_] != ';' && css_[at_] != '}') skip_token();
        if (at_ < css_.size() && css_[at_] == ';') ++at_;
        begins_declaration_ = true;
        return report(begin, "\"" + function + "\"");
      }
    }
    if (function == "font-family" && embedded_) {
      out_.append(css_, begin, at_ - begin);
      return families();
    }
    const bool refers =
        function == "url" || function == "src" || function == "image" || function.ends_with("image-set");
    if (!refers || at_ >= css_.size() || css_[at_] != '(') {
      out_.append(css_, begin, at_ - begin);
      return;
    }
    const std::string target = take_url();
    if (function == "url" && ascii::to_lower(target.substr(0, 5)) == "data:" && css_[at_ - 1] == ')') {
      if (target.starts_with("data:"))
        out_.append(css_, begin, at_ - begin);
      else
        out_ += "url(\"data:" + target.substr(5) + "\")";
      return;
    }
    if (function == "url" && target.starts_with('#') && place_) {
      if (const std::string name = place_(std::string_view(target).substr(1)); !name.empty()) {
        out_ += "url(#" + name + ")";
        return;
      }
    }
    out_ += "none";
    report(begin, "\"" + function + "()\" of another file");
  }

  // The families of a declaration, each behind the one that is embedded for it.
  void families() {
    std::size_t begin = at_;
    while (at_ < css_.size() && (ascii::is_space(css_[at_]) || css_[at_] == ':')) ++at_;
    if (css_.substr(begin, at_ - begin).find(':') == std::string_view::npos) {
      at_ = begin;
      return;
    }
    std::vector<std::string> known;
    while (at_ < css_.size() && css_[at_] != ';' && css_[at_] != '}') {
      out_.append(css_, begin, at_ - begin);
      begin = at_;
      while (at_ < css_.size() && css_[at_] != ';' && css_[at_] != '}' && css_[at_] != ',') skip_token();
      add_embedded(css_.substr(begin, at_ - begin), known);
      out_.append(css_, begin, at_ - begin);
      begin = at_;
      while (at_ < css_.size() && (ascii::is_space(css_[at_]) || css_[at_] == ',')) ++at_;
    }
    out_.append(css_, begin, at_ - begin);
  }

  void add_embedded(std::string_view family, std::vector<std::string>& known) {
    family = ascii::trim(family.substr(0, family.find('!')));
    if (family.size() >= 2 && (family.front() == '"' || family.front() == '\''))
      family = family.substr(1, family.size() - 2);
    constexpr std::string_view kKeywords[] = {"inherit", "initial", "unset", "revert"};
    if (family.empty() || std::find(std::begin(kKeywords), std::end(kKeywords), family) != std::end(kKeywords)) return;
    std::string name = embedded_(family);
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) return;
    out_.append("\"").append(name).append("\", ");
    known.push_back(std::move(name));
  }

  void report(std::size_t begin, const std::string& what) {
    const Span span{file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    diagnostics_.report({Code::NodeNotSupported, span, what + " in a style sheet is left out of the EPUB"});
  }

  std::string_view css_;
  FileId file_;
  DiagnosticSink& diagnostics_;
  const Naming& embedded_;
  const Naming& place_;
  std::size_t at_ = 0;
  std::string open_;        // the brackets that close what is open
  std::string unfinished_;  // what ends the string or comment that the end of the sheet cut off
  bool begins_declaration_ = false;
  std::string out_;
};

}  // namespace

std::string css_for_epub(std::string_view css, FileId file, DiagnosticSink& diagnostics, const Naming& embedded,
                         const Naming& place) {
  return style::browser_css(Filter(css, file, diagnostics, embedded, place).run());
}

}  // namespace mdconv::epub
