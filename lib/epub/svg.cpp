// SPDX-License-Identifier: MIT
#include "epub/svg.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "epub/css.h"
#include "epub/svg_names.h"
#include "support/ascii.h"
#include "support/xml_reader.h"
#include "support/xml_writer.h"
#include "xhtml/names.h"

namespace mdconv::epub {

namespace {

constexpr std::string_view kSvg = "http://www.w3.org/2000/svg";
constexpr std::string_view kXlink = "http://www.w3.org/1999/xlink";
constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

// What is no element of SVG is left out with all that is in it: no viewer shows it.
bool is_dropped(const xml::Name& name) { return name.space != kSvg || !contains(kSvgElements, name.local); }

// "url(#a)" leads to a place in the picture, any other url() out of it; and what runs is not kept, wherever an
// animation would put it.
bool leads_out(std::string_view written) {
  const std::string value = ascii::to_lower(written);
  if (value.find("javascript:") != std::string::npos) return true;
  for (std::size_t i = value.find("url("); i != std::string::npos; i = value.find("url(", i + 4)) {
    const std::size_t start = value.find_first_not_of(" \t\r\n'\"", i + 4);
    if (start == std::string::npos || value[start] != '#') return true;
  }
  return false;
}

bool may_refer(std::string_view element, std::string_view target) {
  if (target.starts_with('#') || target.starts_with("data:image/")) return true;
  if (element != "a") return false;
  return target.starts_with("https://") || target.starts_with("http://") || target.starts_with("mailto:");
}

class Cleaner final : public xml::Handler {
 public:
  explicit Cleaner(xml::Writer& out) : out_(out) {}

  bool is_svg() const noexcept { return is_svg_; }
  bool lost_text() const noexcept { return lost_text_; }

  void open(const xml::Name& name, std::span<const xml::Attribute> attributes) override {
    if (dropped_ > 0 || is_dropped(name)) {
      // Beside a foreignObject in a switch stands what to show in its place.
      if (dropped_ == 0) holds_text_ = name.local == "foreignObject" && switches_ == 0;
      ++dropped_;
      return;
    }
    if (name.local == "switch") ++switches_;
    out_.open(name.local);
    if (std::exchange(is_svg_, true) == false) {
      out_.attribute("xmlns", kSvg);
      out_.attribute("xmlns:xlink", kXlink);
    }
    std::string style;
    for (const xml::Attribute& each : attributes) attribute(name.local, each, style);
    if (!style.empty()) out_.attribute("style", style);
    in_style_ = name.local == "style";
  }

  void close(const xml::Name& name) override {
    if (dropped_ > 0) {
      --dropped_;
      return;
    }
    if (name.local == "switch") --switches_;
    if (in_style_) {
      DiagnosticList unheard;
      out_.text(css_for_epub(style_, FileId::None, unheard));
      style_.clear();
      in_style_ = false;
    }
    out_.close();
  }

  void text(std::string_view text) override {
    if (dropped_ > 0) lost_text_ = lost_text_ || (holds_text_ && !ascii::trim(text).empty());
    if (dropped_ > 0 || !is_svg_) return;
    in_style_ ? static_cast<void>(style_.append(text)) : out_.text(text);
  }

 private:
  void attribute(std::string_view element, const xml::Attribute& attribute, std::string& style) {
    const auto& [name, value] = attribute;
    if (leads_out(value)) return;
    if (name.local == "href" && (name.space.empty() || name.space == kXlink)) {
      if (!may_refer(element, value)) return;
      out_.attribute("xlink:href", value);
      // Links need a name that can be read aloud.
      if (element == "a") out_.attribute("xlink:title", value);
    } else if (name.space == kXml) {
      if (name.local != "base") out_.attribute("xml:" + std::string(name.local), value);
    } else if (name.space.empty() && name.local == "id") {
      if (xhtml::ncname(value) == value && ids_.emplace(value).second) out_.attribute("id", value);
    } else if (name.space.empty() && (name.local == "style" || contains(kSvgStyles, name.local))) {
      if (!style.empty() && style.back() != ';') style += ';';
      if (name.local != "style") style.append(name.local).append(":");
      style += value;
    } else if (name.space.empty() && (contains(kSvgAttributes, name.local) || name.local.starts_with("aria-"))) {
      out_.attribute(name.local, value);
    }
  }

  xml::Writer& out_;
  std::set<std::string, std::less<>> ids_;
  std::string style_;
  int dropped_ = 0;  // elements that are open within what is left out
  int switches_ = 0;
  bool holds_text_ = false;  // what is left out is text that nothing stands for
  bool lost_text_ = false;
  bool is_svg_ = false;
  bool in_style_ = false;
};

}  // namespace

Result<SafeSvg> safe_svg(std::string_view svg) {
  SafeSvg clean;
  bool is_svg = false;
  {
    xml::Writer out(clean.svg);
    out.declaration();
    Cleaner cleaner(out);
    if (const std::optional<xml::Fault> fault = xml::read(svg, cleaner))
      return Error{Code::ImageUnusable, {}, "it is not well-formed: " + fault->message};
    is_svg = cleaner.is_svg();
    clean.lost_text = cleaner.lost_text();
  }
  if (!is_svg) return Error{Code::ImageUnusable, {}, "it holds no SVG"};
  return clean;
}

}  // namespace mdconv::epub
