// SPDX-License-Identifier: MIT
#include "epub/svg.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "epub/css.h"
#include "epub/svg_names.h"
#include "style/values.h"
#include "support/ascii.h"
#include "support/uri.h"
#include "support/xml_reader.h"
#include "support/xml_writer.h"
#include "xhtml/names.h"

// A picture is read into a tree, of which stays what EPUB's checkers know at that place; then what refers to something
// that has not stayed goes too, and the rest is written.

namespace mdconv::epub {

namespace {

constexpr std::string_view kSvg = "http://www.w3.org/2000/svg";
constexpr std::string_view kXlink = "http://www.w3.org/1999/xlink";
constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

// Deeper elements are left out, so that recursion is safe.
constexpr int kDeepest = 200;

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

struct Element;

// Text, or an element.
struct Child {
  std::string text;
  std::unique_ptr<Element> element;
};

struct Element {
  std::string name;
  std::string id;
  /// As written: "xlink:href", "fill", "xml:space".
  std::vector<std::pair<std::string, std::string>> attributes = {};
  std::vector<Child> children = {};

  bool has(std::string_view attribute) const {
    return std::any_of(attributes.begin(), attributes.end(), [&](const auto& each) { return each.first == attribute; });
  }
};

// ---- what may stand where ----

enum class Kind { Container, Shape, Text, Gradient, Stop, Filter, Primitive, Clip, Animation, Motion, Words, Other };

Kind kind_of(std::string_view name) {
  static const std::map<std::string_view, Kind> kKinds = {
      {"a", Kind::Container},
      {"animate", Kind::Animation},
      {"animateColor", Kind::Animation},
      {"animateMotion", Kind::Motion},
      {"animateTransform", Kind::Animation},
      {"circle", Kind::Shape},
      {"clipPath", Kind::Clip},
      {"defs", Kind::Container},
      {"desc", Kind::Words},
      {"ellipse", Kind::Shape},
      {"filter", Kind::Filter},
      {"g", Kind::Container},
      {"image", Kind::Shape},
      {"line", Kind::Shape},
      {"linearGradient", Kind::Gradient},
      {"marker", Kind::Container},
      {"mask", Kind::Container},
      {"path", Kind::Shape},
      {"pattern", Kind::Container},
      {"polygon", Kind::Shape},
      {"polyline", Kind::Shape},
      {"radialGradient", Kind::Gradient},
      {"rect", Kind::Shape},
      {"set", Kind::Animation},
      {"stop", Kind::Stop},
      {"style", Kind::Words},
      {"svg", Kind::Container},
      {"switch", Kind::Container},
      {"symbol", Kind::Container},
      {"text", Kind::Text},
      {"textPath", Kind::Text},
      {"title", Kind::Words},
      {"tspan", Kind::Text},
      {"use", Kind::Shape},
  };
  if (name.starts_with("fe")) return Kind::Primitive;
  const auto found = kKinds.find(name);
  return found == kKinds.end() ? Kind::Other : found->second;
}

bool is_light(std::string_view name) { return name.ends_with("Light"); }

// Whether a primitive of filters stands within another one only.
bool is_part_of_primitive(std::string_view name) {
  return name.starts_with("feFunc") || name == "feMergeNode" || is_light(name);
}

bool primitive_may_hold(std::string_view parent, std::string_view child) {
  if (child.starts_with("feFunc")) return parent == "feComponentTransfer";
  if (child == "feMergeNode") return parent == "feMerge";
  return is_light(child) && parent.ends_with("Lighting");
}

// By SVG 1.1's content models. `in_text`: the parent stands within text.
bool may_hold(std::string_view parent, std::string_view child, bool in_text) {
  const Kind outer = kind_of(parent), inner = kind_of(child);
  const bool described = child == "title" || child == "desc";
  const bool animated = inner == Kind::Animation || inner == Kind::Motion;
  if (inner == Kind::Other) return child == "mpath" && outer == Kind::Motion;
  if (in_text) return described || animated || child == "tspan" || child == "textPath" || child == "a";
  switch (outer) {
    case Kind::Container:
      if (inner == Kind::Stop || inner == Kind::Primitive) return false;
      return inner != Kind::Text || child == "text";
    case Kind::Shape: return described || animated;
    case Kind::Gradient: return described || child == "stop" || animated;
    case Kind::Filter:
      return described || child == "animate" || child == "set" ||
             (inner == Kind::Primitive && !is_part_of_primitive(child));
    case Kind::Primitive: return child == "animate" || child == "set" || primitive_may_hold(parent, child);
    case Kind::Clip: return described || animated || (inner == Kind::Shape && child != "image") || child == "text";
    case Kind::Stop: return child == "animate" || child == "animateColor" || child == "set";
    default: return described && outer == Kind::Motion;
  }
}

std::span<const std::string_view> required_attributes(std::string_view name) {
  using Names = std::vector<std::string_view>;
  static const std::map<std::string_view, Names> kRequired = {
      {"circle", {"r"}},
      {"ellipse", {"rx", "ry"}},
      {"path", {"d"}},
      {"rect", {"width", "height"}},
      {"polygon", {"points"}},
      {"polyline", {"points"}},
      {"image", {"xlink:href", "width", "height"}},
      {"use", {"xlink:href"}},
      {"mpath", {"xlink:href"}},
      {"textPath", {"xlink:href"}},
      {"stop", {"offset"}},
      {"animate", {"attributeName"}},
      {"animateColor", {"attributeName"}},
      {"animateTransform", {"attributeName"}},
      {"set", {"attributeName"}},
      {"feFuncA", {"type"}},
      {"feFuncB", {"type"}},
      {"feFuncG", {"type"}},
      {"feFuncR", {"type"}},
      {"feBlend", {"in2"}},
      {"feComposite", {"in2"}},
      {"feDisplacementMap", {"in2"}},
      {"feImage", {"xlink:href"}},
  };
  const auto found = kRequired.find(name);
  if (found == kRequired.end()) return {};
  return found->second;
}

// ---- references ----

// The name behind the '#' of each `url(#name)` of a value, and whether anything in it leads out of the picture.
struct Urls {
  std::vector<std::string> places;
  bool leads_out = false;
};

Urls urls_of(std::string_view written) {
  Urls urls;
  const std::string value = style::unescape(written);
  const std::string lower = ascii::to_lower(value);
  urls.leads_out = lower.find("javascript:") != std::string::npos || lower.find("@import") != std::string::npos ||
                   lower.find("image-set(") != std::string::npos || lower.find("src(") != std::string::npos;
  for (std::size_t i = lower.find("url("); i != std::string::npos; i = lower.find("url(", i + 4)) {
    const std::size_t start = lower.find_first_not_of(" \t\r\n'\"", i + 4);
    if (start == std::string::npos || lower[start] != '#') {
      urls.leads_out = true;
      return urls;
    }
    const std::size_t end = std::min(lower.find_first_of(" \t\r\n'\")", start), lower.size());
    urls.places.push_back(value.substr(start + 1, end - start - 1));
  }
  return urls;
}

// A link's target as EPUB takes it; empty when it takes none.
std::string link_target(std::string_view target) {
  const std::string scheme = uri::scheme(target);
  if (scheme == "mailto") return xhtml::encode_url(target);
  if (scheme != "http" && scheme != "https") return {};
  std::string_view rest = target.substr(scheme.size() + 1);
  if (!rest.starts_with("//")) return {};
  rest.remove_prefix(2);
  const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
  const std::optional<std::string> authority = uri::ascii_authority(rest.substr(0, path));
  if (!authority) return {};
  return xhtml::encode_url(scheme + "://" + *authority + std::string(rest.substr(path)));
}

bool is_picture(std::string_view target) {
  constexpr std::string_view kPictures[] = {"data:image/png", "data:image/jpeg", "data:image/gif"};
  const std::string lower = ascii::to_lower(target.substr(0, 20));
  return std::any_of(std::begin(kPictures), std::end(kPictures), [&](auto kind) { return lower.starts_with(kind); });
}

// ---- reading ----

class Reader final : public xml::Handler {
 public:
  std::unique_ptr<Element> take_root() { return std::move(root_); }
  bool lost_text() const noexcept { return lost_text_; }

