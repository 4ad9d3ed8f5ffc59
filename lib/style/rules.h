// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/source.h"
#include "style/computed_style.h"
#include "style/style_sheet.h"

// A style sheet as parsed: selectors and declarations in source order.

namespace mdconv::style {

/// :nth-child(2n+1), :first-child, :last-child: every `step`th from the one at `offset` on, which counts from 1.
struct Nth {
  int step = 0;
  int offset = 1;
  /// Counted from the last child.
  bool from_end = false;

  bool matches(std::uint32_t position) const noexcept {
    const std::int64_t beyond = std::int64_t{position} - offset;
    return step == 0 ? beyond == 0 : beyond % step == 0 && beyond / step >= 0;
  }
  friend bool operator==(const Nth&, const Nth&) = default;
};

/// One compound selector: `pre.code:lang(zh)`; empty members match anything.
struct Compound {
  std::string type;
  std::string id;
  std::vector<std::string> classes;
  std::string language;
  /// :root
  bool root = false;
  std::vector<Nth> positions;
};

/// Adjacent: the element before it, `h1 + p`.
enum class Combinator : std::uint8_t { Descendant, Child, Adjacent };

/// Compounds from left to right; combinators[i] stands between compounds i and i + 1.
struct Selector {
  std::vector<Compound> compounds;
  std::vector<Combinator> combinators;

  /// (ids, classes and pseudo-classes, types) packed so that a plain comparison orders them.
  std::uint32_t specificity() const noexcept;
};

struct Declaration {
  std::string property;  // lower case
  std::string value;     // trimmed, comments removed
  bool important = false;
  mdconv::Span span;
};

struct Rule {
  Selector selector;
  std::shared_ptr<const std::vector<Declaration>> declarations;  // one list for all selectors of a group
};

/// Which pages a rule of @page is for: `name:first`. Empty members match any.
struct PageSelector {
  std::string name;
  bool first = false;
  bool blank = false;
  PageSide side = PageSide::Any;

  /// (names, :first and :blank, :left and :right) packed so that a plain comparison orders them.
  std::uint32_t specificity() const noexcept;
};

struct PageRule {
  PageSelector selector;
  std::vector<Declaration> declarations;
  struct Box {
    std::string name;  // "bottom-center"
    mdconv::Span span;
    std::vector<Declaration> declarations;
  };
  std::vector<Box> boxes;
};

struct StyleSheet::Rules {
  std::vector<Rule> rules;
  std::vector<PageRule> pages;
};

}  // namespace mdconv::style
