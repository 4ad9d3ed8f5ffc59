// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "document/length.h"
#include "document/names.h"
#include "document/resolve.h"
#include "document/walk.h"
#include "support/ascii.h"
#include "support/language.h"
#include "support/unicode.h"
#include "support/utf8.h"
#include "xhtml/names.h"
#include "xhtml/xhtml_writer.h"

namespace mdconv::xhtml {

namespace {

bool runs_code(std::string_view target) {
  constexpr std::array<std::string_view, 3> kSchemes = {"javascript:", "vbscript:", "data:"};
  std::string start;
  for (const char c : target) {
    if (static_cast<unsigned char>(c) <= ' ') continue;
    start += ascii::to_lower(c);
    if (start.size() == 11) break;
  }
  return std::any_of(kSchemes.begin(), kSchemes.end(), [&](std::string_view s) { return start.starts_with(s); });
}

// Behind what parts a name's parts, and before a capital.
bool is_seam_of_code(char before, char after) {
  const auto is_word = [](char c) { return ascii::is_letter(c) || ascii::is_digit(c); };
  if (is_word(before)) return before >= 'a' && before <= 'z' && after >= 'A' && after <= 'Z';
  return is_word(after) && std::string_view("_/.,;:=&?-)>|").find(before) != std::string_view::npos;
}

// Where the last character begins that a line may start with, the marks that combine with it included.
std::size_t last_cluster(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0) {
    const char32_t c = utf8::previous(text, begin);
    do --begin;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80);
    if (unicode::display_width(c) > 0) break;
  }
  return begin;
}

// How many bytes from `at` on stand upright together in a vertical line: a number of one or two digits, a letter by
// itself, or two of "!" and "?". What is longer or stands among other Western text is read sideways.
std::size_t upright_run(std::string_view text, std::size_t at) {
  const auto is_mark = [](char c) { return c == '!' || c == '?'; };
  constexpr std::size_t kMost = 2;
  const auto end_of = [&](auto&& belongs) {
    std::size_t end = at;
    while (end < text.size() && end - at <= kMost && belongs(text[end])) ++end;
    return end;
  };
  std::size_t end = at;
  if (ascii::is_digit(text[at])) {
    end = end_of(ascii::is_digit);
  } else if (ascii::is_letter(text[at])) {
    end = at + 1;
  } else if (is_mark(text[at])) {
    end = end_of(is_mark);
    if (end - at != kMost) return 0;
  }
  if (end - at > kMost) return 0;
  const auto is_western = [&](std::size_t i) { return i < text.size() && static_cast<unsigned char>(text[i]) < 0x80; };
  // A space may stand between Han and a number.
  const std::size_t before = at > 0 && text[at - 1] == ' ' ? at - 2 : at - 1;  // beyond the end where nothing is
  const std::size_t after = end < text.size() && text[end] == ' ' ? end + 1 : end;
  return is_western(before) || is_western(after) ? 0 : end - at;
}

bool has_wide(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (unicode::is_wide(utf8::next(text, i))) return true;
  return false;
}

}  // namespace

void Writer::inlines(const doc::Inlines& inlines) {
  const auto is_mark = [&](std::size_t i) {
    return i < inlines.size() && std::holds_alternative<doc::NoteRef>(inlines[i].node);
  };
  for (std::size_t i = 0; i < inlines.size(); ++i) {
    const auto* text = std::get_if<doc::Text>(&inlines[i].node);
    if (!text || !is_mark(i + 1) || in_link_ || options_.literal) {
      inline_node(inlines[i]);
      continue;
    }
    // Browsers break a line between an ideograph or a closing mark and a digit; a note's mark must not go over.
    const std::size_t last = last_cluster(text->utf8);
    this->text(std::string_view(text->utf8).substr(0, last));
    xml_.open("span");
    xml_.attribute("class", "nobreak");
    xml_.text(std::string_view(text->utf8).substr(last));
    for (; is_mark(i + 1); ++i) inline_node(inlines[i + 1]);
    xml_.close();
  }
}