  void open(const xml::Name& name, std::span<const xml::Attribute> attributes) override {
    const bool known = name.space == kSvg && contains(kSvgElements, name.local);
    if (dropped_ > 0 || !known || open_.size() >= kDeepest || !fits(name.local)) {
      // Beside a foreignObject in a switch stands what to show in its place.
      if (dropped_ == 0) holds_text_ = name.local == "foreignObject" && switches_ == 0;
      ++dropped_;
      return;
    }
    auto element = std::make_unique<Element>();
    element->name = name.local;
    std::string style;
    for (const xml::Attribute& each : attributes) add(*element, each, style);
    if (!style.empty()) element->attributes.emplace_back("style", style);
    if (name.local == "switch") ++switches_;
    if (element->name == "text") ++texts_;
    Element* const opened = element.get();
    if (open_.empty()) {
      root_ = std::move(element);
    } else {
      open_.back()->children.push_back({{}, std::move(element)});
    }
    open_.push_back(opened);
  }

  void close(const xml::Name& name) override {
    if (dropped_ > 0) {
      --dropped_;
      return;
    }
    if (name.local == "switch") --switches_;
    if (name.local == "text") --texts_;
    open_.pop_back();
  }

  void text(std::string_view text) override {
    if (dropped_ > 0) lost_text_ = lost_text_ || (holds_text_ && !ascii::trim(text).empty());
    if (dropped_ > 0 || open_.empty()) return;
    const Kind kind = kind_of(open_.back()->name);
    if (texts_ == 0 && kind != Kind::Words) return;
    std::vector<Child>& children = open_.back()->children;
    if (children.empty() || children.back().element) children.emplace_back();
    children.back().text += text;
  }

