// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "mdconv/document.h"

namespace mdconv::markdown {

enum class HtmlRole : std::uint8_t {
  Content,       // unknown to the tree: only its content counts
  BlockContent,  // the same, on lines of its own
  Dropped,       // left out with its content
  DroppedTag,    // left out, its content stays
  Media,         // the same, with a link to what it would play
  MediaSource,
  Ignored,  // left out silently
  Break,
  BreakHint,  // <wbr>
  Rule,
  Image,
  Preformatted,
  Division,
  Quote,
  BulletList,
  OrderedList,
  Item,
  Checkbox,
  DefinitionList,
  Term,
  Definition,
  Table,
  Caption,
  TableHead,
  TableBody,
  TableFoot,
  TableColumn,
  TableRow,
  TableCell,
  Paragraph,
  Heading,
  Emphasis,
  Strong,
  Strikethrough,
  Code,
  Link,
  Phrase,
  Quotation,
  Isolation,  // <bdi>
  RubyBase,
  RubyText,
  RubyParenthesis,
};

struct HtmlElement {
  /// Lower case, of static lifetime.
  std::string_view name;
  HtmlRole role = HtmlRole::Content;
  doc::DivisionKind division = doc::DivisionKind::Generic;
  doc::SpanKind span = doc::SpanKind::Generic;
  std::uint8_t level = 0;  // of a heading
  bool is_void = false;
};

/// Whether the element is one that authors must close, and that something is wrong with when they do not: HTML lets
/// the end tags of paragraphs, items and cells be left out.
bool wants_partner(const HtmlElement& element) noexcept;

/// The row of an element; unknown ones have role Content and no name. `name` is lower case.
const HtmlElement& find_html_element(std::string_view name) noexcept;

}  // namespace mdconv::markdown
