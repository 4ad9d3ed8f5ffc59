// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "document/code_parts.h"
#include "fonts/library.h"
#include "layout/layout.h"
#include "layout/paged_document.h"
#include "style/cascade.h"
#include "text/break_finder.h"
#include "text/hyphenator.h"
#include "text/shaper.h"

namespace mdconv::layout {

/// How text of an element is set apart from what its style says.
enum class TextRole : std::uint8_t { Plain, Code, CodeBlock, NoteMark, Bullet };

class LinesAhead;

/// What is wrong with fonts, from all threads.
class FontProblems final : public DiagnosticSink {
 public:
  void report(Diagnostic diagnostic) override;
  /// Hands on what there is, in an order that does not depend on which thread came first.
  void tell(DiagnosticSink& to);

 private:
  std::mutex mutex_;
  std::map<std::string, Diagnostic> problems_;
};

/// What all threads share.
struct SharedByThreads {
  explicit SharedByThreads(HyphenationProvider* hyphenation) : patterns(hyphenation) {}

  text::PatternStore patterns;
  fonts::FaceStore faces;
  FontProblems problems;
};

/// What the parts of one layout share. One thread.
class Context {
 public:
  Context(const doc::Document& source, const LayoutContext& caller, SharedByThreads& shared_by_all,
          PagedDocument& pages);

  const doc::Document& document;
  const LayoutContext& host;
  SharedByThreads& shared;
  PagedDocument& result;
  DiagnosticSink& diagnostics;
  const SourceMap* sources;
  style::Cascade cascade;
  fonts::FontLibrary fonts;
  text::Shaper shaper;
  text::BreakFinder breaks;
  text::Hyphenator hyphenator;
  doc::CodeColors code_colors;

  /// Adds a node to the structure tree, in the language that is spoken.
  StructId add_structure(StructType type, StructId parent);
  /// The language of what is added to the structure tree from now on; the one before. It must live as long as it is
  /// spoken.
  const std::string* speak(const std::string& language) noexcept { return std::exchange(spoken_, &language); }

  /// Whether an image can be shown; when not, says so, once for each resource.
  bool shows(std::uint32_t resource, const mdconv::Span& span);

  /// The style of text directly inside an element; lives as long as the context.
  const text::TextStyle& text_style(const style::StyledElement& element, TextRole role, double parent_size);
  fonts::FontStack& font_stack(const style::StyledElement& element);
  /// How wide a line emboldens text of the style in a face without bold; 0 where none is needed. Tells of it once.
  double stroke_for(const style::ComputedStyle& style, fonts::FaceIndex face, double size);
  /// The same of text that is no element's.
  text::TextStyle text_style(const style::ComputedStyle& style, const std::string& language);
  /// The shape of the element's emphasis mark; null when no face has it.
  std::shared_ptr<const fonts::Outline> emphasis_shape(const style::StyledElement& element);

  /// A glyph as a shape.
  std::shared_ptr<const fonts::Outline> shape_of(fonts::FaceIndex face, fonts::GlyphId glyph);

  /// Tells of a character that no font has, once. A CJK character without any CJK font sets `fatal`.
  void report_missing(char32_t character, fonts::FontStack& stack, const std::function<mdconv::Span()>& place);
  /// Why the layout cannot go on.
  std::optional<Error> fatal;

  /// Whether the document is Chinese, Japanese or Korean.
  bool is_cjk() const;
  /// How wide the columns of code are: half as wide as a Han character; 0 where its face has no fixed pitch.
  double column_of(const text::TextStyle& style);

  Error no_cjk_font(std::string_view what) const;

  /// What stands for a note in the text, and before the note.
  std::string note_number(std::uint32_t note) const;
  /// The page of a mark that stands in the text, empty when pages are not told or not known yet.
  std::string mark_page(std::uint32_t note, std::uint32_t ordinal) const;

  /// Null where no other thread helps.
  LinesAhead* ahead = nullptr;

  /// Where endnotes tell the pages of their marks: pages by the marks' ids, as the last layout found them.
  std::optional<std::map<std::string, std::string>> mark_pages;
  /// What stands before the text, and what room its table of contents keeps for numbers, in ems.
  FrontMatter front;
  double contents_room = 3;
  /// Of named pages; the first is that of all others.
  std::vector<std::string> page_names = {{}};
  std::uint16_t page_name(const std::string& name);
  /// Notes that have been set at a page's foot.
  std::vector<bool> noted;

 private:
  const std::string& language_of(StructId node) const;

  std::map<std::tuple<const style::StyledElement*, TextRole, double>, std::unique_ptr<text::TextStyle>> text_styles_;
  std::map<std::pair<fonts::FaceIndex, fonts::GlyphId>, std::shared_ptr<const fonts::Outline>> shapes_;
  std::set<char32_t> reported_;
  std::set<fonts::FaceIndex> emboldened_;
  const std::string* spoken_;
  /// Whether any node has a language of its own.
  bool languages_differ_ = false;
  std::function<Result<void>(const doc::Resource&)> check_image_;
  std::map<std::uint32_t, bool> shown_images_;
};

Color to_color(const style::Color& color) noexcept;

/// Share of the em box above the baseline: the ideographic em box of CJK faces. Lines are set by it whatever faces
/// stand in them, so that the pitch never changes.
inline constexpr double kEmAscent = 0.88;
inline constexpr double kEmDescent = 0.12;

}  // namespace mdconv::layout
