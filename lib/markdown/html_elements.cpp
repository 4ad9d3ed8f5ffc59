// SPDX-License-Identifier: MIT
#include "markdown/html_elements.h"

#include <algorithm>
#include <array>

namespace mdconv::markdown {

namespace {

using doc::DivisionKind;
using doc::SpanKind;

constexpr HtmlElement row(std::string_view name, HtmlRole role) { return {.name = name, .role = role}; }
constexpr HtmlElement empty(std::string_view name, HtmlRole role) {
  return {.name = name, .role = role, .is_void = true};
}
constexpr HtmlElement division(std::string_view name, DivisionKind kind) {
  return {.name = name, .role = HtmlRole::Division, .division = kind};
}
constexpr HtmlElement phrase(std::string_view name, SpanKind kind) {
  return {.name = name, .role = HtmlRole::Phrase, .span = kind};
}
constexpr HtmlElement heading(std::string_view name, std::uint8_t level) {
  return {.name = name, .role = HtmlRole::Heading, .level = level};
}

// Sorted by name.
constexpr std::array kElements = {
    row("a", HtmlRole::Link),
    phrase("abbr", SpanKind::Abbreviation),
    phrase("acronym", SpanKind::Abbreviation),
    row("address", HtmlRole::BlockContent),
    row("annotation", HtmlRole::Content),
    row("applet", HtmlRole::Dropped),
    empty("area", HtmlRole::Ignored),
    row("article", HtmlRole::Division),
    row("aside", HtmlRole::Division),
    row("audio", HtmlRole::Media),
    row("b", HtmlRole::Strong),
    empty("base", HtmlRole::Ignored),
    row("bdi", HtmlRole::Isolation),
    phrase("bdo", SpanKind::Generic),
    row("big", HtmlRole::Content),
    row("blink", HtmlRole::Content),
    row("blockquote", HtmlRole::Quote),
    row("body", HtmlRole::BlockContent),
    empty("br", HtmlRole::Break),
    row("button", HtmlRole::DroppedTag),
    row("canvas", HtmlRole::DroppedTag),
    HtmlElement{.name = "caption", .role = HtmlRole::Caption, .division = DivisionKind::Caption},
    division("center", DivisionKind::Center),
    row("cite", HtmlRole::Emphasis),
    row("code", HtmlRole::Code),
    empty("col", HtmlRole::TableColumn),
    row("colgroup", HtmlRole::Content),
    row("data", HtmlRole::Content),
    row("datalist", HtmlRole::Content),
    row("dd", HtmlRole::Definition),
    row("del", HtmlRole::Strikethrough),
    division("details", DivisionKind::Details),
    row("dfn", HtmlRole::Emphasis),
    row("dialog", HtmlRole::Content),
    row("dir", HtmlRole::BulletList),
    row("div", HtmlRole::Division),
    row("dl", HtmlRole::DefinitionList),
    row("dt", HtmlRole::Term),
    row("em", HtmlRole::Emphasis),
    empty("embed", HtmlRole::DroppedTag),
    row("fieldset", HtmlRole::BlockContent),
    division("figcaption", DivisionKind::Caption),
    division("figure", DivisionKind::Figure),
    row("font", HtmlRole::Content),
    row("footer", HtmlRole::Division),
    row("form", HtmlRole::DroppedTag),
    row("frame", HtmlRole::DroppedTag),
    row("frameset", HtmlRole::DroppedTag),
    heading("h1", 1),
    heading("h2", 2),
    heading("h3", 3),
    heading("h4", 4),
    heading("h5", 5),
    heading("h6", 6),
    row("head", HtmlRole::BlockContent),
    row("header", HtmlRole::Division),
    row("hgroup", HtmlRole::Content),
    empty("hr", HtmlRole::Rule),
    row("html", HtmlRole::BlockContent),
    row("i", HtmlRole::Emphasis),
    row("iframe", HtmlRole::Dropped),
    empty("img", HtmlRole::Image),
    empty("input", HtmlRole::Checkbox),
    phrase("ins", SpanKind::Inserted),
    phrase("kbd", SpanKind::Keyboard),
    row("label", HtmlRole::Content),
    row("legend", HtmlRole::Content),
    row("li", HtmlRole::Item),
    empty("link", HtmlRole::Ignored),
    row("maction", HtmlRole::Content),
    row("main", HtmlRole::Division),
    row("map", HtmlRole::Content),
    phrase("mark", SpanKind::Mark),
    row("marquee", HtmlRole::Content),
    row("math", HtmlRole::Content),
    row("menclose", HtmlRole::Content),
    row("menu", HtmlRole::BulletList),
    row("merror", HtmlRole::Content),
    empty("meta", HtmlRole::Ignored),
    row("meter", HtmlRole::Content),
    row("mfrac", HtmlRole::Content),
    row("mi", HtmlRole::Content),
    row("mn", HtmlRole::Content),
    row("mo", HtmlRole::Content),
    row("mover", HtmlRole::Content),
    row("mpadded", HtmlRole::Content),
    row("mphantom", HtmlRole::Content),
    row("mroot", HtmlRole::Content),
    row("mrow", HtmlRole::Content),
    row("ms", HtmlRole::Content),
    row("mspace", HtmlRole::Content),
    row("msqrt", HtmlRole::Content),
    row("mstyle", HtmlRole::Content),
    row("msub", HtmlRole::Content),
    row("msubsup", HtmlRole::Content),
    row("msup", HtmlRole::Content),
    row("mtable", HtmlRole::Content),
    row("mtd", HtmlRole::Content),
    row("mtext", HtmlRole::Content),
    row("mtr", HtmlRole::Content),
    row("munder", HtmlRole::Content),
    row("munderover", HtmlRole::Content),
    row("nav", HtmlRole::Division),
    row("nobr", HtmlRole::Content),
    row("noembed", HtmlRole::Content),
    row("noframes", HtmlRole::BlockContent),
    row("noscript", HtmlRole::Content),
    row("object", HtmlRole::DroppedTag),
    row("ol", HtmlRole::OrderedList),
    row("optgroup", HtmlRole::Content),
    row("option", HtmlRole::Dropped),
    row("output", HtmlRole::Content),
    row("p", HtmlRole::Paragraph),
    empty("param", HtmlRole::Ignored),
    row("picture", HtmlRole::Content),
    row("pre", HtmlRole::Preformatted),
    row("progress", HtmlRole::Content),
    row("q", HtmlRole::Quotation),
    row("rb", HtmlRole::RubyBase),
    row("rp", HtmlRole::RubyParenthesis),
    HtmlElement{.name = "rt", .role = HtmlRole::RubyText, .span = SpanKind::RubyText},
    HtmlElement{.name = "rtc", .role = HtmlRole::RubyText, .span = SpanKind::RubyText},
    phrase("ruby", SpanKind::Ruby),
    row("s", HtmlRole::Strikethrough),
    row("samp", HtmlRole::Code),
    row("script", HtmlRole::Dropped),
    row("search", HtmlRole::Content),
    row("section", HtmlRole::Division),
    row("select", HtmlRole::Dropped),
    row("semantics", HtmlRole::Content),
    row("slot", HtmlRole::Content),
    phrase("small", SpanKind::Small),
    empty("source", HtmlRole::MediaSource),
    phrase("span", SpanKind::Generic),
    row("strike", HtmlRole::Strikethrough),
    row("strong", HtmlRole::Strong),
    row("style", HtmlRole::Dropped),
    phrase("sub", SpanKind::Subscript),
    division("summary", DivisionKind::Summary),
    phrase("sup", SpanKind::Superscript),
    row("svg", HtmlRole::Dropped),
    row("table", HtmlRole::Table),
    row("tbody", HtmlRole::TableBody),
    row("td", HtmlRole::TableCell),
    row("template", HtmlRole::Content),
    row("textarea", HtmlRole::Dropped),
    row("tfoot", HtmlRole::TableFoot),
    row("th", HtmlRole::TableCell),
    row("thead", HtmlRole::TableHead),
    row("time", HtmlRole::Content),
    row("title", HtmlRole::Dropped),
    row("tr", HtmlRole::TableRow),
    empty("track", HtmlRole::Ignored),
    row("tt", HtmlRole::Code),
    phrase("u", SpanKind::Underline),
    row("ul", HtmlRole::BulletList),
    row("var", HtmlRole::Emphasis),
    row("video", HtmlRole::Media),
    empty("wbr", HtmlRole::BreakHint),
};

constexpr HtmlElement kUnknown = {};

constexpr bool by_name(const HtmlElement& a, const HtmlElement& b) { return a.name < b.name; }
static_assert(std::is_sorted(kElements.begin(), kElements.end(), by_name));

}  // namespace

bool wants_partner(const HtmlElement& element) noexcept {
  switch (element.role) {
    case HtmlRole::Division:
    case HtmlRole::Emphasis:
    case HtmlRole::Strong:
    case HtmlRole::Strikethrough:
    case HtmlRole::Code:
    case HtmlRole::Link:
    case HtmlRole::Phrase:
    case HtmlRole::Isolation: return !element.is_void;
    default: return false;
  }
}

const HtmlElement& find_html_element(std::string_view name) noexcept {
  const auto found = std::lower_bound(kElements.begin(), kElements.end(), name,
                                      [](const HtmlElement& a, std::string_view b) { return a.name < b; });
  return found != kElements.end() && found->name == name ? *found : kUnknown;
}

}  // namespace mdconv::markdown
