// SPDX-License-Identifier: MIT
#include "markdown/template_tag.h"

#include <fmt/format.h>

#include <algorithm>

#include "markdown/line_syntax.h"
#include "support/ascii.h"
#include "support/xml_writer.h"

namespace mdconv::markdown {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

// Words parted by blanks; quotes hold a word together and are taken off.
std::vector<std::string> split_arguments(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t i = text.find_first_not_of(kBlanks); i < text.size(); i = text.find_first_not_of(kBlanks, i)) {
    const char quote = text[i];
    const bool quoted = quote == '"' || quote == '\'';
    const std::size_t begin = quoted ? i + 1 : i;
    const std::size_t end =
        std::min(quoted ? text.find(quote, begin) : text.find_first_of(kBlanks, begin), text.size());
    words.emplace_back(text.substr(begin, end - begin));
    i = std::min(end + (quoted ? 1 : 0), text.size());
  }
  return words;
}

bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), ascii::is_digit);
}

std::string escaped(std::string_view text, char quote) {
  std::string result;
  for (const char c : text) {
    if (c == quote || c == '\\') result.push_back('\\');
    result.push_back(c);
  }
  return result;
}

std::string image(std::string_view path, std::string_view text) {
  return fmt::format("![{}](<{}>)", escaped(text, ']'), escaped(path, '>'));
}

// Whether the filters leave a text as it is, or complete an address, which is no matter here.
bool makes_addresses(std::string_view filters) {
  for (std::size_t bar = filters.find('|'); bar != std::string_view::npos; bar = filters.find('|', bar + 1)) {
    const std::string_view filter = ascii::trim(filters.substr(bar + 1));
    const std::string_view name = filter.substr(0, filter.find_first_of(" \t:|"));
    constexpr std::string_view kKnown[] = {"relative_url", "absolute_url", "prepend", "url_encode", "escape",
                                           "xml_escape",   "uri_escape",   "strip",   "safe"};
    if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown)) return false;
    // An address's beginning is the site's.
    if (name == "prepend" && filter.find("site.") == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace

TemplateTag parse_tag(std::string_view tag) {
  tag.remove_prefix(std::min<std::size_t>(tag.size(), 2));
  tag.remove_suffix(std::min<std::size_t>(tag.size(), 2));
  if (tag.starts_with('-')) tag.remove_prefix(1);
  if (tag.ends_with('-')) tag.remove_suffix(1);
  tag = ascii::trim(tag);
  const std::size_t end = std::min(tag.find_first_of(kBlanks), tag.size());
  return {tag.substr(0, end), ascii::trim(tag.substr(end))};
}

bool is_paired_tag(std::string_view name) {
  constexpr std::string_view kOthers[] = {"note", "hint", "highlight", "codeblock", "code", "mermaid", "raw"};
  return std::find(std::begin(kOthers), std::end(kOthers), name) != std::end(kOthers) ||
         std::find(std::begin(kQuoteTags), std::end(kQuoteTags), name) != std::end(kQuoteTags);
}

bool is_block_tag(std::string_view line) {
  const std::size_t close = line.find("%}");
  if (!line.starts_with("{%") || close == std::string_view::npos || !ascii::trim(line.substr(close + 2)).empty())
    return false;
  const std::string_view name = parse_tag(line.substr(0, close + 2)).name;
  return name.starts_with("end") || is_paired_tag(name);
}

std::size_t find_end_tag(std::string_view text, std::size_t begin, std::string_view name) {
  for (std::size_t i = text.find("{%", begin); i != std::string_view::npos; i = text.find("{%", i + 2)) {
    std::string_view rest = text.substr(i + 2, name.size() + 32);
    if (rest.starts_with('-')) rest.remove_prefix(1);
    rest = rest.substr(std::min(rest.find_first_not_of(" \t"), rest.size()));
    if (!rest.starts_with("end") || !rest.substr(3).starts_with(name)) continue;
    rest = rest.substr(3 + name.size());
    if (!rest.empty() && (is_blank(rest[0]) || rest[0] == '%' || rest[0] == '-')) {
      return text.find("%}", i) == std::string_view::npos ? std::string_view::npos : i;
    }
  }
  return std::string_view::npos;
}

std::optional<std::string> template_value(std::string_view expression,
                                          const std::vector<std::pair<std::string, std::string>>& defines) {
  if (expression.starts_with('-')) expression.remove_prefix(1);
  if (expression.ends_with('-')) expression.remove_suffix(1);
  expression = ascii::trim(expression);
  if (!expression.empty() && (expression[0] == '"' || expression[0] == '\'')) {
    const std::size_t close = expression.find(expression[0], 1);
    if (close != std::string_view::npos && makes_addresses(expression.substr(close + 1)))
      return std::string(expression.substr(1, close - 1));
    return std::nullopt;
  }
  const std::size_t bar = std::min(expression.find('|'), expression.size());
  const std::string_view name = ascii::trim(expression.substr(0, bar));
  if (!makes_addresses(expression.substr(bar))) return std::nullopt;
  // The later of two definitions counts.
  for (auto define = defines.rbegin(); define != defines.rend(); ++define)
    if (define->first == name) return define->second;
  return std::nullopt;
}

std::string template_image(const TemplateTag& tag, bool html) {
  std::vector<std::string> words = split_arguments(tag.arguments);
  // Both take classes before the path, which is the first word with a dot or a slash, and sizes behind it.
  if (tag.name != "asset_img" && tag.name != "img") return {};
  const auto path = std::find_if(words.begin(), words.end(),
                                 [](const std::string& word) { return word.find_first_of("./") != std::string::npos; });
  if (path == words.end()) return {};
  std::string text;
  for (auto word = path + 1; word != words.end(); ++word) {
    if (is_number(*word)) continue;
    if (!text.empty()) text += ' ';
    text += *word;
  }
  std::erase(text, '"');
  std::erase(text, '\'');
  if (!html) return image(*path, text);
  std::string result;
  xml::Writer out(result);
  out.open_void("img");
  out.attribute("src", *path);
  out.attribute("alt", text);
  out.line();
  return result;
}

std::string template_code_info(const TemplateTag& tag) {
  const std::vector<std::string> words = split_arguments(tag.arguments);
  if (tag.name == "mermaid") return std::string(tag.name);
  std::string language, caption, attributes;
  const bool hexo = tag.name != "highlight";
  for (const std::string& word : words) {
    if (word.starts_with("lang:")) {
      language = word.substr(5);
    } else if (!hexo && language.empty()) {
      language = word;
    } else if (word == "linenos" || word == "line_number:true") {
      attributes += " .line-numbers";
    } else if (hexo && word.find(':') == std::string::npos) {
      caption += (caption.empty() ? "" : " ") + word;
    }
  }
  if (!caption.empty()) attributes += fmt::format(" caption=\"{}\"", escaped(caption, '"'));
  if (!attributes.empty()) attributes = " {" + attributes.substr(1) + "}";
  return language + attributes;
}

std::string shown_tag(std::string_view tag) {
  constexpr std::size_t kMost = 80;
  std::string shown;
  for (const char c : tag.substr(0, kMost)) shown.push_back(c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
  if (tag.size() > kMost) {
    while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80) shown.pop_back();
    if (!shown.empty() && static_cast<unsigned char>(shown.back()) >= 0xC0) shown.pop_back();
    shown += "…";
  }
  return shown;
}

}  // namespace mdconv::markdown
