// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "document/length.h"
#include "layout/context.h"
#include "mdconv/document.h"

// From a paragraph's inline nodes to one styled text, with what each part of it is.

namespace mdconv::layout {

/// An image, with the size that the author wants.
struct PlacedResource {
  /// Index into doc::Document::resources.
  std::uint32_t resource = 0;
  std::optional<doc::Length> width = {}, height = {};

  friend bool operator==(const PlacedResource&, const PlacedResource&) = default;
};

/// An inline element that draws a background or lines along all of its text.
struct InlineDecoration {
  const style::StyledElement* element = nullptr;
  /// The one around it: an index into InlineContent::decorations.
  std::optional<std::size_t> outer;
  /// Whether the background of the text is the element's: blocks draw their own.
  bool background = true;
  /// Whether it has borders, and the text that they go around.
  bool framed = false;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// What a StyledRun of the same index is.
struct RunInfo {
  const style::StyledElement* element = nullptr;
  StructId structure = kArtifact;
  /// Index into InlineContent::links.
  std::optional<std::size_t> link;
  /// For U+FFFC.
  std::optional<PlacedResource> image;
  /// The innermost: an index into InlineContent::decorations.
  std::optional<std::size_t> decoration = {};
  /// The note whose number the run is, where numbers are known only when the pages are.
  std::optional<std::uint32_t> note = {};
};

struct InlineLink {
  /// A URL or "#id".
  std::string target;
  StructId structure = kArtifact;
  std::string description;
};

/// A place that links lead to.
struct InlineAnchor {
  std::uint32_t offset = 0;
  std::string id;
};

/// A note's mark, where notes stand at the foot of pages.
struct InlineCall {
  std::uint32_t offset = 0;
  std::uint32_t note = 0;
};

/// The source of the text from an offset on.
struct TextPlace {
  std::uint32_t offset = 0;
  mdconv::Span span;
  /// Whether bytes of the text are bytes of the source one to one.
  bool verbatim = false;
};

struct InlineContent;

/// What stands small above or below a part of the text.
struct InlineRuby {
  /// The base: bytes of the text.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::shared_ptr<const InlineContent> reading;
  const style::StyledElement* element = nullptr;
  /// Bases of one <ruby> have the same number.
  std::size_t word = 0;
};

struct InlineContent {
  text::StyledText text;
  std::vector<RunInfo> runs;
  /// In the order in which they begin.
  std::vector<InlineDecoration> decorations;
  std::vector<InlineLink> links;
  std::vector<InlineAnchor> anchors;
  std::vector<InlineCall> calls;
  std::vector<TextPlace> places;
  /// In the order of the text.
  std::vector<InlineRuby> rubies;
  /// The node that the text belongs to.
  StructId structure = kArtifact;

  mdconv::Span place_of(std::uint32_t offset) const;
  /// The same of a character, behind references and the like too.
  mdconv::Span place_of_character(const SourceMap* sources, std::uint32_t offset) const;

 private:
  /// The last place that begins at the offset or before it, or null.
  const TextPlace* find_place(std::uint32_t offset) const;
};

/// Builds InlineContent: white space collapses as in CSS unless the element's `white-space` keeps it.
class InlineBuilder {
 public:
  /// `structure` is the node that the text belongs to, unless an inline node makes one of its own.
  InlineBuilder(Context& context, const style::StyledElement& element, StructId structure);

  void add(const doc::Inlines& inlines);
  /// Text of the block element itself.
  void add_text(std::string_view utf8, const mdconv::Span& span);
  /// The text of a code block.
  void add_code_lines(std::string_view utf8, const std::vector<CodePart>& parts, const mdconv::Span& span);
  /// A list's bullet.
  void add_bullet(std::string_view utf8);
  /// Text that is a link.
  void add_link(std::string_view utf8, std::string target, std::string description, StructId structure);
  /// The number before a note: a link to its first mark.
  void add_note_number(std::uint32_t note, StructId structure);
  void add_anchor(std::string id);

  /// Trailing spaces and breaks go.
  InlineContent finish();

 private:
  struct State {
    const style::StyledElement* element = nullptr;
    StructId structure = kArtifact;
    TextRole role = TextRole::Plain;
    std::optional<std::size_t> link;
    std::optional<std::size_t> decoration;
    double parent_size = 0;
    std::optional<std::uint32_t> note;
  };

  void add_inline(const doc::Inline& node);
  void add_styled(const doc::Inline& node, std::string_view element, const doc::Inlines& children);
  void add_span(const doc::Inline& node, const doc::Span& span);
  void add_ruby(const doc::Inline& node, const doc::Span& ruby);
  void add_reading(const doc::Inline& node, const doc::Span& reading, std::uint32_t base_begin, StructId structure);
  void add_reading_in_line(const doc::Inline& node, const doc::Span& reading);
  void add_formula(const doc::Inline& node, const doc::Math& math);
  void add_code(const doc::Inline& node, const doc::Code& code);
  void add_hyperlink(const doc::Inline& node, const doc::Link& link);
  void add_note_mark(const doc::Inline& node, const doc::NoteRef& ref);
  void add_image(const doc::Inline& node, const doc::Image& image);
  void append(std::string_view utf8, const mdconv::Span& span, bool preserve);
  // Runs f with the state of a child element.
  template <class F>
  void inside(const doc::Attributes* attributes, std::string_view element, F&& f);
  bool preserves_space() const;
  // What a style sheet puts before or after the current element's content.
  void add_generated(std::string_view pseudo);
  // Takes up what the current element draws along its text.
  void add_decoration(bool background);

  Context& context_;
  State state_;
  InlineContent content_;
  std::size_t ruby_words_ = 0;
  /// Whether this builds a reading, above which there is no room for another.
  bool in_reading_ = false;
};

}  // namespace mdconv::layout
