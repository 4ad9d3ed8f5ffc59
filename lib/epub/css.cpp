// SPDX-License-Identifier: MIT
#include "epub/css.h"

#include <algorithm>
#include <vector>

#include "support/ascii.h"

namespace mdconv::epub {

namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

using Families = std::function<std::string(std::string_view family)>;

class Filter {
 public:
  Filter(std::string_view css, FileId file, DiagnosticSink& diagnostics, const Families& embedded)
      : css_(css), file_(file), diagnostics_(diagnostics), embedded_(embedded) {}

  std::string run() {
    while (at_ < css_.size()) {
      if (css_[at_] == '@') {
        at_rule();
      } else if (is_name(css_[at_])) {
        name();
      } else {
        const std::size_t begin = at_;
        skip_token();
        out_.append(css_, begin, at_ - begin);
      }
    }
    return std::move(out_);
  }

 private:
  // Past one comment, string, escape or character: whatever could hide a brace or a bracket.
  void skip_token() {
    if (css_.substr(at_, 2) == "/*") {
      const std::size_t end = css_.find("*/", at_ + 2);
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
    at_ = std::min(css_.size(), at_ + 1);
  }

  std::string take_name() {
    std::string name;
    while (at_ < css_.size() && is_name(css_[at_])) name += ascii::to_lower(css_[at_++]);
    return name;
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
    if (name != "page" && name != "import" && name != "font-face" && name != "charset") {
      out_.append(css_, begin, at_ - begin);
      return;
    }
    skip_statement();
    if (name == "import" || name == "font-face") report(begin, "\"@" + name + "\"");
  }

  void name() {
    const std::size_t begin = at_;
    const std::string function = take_name();
    if (function == "font-family" && embedded_) {
      out_.append(css_, begin, at_ - begin);
      return families();
    }
    if (function != "url" || at_ >= css_.size() || css_[at_] != '(') {
      out_.append(css_, begin, at_ - begin);
      return;
    }
    ++at_;
    while (at_ < css_.size() && css_[at_] != ')') skip_token();
    at_ = std::min(css_.size(), at_ + 1);
    if (is_data(css_.substr(begin, at_ - begin))) {
      out_.append(css_, begin, at_ - begin);
      return;
    }
    out_ += "none";
    report(begin, "\"url()\" of another file");
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

  static bool is_data(std::string_view url) {
    const std::size_t start = url.find_first_not_of(" \t\r\n\"'", 4);
    return start != std::string_view::npos && url.substr(start, 5) == "data:";
  }

  void report(std::size_t begin, const std::string& what) {
    const Span span{file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    diagnostics_.report({Code::NodeNotSupported, span, what + " in a style sheet is left out of the EPUB"});
  }

  std::string_view css_;
  FileId file_;
  DiagnosticSink& diagnostics_;
  const Families& embedded_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string css_for_epub(std::string_view css, FileId file, DiagnosticSink& diagnostics, const Families& embedded) {
  return Filter(css, file, diagnostics, embedded).run();
}

}  // namespace mdconv::epub
