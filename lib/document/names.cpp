// SPDX-License-Identifier: MIT
#include "document/names.h"

#include "document/resolve.h"
#include "document/walk.h"
#include "support/ascii.h"
#include "support/unicode.h"
#include "support/utf8.h"

#include <algorithm>
#include <array>

namespace mdconv::doc {

std::string_view heading_element(int level) {
  static constexpr std::array<std::string_view, 6> kNames = {"h1", "h2", "h3", "h4", "h5", "h6"};
  return kNames[static_cast<std::size_t>(std::clamp(level, 1, 6) - 1)];
}

std::string_view element_name(SpanKind kind) {
  switch (kind) {
    case SpanKind::Generic: return "span";
    case SpanKind::Subscript: return "sub";
    case SpanKind::Superscript: return "sup";
    case SpanKind::Keyboard: return "kbd";
    case SpanKind::Mark: return "mark";
    case SpanKind::Underline: return "u";
    case SpanKind::Inserted: return "ins";
    case SpanKind::Small: return "small";
    case SpanKind::Abbreviation: return "abbr";
    case SpanKind::Ruby: return "ruby";
    case SpanKind::RubyText: return "rt";
  }
  return "span";
}

std::string_view alignment_class(Alignment alignment) {
  switch (alignment) {
    case Alignment::Default: return {};
    case Alignment::Left: return "align-left";
    case Alignment::Center: return "align-center";
    case Alignment::Right: return "align-right";
  }
  return {};
}

std::string_view alignment_class(std::string_view align) {
  for (const std::string_view name : {"align-left", "align-center", "align-right", "align-justify"})
    if (name.substr(name.find('-') + 1) == align) return name;
  return {};
}

bool lacks_description(const Inline& image) {
  return std::get<Image>(image.node).alt.empty() && image.attributes.find("role") != "presentation";
}

std::string image_substitute(const Image& image) {
  if (!image.alt.empty()) return image.alt;
  std::string_view name = image.target;
  if (name.starts_with("data:")) name = {};
  name = name.substr(0, name.find_first_of("?#"));
  name.remove_prefix(std::min(name.size(), name.rfind('/') + 1));
  return name.empty() ? "image" : std::string(name);
}

std::string back_letters(std::uint32_t ordinal) {
  std::string letters;
  for (; ordinal > 0; ordinal = (ordinal - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('a' + (ordinal - 1) % 26));
  return letters;
}

bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (!unicode::is_space(utf8::next(text, at))) return false;
  return true;
}

std::vector<std::string_view> ids_of(std::string_view list) {
  std::vector<std::string_view> ids;
  while (!(list = ascii::trim(list)).empty()) {
    const auto end = std::find_if(list.begin(), list.end(), ascii::is_space);
    ids.push_back(list.substr(0, static_cast<std::size_t>(end - list.begin())));
    list.remove_prefix(ids.back().size());
  }
  return ids;
}

std::string_view paragraph_class(const Inlines& inlines) {
  if (is_figure_like(inlines)) return "image";
  const auto* formula = inlines.size() == 1 ? std::get_if<Math>(&inlines.front().node) : nullptr;
  return formula != nullptr && formula->display ? "formula" : std::string_view();
}

bool holds_tasks(const List& list) {
  return std::any_of(list.items.begin(), list.items.end(),
                     [](const ListItem& item) { return item.checked.has_value(); });
}

bool holds_table(const Division& figure) {
  return std::any_of(figure.children.begin(), figure.children.end(),
                     [](const Block& child) { return std::holds_alternative<Table>(child.node); });
}

bool repeats_missing_image(const Division& figure, const std::function<bool(const Inline&)>& shows) {
  if (figure.kind != DivisionKind::Figure || figure.children.size() != 2) return false;
  const Inlines* shown = inlines_of(figure.children[0]);
  const auto* caption = std::get_if<Division>(&figure.children[1].node);
  if (shown == nullptr || shown->size() != 1 || caption == nullptr || caption->children.size() != 1) return false;
  const auto* image = std::get_if<Image>(&shown->front().node);
  const auto* link = std::get_if<Link>(&shown->front().node);
  const Inlines* words = inlines_of(caption->children[0]);
  if (words == nullptr || words->size() != 1 || !std::holds_alternative<Text>(words->front().node)) return false;
  const auto shown_image = [](const Inline& node) {
    const auto* inner = std::get_if<Image>(&node.node);
    return inner != nullptr && inner->resource != kNone;
  };
  if (link != nullptr && std::any_of(link->children.begin(), link->children.end(), shown_image)) return false;
  if (link != nullptr) return plain_text(link->children) == plain_text(*words);
  if (image == nullptr || plain_text(*words) != image_substitute(*image)) return false;
  return image->resource == kNone || (shows && !shows(shown->front()));
}

}  // namespace mdconv::doc