 private:
  bool fits(std::string_view name) const {
    if (open_.empty()) return name == "svg" && !root_;
    const Kind outer = kind_of(open_.back()->name);
    const bool in_text = texts_ > 0 && (outer == Kind::Text || open_.back()->name == "a");
    return may_hold(open_.back()->name, name, in_text);
  }

  static void add(Element& element, const xml::Attribute& attribute, std::string& style) {
    const auto& [name, value] = attribute;
    const std::string_view local = name.local;
    if (local == "href" && (name.space.empty() || name.space == kXlink)) {
      if (!element.has("xlink:href")) element.attributes.emplace_back("xlink:href", value);
    } else if (name.space == kXml) {
      if (local == "id" && element.id.empty()) element.id = value;
      if (local == "lang" || local == "space") element.attributes.emplace_back("xml:" + std::string(local), value);
    } else if (!name.space.empty()) {
      return;
    } else if (local == "id") {
      element.id = value;
    } else if (local == "style" || contains(kSvgStyles, local)) {
      if (!style.empty() && style.back() != ';') style += ';';
      if (local != "style") style.append(local).append(":");
      style += value;
    } else if (contains(kSvgAttributes, local) || local.starts_with("aria-")) {
      element.attributes.emplace_back(local, value);
    }
  }

  std::unique_ptr<Element> root_;
  std::vector<Element*> open_;
  int dropped_ = 0;  // elements that are open within what is left out
  int switches_ = 0;
  int texts_ = 0;
  bool holds_text_ = false;  // what is left out is text that nothing stands for
  bool lost_text_ = false;
};

// ---- what stays ----

// Takes out what is not whole, until nothing changes: what refers to a place is not whole without it.
class Pruner {
 public:
  explicit Pruner(Element& root) : root_(root) {}

  /// By the id of the picture: the id that is written.
  std::map<std::string, std::string, std::less<>> run() {
    // A chain of references longer than this breaks off somewhere.
    constexpr int kRounds = 32;
    for (int round = 0; round < kRounds; ++round) {
      ids_.clear();
      written_.clear();
      collect(root_);
      changed_ = false;
      prune(root_);
      if (!changed_) break;
    }
    return std::move(ids_);
  }

 private:
  void collect(const Element& element) {
    if (!element.id.empty() && !ids_.contains(element.id)) {
      std::string name = xhtml::ncname(element.id) == element.id ? element.id : "place";
      for (int number = 1; !written_.insert(name).second; ++number) name = "place-" + std::to_string(number);
      ids_.emplace(element.id, std::move(name));
    }
    for (const Child& child : element.children)
      if (child.element) collect(*child.element);
  }

  void prune(Element& element) {
    std::erase_if(element.attributes, [&](const auto& attribute) {
      const bool gone = attribute.first == "xlink:href" && !refers(element, attribute.second);
      changed_ = changed_ || gone;
      return gone;
    });
    for (Child& child : element.children)
      if (child.element) prune(*child.element);
    std::erase_if(element.children, [&](const Child& child) {
      const bool gone = child.element && !is_whole(*child.element);
      changed_ = changed_ || gone;
      return gone;
    });
    if (element.name == "textPath" && !element.has("xlink:href")) {
      element.name = "tspan";
      std::erase_if(element.attributes, [](const auto& attribute) {
        return attribute.first == "startOffset" || attribute.first == "method" || attribute.first == "spacing";
      });
    }
  }

  bool refers(const Element& element, const std::string& target) const {
    if (element.name == "a") return !link_target(target).empty();
    if (target.starts_with('#')) return ids_.contains(std::string_view(target).substr(1));
    return (element.name == "image" || element.name == "feImage") && is_picture(target);
  }

  static bool is_whole(const Element& element) {
    // Without its primitives a filter would hide what it is put on.
    if (element.name == "filter")
      return std::any_of(element.children.begin(), element.children.end(), [](const Child& child) {
        return child.element && kind_of(child.element->name) == Kind::Primitive;
      });
    const auto required = required_attributes(element.name);
    return std::all_of(required.begin(), required.end(), [&](std::string_view name) { return element.has(name); });
  }