void Writer::inline_node(const doc::Inline& node) {
  const doc::Attributes& attrs = node.attributes;
  std::visit(doc::Overload{
                 [&](const doc::Text& text) {
                   const bool url = in_link_ && !options_.literal && text.utf8.find("://") != std::string::npos;
                   url ? url_text(text.utf8) : this->text(text.utf8);
                 },
                 [&](const doc::SoftBreak&) { xml_.line(); },
                 [&](const doc::LineBreak&) {
                   xml_.open_void("br");
                   attributes(attrs);
                   xml_.line();
                 },
                 [&](const doc::Code& code) {
                   xml_.open("code");
                   attributes(attrs);
                   options_.literal ? xml_.text(code.utf8) : code_text(code.utf8);
                   xml_.close();
                 },
                 [&](const doc::Math& math) { formula(node, math); },
                 [&](const doc::RawHtml& html) { raw(html); },
                 [&](const doc::Emphasis& n) { emphasis(n, attrs); },
                 [&](const doc::Strong& strong) { element("strong", strong.children, attrs); },
                 [&](const doc::Strikethrough& deleted) { element("del", deleted.children, attrs); },
                 [&](const doc::Span& span) { element(doc::element_name(span.kind), span.children, attrs); },
                 [&](const doc::Link& target) { link(node, target); },
                 [&](const doc::Image& picture) { image(node, picture); },
                 [&](const doc::NoteRef& mark) { note_mark(mark); },
             },
             node.node);
}

void Writer::text(std::string_view text) {
  std::size_t written = 0;
  for (std::size_t i = 0; options_.vertical && i < text.size();) {
    const std::size_t length = upright_run(text, i);
    if (length > 0) {
      xml_.text(text.substr(written, i - written));
      xml_.open("span");
      xml_.attribute("class", "upright");
      xml_.text(text.substr(i, length));
      xml_.close();
      written = i + length;
    }
    i += std::max<std::size_t>(length, 1);
  }
  xml_.text(text.substr(written));
}

// Western words are stressed as the West does it, whatever is done to the Han characters around them.
void Writer::emphasis(const doc::Emphasis& node, const doc::Attributes& attrs) {
  const std::string& language = document_.metadata.language;
  const bool east_asian = language::is_chinese_or_japanese(language) || language::is(language, "ko");
  const bool western = east_asian && !options_.literal && !has_wide(doc::plain_text(node.children));
  element("em", node.children, attrs, western ? "western" : "");
}

// The formula's source, until formulas are set.
void Writer::formula(const doc::Inline& node, const doc::Math& math) {
  xml_.open("code");
  attributes(node.attributes, math.display ? "math display" : "math");
  xml_.text(math.source);
  xml_.close();
}

// A URL as text may go over a line's end at its joints; whole, it leaves gaping lines where CJK text is justified.
void Writer::url_text(std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool after_slash = text[i - 1] == '/' && text[i] != '/';
    const bool before_joint = std::string_view(".?&=#_%").find(text[i]) != std::string_view::npos;
    if (!after_slash && !before_joint) continue;
    xml_.text(text.substr(begin, i - begin));
    xml_.open_void("wbr");
    begin = i;
  }
  xml_.text(text.substr(begin));
}

// So may long names in code, which would make the columns of a table wider than a phone.
void Writer::code_text(std::string_view text) {
  constexpr std::size_t kLongName = 12, kLeast = 3;
  std::size_t begin = 0;  // of what has not been written
  for (std::size_t word = 0; word < text.size();) {
    const std::size_t end = std::min(text.find(' ', word), text.size());
    std::size_t piece = word;
    for (std::size_t i = word + 1; end - word >= kLongName && i + kLeast <= end; ++i) {
      if (i - piece < kLeast || !is_seam_of_code(text[i - 1], text[i])) continue;
      xml_.text(text.substr(begin, i - begin));
      xml_.open_void("wbr");
      begin = piece = i;
    }
    word = end + 1;
  }
  xml_.text(text.substr(begin));
}

void Writer::element(std::string_view name, const doc::Inlines& children, const doc::Attributes& attrs,
                     std::string_view own_classes) {
  xml_.open(name);
  attributes(attrs, own_classes);
  inlines(children);
  xml_.close();
}

