// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "style/computed_style.h"
#include "style/rules.h"
#include "style/style_sheet.h"

namespace mdconv::style {

/// An element as selectors see it; the names are those that the XHTML writer uses.
struct Element {
  std::string_view name;
  std::vector<std::string> classes = {};
  std::string_view id = {};
  /// Its own lang attribute; empty: the parent's.
  std::string_view language = {};
  /// How much smaller its text is than the sheet says, so that it fits; no smaller than the least size of text.
  double font_scale = 1;
  /// Its place among its siblings, from 1, and from the last one; 0: not known.
  std::uint32_t position = 0;
  std::uint32_t position_from_end = 0;
  /// The element before it; null: none, or not known.
  std::shared_ptr<const Element> previous = {};
};

/// A page as @page sees it.
struct PageContext {
  std::string name = {};
  /// The document's first, or the first of a run of pages with this name.
  bool first = false;
  bool blank = false;
  PageSide side = PageSide::Right;

  friend auto operator<=>(const PageContext&, const PageContext&) = default;
};

/// 小六, six eighths of an em of a body in 五号: text is not made smaller so that it fits.
inline constexpr double kLeastFontSize = 7.875;

/// An element in its ancestry, with its computed style. Lives as long as its Cascade.
class StyledElement {
 public:
  const ComputedStyle& style() const noexcept { return style_; }
  const std::string& language() const noexcept { return language_; }
  /// Null for <html>.
  const StyledElement* parent() const noexcept { return parent_; }

 private:
  friend class Cascade;
  const StyledElement* parent_ = nullptr;
  std::string name_;
  std::string id_;
  std::vector<std::string> classes_;
  std::string language_;
  double font_scale_ = 1;
  /// Those of the first element on this path; the rules make no difference between it and the others.
  std::uint32_t position_ = 0;
  std::uint32_t position_from_end_ = 0;
  std::unique_ptr<StyledElement> previous_;
  ComputedStyle style_;
  std::map<std::string, std::unique_ptr<StyledElement>, std::less<>> children_;
};

/// Computes styles for a document's elements, each distinct path of elements once. Not for concurrent use.
class Cascade {
 public:
  Cascade(const StyleSheet& sheet, std::string_view language);
  ~Cascade();

  /// <html>'s child <body>.
  const StyledElement& body() const noexcept { return *body_; }
  const StyledElement& child(const StyledElement& parent, const Element& element);

  /// Whether any rule asks for an element's place among its siblings, so that it is worth while to tell it.
  bool looks_at_siblings() const noexcept { return !positions_.empty() || looks_back_; }

  /// "::before" or "::after" of an element, with its content; null when it shows nothing.
  const StyledElement* generated(const StyledElement& parent, std::string_view pseudo);

  /// @page, with margin boxes styled as children of the body.
  PageStyle page(const PageContext& context) const;

 private:
  std::string key_of(const Element& element) const;
  bool is_named(std::string_view id) const;
  std::unique_ptr<StyledElement> make(const StyledElement& parent, const Element& element) const;
  ComputedStyle compute(const StyledElement& element) const;
  static bool matches(const Selector& selector, const StyledElement& element);
  static bool matches_from(const Selector& selector, std::size_t index, const StyledElement& element);

  const StyleSheet::Rules& rules_;
  /// Rule indices in cascade order for each element type; "" for rules without a type.
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_type_;
  /// The places among siblings that rules ask for, each once; whether any asks for the element before another.
  std::vector<Nth> positions_;
  bool looks_back_ = false;
  double root_font_size_ = 10.5;
  std::unique_ptr<StyledElement> html_;
  StyledElement* body_ = nullptr;
};

}  // namespace mdconv::style