  Element& root_;
  std::map<std::string, std::string, std::less<>> ids_;
  std::set<std::string> written_;
  bool changed_ = false;
};

// ---- writing ----

class SvgWriter {
 public:
  SvgWriter(xml::Writer& out, const std::map<std::string, std::string, std::less<>>& ids) : out_(out), ids_(ids) {}

  void write(const Element& element, bool root, bool in_text) {
    // A link that leads nowhere holds what it holds.
    const bool no_link = element.name == "a" && !element.has("xlink:href");
    out_.open(no_link ? (in_text ? "tspan" : "g") : std::string_view(element.name));
    if (root) {
      out_.attribute("xmlns", kSvg);
      out_.attribute("xmlns:xlink", kXlink);
    }
    if (const auto id = ids_.find(element.id); id != ids_.end() && used_.insert(element.id).second)
      out_.attribute("id", id->second);
    for (const auto& [name, value] : element.attributes) attribute(element, name, value);
    const bool style = element.name == "style";
    for (const Child& child : element.children) {
      if (child.element) {
        write(*child.element, false, in_text || element.name == "text");
      } else if (style) {
        DiagnosticList unheard;
        out_.text(css_for_epub(child.text, FileId::None, unheard, {}, [&](std::string_view id) { return place(id); }));
      } else {
        out_.text(child.text);
      }
    }
    out_.close();
  }

 private:
  std::string place(std::string_view id) const {
    const auto found = ids_.find(id);
    return found == ids_.end() ? std::string() : found->second;
  }

  void attribute(const Element& element, const std::string& name, const std::string& value) {
    if (name == "xlink:href") {
      if (element.name == "a") {
        out_.attribute(name, link_target(value));
        // Links need a name that can be read aloud.
        out_.attribute("xlink:title", value);
      } else {
        out_.attribute(name, value.starts_with('#') ? "#" + place(std::string_view(value).substr(1)) : value);
      }
    } else if (name == "style") {
      if (const std::string kept = declarations(value); !kept.empty()) out_.attribute(name, kept);
    } else if (name == "aria-labelledby" || name == "aria-describedby") {
      if (ids_.contains(value)) out_.attribute(name, place(value));
    } else if (const std::optional<std::string> kept = with_places(value)) {
      out_.attribute(name, *kept);
    }
  }

  // The value with the names that places have been given; nothing when it leads to none.
  std::optional<std::string> with_places(std::string_view value) const {
    const Urls urls = urls_of(value);
    if (urls.leads_out) return std::nullopt;
    std::string result(value);
    for (const std::string& id : urls.places) {
      const std::string name = place(id);
      if (name.empty()) return std::nullopt;
      const std::size_t at = result.find("#" + id);
      if (name != id && at != std::string::npos) result.replace(at + 1, id.size(), name);
    }
    return result;
  }

  std::string declarations(std::string_view style) const {
    std::string result;
    for (std::size_t begin = 0; begin < style.size();) {
      std::size_t end = begin;
      char quote = 0;
      int depth = 0;
      for (; end < style.size() && (style[end] != ';' || quote != 0 || depth > 0); ++end) {
        const char c = style[end];
        if (quote != 0) {
          if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
          quote = c;
        } else if (c == '(' || c == ')') {
          depth += c == '(' ? 1 : -1;
        }
      }
      const std::string_view declaration = ascii::trim(style.substr(begin, end - begin));
      if (const std::optional<std::string> kept = with_places(declaration); kept && !kept->empty())
        result.append(result.empty() ? "" : ";").append(*kept);
      begin = end + 1;
    }
    return result;
  }

  xml::Writer& out_;
  const std::map<std::string, std::string, std::less<>>& ids_;
  std::set<std::string> used_;
};

}  // namespace

Result<SafeSvg> safe_svg(std::string_view svg) {
  Reader reader;
  if (const std::optional<xml::Fault> fault = xml::read(svg, reader))
    return Error{Code::ImageUnusable, {}, "it is not well-formed: " + fault->message};
  const std::unique_ptr<Element> root = reader.take_root();
  if (!root) return Error{Code::ImageUnusable, {}, "it holds no SVG"};

  SafeSvg clean;
  clean.lost_text = reader.lost_text();
  const auto ids = Pruner(*root).run();
  {
    xml::Writer out(clean.svg);
    out.declaration();
    SvgWriter(out, ids).write(*root, true, false);
  }
  return clean;
}

}  // namespace mdconv::epub
