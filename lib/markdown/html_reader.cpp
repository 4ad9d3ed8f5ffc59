// SPDX-License-Identifier: MIT
#include "markdown/html_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "support/ascii.h"
#include "support/entities.h"

namespace mdconv::markdown {

namespace {

// Attributes that go into the tree as they are; the others have a meaning of their own or none.
constexpr std::array<std::string_view, 6> kKept = {"align", "dir", "height", "lang", "title", "width"};

// What a header cell names; empty for what HTML does not know.
std::string scope_of(std::string_view value) {
  std::string scope = ascii::to_lower(ascii::trim(value));
  const bool known = scope == "row" || scope == "col" || scope == "rowgroup" || scope == "colgroup";
  return known ? scope : std::string();
}

// Declarations of a style attribute that mean something on a page, as the attribute that says the same.
void read_style(std::string_view style, doc::Attributes& attributes) {
  while (!style.empty()) {
    const std::size_t end = std::min(style.find(';'), style.size());
    const std::string_view declaration = style.substr(0, end);
    style.remove_prefix(std::min(end + 1, style.size()));
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string property = ascii::to_lower(ascii::trim(declaration.substr(0, colon)));
    const std::string value = ascii::to_lower(ascii::trim(declaration.substr(colon + 1)));
    const bool aligned =
        property == "text-align" && (value == "left" || value == "right" || value == "center" || value == "justify");
    const bool sized = (property == "width" || property == "height") && !value.empty() && value.size() < 16 &&
                       value.find_first_not_of("0123456789.%abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    const std::string_view key = aligned ? std::string_view("align") : std::string_view(property);
    if ((aligned || sized) && attributes.find(key).empty()) attributes.pairs.emplace_back(key, value);
  }
}

constexpr std::string_view kReading = "rt";
constexpr std::string_view kParenthesis = "rp";

// A number of pixels may have its unit; other lengths stay as they are.
std::optional<std::uint32_t> parse_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string_view find_attribute(const std::vector<std::pair<std::string, std::string>>& attributes,
                                std::string_view name) {
  for (const auto& [key, value] : attributes)
    if (key == name) return value;
  return {};
}

// Where a page of the printed edition begins, in the words of EPUB or of ARIA.
bool is_page_break(std::string_view key, std::string_view value) {
  return (key == "role" && value == doc::kPageBreakRole) || (key == "epub:type" && value == "pagebreak");
}

// "<iframe> is left out: https://…", as far as the address can be read.
std::string describe_dropped(std::string_view name,
                             const std::vector<std::pair<std::string, std::string>>& attributes) {
  constexpr std::size_t kLongest = 200;
  std::string_view source = ascii::trim(find_attribute(attributes, "src"));
  if (source.empty()) source = ascii::trim(find_attribute(attributes, "data"));
  if (source.empty() || source.size() > kLongest) return fmt::format("<{}> is left out", name);
  return fmt::format("<{}> is left out: {}", name, source);
}

}  // namespace

void HtmlReader::read_block(const SourceText& html) {
  block_ = true;
  builder_.end_leaf();
  read(html);
  builder_.end_leaf();
  end_dropping();
}

void HtmlReader::read_inline(const SourceText& html) {
  block_ = false;
  read(html);
}

void HtmlReader::read(const SourceText& html) {
  const std::string_view text = html.text;
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t markup = std::min(text.find('<', i), text.size());
    if (dropped_.empty()) read_text(html, i, markup);
    if (markup == text.size()) return;
    i = read_markup(html, markup);
  }
}

// Reads what begins with '<' and returns where to go on.
std::size_t HtmlReader::read_markup(const SourceText& html, std::size_t begin) {
  const std::string_view text = html.text;
  const auto after = [&](std::string_view end, std::size_t from) {
    const std::size_t found = text.find(end, from);
    return found == std::string_view::npos ? text.size() : found + end.size();
  };
  const std::string_view rest = text.substr(begin);
  if (rest.starts_with("<!--")) {
    if (text.find("-->", begin + 2) == std::string_view::npos)
      builder_.report_unbalanced(html.span(begin, begin + 4), "the comment is not closed, what it holds is left out");
    return after("-->", begin + 2);
  }
  if (rest.starts_with("<![CDATA[")) return read_section(html, begin);
  if (rest.starts_with("<!")) return after(">", begin);
  if (rest.starts_with("<?")) return after("?>", begin);

  Tag tag;
  if (!parse_tag(text, begin, tag)) {
    // A '<' that begins no tag is a character; one whose tag never ends makes all that follows text.
    const bool unfinished = tag.end == text.size() && !tag.name.empty();
    const std::size_t end = unfinished ? text.size() : begin + 1;
    if (dropped_.empty()) read_text(html, begin, end);
    return end;
  }
  const HtmlElement& element = find_html_element(tag.name);
  if (!dropped_.empty() && passes_dropped(tag)) return tag.end;
  if (tag.closing) {
    close(html, tag, element);
    return tag.end;
  }
  const Span span = html.span(tag.begin, tag.end);
  if (element.role == HtmlRole::Preformatted && block_) {
    return read_preformatted(html, tag.end, span, take_attributes(tag, element, span));
  }
  if (element.role == HtmlRole::Dropped) {
    report_dropped(span, describe_dropped(tag.name, tag.attributes));
    const std::size_t end = skip_element(text, tag.end, tag.name);
    if (end == text.size() && !block_) dropped_ = tag.name;
    return end;
  }
  open(html, tag, element);
  return tag.end;
}

// Whether the tag is part of what is left out; else that has ended before it.
bool HtmlReader::passes_dropped(const Tag& tag) {
  // Hardly anyone closes <rp>: whatever tag comes ends it.
  const bool parenthesis = dropped_ == kParenthesis;
  const bool ends = tag.closing && tag.name == dropped_;
  if (parenthesis || ends) dropped_.clear();
  return ends || !parenthesis;
}

// CDATA: characters only.
std::size_t HtmlReader::read_section(const SourceText& html, std::size_t begin) {
  constexpr std::string_view kOpen = "<![CDATA[", kClose = "]]>";
  const std::size_t close = html.text.find(kClose, begin + kOpen.size());
  const std::size_t end = std::min(close, html.text.size());
  if (dropped_.empty()) read_text(html, begin + kOpen.size(), end);
  return std::min(end + kClose.size(), html.text.size());
}

bool HtmlReader::parse_tag(std::string_view html, std::size_t begin, Tag& tag) const {
  std::size_t i = begin + 1;
  const auto at = [&](std::size_t index) { return index < html.size() ? html[index] : '\0'; };
  const auto skip_spaces = [&] {
    while (i < html.size() && ascii::is_space(html[i])) ++i;
  };
  tag.begin = begin;
  if (at(i) == '/') {
    tag.closing = true;
    ++i;
  }
  if (!ascii::is_letter(at(i))) return false;
  const std::size_t name = i;
  while (i < html.size() && !ascii::is_space(html[i]) && html[i] != '/' && html[i] != '>') ++i;
  tag.name = ascii::to_lower(html.substr(name, i - name));
  while (i < html.size()) {
    skip_spaces();
    if (at(i) == '/') {
      ++i;
      continue;
    }
    if (at(i) == '>') {
      tag.end = i + 1;
      return true;
    }
    const std::size_t key = i;
    while (i < html.size() && !ascii::is_space(html[i]) && html[i] != '/' && html[i] != '>' && html[i] != '=') ++i;
    if (i == key) ++i;  // a stray '='
    const std::string_view key_text = html.substr(key, std::min(i, html.size()) - key);
    skip_spaces();
    std::string_view value;
    if (at(i) == '=') {
      ++i;
      skip_spaces();
      if (const char quote = at(i); quote == '"' || quote == '\'') {
        const std::size_t end = html.find(quote, i + 1);
        if (end == std::string_view::npos) break;
        value = html.substr(i + 1, end - i - 1);
        i = end + 1;
      } else {
        const std::size_t start = i;
        while (i < html.size() && !ascii::is_space(html[i]) && html[i] != '>') ++i;
        value = html.substr(start, i - start);
      }
    }
    std::string attribute = ascii::to_lower(key_text);
    std::string text = attribute_value(attribute, value);
    tag.attributes.emplace_back(std::move(attribute), std::move(text));
  }
  tag.end = html.size();
  return false;
}

// Where a link leads whose target a template makes, nobody knows here.
std::string HtmlReader::attribute_value(std::string_view key, std::string_view written) const {
  const std::optional<std::string> restored = rewriting_.restored(written);
  if (!restored) return decode_entities(written);
  return key == "href" ? std::string() : decode_entities(*restored);
}

void HtmlReader::read_text(const SourceText& html, std::size_t begin, std::size_t end) {
  const std::string_view text = html.text;
  std::size_t i = begin;
  while (i < end) {
    const std::size_t start = i;
    if (ascii::is_space(text[i])) {
      while (i < end && ascii::is_space(text[i])) ++i;
      const std::string_view run = text.substr(start, i - start);
      const bool line_end = run.find_first_of("\r\n") != std::string_view::npos;
      builder_.add_html_space(line_end, html.span(start, i));
      continue;
    }
    if (const std::size_t length = entity_length(text.substr(0, end), i); length != 0) {
      const std::string decoded = decode_entity(text.substr(i + 1, length - 2));
      i += length;
      const Span span = html.span(start, i);
      if (decoded.empty()) {
        builder_.add_text(text.substr(start, length), span, true);
      } else {
        builder_.add_text(decoded, span, true);
      }
      continue;
    }
    ++i;
    while (i < end && !ascii::is_space(text[i]) && text[i] != '&') ++i;
    const std::string_view word = text.substr(start, i - start);
    const std::optional<std::string> restored = rewriting_.restored(word);
    if (!restored) {
      builder_.add_text(word, html.span(start, i));
    } else if (!restored->empty()) {
      builder_.add_text(*restored, html.span(start, i));
    }
  }
}

bool HtmlReader::is_closed_somewhere(const std::string& name) {
  if (!end_tags_) {
    end_tags_.emplace();
    for (std::size_t i = source_.find("</"); i != std::string_view::npos; i = source_.find("</", i + 2)) {
      std::size_t end = i + 2;
      while (end < source_.size() && !ascii::is_space(source_[end]) && source_[end] != '>' && end - i < 40) ++end;
      end_tags_->insert(ascii::to_lower(source_.substr(i + 2, end - i - 2)));
    }
  }
  return end_tags_->contains(name);
}

// `vector<string>`, `<your-name>`: what looks like a start tag and is none stays as text. A component of some template
// is its content.
bool HtmlReader::stays_text(const SourceText& html, const Tag& tag) {
  if (tag.closing || !find_html_element(tag.name).name.empty()) return false;
  const Span span = html.span(tag.begin, tag.end);
  const std::string_view written = html.text.substr(tag.begin, tag.end - tag.begin);
  // Generics of a language (Map<String, List<int>>) have what no tag has.
  const bool generic = tag.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_:.") != std::string::npos ||
                       std::any_of(tag.attributes.begin(), tag.attributes.end(),
                                   [](const auto& pair) { return pair.first.find('<') != std::string::npos; });
  const bool plain = generic || (tag.attributes.empty() && !written.ends_with("/>"));
  if (plain && !is_closed_somewhere(tag.name)) {
    builder_.report_unbalanced(span, fmt::format("{} is no element of HTML, it stays as text", written));
    return true;
  }
  if (unknown_.insert(tag.name).second) {
    report_dropped(
        span, fmt::format("<{}> is no element of HTML, only its content is kept", written.substr(1, tag.name.size())));
  }
  return false;
}

void HtmlReader::open(const SourceText& html, Tag& tag, const HtmlElement& element) {
  const Span span = html.span(tag.begin, tag.end);
  if (stays_text(html, tag)) builder_.add_text(html.text.substr(tag.begin, tag.end - tag.begin), span, true);
  if (element.name.empty()) return;
  doc::Attributes attributes = take_attributes(tag, element, span);
  switch (element.role) {
    case HtmlRole::Content:
    case HtmlRole::Ignored:
    case HtmlRole::Dropped: return;
    case HtmlRole::DroppedTag: report_dropped(span, fmt::format("<{}> is left out", tag.name)); return;
    case HtmlRole::Media: open_media(tag, span); return;
    case HtmlRole::MediaSource:
      if (wants_source_) add_source_link(tag, span);
      return;
    case HtmlRole::Checkbox: open_input(tag, span); return;
    case HtmlRole::BlockContent:
      if (block_) builder_.end_leaf();
      return;
    case HtmlRole::Break: builder_.add_inline({doc::LineBreak{}, span, {}}); return;
    case HtmlRole::BreakHint: builder_.add_text("\u200B", span, true); return;
    case HtmlRole::Rule: builder_.add_block({doc::Rule{}, span, std::move(attributes)}); return;
    case HtmlRole::Image: add_image(tag, span, std::move(attributes)); return;
    case HtmlRole::Preformatted:
    case HtmlRole::Division:
    case HtmlRole::Quote:
    case HtmlRole::BulletList:
    case HtmlRole::OrderedList:
    case HtmlRole::Item:
    case HtmlRole::DefinitionList:
    case HtmlRole::Term:
    case HtmlRole::Definition:
    case HtmlRole::Table:
    case HtmlRole::Paragraph:
    case HtmlRole::Heading: open_block(tag, element, span, std::move(attributes)); return;
    case HtmlRole::Caption:
    case HtmlRole::TableHead:
    case HtmlRole::TableBody:
    case HtmlRole::TableFoot:
    case HtmlRole::TableColumn:
    case HtmlRole::TableRow:
    case HtmlRole::TableCell: open_table_part(tag, element, span, std::move(attributes)); return;
    case HtmlRole::RubyBase:
    case HtmlRole::RubyText:
    case HtmlRole::RubyParenthesis: open_ruby_part(element, span, std::move(attributes)); return;
    case HtmlRole::Emphasis:
    case HtmlRole::Strong:
    case HtmlRole::Strikethrough:
    case HtmlRole::Code:
    case HtmlRole::Link:
    case HtmlRole::Quotation:
    case HtmlRole::Isolation:
    case HtmlRole::Phrase: open_phrase(tag, element, span, std::move(attributes)); return;
  }
}

void HtmlReader::open_block(const Tag& tag, const HtmlElement& element, Span span, doc::Attributes attributes) {
  // Of a quotation it says whose that is.
  if (element.name == "footer" && !attributes.has_class("footer")) attributes.classes.emplace_back("footer");
  const auto block = [&](doc::Block::Node node) { return doc::Block{std::move(node), span, std::move(attributes)}; };
  switch (element.role) {
    case HtmlRole::Division: builder_.open_html_block(element.name, block(doc::Division{element.division, {}})); break;
    case HtmlRole::Quote: builder_.open_html_block(element.name, block(doc::Quote{})); break;
    case HtmlRole::BulletList: builder_.open_html_block(element.name, block(doc::List{})); break;
    case HtmlRole::OrderedList: {
      doc::List list;
      list.start = parse_number(find_attribute(tag.attributes, "start")).value_or(1);
      const std::string_view type = find_attribute(tag.attributes, "type");
      if (type.size() == 1 && std::string_view("aAiI").find(type) != std::string_view::npos)
        attributes.pairs.emplace_back("type", type);
      builder_.open_html_block(element.name, block(std::move(list)));
      break;
    }
    case HtmlRole::Item:
      builder_.open_html_item(element.name, doc::ListItem{{}, {}, span, std::move(attributes)});
      break;
    case HtmlRole::DefinitionList: builder_.open_html_block(element.name, block(doc::DefinitionList{})); break;
    case HtmlRole::Term:
    case HtmlRole::Definition:
      builder_.open_html_definition(
          element.name, doc::DefinitionEntry{element.role == HtmlRole::Term, {}, span, std::move(attributes)});
      break;
    case HtmlRole::Table: builder_.open_html_table(element.name, block(doc::Table{})); break;
    case HtmlRole::Heading: builder_.open_html_leaf(element.name, block(doc::Heading{element.level, {}})); break;
    default: builder_.open_html_leaf(element.name, block(doc::Paragraph{})); break;
  }
}

// Outside of a table its parts are their content, cells kept apart.
void HtmlReader::open_table_part(const Tag& tag, const HtmlElement& element, Span span, doc::Attributes attributes) {
  using Section = HtmlTable::Section;
  bool in_table = false;
  switch (element.role) {
    case HtmlRole::TableHead: in_table = builder_.begin_html_section(Section::Head); break;
    case HtmlRole::TableBody: in_table = builder_.begin_html_section(Section::Body); break;
    case HtmlRole::TableFoot: in_table = builder_.begin_html_section(Section::Foot); break;
    case HtmlRole::TableColumn:
      builder_.add_html_column(attributes.find("width"),
                               parse_number(find_attribute(tag.attributes, "span")).value_or(1));
      return;
    case HtmlRole::TableRow: in_table = builder_.begin_html_row(std::move(attributes)); break;
    case HtmlRole::TableCell: {
      doc::TableCell cell;
      cell.header = element.name == "th";
      cell.column_span = parse_number(find_attribute(tag.attributes, "colspan")).value_or(1);
      cell.row_span = parse_number(find_attribute(tag.attributes, "rowspan")).value_or(1);
      cell.span = span;
      cell.attributes = std::move(attributes);
      if (!builder_.open_html_cell(std::move(cell))) builder_.add_html_space(false, span);
      return;
    }
    default:
      in_table = builder_.open_html_caption(
          element.name, doc::Block{doc::Division{element.division, {}}, span, std::move(attributes)});
      break;
  }
  if (!in_table && block_) builder_.end_leaf();
}

void HtmlReader::close_table_part(const HtmlElement& element) {
  switch (element.role) {
    case HtmlRole::TableHead:
    case HtmlRole::TableFoot: builder_.begin_html_section(HtmlTable::Section::Body); break;
    case HtmlRole::TableBody:
    case HtmlRole::TableRow: builder_.end_html_row(); break;
    case HtmlRole::TableCell: builder_.close_html_cell(); return;
    default: builder_.close_html(element.name); break;
  }
  if (block_) builder_.end_leaf();
}

// Readings outside of <ruby> are text, and so are the parentheses around them.
void HtmlReader::open_ruby_part(const HtmlElement& element, Span span, doc::Attributes attributes) {
  if (!builder_.end_ruby_part()) return;
  if (element.role == HtmlRole::RubyText) {
    builder_.open_html_phrase(kReading, {doc::Span{element.span, {}}, span, std::move(attributes)});
  } else if (element.role == HtmlRole::RubyParenthesis) {
    dropped_ = kParenthesis;
  }
}

// What cannot be played on a page is a link; the picture that stands for it is shown.
void HtmlReader::open_media(const Tag& tag, Span span) {
  report_dropped(span, describe_dropped(tag.name, tag.attributes));
  if (const std::string_view poster = ascii::trim(find_attribute(tag.attributes, "poster")); !poster.empty()) {
    doc::Image image;
    image.target = std::string(poster);
    image.alt = std::string(find_attribute(tag.attributes, "title"));
    builder_.add_inline({std::move(image), span, {}});
  }
  wants_source_ = true;
  add_source_link(tag, span);
}

void HtmlReader::add_source_link(const Tag& tag, Span span) {
  const std::string_view source = ascii::trim(find_attribute(tag.attributes, "src"));
  if (source.empty()) return;
  wants_source_ = false;
  doc::Link link;
  link.target = std::string(source);
  const std::string_view path = source.substr(0, source.find_first_of("?#"));
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const bool embedded = source.starts_with("data:");
  link.children.push_back({doc::Text{std::string(embedded ? tag.name : name.empty() ? source : name)}, span, {}});
  builder_.add_inline({std::move(link), span, {}});
}

void HtmlReader::open_input(const Tag& tag, Span span) {
  const auto has = [&](std::string_view name) {
    return std::any_of(tag.attributes.begin(), tag.attributes.end(), [&](const auto& a) { return a.first == name; });
  };
  const bool checkbox = ascii::to_lower(find_attribute(tag.attributes, "type")) == "checkbox";
  if (checkbox && builder_.make_task(has("checked"))) return;
  report_dropped(span, fmt::format("<{}> is left out", tag.name));
}

void HtmlReader::open_phrase(const Tag& tag, const HtmlElement& element, Span span, doc::Attributes attributes) {
  if (element.name == "cite" && !attributes.has_class("cite")) attributes.classes.emplace_back("cite");
  doc::Inline phrase{doc::Span{element.span, {}}, span, std::move(attributes)};
  switch (element.role) {
    case HtmlRole::Emphasis: phrase.node = doc::Emphasis{}; break;
    case HtmlRole::Strong: phrase.node = doc::Strong{}; break;
    case HtmlRole::Strikethrough: phrase.node = doc::Strikethrough{}; break;
    case HtmlRole::Code: phrase.node = doc::Code{}; break;
    case HtmlRole::Link: {
      const std::string_view target = find_attribute(tag.attributes, "href");
      if (target.empty()) break;  // a place, not a link
      doc::Link link;
      link.target = std::string(ascii::trim(target));
      link.title = std::string(find_attribute(tag.attributes, "title"));
      std::erase_if(phrase.attributes.pairs, [](const auto& pair) { return pair.first == "title"; });
      phrase.node = std::move(link);
      break;
    }
    case HtmlRole::Isolation:
      if (phrase.attributes.find("dir").empty()) phrase.attributes.pairs.emplace_back("dir", "auto");
      break;
    default: break;
  }
  const bool quoted = element.role == HtmlRole::Quotation;
  const bool nested = quoted && builder_.count_phrases(element.name) > 0;
  builder_.open_html_phrase(element.name, std::move(phrase));
  if (quoted) builder_.add_text(nested ? "‘" : "“", span, true);
}

void HtmlReader::add_image(const Tag& tag, Span span, doc::Attributes attributes) {
  doc::Image image;
  image.target = std::string(ascii::trim(find_attribute(tag.attributes, "src")));
  image.title = std::string(find_attribute(tag.attributes, "title"));
  image.alt = std::string(find_attribute(tag.attributes, "alt"));
  std::erase_if(attributes.pairs, [](const auto& pair) { return pair.first == "title"; });
  // An empty text that someone wrote says that the picture is there for the eye only.
  const bool is_decorative = image.alt.empty() && std::any_of(tag.attributes.begin(), tag.attributes.end(),
                                                              [](const auto& pair) { return pair.first == "alt"; });
  if (is_decorative) attributes.pairs.emplace_back("role", "presentation");
  builder_.add_inline({std::move(image), span, std::move(attributes)});
}

void HtmlReader::close(const SourceText& html, const Tag& tag, const HtmlElement& element) {
  if (element.is_void) {
    // Browsers take </br> for <br>.
    if (element.role == HtmlRole::Break) builder_.add_inline({doc::LineBreak{}, html.span(tag.begin, tag.end), {}});
    return;
  }
  switch (element.role) {
    case HtmlRole::BlockContent:
      if (block_) builder_.end_leaf();
      break;
    case HtmlRole::Caption:
    case HtmlRole::TableHead:
    case HtmlRole::TableBody:
    case HtmlRole::TableFoot:
    case HtmlRole::TableRow:
    case HtmlRole::TableCell: close_table_part(element); return;
    case HtmlRole::Media: wants_source_ = false; return;
    case HtmlRole::RubyText: builder_.close_html(kReading); return;
    case HtmlRole::Quotation: close_quotation(html.span(tag.begin, tag.end), element); return;
    default: break;
  }
  if (element.role == HtmlRole::Content) return;
  if (builder_.close_html(element.name) || !wants_partner(element) || builder_.inside_code()) return;
  if (builder_.take_closed_later(element.name)) return;
  builder_.report_unbalanced(html.span(tag.begin, tag.end),
                             fmt::format("</{}> closes nothing that is open here", tag.name));
}

void HtmlReader::close_quotation(Span span, const HtmlElement& element) {
  const std::size_t open = builder_.count_phrases(element.name);
  if (open == 0) return;
  builder_.add_text(open > 1 ? "’" : "”", span, true);
  builder_.close_html(element.name);
}

// The content of <pre> up to its end: characters, the tags in it left out.
std::size_t HtmlReader::read_preformatted(const SourceText& html, std::size_t begin, Span span,
                                          doc::Attributes attributes) {
  const std::string_view text = html.text;
  doc::CodeBlock code;
  std::size_t i = begin;
  if (text.substr(i, 2) == "\r\n")
    i += 2;
  else if (text.substr(i, 1) == "\n")
    ++i;
  std::size_t end = text.size();
  while (i < text.size()) {
    if (text[i] == '<') {
      Tag tag;
      if (parse_tag(text, i, tag)) {
        if (tag.closing && tag.name == "pre") {
          end = tag.end;
          break;
        }
        const std::string_view classes = find_attribute(tag.attributes, "class");
        if (tag.name == "code" && classes.starts_with("language-")) {
          code.info = std::string(classes.substr(9, classes.find(' ') - 9));
          code.language = ascii::to_lower(code.info);
        }
        if (tag.name == "br") code.utf8.push_back('\n');
        if (stays_text(html, tag)) code.utf8 += text.substr(i, tag.end - i);
        i = tag.end;
        continue;
      }
      const std::size_t stop = tag.end == text.size() && !tag.name.empty() ? text.size() : i + 1;
      code.utf8.append(text.substr(i, stop - i));
      i = stop;
      continue;
    }
    const std::size_t next = std::min(text.find('<', i), text.size());
    code.utf8 += decode_entities(text.substr(i, next - i));
    i = next;
  }
  if (std::optional<std::string> restored = rewriting_.restored(code.utf8)) code.utf8 = *std::move(restored);
  if (!code.utf8.empty() && code.utf8.back() != '\n') code.utf8.push_back('\n');
  if (end > begin) span = hull(span, html.span(begin, end));
  builder_.add_block({std::move(code), span, std::move(attributes)});
  return end;
}

// Behind the end tag of an element, or the end of the text.
std::size_t HtmlReader::skip_element(std::string_view html, std::size_t begin, std::string_view name) const {
  const auto equal = [](char a, char b) { return ascii::to_lower(a) == b; };
  const std::string start = fmt::format("</{}", name);
  const auto found =
      std::search(html.begin() + static_cast<std::ptrdiff_t>(begin), html.end(), start.begin(), start.end(), equal);
  if (found == html.end()) return html.size();
  const std::size_t close = html.find('>', static_cast<std::size_t>(found - html.begin()));
  return close == std::string_view::npos ? html.size() : close + 1;
}

doc::Attributes HtmlReader::take_attributes(const Tag& tag, const HtmlElement& element, Span span) {
  doc::Attributes result;
  bool handler = false;
  const std::size_t limit = rewriting_.options.limits.attributes;
  const auto full = [&] { return result.classes.size() + result.pairs.size() >= limit; };
  bool cut = false;
  for (const auto& [key, value] : tag.attributes) {
    if (key.starts_with("on")) {
      handler = true;
    } else if (key == "id" || (key == "name" && element.role == HtmlRole::Link)) {
      if (result.id.empty()) result.id = std::string(ascii::trim(value));
    } else if (key == "class") {
      std::string_view rest = value;
      while (!(rest = ascii::trim(rest)).empty()) {
        const auto space = std::find_if(rest.begin(), rest.end(), ascii::is_space);
        const std::size_t length = static_cast<std::size_t>(space - rest.begin());
        const std::string name(rest.substr(0, length));
        if (!result.has_class(name)) {
          cut = full();
          if (cut) break;
          result.classes.push_back(name);
        }
        rest.remove_prefix(length);
      }
    } else if (key == "style") {
      read_style(value, result);
    } else if (key == "align" && element.role == HtmlRole::Table) {
      // Where the table stands, not its text.
    } else if (element.role == HtmlRole::TableCell && (key == "scope" || key == "headers")) {
      const std::string read = key == "scope" ? scope_of(value) : std::string(ascii::trim(value));
      if (!read.empty()) result.pairs.emplace_back(key, read);
    } else if (is_page_break(key, value)) {
      if (result.find("role").empty()) result.pairs.emplace_back("role", doc::kPageBreakRole);
      const std::string_view label = find_attribute(tag.attributes, "aria-label");
      if (!label.empty() && result.find("title").empty()) result.pairs.emplace_back("title", std::string(label));
    } else if (std::find(kKept.begin(), kKept.end(), key) != kKept.end() && result.find(key).empty()) {
      result.pairs.emplace_back(key, std::string(ascii::trim(value)));
    }
  }
  rewriting_.report_cut(cut, span);
  if (handler) report_dropped(span, fmt::format("an event handler of <{}> is left out", tag.name));
  return result;
}

void HtmlReader::report_dropped(Span span, std::string what) {
  diagnostics_.report({Code::HtmlDropped, span, std::move(what)});
}

}  // namespace mdconv::markdown