// A link may hold no other link: an inner one is its text, and notes' marks come after the outermost.
void Writer::link(const doc::Inline& node, const doc::Link& link) {
  std::string url;
  if (link.href.starts_with('#')) {
    url = place(std::string_view(link.href).substr(1));
  } else if (!link.href.empty()) {
    url = encode_url(link.href);
  } else if (options_.literal && !runs_code(link.target)) {
    url = encode_url(link.target);
  }
  const bool leads_somewhere = !link.href.empty() || (options_.literal && !runs_code(link.target));
  if (in_link_ || !leads_somewhere) {
    if (node.attributes.empty()) return inlines(link.children);
    return element("span", link.children, node.attributes);
  }

  in_link_ = true;
  xml_.open("a");
  xml_.attribute("href", url);
  if (!link.title.empty()) xml_.attribute("title", link.title);
  attributes(node.attributes);
  inlines(link.children);
  xml_.close();
  in_link_ = false;
  const std::vector<const doc::NoteRef*> marks = std::move(marks_in_link_);
  marks_in_link_.clear();
  for (const doc::NoteRef* mark : marks) note_mark(*mark);
}

void Writer::image(const doc::Inline& node, const doc::Image& image) {
  const bool known = image.resource < document_.resources.size() && options_.image;
  std::string url = known ? options_.image(node, image) : std::string();
  if (url.empty() && options_.literal) url = encode_url(image.target);
  if (url.empty() && !options_.literal) {
    xml_.open("span");
    attributes(node.attributes, "missing-image");
    xml_.text(doc::image_substitute(image));
    xml_.close();
    return;
  }
  ++contents_.images;
  if (doc::lacks_description(node)) ++contents_.undescribed_images;
  xml_.open_void("img");
  xml_.attribute("src", url);
  xml_.attribute("alt", image.alt);
  if (!image.title.empty()) xml_.attribute("title", image.title);
  attributes(node.attributes);
  image_size(node, image);
}

// The size that the author wants, else the file's own; a missing side follows from the picture's shape.
void Writer::image_size(const doc::Inline& node, const doc::Image& image) {
  using Unit = doc::Length::Unit;
  std::optional<doc::Length> width = doc::parse_length(node.attributes.find("width"));
  std::optional<doc::Length> height = doc::parse_length(node.attributes.find("height"));
  if (height && height->unit == Unit::Share) height.reset();
  // Attributes are numbers of pixels.
  if ((width && width->unit != Unit::Pixels) || (height && height->unit != Unit::Pixels)) {
    std::string style;
    if (width) style = "width: " + doc::css_length(*width);
    if (height) style.append(style.empty() ? "" : "; ").append("height: ").append(doc::css_length(*height));
    xml_.attribute("style", style);
    return;
  }
  if (image.resource < document_.resources.size()) {
    const doc::Resource& resource = document_.resources[image.resource];
    if (resource.width > 0 && resource.height > 0) {
      const double ratio = static_cast<double>(resource.height) / resource.width;
      if (!width && !height) width = doc::Length{static_cast<double>(resource.width)};
      if (!width) width = doc::Length{height->value / ratio};
      if (!height) height = doc::Length{width->value * ratio};
    }
  }
  const auto pixels = [](const doc::Length& length) {
    return std::to_string(static_cast<std::int64_t>(std::max(std::round(length.value), 1.0)));
  };
  if (width) xml_.attribute("width", pixels(*width));
  if (height) xml_.attribute("height", pixels(*height));
}

// The raising is outside of the link: several reading systems open a note only from a link that holds text alone.
void Writer::note_mark(const doc::NoteRef& mark) {
  if (mark.note >= document_.notes.size()) {
    xml_.text("[^" + mark.label + "]");
    return;
  }
  if (in_link_) {
    marks_in_link_.push_back(&mark);
    return;
  }
  const std::uint32_t number = document_.notes[mark.note].number;
  xml_.open("sup");
  xml_.attribute("class", "noteref");
  xml_.open("a");
  xml_.attribute("id", written_id(options_.flavor, doc::noteref_id(number, mark.ordinal)));
  xml_.attribute("href", place(doc::note_id(number)));
  semantics("noteref", "doc-noteref");
  xml_.text(std::to_string(document_.notes[mark.note].shown_number));
  xml_.close();
  xml_.close();
}

}  // namespace mdconv::xhtml
