// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/html_elements.h"
#include "markdown/rewriting.h"
#include "markdown/source_text.h"
#include "markdown/tree_builder.h"

namespace mdconv::markdown {

/// Reads raw HTML into a tree by an allow-list. Elements of the list become nodes, others their content; scripts,
/// frames, forms and event handlers are left out with a diagnostic; comments vanish. An element may be opened in one
/// piece of raw HTML and closed in another, with Markdown between them.
class HtmlReader {
 public:
  /// `source` is the text that the pieces of raw HTML come from.
  HtmlReader(TreeBuilder& builder, DiagnosticSink& diagnostics, std::string_view source, const Rewriting& rewriting)
      : builder_(builder), diagnostics_(diagnostics), source_(source), rewriting_(rewriting) {}

  /// A block of raw HTML.
  void read_block(const SourceText& html);
  /// Tags inside a line of Markdown; what stands between them comes through the builder.
  void read_inline(const SourceText& html);

  /// Whether Markdown text is content of an element that is left out.
  bool dropping() const noexcept { return !dropped_.empty(); }
  /// The paragraph is over, and with it what was left out of it.
  void end_dropping() noexcept { dropped_.clear(); }

 private:
  struct Tag {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes;
    bool closing = false;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  void read(const SourceText& html);
  std::size_t read_markup(const SourceText& html, std::size_t begin);
  bool parse_tag(std::string_view html, std::size_t begin, Tag& tag) const;
  void read_text(const SourceText& html, std::size_t begin, std::size_t end);
  void open(const SourceText& html, Tag& tag, const HtmlElement& element);
  void close(const SourceText& html, const Tag& tag, const HtmlElement& element);
  void open_table_part(const Tag& tag, const HtmlElement& element, Span span, doc::Attributes attributes);
  void open_ruby_part(const HtmlElement& element, Span span, doc::Attributes attributes);
  void open_media(const Tag& tag, Span span);
  void open_input(const Tag& tag, Span span);
  void open_block(const Tag& tag, const HtmlElement& element, Span span, doc::Attributes attributes);
  void open_phrase(const Tag& tag, const HtmlElement& element, Span span, doc::Attributes attributes);
  void add_image(const Tag& tag, Span span, doc::Attributes attributes);
  std::size_t read_preformatted(const SourceText& html, std::size_t begin, Span span, doc::Attributes attributes);
  std::size_t skip_element(std::string_view html, std::size_t begin, std::string_view name) const;
  std::string attribute_value(std::string_view key, std::string_view written) const;
  doc::Attributes take_attributes(const Tag& tag, const HtmlElement& element, Span span);
  void close_table_part(const HtmlElement& element);
  void close_quotation(Span span, const HtmlElement& element);
  void add_source_link(const Tag& tag, Span span);
  bool passes_dropped(const Tag& tag);
  std::size_t read_section(const SourceText& html, std::size_t begin);
  void report_dropped(Span span, std::string what);
  bool stays_text(const SourceText& html, const Tag& tag);
  bool is_closed_somewhere(const std::string& name);

  TreeBuilder& builder_;
  DiagnosticSink& diagnostics_;
  std::string_view source_;
  const Rewriting& rewriting_;
  /// The names of all end tags of the source, once they are looked for.
  std::optional<std::set<std::string, std::less<>>> end_tags_;
  /// Elements that HTML does not have and that were told of.
  std::set<std::string, std::less<>> unknown_;
  bool block_ = false;
  std::string dropped_;        // name of the element whose content is left out
  bool wants_source_ = false;  // in a <video> or <audio> that has not said what it plays
};

}  // namespace mdconv::markdown
